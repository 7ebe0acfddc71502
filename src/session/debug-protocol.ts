/** What a client says to the debugger of a running session, and hears from it; everything can be cloned between threads. docs/debugger.md explains it. */
import type { Breakpoint } from '../debug/break/breakpoints.ts';
import type { CodeBank, FoundText, TextQuery } from '../debug/code/find-text.ts';
import type { ListingLine } from '../debug/code/listing.ts';
import type { Label } from '../debug/code/labels.ts';
import type { DoubtStatus, RunTarget, StepKind, Stop } from '../debug/debugger.ts';
import type { MemoryName } from '../debug/memories.ts';
import type { ProcessorName, RegisterInfo } from '../debug/processors.ts';
import type { CallFrame } from '../debug/run/call-stack.ts';
import type { Position } from '../debug/run/position.ts';
import type { WriteQuery, WriteRecord } from '../debug/search/who-wrote.ts';
import type { SourcePlace } from '../debug/symbols/source-map.ts';
import type { ImportedSymbols } from '../debug/symbols/symbol-files.ts';
import type { WatchValue } from '../debug/tools/watches.ts';
import type { FrozenByte } from '../shared/debugger.ts';
import type { DebugViewCalls } from './debug-view-protocol.ts';

export type * from './debug-view-protocol.ts';
export type { FrozenByte } from '../shared/debugger.ts';
export type { SourcePlace } from '../debug/symbols/source-map.ts';
export type { WatchValue } from '../debug/tools/watches.ts';

export type { Breakpoint, BreakEvent, BreakHit } from '../debug/break/breakpoints.ts';
export { NEW_BREAKPOINT } from '../debug/break/breakpoints.ts';
export { TRACE_DEFAULTS } from '../debug/tools/trace-options.ts';
export { parseTable, TextTable } from '../debug/tools/text-table.ts';
export type { CodeBank, FoundText, TextQuery } from '../debug/code/find-text.ts';
export type { ListingLine } from '../debug/code/listing.ts';
export type { Label } from '../debug/code/labels.ts';
export type { DoubtStatus, RunTarget, StepKind, Stop } from '../debug/debugger.ts';
export type { MemoryName } from '../debug/memories.ts';
export type { ProcessorName, RegisterInfo } from '../debug/processors.ts';
export type { CallFrame } from '../debug/run/call-stack.ts';
export { isBefore, type Position } from '../debug/run/position.ts';
export type { WriteQuery, WriteRecord } from '../debug/search/who-wrote.ts';

export interface MemoryInfo {
  readonly name: MemoryName;
  /** Bytes. */
  readonly size: number;
  readonly writable: boolean;
}

export interface DebugInfo {
  readonly title: string;
  /** SHA-256 of the ROM: what labels, breakpoints and code/data logs are kept by. */
  readonly romHash: string;
  readonly region: 'ntsc' | 'pal';
  readonly memories: readonly MemoryInfo[];
  readonly processors: readonly {
    readonly name: ProcessorName;
    readonly bus: MemoryName;
    readonly addressBits: number;
    readonly registers: readonly RegisterInfo[];
  }[];
}

export interface ProcessorStatus {
  readonly name: ProcessorName;
  readonly pc: number;
  /** Where the instruction under way began: `pc` between two. Of the sound processor always `pc`. */
  readonly instruction: number;
  /** By the names in DebugInfo. */
  readonly registers: Readonly<Record<string, number>>;
  /** Between two instructions. In the middle of one `pc` has moved on already. */
  readonly atInstruction: boolean;
  /** Stands still: WAI, STP, SLEEP or STOP. */
  readonly waiting: boolean;
}

export interface DebugStatus {
  readonly running: boolean;
  readonly position: Position;
  readonly frame: number;
  readonly line: number;
  readonly dot: number;
  /** Master clocks since the line began. */
  readonly hClock: number;
  readonly field: 0 | 1;
  readonly processors: readonly ProcessorStatus[];
  /** How it came to stand here; null while it runs. */
  readonly stop: Stop | null;
  /** It runs no further until something is known of the past, on which it depends whether a breakpoint stops here; how far that is. */
  readonly doubt: DoubtStatus | null;
  /** What can be gone back to, and how far the recorded future reaches. */
  readonly history: { readonly start: Position; readonly end: Position };
}

