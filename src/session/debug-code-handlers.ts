import { shownAt } from '../debug/break/bus-range.ts';
import { CodeFlag } from '../debug/code/code-log.ts';
import { NO_NAMES } from '../debug/disassembler/instruction.ts';
import { codeBanks, findText, TextFinder, type TextQuery } from '../debug/code/find-text.ts';
import type { ListingLine } from '../debug/code/listing.ts';
import { assembleAt, ipsPatch } from '../debug/code/rom-edit.ts';
import type { Names } from '../debug/break/expression.ts';
import { machineNames } from '../debug/break/machine-names.ts';
import { busAddressOf } from '../debug/memories.ts';
import { processorOf, type ProcessorName } from '../debug/processors.ts';
import { readSymbols } from '../debug/symbols/symbol-files.ts';
import { parseTable, TextTable } from '../debug/tools/text-table.ts';
import { readWatch, type WatchValue } from '../debug/tools/watches.ts';
import type { DebugCalls } from './debug-protocol.ts';
import type { DebugSession } from './debug-session.ts';

type CodeCall =
  | 'importSymbols'
  | 'packLines'
  | 'unpackLines'
  | 'sourceFiles'
  | 'sourceAt'
  | 'addressesOfLine'
  | 'assemble'
  | 'exportRom'
  | 'references'
  | 'findText'
  | 'findTextPart'
  | 'codeBanks'
  | 'watches'
  | 'setTable';

export type DebugCodeHandlers = { readonly [N in CodeCall]: (argument: DebugCalls[N][0]) => DebugCalls[N][1] };

const MOST_REFERENCES = 2000;
/** Of a search for text, in one request: some milliseconds. */
const TURNS = 6;

function sameQuery(one: TextQuery, other: TextQuery): boolean {
  const { processor, text, from, back } = other;
  return one.processor === processor && one.text === text && one.from === from && one.back === back;
}

function importSymbols(session: DebugSession, text: string): DebugCalls['importSymbols'][1] {
  const { format, labels, lines, skipped } = readSymbols(text);
  for (const label of labels) session.labels.set(label);
  session.source.add(lines);
  return { format, skipped, labels: labels.length, lines: lines.length };
}

function assembleHere(session: DebugSession, question: DebugCalls['assemble'][0]): DebugCalls['assemble'][1] {
  const { processor, address, source, write = false } = question;
  const { snes, labels } = session;
  const [row] = session.listing.around(snes, processor, address, 0, 0);
  const known = labels.names
    .map((name) => ({ name, address: labels.addressOf(name, processor) ?? -1 }))
    .filter((one) => one.address >= 0);
  const code = assembleAt(source, {
    processor,
    address,
    accumulator: question.accumulator ?? (row?.accumulator === 16 ? 16 : 8),
    index: question.index ?? (row?.index === 16 ? 16 : 8),
    labels: known,
  });
  if (write && code.errors.length === 0) session.edits.writeMemory(processorOf(processor).bus, address, code.bytes);
  return code;
}

/** Every executed instruction that names the place in its bytes or used it as its operand when it was executed, whatever the registers are now. */
function references(session: DebugSession, { processor, address }: DebugCalls['references'][0]): ListingLine[] {
  const { snes, codeLog, listing } = session;
  session.learnCode();
  const cpu = processor === 'cpu';
  const shown = cpu ? shownAt(snes, address) : address;
  const operands = cpu ? codeLog.operands : codeLog.audioOperands;
  const names = (start: number): boolean => {
    const flags = cpu ? statusOf(codeLog.at(snes, start)) : 0;
    const { target } = processorOf(processor).disassemble(snes, start, flags, false, NO_NAMES);
    return target !== null && (target === address || (cpu && shownAt(snes, target) === shown));
  };
  const found: ListingLine[] = [];
  const flags = cpu ? codeLog.flags : codeLog.audio;
  for (let at = 0; at < flags.length && found.length < MOST_REFERENCES; at++) {
    if ((flags[at] & CodeFlag.Opcode) === 0) continue;
    const start = cpu ? busAddress(session, at) : at;
    if (start < 0 || !(operands.touches(at, shown) || names(start))) continue;
    found.push(...listing.around(snes, processor, start, 0, 0));
  }
  return found;
}

function statusOf(known: number): number {
  const emulation = (known & CodeFlag.E) !== 0;
  return (emulation || (known & CodeFlag.M) !== 0 ? 0x20 : 0) | (emulation || (known & CodeFlag.X) !== 0 ? 0x10 : 0);
}

/** The address on the bus of a place in the arena. */
function busAddress({ snes }: DebugSession, at: number): number {
  const { wram, rom } = snes.bus;
  if (at < wram.length) return busAddressOf(snes, 'wram', at);
  if (at < wram.length + rom.length) return busAddressOf(snes, 'rom', at - wram.length);
  return busAddressOf(snes, 'sram', at - wram.length - rom.length);
}

/** What the requests of code, symbols and watches do. */
export function debugCodeHandlers(session: DebugSession): DebugCodeHandlers {
  let table = new TextTable([]);
  let finder: TextFinder | null = null;
  return {
    importSymbols: ({ text }) => importSymbols(session, text),
    packLines: () => session.source.pack(),
    unpackLines: ({ text }) => ({ lines: session.source.unpack(text) }),
    sourceFiles: () => session.source.files,
    sourceAt: ({ processor, address }) => session.source.at(processor, address),
    addressesOfLine: ({ file, line }) => session.source.addressesOf(file, line),
    assemble: (question) => assembleHere(session, question),
    exportRom: ({ as }) => {
      const rom = session.snes.bus.rom.subarray(0, session.snes.cart.romSize);
      return as === 'rom' ? rom.slice() : ipsPatch(session.originalRom.subarray(0, rom.length), rom);
    },
    references: (question) => references(session, question),
    findText: (question) => {
      if (!session.running) session.learnCode();
      return findText(session, question);
    },
    findTextPart: ({ on, ...query }) => {
      if (!on || finder === null || !sameQuery(finder.query, query)) {
        if (!session.running) session.learnCode();
        finder = new TextFinder(session, query);
      }
      finder.go(TURNS);
      return { found: finder.found, part: finder.part };
    },
    codeBanks: () => {
      if (!session.running) session.learnCode();
      return codeBanks(session);
    },
    watches: (list) => {
      const { snes, labels } = session;
      const namesOf = (processor: ProcessorName): Names =>
        machineNames(
          snes,
          processor,
          { address: 0, value: 0, old: 0, hits: 0 },
          (name, of) => labels.addressOf(name, of),
          labels.names,
        );
      const names = { cpu: namesOf('cpu'), smp: namesOf('smp') };
      return list.map((watch): WatchValue => {
        const { memory } = watch;
        const sound = memory === 'smp' || memory === 'aram' || memory === 'dsp';
        try {
          return readWatch(snes, watch, names[sound ? 'smp' : 'cpu'], table);
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error);
          return { name: watch.name, address: -1, text, number: null, children: [] };
        }
      });
    },
    setTable: ({ text }) => {
      table = parseTable(text);
      const single = new Map(table.entries.filter(({ bytes }) => bytes.length === 1).map((one) => [one.bytes[0], one.text]));
      return { letters: table.size === 0 ? [] : Array.from({ length: 256 }, (_, byte) => single.get(byte) ?? '') };
    },
  };
}
