import type { ProcessorName } from '../debug-protocol.ts';
import type { DebugSession } from '../debug-session.ts';
import { type Arguments, textOf, wholeOf } from './arguments.ts';
import { referenceTo } from './places.ts';

interface Target {
  readonly processor: ProcessorName;
  readonly address: number;
}

/** What the client may set the program counter to: the code of source lines, by numbers that it was given. */
export class GotoTargets {
  readonly #targets: Target[] = [];

  /** @throws Error where no code is known */
  of(session: DebugSession, args: Arguments, lineBase: number): object[] {
    const path = textOf((args['source'] ?? {}) as Arguments, 'path');
    const found = session.call('addressesOfLine', { file: path, line: wholeOf(args, 'line') + 1 - lineBase });
    if (found === null) throw new Error('no code is known of this line: give the program’s debug file as "symbols".');
    return found.addresses.map(({ processor, address }) => {
      const id = this.#targets.push({ processor, address });
      const reference = referenceTo({ memory: processor, address });
      return { id, label: reference, line: found.line - 1 + lineBase, instructionPointerReference: reference };
    });
  }

  /** @throws Error when no such number was given */
  at(id: number): Target {
    const target = this.#targets[id - 1];
    if (target === undefined) throw new Error(`there is no target ${id}.`);
    return target;
  }
}