export interface CodeMap {
  /** `CodeFlag`s by byte of the ROM. */
  readonly flags: Uint8Array;
  /** 1 for bytes that DMA or HDMA has read. */
  readonly transferred: Uint8Array;
  /** Where the S-CPU's bus shows each 32 KB of the ROM; -1 where it does not. */
  readonly banks: readonly number[];
  /** How much of the kept history was learned from, 0 to 1. */
  readonly learned: number;
}

export interface BreakpointState extends Breakpoint {
  readonly hits: number;
}

export interface ExpressionProblem {
  readonly message: string;
  /** 1 is the first. */
  readonly column: number;
}

export interface Evaluation {
  readonly value: number;
  readonly problem: ExpressionProblem | null;
}

/** A row of the disassembly as a client sees it. */
export interface CodeLine extends ListingLine {
  /** Ids of the breakpoints that stop before it, at whichever mirror they were set; also of those that are switched off. */
  readonly breakpoints: readonly number[];
}

/** A change of memory or of a register that was made in the debugger. */
export interface EditEntry {
  readonly text: string;
}

/** Every request: its argument and its answer. A request that can't be done is answered with an error's words. */
export interface DebugCalls extends DebugViewCalls {
  // The session
  info: [null, DebugInfo];
  status: [null, DebugStatus];
  /** Goes on. With `fromHere` a recorded future is forgotten; without, it is repeated first. */
  run: [{ readonly fromHere?: boolean }, null];
  pause: [null, DebugStatus];
  /** Steps forward or, with `back`, backward. */
  step: [
    { readonly kind: StepKind; readonly processor: ProcessorName; readonly count?: number; readonly back?: boolean },
    DebugStatus,
  ];
  /** Forward gives up after `frames` (600); the stop's reason is then `waiting`. With `back` the last time before this one; `beginning` when there is none. */
  runTo: [{ readonly target: RunTarget; readonly frames?: number; readonly back?: boolean }, DebugStatus];
  /** Back to the last place at which a breakpoint stops. */
  continueBack: [null, DebugStatus];
  goTo: [Position, DebugStatus];

  // Values
  setRegister: [{ readonly processor: ProcessorName; readonly register: string; readonly value: number }, DebugStatus];
  readMemory: [{ readonly memory: MemoryName; readonly address: number; readonly length: number }, Uint8Array];
  writeMemory: [{ readonly memory: MemoryName; readonly address: number; readonly bytes: Uint8Array }, null];
  /** Takes back (repeats) the last change of memory or registers; null when there is none. */
  undo: [null, EditEntry | null];
  redo: [null, EditEntry | null];
  evaluate: [{ readonly text: string; readonly processor: ProcessorName }, Evaluation];
  /** The bytes that keep a value from here on, whatever is written there. */
  freeze: [readonly FrozenByte[], null];

  // Breakpoints
  breakpoints: [null, readonly BreakpointState[]];
  /** The whole list. A bad condition or log text is answered with the breakpoint's id and what is wrong; the list is then as it was. */
  setBreakpoints: [
    readonly Breakpoint[],
    { readonly id: number; readonly field: 'condition' | 'log'; readonly problem: ExpressionProblem } | null,
  ];

