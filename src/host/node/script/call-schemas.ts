import * as v from 'valibot';
import type { DebugCall, DebugCalls } from '../../../session/debug-protocol.ts';
import { BREAK_EVENTS, MEMORIES, PROCESSORS } from '../../../session/headless-debug.ts';

const MOST_TEXT = 1 << 20;
const MOST_FILE_TEXT = 64 << 20;
const MOST_ROWS = 100_000;

const nothing = v.null();
const text = v.pipe(v.string(), v.maxLength(MOST_TEXT));
const fileText = v.pipe(v.string(), v.maxLength(MOST_FILE_TEXT));
const whole = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const rows = v.pipe(count, v.maxValue(MOST_ROWS));
const byte = v.pipe(count, v.maxValue(255));
const memory = v.picklist(MEMORIES);
const processor = v.picklist(PROCESSORS);
const bytes = v.instance(Uint8Array);
const sample = v.exactOptional(v.nullable(v.strictObject({ line: count, dot: count })));
const position = v.strictObject({ time: count, micro: count });
const width = v.exactOptional(v.picklist([8, 16]));

const stepKind = v.picklist(['into', 'over', 'out', 'cycle', 'dot', 'scanline', 'frame']);
const runTarget = v.variant('kind', [
  v.strictObject({ kind: v.literal('address'), processor, address: count }),
  v.strictObject({ kind: v.literal('beam'), line: count, dot: count }),
  v.strictObject({ kind: v.picklist(['vblank', 'hblank', 'nmi', 'irq', 'dma', 'hdma']) }),
]);

export const BREAKPOINT = v.strictObject({
  id: count,
  enabled: v.boolean(),
  group: text,
  processor,
  event: v.nullable(v.picklist(BREAK_EVENTS)),
  memory,
  from: count,
  to: count,
  execute: v.boolean(),
  read: v.boolean(),
  write: v.boolean(),
  condition: text,
  log: text,
  stops: v.boolean(),
  ignore: count,
  temporary: v.boolean(),
  forbid: v.boolean(),
});

const label = v.strictObject({ memory, address: count, name: text, comment: text, length: count });
const searchTest = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['equal', 'not-equal', 'less', 'greater', 'increased-by', 'decreased-by']), value: whole }),
  v.strictObject({ kind: v.picklist(['changed', 'unchanged', 'increased', 'decreased']) }),
]);
const traceOptions = v.strictObject({
  cpu: v.boolean(),
  smp: v.boolean(),
  cpuCondition: text,
  smpCondition: text,
  cpuFormat: text,
  smpFormat: text,
});
const tileSheet = v.strictObject({
  memory,
  address: count,
  format: v.picklist([2, 4, 8, 'mode7', 'mode7-vram']),
  columns: v.pipe(count, v.minValue(1), v.maxValue(256)),
  rows: v.pipe(count, v.minValue(1), v.maxValue(256)),
  palette: whole,
  opaque: v.exactOptional(v.boolean()),
  sample,
});
const frameOf = v.strictObject({ frame: v.picklist(['current', 'previous']) });
const switchOf = v.strictObject({ on: v.boolean(), reset: v.exactOptional(v.boolean()) });

