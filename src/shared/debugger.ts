/** The debugger's memories; the session's protocol says what each is. */
export const DEBUG_MEMORIES = ['cpu', 'wram', 'rom', 'sram', 'vram', 'oam', 'cgram', 'smp', 'aram', 'dsp'] as const;
export const DEBUG_PROCESSORS = ['cpu', 'smp'] as const;
export const DEBUG_EVENTS = ['nmi', 'irq', 'dma', 'hdma', 'brk', 'cop', 'wdm', 'stp', 'uninitialised', 'invalid'] as const;
export const WATCH_FORMATS = ['hex', 'decimal', 'signed', 'binary', 'char'] as const;
export type WatchFormat = (typeof WATCH_FORMATS)[number];

type Memory = (typeof DEBUG_MEMORIES)[number];
type Processor = (typeof DEBUG_PROCESSORS)[number];

/** A breakpoint as the session's protocol has it. */
export interface KeptBreakpoint {
  readonly id: number;
  readonly enabled: boolean;
  readonly group: string;
  readonly processor: Processor;
  readonly event: (typeof DEBUG_EVENTS)[number] | null;
  readonly memory: Memory;
  readonly from: number;
  readonly to: number;
  readonly execute: boolean;
  readonly read: boolean;
  readonly write: boolean;
  readonly condition: string;
  readonly log: string;
  readonly stops: boolean;
  readonly ignore: number;
  readonly temporary: boolean;
  readonly forbid: boolean;
}

export interface KeptWatch {
  readonly id: number;
  readonly text: string;
  readonly processor: Processor;
  readonly format: WatchFormat;
  /** What it is called; the expression itself when it is ''. */
  readonly name: string;
  /** What lies at the address that `text` gives, as the watches' types are written; '' for the expression's own value. */
  readonly type: string;
  /** Where the address is, for one with a type. */
  readonly memory: Memory;
}

/** A place that one comes back to. */
export interface KeptBookmark {
  readonly memory: Memory;
  readonly address: number;
  readonly name: string;
}

/** A byte that keeps its value, whatever is written there. */
export interface FrozenByte {
  readonly memory: Memory;
  readonly address: number;
  readonly value: number;
}

export interface KeptLabel {
  readonly memory: Memory;
  readonly address: number;
  readonly name: string;
  readonly comment: string;
  readonly length: number;
}

/** What the debugger keeps for a game. */
export interface DebugNotes {
  readonly breakpoints: readonly KeptBreakpoint[];
  readonly watches: readonly KeptWatch[];
  readonly labels: readonly KeptLabel[];
  readonly frozen: readonly FrozenByte[];
  readonly bookmarks: readonly KeptBookmark[];
  /** The game's letters as a table file: `41=A` a line. */
  readonly table: string;
  /** Stamp of the symbol file beside the game whose labels these are; '' where there was none. */
  readonly symbols: string;
}

export const NO_DEBUG_NOTES: DebugNotes = {
  breakpoints: [],
  watches: [],
  labels: [],
  frozen: [],
  bookmarks: [],
  table: '',
  symbols: '',
};

/** An arrangement of panels under a name. */
export interface KeptLayout {
  readonly name: string;
  readonly layout: string;
}

export const LAYOUT_NAME_LENGTH = 40;
export const MOST_LAYOUTS = 40;

/** Kinds of files that the debugger's panels write. */
export const DEBUG_EXPORTS = ['txt', 'csv', 'json', 'bin', 'png', 'pal', 'spc', 'wav', 'ips', 'sfc', 'mlb', 'cdl'] as const;
export type DebugExport = (typeof DEBUG_EXPORTS)[number];

/** What is kept of a game's source: which line made which bytes, and the texts. */
export const KEPT_SOURCES = ['lines', 'texts'] as const;
export type KeptSource = (typeof KEPT_SOURCES)[number];

/** Calls of the bridge that belong to the debugger. */
export interface DebuggerCalls {
  /** The workspace's layout as it was kept, or null for the one that comes with the app. */
  'debugger.layout': [null, string | null];
  'debugger.setLayout': [string | null, null];
  /** Arrangements that were saved under a name. */
  'debugger.layouts': [null, readonly KeptLayout[]];
  'debugger.setLayouts': [readonly KeptLayout[], null];
  'debugger.notes': [{ hash: string }, { readonly notes: DebugNotes; readonly codeLog: Uint8Array | null }];
  /** The symbol file beside the game's own file; null where there is none, or it is the one of the stamp `known`. */
  'debugger.symbols': [{ hash: string; known: string }, { name: string; stamp: string; text: string } | null];
  'debugger.setNotes': [{ hash: string; notes: DebugNotes }, null];
  /** Source lines and source files as the page keeps them; null where it kept none. */
  'debugger.sources': [{ hash: string }, { readonly [P in KeptSource]: Uint8Array | null }];
  'debugger.setSources': [{ hash: string; part: KeptSource; bytes: Uint8Array }, null];
  'debugger.setCodeLog': [{ hash: string; bytes: Uint8Array }, null];
  /** Writes a file of a panel beside the recordings. */
  'debugger.export': [{ hash: string; kind: DebugExport; bytes: Uint8Array }, { name: string }];
}
