import { type Arguments, listOf, optionalText, textOf } from './dap/arguments.ts';
import type { DapDoor, OpenedGame } from './dap/adapter.ts';
import type { DebugSession } from './debug-session.ts';

/** The game that is played in the app, for an editor. Somebody else runs it. */
export class PlayerDoor implements DapDoor {
  readonly restarts = false;
  readonly #session: () => DebugSession;
  readonly #left: () => void;

  constructor(session: () => DebugSession, left: () => void) {
    this.#session = session;
    this.#left = left;
  }

  open(args: Arguments): OpenedGame {
    const symbols = listOf(args, 'symbolTexts').map((one) => ({ file: textOf(one, 'file'), text: textOf(one, 'text') }));
    return { session: this.#session(), symbols, sourceRoot: optionalText(args, 'sourceRoot') };
  }

  answered(): void {}

  close(): void {
    this.#left();
  }
}