/** What each request's argument must be: scripts are written by people. */
export const DEBUG_CALL_SCHEMAS: { readonly [N in DebugCall]: v.GenericSchema<DebugCalls[N][0]> } = {
  info: nothing,
  status: nothing,
  run: v.strictObject({ fromHere: v.exactOptional(v.boolean()) }),
  pause: nothing,
  step: v.strictObject({ kind: stepKind, processor, count: v.exactOptional(count), back: v.exactOptional(v.boolean()) }),
  runTo: v.strictObject({
    target: runTarget,
    frames: v.exactOptional(v.pipe(count, v.maxValue(1_000_000))),
    back: v.exactOptional(v.boolean()),
  }),
  continueBack: nothing,
  goTo: position,
  setRegister: v.strictObject({ processor, register: text, value: whole }),
  readMemory: v.strictObject({ memory, address: count, length: count }),
  writeMemory: v.strictObject({ memory, address: count, bytes }),
  undo: nothing,
  redo: nothing,
  evaluate: v.strictObject({ text, processor }),
  freeze: v.pipe(v.array(v.strictObject({ memory, address: count, value: byte })), v.maxLength(MOST_ROWS)),
  breakpoints: nothing,
  setBreakpoints: v.pipe(v.array(BREAKPOINT), v.maxLength(10_000)),
  disassemble: v.strictObject({ processor, address: count, before: count, after: count }),
  labels: nothing,
  setLabels: v.pipe(v.array(label), v.maxLength(1_000_000)),
  clearLabels: nothing,
  codeLog: nothing,
  coverage: nothing,
  codeMap: nothing,
  exportCdl: nothing,
  loadCodeLog: bytes,
  importSymbols: v.strictObject({ text: fileText }),
  packLines: nothing,
  unpackLines: v.strictObject({ text: fileText }),
  sourceFiles: nothing,
  sourceAt: v.strictObject({ processor, address: count }),
  addressesOfLine: v.strictObject({ file: text, line: count }),
  assemble: v.strictObject({
    processor,
    address: count,
    source: text,
    accumulator: width,
    index: width,
    write: v.exactOptional(v.boolean()),
  }),
  exportRom: v.strictObject({ as: v.picklist(['rom', 'ips']) }),
  references: v.strictObject({ processor, address: count }),
  findText: v.strictObject({ processor, text, from: count, back: v.boolean() }),
  findTextPart: v.strictObject({ processor, text, from: count, back: v.boolean(), on: v.boolean() }),
  codeBanks: nothing,
  watches: v.pipe(v.array(v.strictObject({ name: text, address: text, memory, type: text })), v.maxLength(10_000)),
  setTable: v.strictObject({ text }),
  callStack: v.strictObject({ processor }),
  whoWrote: v.strictObject({
    memory,
    from: count,
    to: count,
    changed: v.exactOptional(v.boolean()),
    value: v.exactOptional(byte),
    most: v.exactOptional(count),
    before: v.exactOptional(position),
  }),

  palette: v.strictObject({ sample }),
  tiles: tileSheet,
  tilemap: v.strictObject({ bg: v.pipe(count, v.maxValue(3)), sample }),
  sprites: v.strictObject({ sample }),
  mode7Lines: nothing,
  pixel: v.strictObject({ x: whole, y: whole, writers: v.exactOptional(v.boolean()) }),
  frameEvents: frameOf,
  hdma: frameOf,
  hardware: v.strictObject({ sample }),
  voices: nothing,
  dsp: nothing,
  samples: nothing,
  sample: v.strictObject({ start: v.pipe(count, v.maxValue(0xffff)), blocks: v.pipe(count, v.maxValue(8192)) }),
  sampleWav: v.strictObject({
    start: v.pipe(count, v.maxValue(0xffff)),
    blocks: v.pipe(count, v.maxValue(8192)),
    rate: v.exactOptional(v.pipe(count, v.minValue(1), v.maxValue(192_000))),
  }),
  spc: v.strictObject({ title: v.exactOptional(v.pipe(v.string(), v.maxLength(32))) }),
  findBytes: v.strictObject({
    memory,
    pattern: v.pipe(v.array(v.pipe(whole, v.minValue(-1), v.maxValue(255))), v.minLength(1), v.maxLength(4096)),
    most: v.exactOptional(rows),
  }),
  searchStart: v.strictObject({
    memory,
    size: v.picklist([1, 2, 3, 4]),
    signed: v.exactOptional(v.boolean()),
    aligned: v.exactOptional(v.boolean()),
  }),
  searchNarrow: searchTest,
  searchBack: nothing,
  searchResults: v.strictObject({ most: rows }),
  keepMoment: v.strictObject({ name: v.pipe(v.string(), v.maxLength(100)), state: v.exactOptional(bytes) }),
  moments: nothing,
  diff: v.strictObject({ memory, from: text, to: v.exactOptional(text), most: v.exactOptional(rows) }),
  counters: switchOf,
  readCounters: v.strictObject({ memory, from: count, length: v.pipe(count, v.maxValue(1 << 20)) }),
  trace: v.nullable(traceOptions),
  traceRows: v.strictObject({ first: count, most: rows }),
  findTrace: v.strictObject({ text, from: count, back: v.boolean() }),
  traceFile: v.nullable(traceOptions),
  takeTrace: nothing,
  profiler: v.strictObject({ ...switchOf.entries, processor: v.exactOptional(processor) }),
  profile: nothing,
};

/** What a breakpoint with a handler is given as; the rest is that of a new breakpoint. */
const WATCH = v.strictObject({
  memory: v.exactOptional(memory),
  address: v.exactOptional(count),
  from: v.exactOptional(count),
  to: v.exactOptional(count),
  execute: v.exactOptional(v.boolean()),
  read: v.exactOptional(v.boolean()),
  write: v.exactOptional(v.boolean()),
  event: v.exactOptional(v.picklist(BREAK_EVENTS)),
  processor: v.exactOptional(processor),
  condition: v.exactOptional(text),
  log: v.exactOptional(text),
  stops: v.exactOptional(v.boolean()),
  ignore: v.exactOptional(count),
});
export type WatchSpec = v.InferOutput<typeof WATCH>;

const size = v.picklist([1, 2, 3]);

/** Requests beside the debugger's. */
export const EMU_CALL_SCHEMAS = {
  print: v.string(),
  'emu.frame': nothing,
  'emu.framesLeft': nothing,
  'emu.status': nothing,
  'emu.read': v.strictObject({ memory, address: count, size }),
  'emu.write': v.strictObject({ memory, address: count, size, value: v.pipe(count, v.maxValue(0xffffff)) }),
  'emu.registers': v.strictObject({ processor }),
  'emu.evaluate': v.strictObject({ text, processor }),
  'emu.label': v.strictObject({ name: text, processor }),
  'emu.watch': v.strictObject({ id: count, spec: WATCH }),
  'emu.unwatch': v.strictObject({ id: count }),
  'emu.pad': v.strictObject({
    player: v.pipe(count, v.minValue(1), v.maxValue(8)),
    buttons: v.pipe(v.string(), v.maxLength(100)),
  }),
  'emu.reset': nothing,
  'emu.save': nothing,
  'emu.load': bytes,
  'emu.screenshot': v.strictObject({ name: v.string() }),
  'emu.picture': nothing,
  'emu.saveFile': v.strictObject({ name: v.string(), contents: v.union([v.string(), bytes]) }),
} as const;
export type EmuCall = keyof typeof EMU_CALL_SCHEMAS;
export type EmuArgument<N extends EmuCall> = v.InferOutput<(typeof EMU_CALL_SCHEMAS)[N]>;

/** The argument when it is right. @throws TypeError that says what is not */
export function checked(call: string, schema: v.GenericSchema, argument: unknown): unknown {
  const found = v.safeParse(schema, argument);
  if (found.success) return found.output;
  const [issue] = found.issues;
  const where = v.getDotPath(issue);
  throw new TypeError(`${call}: ${where === null ? '' : `${where}: `}${issue.message}`);
}
