/** Exit codes of the command line; the same as those of the reference program. */
export const enum Exit {
  Ok = 0,
  /** Bad command line or bad input script. */
  Usage = 2,
  /** A file could not be read or written. */
  File = 3,
  /** The machine could not do what was asked (a state that does not fit, a memory the cartridge has not). */
  Core = 4,
  /** The ROM was refused. */
  Rom = 5,
  /** A fault of the program itself. */
  Crash = 6,
  Timeout = 7,
  /** A script ended with an error of its own, or used up its memory or output. */
  Script = 8,
}

/** Ends the program with one line on standard error and an exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exit: Exit;

  constructor(exit: Exit, message: string) {
    super(message);
    this.exit = exit;
  }
}

const ERRNO: Readonly<Record<string, string>> = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EISDIR: 'is a directory',
  ENOTDIR: 'Not a directory',
  ENOSPC: 'No space left on device',
  EROFS: 'Read-only file system',
  ENAMETOOLONG: 'File name too long',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  EIO: 'Input/output error',
};

/** What a failed file operation says, in the system's words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return ERRNO[code] ?? (error instanceof Error ? error.message : String(error));
}