  // Code
  disassemble: [
    { readonly processor: ProcessorName; readonly address: number; readonly before: number; readonly after: number },
    readonly CodeLine[],
  ];
  labels: [null, readonly Label[]];
  /** Sets labels and comments; empty ones are taken away. */
  setLabels: [readonly Label[], null];
  clearLabels: [null, null];
  /** The code/data log of this ROM, to be kept by its hash; and what is known so far. */
  codeLog: [null, { readonly bytes: Uint8Array; readonly code: number; readonly data: number; readonly unknown: number }];
  /** How much of the ROM is known, in bytes, and how much of the kept history was learned from (0 to 1): it is completed while the machine stands still. */
  coverage: [null, { readonly code: number; readonly data: number; readonly unknown: number; readonly learned: number }];
  /** What is known of each byte of the ROM. Of what runs meanwhile a sample is learned, and the rest while the machine stands still. */
  codeMap: [null, CodeMap];
  /** The code/data log in Mesen's format (.cdl, "CDLv2"). */
  exportCdl: [null, Uint8Array];
  /** Adds a log that was kept, or a .cdl file of Mesen. */
  loadCodeLog: [Uint8Array, null];
  /** Takes labels and source lines out of a symbol file; what was there before stays. */
  importSymbols: [
    { readonly text: string },
    Pick<ImportedSymbols, 'format' | 'skipped'> & { readonly labels: number; readonly lines: number },
  ];
  /** The source lines as text, to be kept; '' without any. */
  packLines: [null, string];
  /** Adds lines that were kept. */
  unpackLines: [{ readonly text: string }, { readonly lines: number }];
  /** Files that source lines are known of. */
  sourceFiles: [null, readonly string[]];
  sourceAt: [{ readonly processor: ProcessorName; readonly address: number }, SourcePlace | null];
  /** Addresses of a line's code, or of the next line's that has some. */
  addressesOfLine: [
    { readonly file: string; readonly line: number },
    {
      readonly line: number;
      readonly addresses: readonly { readonly processor: ProcessorName; readonly address: number }[];
    } | null,
  ];
  /** Assembles lines for an address, with the labels; `write` puts them there. Errors are in words, by line. */
  assemble: [
    {
      readonly processor: ProcessorName;
      readonly address: number;
      readonly source: string;
      readonly accumulator?: 8 | 16;
      readonly index?: 8 | 16;
      readonly write?: boolean;
    },
    { readonly bytes: Uint8Array; readonly errors: readonly string[] },
  ];
  /** The ROM as it is now, or what turns the original into it as an IPS patch. */
  exportRom: [{ readonly as: 'rom' | 'ips' }, Uint8Array];
  /** Instructions known from execution that name an address: calls, jumps, branches and operands. */
  references: [{ readonly processor: ProcessorName; readonly address: number }, readonly ListingLine[]];
  /** The next row of the disassembly that says a text; null when none does. */
  findText: [TextQuery, FoundText | null];
  /** The same for some milliseconds: `found` is undefined until it is known. With `on` the search before goes on, when it was for the same. */
  findTextPart: [TextQuery & { readonly on: boolean }, { readonly found: FoundText | null | undefined; readonly part: number }];
  /** The S-CPU's banks that show memory, with how much of each is known to be code. */
  codeBanks: [null, readonly CodeBank[]];
  /** Typed values; `address` is an expression. A watch that can't be read has the reason as its text. */
  watches: [
    readonly { readonly name: string; readonly address: string; readonly memory: MemoryName; readonly type: string }[],
    readonly WatchValue[],
  ];
  /** The characters of strings, as `parseTable` reads them. Empty: ASCII. Answers the letters of single bytes, '' where there is none; nothing at all without a table. */
  setTable: [{ readonly text: string }, { readonly letters: readonly string[] }];
  /** The innermost first; `name` is the routine's label, or empty. */
  callStack: [{ readonly processor: ProcessorName }, readonly (CallFrame & { readonly name: string })[]];

  // The past
  /** The last write before a place; before where the machine stands when none is given. */
  whoWrote: [WriteQuery & { readonly before?: Position }, WriteRecord | null];
}

export type DebugCall = keyof DebugCalls;

/** A request, as the session protocol's `debug` call carries it. */
export type DebugRequest = { [N in DebugCall]: { readonly call: N; readonly argument: DebugCalls[N][0] } }[DebugCall];

export type DebugEventMessage =
  /** It stands still. */
  | { readonly event: 'debug-stopped'; readonly status: DebugStatus }
  | { readonly event: 'debug-running' }
  /** While it stands, more was learned of how it came here: calls that are open. */
  | { readonly event: 'debug-learned' }
  /** The game was changed or taken out, and the debugger with it. */
  | { readonly event: 'debug-closed' }
  /** What breakpoints with a log text have written since the last message. */
  | { readonly event: 'debug-log'; readonly lines: readonly { readonly breakpoint: number; readonly text: string }[] };
