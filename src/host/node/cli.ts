import type { CommandContext } from './command.ts';
import { COMMANDS } from './commands.ts';
import { CliError, Exit } from './errors.ts';
import { VERSION } from './version.ts';

function usageText(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  return [
    'usage: dotclock COMMAND [arguments]',
    ...COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '  --version, --help; COMMAND --help lists the options of a command',
  ].join('\n');
}

/** Runs one command line (without the program's name) and returns the exit code; complaints are one line on `context.warn`. */
export async function main(args: readonly string[], context: CommandContext): Promise<Exit> {
  const [name, ...rest] = args;
  try {
    if (name === undefined) throw new CliError(Exit.Usage, 'a command is missing (--help lists them)');
    if (name === '--help' || name === '-h' || name === 'help') context.out(usageText());
    else if (name === '--version') context.out(VERSION);
    else {
      const command = COMMANDS.find((one) => one.name === name);
      if (command === undefined) throw new CliError(Exit.Usage, `unknown command '${name}' (--help lists them)`);
      await command.run(rest, context);
    }
    return Exit.Ok;
  } catch (error) {
    if (error instanceof CliError) {
      context.warn(error.message.replaceAll('\n', ' '));
      return error.exit;
    }
    context.warn(`internal fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return Exit.Crash;
  }
}
