import { effect, signal } from '@preact/signals';
import {
  NEW_BREAKPOINT,
  TRACE_DEFAULTS,
  type Breakpoint,
  type BreakpointState,
  type DebugCall,
  type DebugCalls,
  type DebugEventMessage,
  type DebugInfo,
  type DebugStatus,
  type ExpressionProblem,
  type Position,
  type ProcessorName,
  type RunTarget,
  type StepKind,
  type TraceOptions,
} from '../../session/debug-protocol.ts';
import type { DebugExport } from '../../shared/debugger.ts';
import type { App } from '../app.ts';
import { GameNotes } from './game-notes.ts';
import { Moments } from './moments.ts';
import { ACTIONS_OF_PANELS, PanelDoors } from './panel-doors.ts';
import { PanelRegistry } from './panel-registry.ts';
import { panelOf } from './panels.ts';
import type { MemoryPlace } from './places.ts';
import type { Place, PlaceQuestion } from './pointed/place.ts';
import { TraceFile } from './trace-file.ts';
import { VideoModel } from './video/video-model.ts';

/** Movements that wait at most. */
const MOST_MOVES = 4;
/** Lines of the log that are kept. */
const MOST_LOG = 2000;

export interface LogLine {
  readonly number: number;
  readonly breakpoint: number;
  readonly text: string;
}

/** What can be done with a row of the disassembly. */
export type CodeAction = 'label' | 'comment' | 'code' | 'mark' | 'references' | 'coverage';

/** Where the memory panel goes, and what it asks about the bytes there. */
export interface MemoryGoal extends MemoryPlace {
  /** Inclusive; the address alone without it. */
  readonly to?: number;
  readonly ask?: 'whoWrote' | 'whenChanged';
}

/** How all that a panel shows leaves it. */
export interface ExportDoor {
  readonly copy: () => Promise<void>;
  readonly save: () => Promise<void>;
}

/** What a dock can do for the commands; the workspace puts itself here while it is shown. */
export interface DockDoor {
  isOpen(panel: string): boolean;
  show(panel: string): void;
  /** Opens another panel of the same kind, beside it and with the same memory or layer. Its id; null when there can be no more. */
  another(panel: string): string | null;
  close(panel: string): void;
  reset(): void;
  /** Moves the chosen panel to a window of its own. */
  popOut(): Promise<void>;
  /** Puts the chosen panel back into the first window, or all of them when it is there. */
  putBack(): void;
  /** The arrangement as it is, to be kept. */
  layout(): string;
  /** Arranges the panels as they were kept; false when that can't be read. */
  arrange(layout: string): boolean;
  /** Leads to the field for an address: of the panel that had the focus last, or of the disassembly. */
  goToAddress(): void;
  /** Moves the focus to the next panel that is seen, or the one before. */
  focusNext(back: boolean): void;
}

