import type { Breakpoint, BreakEvent, BreakHit, ProcessorName } from '../debug-protocol.ts';
import { BREAK_EVENTS, type DebugSession, NEW_BREAKPOINT } from '../headless-debug.ts';
import { EDITOR_IDS, setEditorBreakpoints } from '../debug-handlers.ts';
import { type Arguments, listOf, optionalText, textOf, wholeOf } from './arguments.ts';
import { parseReference, referenceTo } from './places.ts';

/** What the client is told of a breakpoint. */
export interface BreakpointAnswer {
  readonly id: number;
  verified: boolean;
  message?: string;
  line?: number;
  instructionReference?: string;
}

type SetName = 'function' | 'instruction' | 'data' | 'exception' | `source ${string}`;

interface Entry {
  readonly answer: BreakpointAnswer;
  readonly breakpoints: readonly Breakpoint[];
}

/** The client's breakpoints, a set a kind and source file; each set is given as a whole. */
export class BreakpointSets {
  readonly #sets = new Map<SetName, Entry[]>();
  #next = EDITOR_IDS;

  /** @throws Error when the arguments are not understood */
  source(session: DebugSession, args: Arguments, lineBase: number): BreakpointAnswer[] {
    const path = textOf((args['source'] ?? {}) as Arguments, 'path');
    return this.#replace(session, `source ${path}`, listOf(args, 'breakpoints'), (one) => {
      const line = wholeOf(one, 'line') + 1 - lineBase;
      const found = session.call('addressesOfLine', { file: path, line });
      if (found === null) throw new Error('no code is known of this line: give the program’s debug file as "symbols".');
      return { places: found.addresses, line: found.line - 1 + lineBase };
    });
  }

  instruction(session: DebugSession, args: Arguments): BreakpointAnswer[] {
    return this.#replace(session, 'instruction', listOf(args, 'breakpoints'), (one) => {
      const { memory, address } = parseReference(textOf(one, 'instructionReference'));
      return {
        places: [
          { processor: memory === 'smp' || memory === 'aram' ? 'smp' : 'cpu', address: address + wholeOf(one, 'offset', 0) },
        ],
      };
    });
  }

  functions(session: DebugSession, args: Arguments): BreakpointAnswer[] {
    return this.#replace(session, 'function', listOf(args, 'breakpoints'), (one) => {
      const name = textOf(one, 'name');
      for (const processor of ['cpu', 'smp'] as const) {
        const address = session.labels.addressOf(name, processor);
        if (address !== null) return { places: [{ processor, address }] };
      }
      const { value, problem } = session.call('evaluate', { text: name, processor: 'cpu' });
      if (problem !== null) throw new Error(`there is no label '${name}'.`);
      return { places: [{ processor: 'cpu', address: value }] };
    });
  }

  data(session: DebugSession, args: Arguments): BreakpointAnswer[] {
    return this.#set(session, 'data', listOf(args, 'breakpoints'), (one, id) => {
      const [, reference, length] = /^(.*)\+(\d+)$/.exec(textOf(one, 'dataId')) ?? [];
      const { memory, address } = parseReference(reference ?? textOf(one, 'dataId'));
      const access = optionalText(one, 'accessType') || 'write';
      const processor: ProcessorName = memory === 'smp' || memory === 'aram' || memory === 'dsp' ? 'smp' : 'cpu';
      const to = address + Number(length ?? 1) - 1;
      const watch = { memory, from: address, to, read: access !== 'write', write: access !== 'read' };
      return { breakpoints: [{ ...common(one, id), ...watch, processor }] };
    });
  }

  exceptions(session: DebugSession, args: Arguments): BreakpointAnswer[] {
    const filters = args['filters'] ?? [];
    if (!Array.isArray(filters)) throw new Error("'filters' must be a list.");
    const wanted = [...filters.map((filterId: unknown) => ({ filterId })), ...listOf(args, 'filterOptions')];
    return this.#set(session, 'exception', wanted, (one, id) => {
      const event = BREAK_EVENTS.find((name) => name === one['filterId']);
      if (event === undefined) throw new Error(`there is no event '${String(one['filterId'])}'.`);
      return { breakpoints: [{ ...common(one, id), event: event satisfies BreakEvent }] };
    });
  }

  #replace(
    session: DebugSession,
    name: SetName,
    wanted: readonly Arguments[],
    placesOf: (one: Arguments) => { places: readonly { processor: ProcessorName; address: number }[]; line?: number },
  ): BreakpointAnswer[] {
    return this.#set(session, name, wanted, (one, id) => {
      const { places, line } = placesOf(one);
      const [first] = places;
      const breakpoints = places.map(({ processor, address }) => {
        const memory = processor === 'smp' ? ('smp' as const) : ('cpu' as const);
        return { ...common(one, id), processor, memory, from: address, to: address, execute: true };
      });
      const instructionReference =
        first === undefined ? undefined : referenceTo({ memory: first.processor, address: first.address });
      return {
        breakpoints,
        ...(line === undefined ? {} : { line }),
        ...(instructionReference === undefined ? {} : { instructionReference }),
      };
    });
  }

  #set(
    session: DebugSession,
    name: SetName,
    wanted: readonly Arguments[],
    make: (one: Arguments, id: number) => Partial<BreakpointAnswer> & { breakpoints: readonly Breakpoint[] },
  ): BreakpointAnswer[] {
    this.#sets.set(name, []);
    const entries = wanted.map((one): Entry => {
      const id = this.#next++;
      try {
        const { breakpoints, ...rest } = make(one, id);
        return { answer: { id, verified: true, ...rest }, breakpoints };
      } catch (error) {
        return {
          answer: { id, verified: false, message: error instanceof Error ? error.message : String(error) },
          breakpoints: [],
        };
      }
    });
    this.#sets.set(name, entries);
    this.apply(session);
    return entries.map(({ answer }) => answer);
  }

  /** Gives all of them to a session. One with a bad condition is left out and says so. */
  apply(session: DebugSession): void {
    const refused = new Set<number>();
    for (;;) {
      const all = [...this.#sets.values()].flat();
      const list = all.flatMap(({ breakpoints }) => breakpoints).filter(({ id }) => !refused.has(id));
      const wrong = setEditorBreakpoints(session, list);
      if (wrong === null) return;
      refused.add(wrong.id);
      const entry = all.find(({ answer }) => answer.id === wrong.id);
      if (entry === undefined) return;
      entry.answer.verified = false;
      entry.answer.message = `${wrong.field}, column ${wrong.problem.column}: ${wrong.problem.message}`;
    }
  }

  /** The protocol's word for what stopped it. */
  reasonOf({ id }: BreakHit): string {
    for (const [name, entries] of this.#sets) {
      if (!entries.some(({ answer }) => answer.id === id)) continue;
      if (name === 'function' || name === 'instruction' || name === 'data') return `${name} breakpoint`;
      return name === 'exception' ? 'exception' : 'breakpoint';
    }
    return 'breakpoint';
  }
}

function common(one: Arguments, id: number): Breakpoint {
  const log = optionalText(one, 'logMessage');
  const hits = optionalText(one, 'hitCondition').trim();
  if (hits !== '' && !/^[1-9][0-9]{0,8}$/.test(hits)) throw new Error(`the hit count '${hits}' is not a whole number from 1.`);
  return {
    ...NEW_BREAKPOINT,
    id,
    condition: optionalText(one, 'condition'),
    log,
    stops: log === '',
    ignore: hits === '' ? 0 : Number(hits) - 1,
  };
}
