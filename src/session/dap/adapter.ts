import type { BreakHit, DebugEventMessage, DebugStatus, ProcessorName, StepKind } from '../debug-protocol.ts';
import { setEditorBreakpoints } from '../debug-handlers.ts';
import type { DebugSession } from '../debug-session.ts';
import { type Arguments, textOf, wholeOf } from './arguments.ts';
import { BreakpointSets } from './breakpoint-sets.ts';
import { GotoTargets } from './goto-targets.ts';
import { Inspector } from './inspect.ts';
import { processorOfThread, THREADS } from './places.ts';
import type { DapMessage, DapRequest, SymbolText } from '../../shared/dap.ts';

/** Instructions that one source line is stepped through at most. */
const MOST_IN_LINE = 5000;

/** Requests that only look: the client shows in its place why one can't be answered, and pops up nothing. */
const LOOKS = new Set([
  'evaluate',
  'stackTrace',
  'scopes',
  'variables',
  'readMemory',
  'disassemble',
  'dataBreakpointInfo',
  'exceptionInfo',
  'setVariable',
  'setExpression',
]);

export interface OpenedGame {
  readonly session: DebugSession;
  readonly symbols: readonly SymbolText[];
  /** Where relative source paths begin. */
  readonly sourceRoot: string;
}

/** Where an adapter's game comes from, and who runs it. */
export interface DapDoor {
  /** The game is the client's own: it begins at power-on and can begin anew. */
  readonly restarts: boolean;
  /** For launch, attach and restart. @throws Error with words for the client */
  open(args: Arguments): OpenedGame;
  /** A request was answered; the machine may have to run now. */
  answered(): void;
  close(session: DebugSession): void;
}

/** One client's session: requests in, answers and events out. Nothing here knows where the bytes come from. */
export class DapAdapter {
  readonly #send: (message: DapMessage) => void;
  readonly #door: DapDoor;
  readonly #breakpoints = new BreakpointSets();
  readonly #targets = new GotoTargets();
  #session: DebugSession | null = null;
  #inspector: Inspector | null = null;
  #launch: Arguments = {};
  #lineBase = 1;
  /** Events wait until the request under way is answered. */
  #waiting: DapMessage[] | null = null;
  #silent = false;
  /** The client lets the machine go on. */
  #goesOn = false;
  #stepping: ProcessorName = 'cpu';
  /** The client looks again when it is told that something is another. */
  #looksAgain = false;

  constructor(door: DapDoor, send: (message: DapMessage) => void) {
    this.#door = door;
    this.#send = send;
  }

  /** It moves the machine in many small steps, of which only the last place counts. */
  get silent(): boolean {
    return this.#silent;
  }

  /** How often the client has changed a value. */
  get changes(): number {
    return this.#inspector?.changes ?? 0;
  }

  close(): void {
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    setEditorBreakpoints(session, []);
    this.#door.close(session);
  }