/** The debugger as the page sees it: what it knows now, and what can be asked of it. Panels read its signals and draw again when they change. */
export class DebugModel {
  readonly info = signal<DebugInfo | null>(null);
  readonly status = signal<DebugStatus | null>(null);
  /** Counts the moments at which panels ask again: at display rate while the game runs, and after each change while it stands. */
  readonly tick = signal(0);
  readonly processor = signal<ProcessorName>('cpu');
  readonly breakpoints = signal<readonly BreakpointState[]>([]);
  readonly log = signal<readonly LogLine[]>([]);
  /** Something that takes long is being done. */
  readonly busy = signal(false);
  /** The row of the disassembly that is chosen, of the processor shown. */
  readonly cursor = signal<number | null>(null);
  /** Where the disassembly is asked to go; a new object asks anew. */
  readonly codeGoal = signal<{ readonly address: number } | null>(null);
  /** Chosen rows of disassemblies that have a processor of their own. */
  readonly codes = new PanelRegistry<{ readonly processor: ProcessorName; readonly address: number | null }>();
  /** Where the memory panel is asked to go. */
  readonly memoryGoal = signal<MemoryGoal | null>(null);
  /** What the disassembly is asked to do with its chosen row; a new object asks anew. */
  readonly rowAsked = signal<{ readonly what: CodeAction; readonly panel: string } | null>(null);
  /** The dialog of a breakpoint is open, and what it begins with. */
  readonly breakpointAsked = signal<Breakpoint | null>(null);
  /** The dialog that asks for a place is open, and what for. */
  readonly placeAsked = signal<PlaceQuestion | null>(null);
  readonly video = new VideoModel();
  readonly moments = new Moments();
  /** The dialog of arrangements that were saved is open. */
  readonly layoutsOpen = signal(false);
  /** The dialog that asks for a line and a dot is open, and which way it goes. */
  readonly beamAsked = signal<'forward' | 'back' | null>(null);
  /** Whose references are asked for. */
  readonly referencesGoal = signal<{ readonly processor: ProcessorName; readonly address: number } | null>(null);
  /** The byte of the ROM whose coverage is asked for; a new object asks anew. */
  readonly coverageGoal = signal<{ readonly offset: number } | null>(null);
  /** What the cursors of panels are on. */
  readonly pointed = new PanelRegistry<Place>();
  /** What buttons of panels do. */
  readonly doors = new PanelDoors();
  /** What panels copy and save. */
  readonly exports = new PanelRegistry<ExportDoor>();
  /** The panel that had the focus last. */
  front: string | null = null;
  /** What a trace that is begun writes. */
  readonly traceDraft = signal<TraceOptions>(TRACE_DEFAULTS);
  readonly traceFile: TraceFile;
  readonly notes: GameNotes;
  dock: DockDoor | null = null;
  readonly #app: App;
  #asking = false;
  #moving: Promise<void> = Promise.resolve();
  #moves = 0;
  /** How often the list of breakpoints was set. */
  #breakpointSets = 0;
  #lines = 0;

  constructor(app: App) {
    this.#app = app;
    this.notes = new GameNotes(app, this);
    this.traceFile = new TraceFile(app);
    effect(() => {
      if (this.status.value !== null) this.moments.prune(this.status.value);
    });
  }

  get open(): boolean {
    return this.#app.store.now.debugger;
  }

  get running(): boolean {
    return this.status.peek()?.running ?? false;
  }

  /** @throws Error with the debugger's words */
  ask<N extends DebugCall>(call: N, argument: DebugCalls[N][0]): Promise<DebugCalls[N][1]> {
    return this.#app.player.client.debug(call, argument);
  }

  async toggle(): Promise<void> {
    if (this.open) await this.close();
    else await this.start();
  }

  /** Puts the debugger on the game that is played, with what was kept for it. */
  async start(): Promise<void> {
    const { store, player } = this.#app;
    if (store.now.player === null || this.open) return;
    const info = await player.client.call('debugOpen', null);
    this.info.value = info;
    this.log.value = [];
    this.moments.clear();
    this.cursor.value = null;
    this.codeGoal.value = null;
    await this.notes.load(info.romHash);
    this.status.value = await this.ask('status', null);
    store.update((state) => void (state.debugger = true));
    this.#loop();
    this.changed();
    this.#app.attempt(() => this.#app.sendMenu());
  }

  async close(): Promise<void> {
    if (!this.open) return;
    await this.traceFile.stop();
    await this.notes.save();
    this.#app.store.update((state) => void (state.debugger = false));
    await this.#app.player.client.call('debugClose', null);
    this.#app.attempt(() => this.#app.sendMenu());
  }

  /** The game is about to go: what is to be kept is kept. */
  async leave(): Promise<void> {
    await this.traceFile.stop();
    if (this.open) await this.notes.save();
  }

  onEvent(message: DebugEventMessage): void {
    switch (message.event) {
      case 'debug-stopped':
        this.status.value = message.status;
        this.#setPaused(true);
        this.tick.value++;
        if (message.status.stop?.reason === 'breakpoint') this.#onBreak(message.status);
        void this.#readBreakpoints();
        break;
      case 'debug-running':
        this.#setPaused(false);
        if (this.status.value !== null) this.status.value = { ...this.status.value, running: true, stop: null };
        break;
      case 'debug-learned':
        if (!this.running) this.tick.value++;
        break;
      case 'debug-closed':
        this.#app.store.update((state) => void (state.debugger = false));
        break;
      default:
        this.#addLog(message.lines);
    }
  }

