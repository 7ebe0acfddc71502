import { timingSafeEqual } from 'node:crypto';
import { dirname } from 'node:path';
import type { DebugEventMessage, DebugStatus, ProcessorName, StepKind } from '../../../session/debug-protocol.ts';
import { CartError, type DebugSession, openHeadlessDebug } from '../../../session/headless-debug.ts';
import { readFile } from '../files.ts';
import { readRom } from '../rom-file.ts';
import { type Arguments, optionalText, textOf, textsOf, wholeOf } from './arguments.ts';
import { BreakpointSets, EXCEPTION_FILTERS } from './breakpoint-sets.ts';
import type { DapRequest } from './framing.ts';
import { Inspector } from './inspect.ts';
import { processorOfThread, THREADS } from './places.ts';

const MAX_SYMBOL_BYTES = 64 << 20;
/** Instructions that one source line is stepped through at most. */
const MOST_IN_LINE = 5000;

const CAPABILITIES = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsEvaluateForHovers: true,
  supportsStepBack: true,
  supportsSetVariable: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportsLogPoints: true,
  supportsDataBreakpoints: true,
  supportsDataBreakpointBytes: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsInstructionBreakpoints: true,
  supportsSteppingGranularity: true,
  supportsExceptionFilterOptions: true,
  exceptionBreakpointFilters: EXCEPTION_FILTERS,
};

export interface AdapterOptions {
  /** ROM and symbol files of the command line; a launch request may name others. */
  readonly rom: string | null;
  readonly symbols: readonly string[];
  /** What launch and attach must say; null: nothing is asked. */
  readonly token: string | null;
}

/** One client's session: requests in, answers and events out. Nothing here knows where the bytes come from. */
export class DapAdapter {
  onClose: () => void = () => {};
  readonly #send: (message: object) => void;
  readonly #options: AdapterOptions;
  readonly #breakpoints = new BreakpointSets();
  #session: DebugSession | null = null;
  #inspector: Inspector | null = null;
  #launch: Arguments = {};
  #seq = 1;
  #lineBase = 1;
  /** Events wait until the request under way is answered. */
  #waiting: object[] | null = null;
  #silent = false;
  #stepping: ProcessorName = 'cpu';
  #loop: NodeJS.Immediate | null = null;

  constructor(options: AdapterOptions, send: (message: object) => void) {
    this.#options = options;
    this.#send = send;
  }

  get authorised(): boolean {
    return this.#session !== null || this.#options.token === null;
  }

  close(): void {
    if (this.#loop !== null) clearImmediate(this.#loop);
    this.#loop = null;
    this.#session?.close();
    this.#session = null;
  }

  handle({ seq, command, arguments: args }: DapRequest): void {
    this.#waiting = [];
    const answer = { type: 'response', request_seq: seq, command };
    try {
      const body = this.#answer(command, args);
      this.#post({ ...answer, success: true, body: body ?? {} });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ ...answer, success: false, message, body: { error: { id: 1, format: message, showUser: true } } });
    }
    const events = this.#waiting;
    this.#waiting = null;
    for (const event of events) this.#post(event);
    if (command === 'disconnect' || command === 'terminate') this.#end();
    else this.#keepRunning();
  }

  #end(): void {
    this.close();
    this.#event('terminated', {});
    this.onClose();
  }

