/** Ten pointers into a game's timeline. */
export const SLOTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
export type Slot = (typeof SLOTS)[number];

/** How a record came to be. `manual` and `quick` are the player's own, `import` came from a file; the others are automatic. */
export const MADE_BY = [
  'manual',
  'quick',
  'auto',
  'on-stop',
  'before-load',
  'before-reset',
  'before-cheat',
  'before-import',
  'import',
] as const;
export type MadeBy = (typeof MADE_BY)[number];

export function isAutomatic(how: MadeBy): boolean {
  return how !== 'manual' && how !== 'quick' && how !== 'import';
}

/** 16 hexadecimal digits, drawn at random when the record is made. */
export type RecordId = string;

/** What stands in a record's file beside the state itself; never changed after it was written. */
export interface RecordMeta {
  readonly id: RecordId;
  /** The record that was saved or loaded last before this one in the same run, or null. */
  readonly parent: RecordId | null;
  readonly name: string;
  readonly note: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Seconds of play in this game up to here. */
  readonly playSeconds: number;
  /** Frames since power-on. */
  readonly frame: number;
  readonly how: MadeBy;
  readonly coreVersion: string;
  /** SHA-256 of the ROM without copier header. */
  readonly romHash: string;
  /** What was plugged into ports 1 and 2. */
  readonly devices: readonly string[];
  /** The record from whose state the inputs of this one go on; null: from power-on, or there are none. */
  readonly anchor: RecordId | null;
}

/** A record as the timeline shows it: with what was changed about it since. */
export interface StateRecord extends RecordMeta {
  /** Bytes of its file. */
  readonly size: number;
  readonly pinned: boolean;
  readonly slots: readonly Slot[];
  readonly binned: boolean;
}

/** Something that was done and can be taken back. */
export type StateAct =
  /** A slot pointed at `before` and points at `record` now; without a slot the record is new in the timeline. */
  | {
      readonly id: string;
      readonly kind: 'save';
      readonly slot: Slot | null;
      readonly before: RecordId | null;
      readonly record: RecordId;
    }
  /** The game was at `before` and went to `after`. */
  | { readonly id: string; readonly kind: 'load'; readonly before: RecordId; readonly after: RecordId };

export interface ActsAround {
  readonly undo: StateAct | null;
  readonly redo: StateAct | null;
}

export interface Timeline {
  /** Newest first. */
  readonly records: readonly StateRecord[];
  /** Files in the folder that are no records of this game, and why. */
  readonly problems: readonly { readonly fileName: string; readonly reason: string }[];
}

export interface SaveRequest {
  readonly hash: string;
  readonly how: MadeBy;
  /** The slot that points at it from now on. */
  readonly slot: Slot | null;
  readonly parent: RecordId | null;
  readonly frame: number;
  readonly playSeconds: number;
  readonly state: Uint8Array;
  /** PNG. */
  readonly picture: Uint8Array | null;
  readonly sram: Uint8Array | null;
  /** Opaque to the store; belongs to `anchor`. */
  readonly inputs: Uint8Array | null;
  readonly anchor: RecordId | null;
  readonly devices: readonly string[];
}

export interface LoadedRecord {
  readonly record: StateRecord;
  readonly state: Uint8Array;
  readonly sram: Uint8Array | null;
  readonly inputs: Uint8Array | null;
  readonly picture: Uint8Array | null;
}

export interface RecordChange {
  readonly name?: string;
  readonly note?: string;
  readonly pinned?: boolean;
}

/** What a quota of so many bytes would remove. */
export interface QuotaPreview {
  /** Bytes of all automatic records that nothing protects. */
  readonly used: number;
  readonly count: number;
  readonly bytes: number;
  /** Times of the oldest and the newest that would go; 0 for none. */
  readonly oldest: number;
  readonly newest: number;
}

/** One memory of two states. Addresses are offsets into it. */
export interface MemoryDifference {
  readonly name: string;
  readonly size: number;
  readonly changed: number;
  /** The first runs of bytes that differ. */
  readonly runs: readonly { readonly at: number; readonly before: readonly number[]; readonly after: readonly number[] }[];
}

export interface Comparison {
  readonly memories: readonly MemoryDifference[];
}

export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file that was not taken, and why. */
export interface RefusedFile {
  readonly fileName: string;
  readonly reason: string;
}

export type ImportResult =
  /** The states are in the timeline; some may have been there before. */
  | { readonly kind: 'states'; readonly ids: readonly RecordId[]; readonly refused: readonly RefusedFile[] }
  /** The bytes are a battery save for the game. */
  | { readonly kind: 'battery'; readonly bytes: Uint8Array };

/** A game that was running when Dotclock ended without closing it. */
export interface Recovery {
  readonly hash: string;
  readonly record: StateRecord;
}

/** With the game's title, or ''. */
export type OfferedRecovery = Recovery & { readonly title: string };

export const LONGEST_NAME = 120;
export const LONGEST_NOTE = 4000;

interface OfGame {
  readonly hash: string;
}

interface OfRecord extends OfGame {
  readonly id: RecordId;
}

interface OfRecords extends OfGame {
  readonly ids: readonly RecordId[];
}

/** The bridge's calls for save states. They reject with words for the player; nothing is changed then. */
export interface StateCalls {
  'states.list': [OfGame, Timeline];
  /** Answers when the record is on the disk and was read back. */
  'states.save': [SaveRequest, StateRecord];
  'states.load': [OfRecord, LoadedRecord];
  /** From which the game goes on; null when there is none. */
  'states.latest': [OfGame, StateRecord | null];
  'states.inSlot': [OfGame & { readonly slot: Slot }, StateRecord | null];
  'states.setSlot': [OfRecord & { readonly slot: Slot }, null];
  'states.picture': [OfRecord, Uint8Array | null];
  'states.change': [OfRecord & { readonly change: RecordChange }, StateRecord];
  'states.bin': [OfRecords, null];
  'states.restore': [OfRecords, null];
  /** For good; only what is in the bin. */
  'states.erase': [OfRecords, null];
  'states.acts': [OfGame, ActsAround];
  /** The game went from one record to another. */
  'states.loaded': [OfGame & { readonly before: RecordId; readonly after: RecordId }, null];
  /** An act was taken back or done again; `back` is where the game was, for a load. */
  'states.step': [OfGame & { readonly direction: 'undo' | 'redo'; readonly act: string; readonly back: RecordId | null }, null];
  'states.quota': [OfGame & { readonly bytes: number }, QuotaPreview];
  'states.applyQuota': [OfGame & { readonly bytes: number }, number];
  'states.compare': [OfGame & { readonly a: RecordId; readonly b: RecordId }, Comparison];
  'states.export': [OfRecords, ExportedFile];
  'states.import': [OfGame & { readonly name: string; readonly bytes: Uint8Array }, ImportResult];
  /** Keeps the moment in memory: it is written when the page ends without a word, or when the page asks for it. */
  'states.hold': [SaveRequest, null];
  /** Writes what is held, for the emulator has stopped. */
  'states.keepHeld': [null, null];
  /** A game begins to run, or (null) ended as it should. */
  'states.running': [{ readonly hash: string | null }, null];
  /** What was cut off the last time; asked for once. */
  'states.recovery': [null, OfferedRecovery | null];
}
