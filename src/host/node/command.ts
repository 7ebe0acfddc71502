/** Where a command's lines go. */
export interface CommandContext {
  /** One line (or several) on standard output. */
  out(text: string): void;
  /** One line on standard error; the run goes on. */
  warn(text: string): void;
  /** This program as one file, for threads that run it too; undefined when it is no such file. */
  readonly program?: URL;
}

export interface Command {
  readonly name: string;
  /** For the list of commands. */
  readonly summary: string;
  /** Throws CliError. A promise is waited for. */
  run(args: readonly string[], context: CommandContext): void | Promise<void>;
}