  #post(message: object): void {
    this.#send({ seq: this.#seq++, ...message });
  }

  #event(event: string, body: object): void {
    const message = { type: 'event', event, body };
    if (this.#waiting === null) this.#post(message);
    else this.#waiting.push(message);
  }

  // Requests

  #answer(command: string, args: Arguments): object | void {
    switch (command) {
      case 'initialize':
        this.#lineBase = args['linesStartAt1'] === false ? 0 : 1;
        return CAPABILITIES;
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

  #checkToken(args: Arguments): void {
    const { token } = this.#options;
    if (token === null) return;
    const given = Buffer.from(optionalText(args, 'token'));
    const wanted = Buffer.from(token);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      throw new Error('the token is wrong: give the one that dotclock dap has printed as "token" in launch.json.');
  }

  #open(args: Arguments): void {
    this.#checkToken(args);
    if (this.#session !== null) throw new Error('a game is being debugged already.');
    this.#launch = args;
    this.#load();
    this.#event('initialized', {});
  }

  #load(): void {
    const rom = optionalText(this.#launch, 'program') || this.#options.rom;
    if (rom === null) throw new Error('no game is named: give its ROM as "program" in launch.json.');
    const symbols = this.#launch['symbols'] === undefined ? this.#options.symbols : textsOf(this.#launch, 'symbols');
    const file = readRom(rom);
    let session: DebugSession;
    try {
      session = openHeadlessDebug(file.bytes, { seed: wholeOf(this.#launch, 'seed', 1) });
    } catch (error) {
      throw error instanceof CartError ? new Error(`ROM '${rom}': ${error.message}`) : error;
    }
    for (const path of symbols) this.#readSymbols(session, path);
    this.#session?.close();
    session.onEvent = (message) => this.#told(message);
    this.#session = session;
    const root = optionalText(this.#launch, 'sourceRoot') || dirname(symbols[0] ?? rom);
    this.#inspector = new Inspector(session, root, this.#lineBase);
  }

  #readSymbols(session: DebugSession, path: string): void {
    const text = Buffer.from(readFile('symbol file', path, MAX_SYMBOL_BYTES)).toString('utf8');
    const { format, labels, lines } = session.call('importSymbols', { text });
    this.#output(`${path}: ${format}, ${labels} labels, ${lines} source lines\n`);
  }

  #output(output: string): void {
    this.#event('output', { category: 'console', output });
  }

  #answerOpen(session: DebugSession, command: string, args: Arguments): object | void {
    const inspector = this.#inspector;
    if (inspector === null) throw new Error('nothing is open.');
    switch (command) {
      case 'configurationDone':
        if (this.#launch['stopOnEntry'] === true)
          this.#event('stopped', { reason: 'entry', threadId: 1, allThreadsStopped: true });
        else session.run(false);
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
      case 'stackTrace':
      case 'scopes':
      case 'variables':
      case 'setVariable':
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

  #move(session: DebugSession, command: string, args: Arguments): object | void {
    switch (command) {
      case 'continue':
        session.run(false);
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
        this.#load();
        this.#breakpoints.apply(this.#session ?? session);
        this.#event('stopped', { reason: 'entry', threadId: 1, allThreadsStopped: true });
        return undefined;
      default:
        throw new Error(`'${command}' is not supported.`);
    }
  }

  // Steps

  /** A statement is a source line where lines are known, else an instruction. */
  #step(session: DebugSession, kind: StepKind, args: Arguments, back: boolean): void {
    const processor = processorOfThread(wholeOf(args, 'threadId', 1));
    this.#stepping = processor;
    const one = (): DebugStatus => session.call('step', { kind, processor, back });
    const lineNow = (status: DebugStatus): string | null => {
      const address = status.processors.find(({ name }) => name === processor)?.pc ?? 0;
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
      let status = one();
      for (let i = 0; i < MOST_IN_LINE && goesOn(status) && [from, null].includes(lineNow(status)); i++) status = one();
      if (back && goesOn(status)) this.#toLineStart(session, one, lineNow, processor);
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

  #told(message: DebugEventMessage): void {
    if (this.#silent && message.event !== 'debug-log') return;
    if (message.event === 'debug-stopped') this.#stopped(message.status);
    else if (message.event === 'debug-log') for (const { text } of message.lines) this.#output(`${text}\n`);
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
        description: hit.kind,
        hitBreakpointIds: [hit.id],
      });
    else if (stop?.reason === 'pause') this.#event('stopped', { ...body, reason: 'pause' });
    else if (stop?.reason === 'beginning')
      this.#event('stopped', { ...body, reason: 'step', description: 'The history begins here' });
    else if (stop?.reason === 'waiting') this.#event('stopped', { ...body, reason: 'pause', description: 'The processor waits' });
    else if (stop?.reason !== 'edit') this.#event('stopped', { ...body, reason: 'step' });
  }

  #keepRunning(): void {
    if (this.#loop !== null || this.#session?.running !== true) return;
    this.#loop = setImmediate(() => {
      this.#loop = null;
      this.#session?.frame();
      this.#keepRunning();
    });
  }
}

function goesOn(status: DebugStatus): boolean {
  return status.stop?.reason === 'step' && status.stop.hits.length === 0;
}