  handle({ seq, command, arguments: args }: DapRequest): void {
    this.#waiting = [];
    const answer = { type: 'response' as const, request_seq: seq, command };
    try {
      const body = this.#answer(command, args);
      this.#post({ ...answer, success: true, body: body ?? {} });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#post({
        ...answer,
        success: false,
        message,
        body: { error: { id: 1, format: message, showUser: !LOOKS.has(command) } },
      });
    }
    const events = this.#waiting;
    this.#waiting = null;
    for (const event of events) this.#send(event);
    if (command === 'disconnect' || command === 'terminate') this.#end();
    else this.#door.answered();
  }

  #end(): void {
    this.close();
    this.#event('terminated', {});
  }

  #post(message: DapMessage & { readonly request_seq: number }): void {
    this.#send(message);
  }

  #event(event: string, body: object): void {
    const message = { type: 'event' as const, event, body };
    if (this.#waiting === null) this.#send(message);
    else this.#waiting.push(message);
  }

  // Requests

  #answer(command: string, args: Arguments): object | void {
    switch (command) {
      case 'launch':
      case 'attach':
        return this.#open(args);
      case 'disconnect':
      case 'terminate':
        return undefined;
      default:
        if (this.#session === null) throw new Error(`'${command}' came before launch or attach.`);
        return this.#answerOpen(this.#session, command, args);
    }
  }

  #open(args: Arguments): void {
    if (this.#session !== null) throw new Error('a game is being debugged already.');
    this.#launch = args;
    this.#looksAgain = args['supportsInvalidatedEvent'] === true;
    this.#lineBase = args['linesStartAt1'] === false ? 0 : 1;
    this.#load();
    this.#event('initialized', {});
  }

  #load(): void {
    const before = this.#session;
    const { session, symbols, sourceRoot } = this.#door.open(this.#launch);
    for (const { file, text } of symbols) {
      const { format, labels, lines } = session.call('importSymbols', { text });
      this.#output(`${file}: ${format}, ${labels} labels, ${lines} source lines\n`);
    }
    if (before !== null) this.#door.close(before);
    if (this.#door.restarts) session.onEvent = (message) => this.told(message);
    this.#session = session;
    this.#inspector = new Inspector(session, sourceRoot, this.#lineBase);
  }

  #output(output: string): void {
    this.#event('output', { category: 'console', output });
  }

  #answerOpen(session: DebugSession, command: string, args: Arguments): object | void {
    const inspector = this.#inspector;
    if (inspector === null) throw new Error('nothing is open.');
    switch (command) {
      case 'configurationDone':
        this.#begin(session);
        return undefined;
      case 'threads':
        return { threads: THREADS.map(({ id, name }) => ({ id, name })) };
      case 'setBreakpoints':
        return { breakpoints: this.#breakpoints.source(session, args, this.#lineBase) };
      case 'setInstructionBreakpoints':
        return { breakpoints: this.#breakpoints.instruction(session, args) };
      case 'setFunctionBreakpoints':
        return { breakpoints: this.#breakpoints.functions(session, args) };
      case 'setDataBreakpoints':
        return { breakpoints: this.#breakpoints.data(session, args) };
      case 'setExceptionBreakpoints':
        return { breakpoints: this.#breakpoints.exceptions(session, args) };
      case 'exceptionInfo':
        return exceptionInfo(session);
      case 'gotoTargets':
        return { targets: this.#targets.of(session, args, this.#lineBase) };
      case 'goto':
        return this.#setPc(session, args);
      case 'stackTrace':
      case 'scopes':
      case 'variables':
      case 'setVariable':
      case 'setExpression':
      case 'evaluate':
      case 'dataBreakpointInfo':
      case 'readMemory':
      case 'writeMemory':
      case 'disassemble':
        return inspector[command](args);
      default:
        return this.#move(session, command, args);
    }
  }

  #begin(session: DebugSession): void {
    const stopped = { threadId: 1, allThreadsStopped: true };
    if (this.#launch['stopOnEntry'] === true) {
      this.#silent = true;
      session.pause();
      this.#toFirstInstruction(session);
      this.#silent = false;
      this.#event('stopped', { reason: 'entry', ...stopped });
    } else if (this.#door.restarts) this.#goOn(session);
    else if (!session.running) this.#event('stopped', { reason: 'pause', ...stopped });
  }

  /** A machine that was just switched on has not read its vector: no program counter yet. */
  #toFirstInstruction(session: DebugSession): void {
    const { time } = session.status().position;
    if (this.#door.restarts && time === 0) session.call('step', { kind: 'into', processor: 'cpu', back: false });
  }

  #move(session: DebugSession, command: string, args: Arguments): object | void {
    switch (command) {
      case 'continue':
        this.#goOn(session);
        return { allThreadsContinued: true };
      case 'pause':
        session.pause();
        return undefined;
      case 'reverseContinue':
        this.#stepping = processorOfThread(wholeOf(args, 'threadId', 1));
        session.call('continueBack', null);
        return undefined;
      case 'next':
        return this.#step(session, 'over', args, false);
      case 'stepIn':
        return this.#step(session, 'into', args, false);
      case 'stepOut':
        return this.#step(session, 'out', args, false);
      case 'stepBack':
        return this.#step(session, 'over', args, true);
      case 'restart':
        if (!this.#door.restarts) throw new Error('this game is not the editor’s own: reset it in Dotclock’s window.');
        this.#restart(session, args['arguments']);
        return undefined;
      default:
        throw new Error(`'${command}' is not supported.`);
    }
  }

  /** Begins anew, with what the launch says now. */
  #restart(session: DebugSession, launch: unknown): void {
    if (typeof launch === 'object' && launch !== null) this.#launch = { ...this.#launch, ...launch };
    this.#load();
    const now = this.#session ?? session;
    this.#breakpoints.apply(now);
    this.#begin(now);
  }

  // Steps

  /** A statement is a source line where lines are known, else an instruction. */
  #step(session: DebugSession, kind: StepKind, args: Arguments, back: boolean): void {
    const processor = processorOfThread(wholeOf(args, 'threadId', 1));
    this.#stepping = processor;
    const one = (): DebugStatus => session.call('step', { kind, processor, back });
    const lineNow = (status: DebugStatus): string | null => {
      const address = status.processors.find(({ name }) => name === processor)?.instruction ?? 0;
      const place = session.call('sourceAt', { processor, address });
      return place === null ? null : `${place.file}:${place.line}`;
    };
    const from =
      textOf({ granularity: 'statement', ...args }, 'granularity') === 'instruction' ? null : lineNow(session.status());
    if (from === null || kind === 'out') {
      one();
      return;
    }
    this.#silent = true;
    try {
      session.atOnce(() => {
        let status = one();
        for (let i = 0; i < MOST_IN_LINE && goesOn(status) && [from, null].includes(lineNow(status)); i++) status = one();
        if (back && goesOn(status)) this.#toLineStart(session, one, lineNow, processor);
      });
    } finally {
      this.#silent = false;
    }
    this.#stopped(session.status());
  }

  /** Back to the first instruction of the line. */
  #toLineStart(
    session: DebugSession,
    one: () => DebugStatus,
    lineNow: (status: DebugStatus) => string | null,
    processor: ProcessorName,
  ): void {
    const line = lineNow(session.status());
    for (let i = 0; i < MOST_IN_LINE; i++) {
      const before = session.status().position;
      const status = one();
      if (goesOn(status) && lineNow(status) === line) continue;
      if (status.stop?.reason === 'beginning' && lineNow(status) === line) return;
      session.call('goTo', before);
      return;
    }
    this.#stepping = processor;
  }

  // What the machine tells

  /** What the session says. */
  told(message: DebugEventMessage): void {
    if (message.event === 'debug-closed') {
      this.#session = null;
      this.#event('terminated', {});
      return;
    }
    if (this.#silent && message.event !== 'debug-log') return;
    if (message.event === 'debug-running' && this.#goesOn) return;
    if (message.event === 'debug-running') this.#event('continued', { threadId: 1, allThreadsContinued: true });
    else if (message.event === 'debug-stopped') this.#stopped(message.status);
    else if (message.event === 'debug-learned' && this.#looksAgain) this.#event('invalidated', { areas: ['stacks'] });
    else if (message.event === 'debug-log') for (const { text } of message.lines) this.#output(`${text}\n`);
  }

  /** Somebody else has changed a value while the machine stands. */
  changed(): void {
    if (this.#looksAgain && this.#session?.running === false) this.#event('invalidated', { areas: ['all'] });
  }

  #stopped({ stop }: DebugStatus): void {
    const [hit] = stop?.hits ?? [];
    const smp =
      hit === undefined ? this.#stepping === 'smp' : hit.memory === 'smp' || hit.memory === 'aram' || hit.memory === 'dsp';
    const body = { threadId: smp ? 2 : 1, allThreadsStopped: true };
    if (hit !== undefined)
      this.#event('stopped', {
        ...body,
        reason: this.#breakpoints.reasonOf(hit),
        ...described(hit),
        hitBreakpointIds: [hit.id],
      });
    else if (stop?.reason === 'pause' || stop?.reason === 'doubt') this.#event('stopped', { ...body, reason: 'pause' });
    else if (stop?.reason === 'beginning')
      this.#event('stopped', { ...body, reason: 'step', description: 'The history begins here' });
    else if (stop?.reason === 'no-return')
      this.#event('stopped', { ...body, reason: 'step', description: 'The routine has not returned: it may have no caller' });
    else if (stop?.reason === 'waiting') this.#event('stopped', { ...body, reason: 'pause', description: 'The processor waits' });
    else if (stop?.reason === 'edit') this.changed();
    else this.#event('stopped', { ...body, reason: 'step' });
  }

  /** The client's own wish: an event is for what others do. */
  #goOn(session: DebugSession): void {
    this.#goesOn = true;
    session.run(false);
    this.#goesOn = false;
  }

  /** The machine goes on from elsewhere. */
  #setPc(session: DebugSession, args: Arguments): void {
    const { processor, address } = this.#targets.at(wholeOf(args, 'targetId'));
    this.#stepping = processor;
    this.#silent = true;
    try {
      session.call('setRegister', { processor, register: 'pc', value: address });
    } finally {
      this.#silent = false;
    }
    this.#event('stopped', { reason: 'goto', threadId: processor === 'smp' ? 2 : 1, allThreadsStopped: true });
  }
}

/** What stopped, in words. */
function exceptionInfo(session: DebugSession): object {
  const [hit] = session.status().stop?.hits ?? [];
  if (hit === undefined) throw new Error('no event has stopped the machine.');
  const { kind, memory, address, value, pc } = hit;
  const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
  return {
    exceptionId: kind,
    description: `${kind} at $${hex(pc, 6)}: ${memory} $${hex(address, 4)}, value $${hex(value, 2)}`,
    breakMode: 'always',
  };
}

/** Of accesses and events, in the list of threads; for the others the client has words. */
function described({ kind, memory, address, value }: BreakHit): object {
  if (kind === 'execute') return {};
  const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
  const access = `${kind === 'read' ? 'Read of' : 'Write to'} ${memory} $${hex(address, 4)}: $${hex(value, 2)}`;
  return { description: kind === 'read' || kind === 'write' ? access : kind.toUpperCase() };
}

function goesOn(status: DebugStatus): boolean {
  return status.stop?.reason === 'step' && status.stop.hits.length === 0;
}
