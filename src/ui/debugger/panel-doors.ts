import type { TextKey } from '../texts/translate.ts';
import type { DockDoor } from './debug-model.ts';
import { panelOf } from './panels.ts';

/** What a panel's buttons and keys do, by name. What can't be done now is undefined. */
export type PanelActions = Readonly<Record<string, (() => unknown) | undefined>>;

/** Milliseconds in which a panel that was opened for an action must offer it. */
const OPENS_WITHIN = 5000;

interface Awaited {
  readonly panel: string;
  readonly action: string;
  readonly until: number;
}

/** The actions of open panels: a command opens its panel and does there what the panel's button does. */
export class PanelDoors {
  readonly #all = new Map<string, PanelActions>();
  #awaited: Awaited | null = null;

  /** Answers how it is taken away again. */
  put(panel: string, actions: PanelActions): () => void {
    this.#all.set(panel, actions);
    const awaited = this.#awaited;
    const run = awaited?.panel === panel ? actions[awaited.action] : undefined;
    if (awaited !== null && run !== undefined) {
      this.#awaited = null;
      if (performance.now() <= awaited.until) run();
    }
    return () => {
      if (this.#all.get(panel) === actions) this.#all.delete(panel);
    };
  }

  /**
   * Does what panels of a kind offer: in the one that had the focus last (`front`), or in the first one, which is opened if need be. False when it
   * can't be done now.
   */
  run(dock: DockDoor, front: string | null, kind: string, action: string): boolean {
    const panel = front !== null && panelOf(front)?.id === kind && dock.isOpen(front) ? front : kind;
    const there = dock.isOpen(panel) ? this.#all.get(panel) : undefined;
    dock.show(panel);
    if (there === undefined) {
      this.#awaited = { panel, action, until: performance.now() + OPENS_WITHIN };
      return true;
    }
    there[action]?.();
    return there[action] !== undefined;
  }
}

export interface ActionOfPanel {
  readonly panel: string;
  readonly action: string;
  readonly text: TextKey;
}

function of(panel: string, actions: Readonly<Record<string, TextKey>>): readonly ActionOfPanel[] {
  return Object.entries(actions).map(([action, text]) => ({ panel, action, text }));
}

/** What buttons and keys of panels do and no other command does. */
export const ACTIONS_OF_PANELS: readonly ActionOfPanel[] = [
  ...of('disassembly', {
    back: 'debug.back',
    follow: 'debug.follow',
    toPc: 'do.toPc',
    operand: 'references.operand',
    inMemory: 'debug.inMemory',
    find: 'find.open',
    findNext: 'find.next',
    findPrevious: 'find.previous',
  }),
  ...of('references', { again: 'references.again' }),
  ...of('coverage', {
    banks: 'coverage.banks',
    places: 'coverage.places',
    toCode: 'coverage.toCode',
    next: 'coverage.next',
    previous: 'coverage.previous',
  }),
  ...of('source', {
    next: 'source.next',
    last: 'source.last',
    stop: 'do.sourceStop',
    code: 'coverage.toCode',
    choose: 'source.choose',
  }),
  ...of('trace', { follow: 'trace.follow', find: 'find.open', findNext: 'find.next', findPrevious: 'find.previous' }),
  ...of('profiler', {
    start: 'do.startStop',
    reset: 'profiler.reset',
    routines: 'profiler.routines',
    chart: 'profiler.chart',
  }),
  ...of('memory', {
    heat: 'memory.heat',
    find: 'do.find',
    findNext: 'find.next',
    freeze: 'memory.freeze',
    mark: 'debug.mark',
    copyHex: 'memory.copyHex',
    copyText: 'memory.copyText',
    paste: 'memory.paste',
    saveChosen: 'memory.saveChosen',
    load: 'memory.load',
    noTable: 'memory.noTable',
  }),
  ...of('search', {
    begin: 'search.begin',
    narrow: 'search.narrow',
    takeBack: 'search.takeBack',
    watch: 'search.watch',
    freeze: 'memory.freeze',
    cheat: 'search.cheat',
    inMemory: 'search.inMemory',
  }),
  ...of('compare', { keep: 'compare.keep' }),
  ...of('hardware', { onlyChanged: 'hardware.onlyChanged' }),
  ...of('breakpoints', { clearLog: 'do.clearLog' }),
  ...of('frameEvents', {
    live: 'events.live',
    map: 'events.map',
    list: 'events.rows',
    goTo: 'memory.goThere',
  }),
  ...of('hdma', { live: 'events.live', map: 'events.map', list: 'events.rows', goTo: 'memory.goThere' }),
  ...of('tiles', {
    grid: 'video.grid',
    inMemory: 'debug.inMemory',
    savePicture: 'video.png',
    saveTile: 'tiles.png',
    saveBytes: 'tiles.bin',
    copyBytes: 'tiles.copy',
  }),
  ...of('tilemap', { grid: 'video.grid', frame: 'tilemap.frame', inMemory: 'debug.inMemory', savePicture: 'video.png' }),
  ...of('sprites', {
    visible: 'sprites.visible',
    inMemory: 'debug.inMemory',
    savePicture: 'sprites.png',
    saveSheet: 'sprites.allPng',
  }),
  ...of('palette', { inMemory: 'debug.inMemory', savePal: 'palette.pal', savePicture: 'video.png' }),
  ...of('voices', { all: 'voices.all' }),
  ...of('samples', { play: 'samples.play', wav: 'do.wav', inMemory: 'debug.inMemory' }),
];

export function doId({ panel, action }: Pick<ActionOfPanel, 'panel' | 'action'>): string {
  return `debugDo.${panel}.${action}`;
}