  /** The panels show the processor that was stopped. */
  #onBreak({ stop }: DebugStatus): void {
    const hit = stop?.hits[0];
    const kept = this.breakpoints.peek().find(({ id }) => id === hit?.id);
    if (kept !== undefined && kept.event === null) this.processor.value = kept.processor;
  }

  #setPaused(paused: boolean): void {
    this.#app.store.update((state) => {
      if (state.player !== null) state.player.paused = paused;
    });
  }

  #addLog(lines: readonly { readonly breakpoint: number; readonly text: string }[]): void {
    const added = lines.map((line) => ({ ...line, number: ++this.#lines }));
    this.log.value = [...this.log.value, ...added].slice(-MOST_LOG);
  }

  /** While the game runs: the panels' clock, one question at a time. */
  readonly #loop = (): void => {
    if (!this.open) return;
    const { windows } = this.#app;
    windows.frame(this.#loop);
    if (!this.running || this.#asking || windows.hidden) return;
    void this.#look();
  };

  async #look(): Promise<void> {
    this.#asking = true;
    try {
      const status = await this.ask('status', null);
      if (this.running) this.status.value = status;
      this.tick.value++;
    } catch {
      // The game went away meanwhile.
    }
    this.#asking = false;
  }

  /** Something was changed by hand: everything that is shown is asked again. */
  changed(): void {
    this.#app.attempt(async () => {
      const status = await this.ask('status', null);
      this.status.value = status;
      this.tick.value++;
    });
  }

  /** One movement after the other; a held key doesn't pile them up. */
  #move(action: () => Promise<DebugStatus | null>): Promise<void> {
    if (this.#moves >= MOST_MOVES) return Promise.resolve();
    this.#moves++;
    const after = this.#moving.then(() => this.#moveNow(action));
    this.#moving = after.catch(() => {});
    return after;
  }

  async #moveNow(action: () => Promise<DebugStatus | null>): Promise<void> {
    const slow = setTimeout(() => void (this.busy.value = true), 150);
    try {
      const status = await action();
      if (status !== null) this.status.value = status;
    } finally {
      clearTimeout(slow);
      this.busy.value = false;
      this.#moves--;
    }
  }

  async run(): Promise<void> {
    if (this.running) await this.#move(() => this.ask('pause', null));
    else await this.#move(() => this.ask('run', {}));
  }

  step(kind: StepKind, back = false): Promise<void> {
    return this.#move(async () => {
      const status = await this.ask('step', { kind, back, processor: this.processor.peek() });
      if (status.stop?.reason === 'no-return') this.#app.toast(this.#app.text('debug.noReturn'));
      return status;
    });
  }

  /** A movement whose beginning can be returned to. */
  #leap(action: () => Promise<DebugStatus>): Promise<void> {
    return this.#move(async () => {
      const from = this.status.peek()?.position;
      const status = await action();
      const {
        running,
        position: { time, micro },
      } = status;
      if (from !== undefined && (running || from.time !== time || from.micro !== micro)) this.moments.leave(from);
      return status;
    });
  }

  /** To the moment that the last leap has left. */
  returnBack(): Promise<void> {
    return this.#move(async () => {
      const to = this.moments.takeLast();
      if (to === null) this.#app.toast(this.#app.text('debug.noReturnTo'));
      return to === null ? null : this.ask('goTo', to);
    });
  }

  runTo(target: RunTarget, back = false): Promise<void> {
    return this.#leap(async () => {
      const status = await this.ask('runTo', { target, back });
      if (status.stop?.reason === 'beginning') this.#app.toast(this.#app.text('debug.neverBefore'));
      if (status.stop?.reason === 'waiting') this.#app.toast(this.#app.text('debug.notReached'));
      return status;
    });
  }

  continueBack(): Promise<void> {
    return this.#leap(async () => {
      const status = await this.ask('continueBack', null);
      if (status.stop?.reason === 'beginning') this.#app.toast(this.#app.text('debug.beginning'));
      return status;
    });
  }

  goTo(position: Position): Promise<void> {
    return this.#leap(() => this.ask('goTo', position));
  }

  /** The chosen row: of the disassembly that had the focus last when that has a processor of its own. */
  get row(): { readonly processor: ProcessorName; readonly address: number | null } {
    return this.codes.of(this.front) ?? { processor: this.processor.peek(), address: this.cursor.peek() };
  }

  runToCursor(back = false): Promise<void> {
    const { processor, address } = this.row;
    if (address === null) return Promise.resolve();
    return this.runTo({ kind: 'address', processor, address }, back);
  }

  async setPcToCursor(): Promise<void> {
    const { processor, address } = this.row;
    if (address === null) return;
    await this.setRegister(processor, 'pc', address);
  }

  async setRegister(processor: ProcessorName, register: string, value: number): Promise<void> {
    this.status.value = await this.ask('setRegister', { processor, register, value });
    this.tick.value++;
  }

  async write(place: MemoryPlace, bytes: readonly number[]): Promise<void> {
    await this.ask('writeMemory', { memory: place.memory, address: place.address, bytes: Uint8Array.from(bytes) });
    this.changed();
  }

  async undo(again: boolean): Promise<void> {
    const entry = await this.ask(again ? 'redo' : 'undo', null);
    if (entry === null) this.#app.toast(this.#app.text(again ? 'debug.nothingToRedo' : 'debug.nothingToUndo'));
    this.changed();
  }

  nextProcessor(): void {
    const names = this.info.peek()?.processors.map(({ name }) => name) ?? [];
    this.processor.value = names[(names.indexOf(this.processor.peek()) + 1) % names.length] ?? 'cpu';
    this.cursor.value = null;
  }

  // Breakpoints

  async #readBreakpoints(): Promise<void> {
    const asked = this.#breakpointSets;
    const list = await this.ask('breakpoints', null);
    // An answer of before the list was set anew is old.
    if (asked === this.#breakpointSets) this.breakpoints.value = list;
  }

  /** Sets the whole list and keeps it. Answers what is wrong with a condition or a log text; the list is then as it was. */
  async setBreakpoints(
    list: readonly Breakpoint[],
  ): Promise<{ readonly id: number; readonly field: 'condition' | 'log'; readonly problem: ExpressionProblem } | null> {
    this.#breakpointSets++;
    const hits = new Map(this.breakpoints.peek().map((one) => [one.id, one.hits]));
    // Whoever asks next builds on this list, before the session has answered.
    this.breakpoints.value = list.map((one) => ({ ...one, hits: hits.get(one.id) ?? 0 }));
    try {
      const problem = await this.ask('setBreakpoints', list);
      if (problem === null) this.notes.changed();
      return problem;
    } finally {
      await this.#readBreakpoints();
      this.tick.value++;
    }
  }

  nextBreakpointId(): number {
    return Math.max(0, ...this.breakpoints.peek().map(({ id }) => id)) + 1;
  }

  /** Sets a breakpoint on execution at an address, or takes away the one that stops there, whichever mirror it names. Answers whether one is set now. */
  async toggleBreakpoint(address: number, processor: ProcessorName = this.processor.peek()): Promise<boolean> {
    const [row] = await this.ask('disassemble', { processor, address, before: 0, after: 0 });
    const list = this.breakpoints.peek();
    const there = list.find(({ id, from, to }) => from === to && row.breakpoints.includes(id));
    if (there !== undefined) await this.setBreakpoints(list.filter(({ id }) => id !== there.id));
    else await this.addBreakpoint({ processor, memory: processor, from: address, to: address, execute: true });
    return there === undefined;
  }

  async addBreakpoint(wanted: Partial<Breakpoint>): Promise<void> {
    await this.setBreakpoints([...this.breakpoints.peek(), { ...NEW_BREAKPOINT, ...wanted, id: this.nextBreakpointId() }]);
  }

  /** Opens the dialog for a new one: on execution of the chosen row at first. */
  newBreakpoint(): void {
    const { processor, address: chosen } = this.row;
    const address = chosen ?? 0;
    this.breakpointAsked.value = {
      ...NEW_BREAKPOINT,
      id: 0,
      processor,
      memory: processor,
      from: address,
      to: address,
      execute: true,
    };
  }

  /** Begins or ends the trace of the panel. What was written stays. */
  async toggleTrace(): Promise<void> {
    const { options } = await this.ask('traceRows', { first: 0, most: 0 });
    await this.setTrace(options);
    if (options === null) this.dock?.show('trace');
  }

  /** Ends the trace that is `written` now, or begins one. One question: what is asked after it comes after it. */
  async setTrace(written: TraceOptions | null): Promise<void> {
    if (written !== null) this.traceDraft.value = written;
    await this.ask('trace', written === null ? this.traceDraft.peek() : null);
    this.changed();
  }

  /** Begins or ends the trace that goes to a file. */
  async toggleTraceFile(): Promise<void> {
    if (this.traceFile.state.peek() === null) await this.traceFile.start(this.traceDraft.peek());
    else await this.traceFile.stop();
  }

  // Going to

  showCode(processor: ProcessorName, address: number): void {
    this.processor.value = processor;
    this.codeGoal.value = { address };
    this.cursor.value = address;
    this.dock?.show('disassembly');
  }

  /** Has the disassembly do something with its chosen row. */
  onRow(what: CodeAction): void {
    if (this.row.address === null) {
      this.#app.toast(this.#app.text('debug.chooseRow'));
      return;
    }
    const panel = this.codes.of(this.front) === null ? 'disassembly' : (this.front ?? 'disassembly');
    this.dock?.show(panel);
    this.rowAsked.value = { what, panel };
  }

  /** Copies or saves all that the panel shows that had the focus last. */
  async exportPanel(how: keyof ExportDoor): Promise<void> {
    const door = this.exports.of(this.front);
    if (door === null) this.#app.toast(this.#app.text('export.nothing'));
    else await door[how]();
  }

  /** Does in a panel what one of its buttons does. */
  doIn(kind: string, action: string): void {
    const panel = panelOf(kind);
    if (this.dock === null || panel === null || this.doors.run(this.dock, this.front, kind, action)) return;
    this.#app.toast(this.#app.text('do.notNow', { panel: this.#app.text(panel.title) }));
  }

  /** Finds a text in the panel that had the focus last, or in the disassembly. */
  find(action: 'find' | 'findNext' | 'findPrevious'): void {
    const kind = this.front === null ? '' : (panelOf(this.front)?.id ?? '');
    const can = ACTIONS_OF_PANELS.some((one) => one.panel === kind && one.action === action);
    this.doIn(can ? kind : 'disassembly', action);
  }

  /** Opens another panel of the kind of the one that had the focus last. */
  another(): void {
    const id = this.front === null ? null : (this.dock?.another(this.front) ?? null);
    if (id === null) this.#app.toast(this.#app.text('debug.noOther'));
  }

  /** Closes the panel that had the focus last, and leads to the next one. */
  closePanel(): void {
    const { front, dock } = this;
    if (front === null || dock === null || !dock.isOpen(front)) return;
    dock.focusNext(false);
    dock.close(front);
  }

  showMemory(place: MemoryPlace): void {
    this.memoryGoal.value = { ...place };
    this.dock?.show('memory');
  }

  /** From now on clicks and arrows in the picture choose a pixel; asked again, they don't. */
  inspect(): void {
    this.video.inspecting.value = !this.video.inspecting.value;
    this.dock?.show('picture');
  }

  showCoverage(offset: number): void {
    this.coverageGoal.value = { offset };
    this.dock?.show('coverage');
  }

  showReferences(processor: ProcessorName, address: number): void {
    this.referencesGoal.value = { processor, address };
    this.dock?.show('references');
  }

  /** Writes a file beside the recordings and says where. */
  async export(kind: DebugExport, contents: string | Uint8Array): Promise<void> {
    const hash = this.#app.store.now.player?.game.hash;
    if (hash === undefined) return;
    const bytes = typeof contents === 'string' ? new TextEncoder().encode(contents) : contents;
    const { name } = await this.#app.bridge.call('debugger.export', { hash, kind, bytes });
    this.#app.toast(this.#app.text('debug.exported', { name }), {
      action: 'common.show',
      run: () => this.#app.bridge.call('file.show', { name }),
    });
  }

  async copy(text: string): Promise<void> {
    await this.#app.windows.front.navigator.clipboard.writeText(text);
    this.#app.toast(this.#app.text('debug.copied'));
  }
}
