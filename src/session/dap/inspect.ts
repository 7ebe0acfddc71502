import type { ProcessorName } from '../debug-protocol.ts';
import { type DebugSession, memoryBehind } from '../headless-debug.ts';
import { type Arguments, optionalText, textOf, wholeOf } from './arguments.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { instructionAddress, type InstructionRow, rowsAround } from './disassembly.ts';
import { baseName, inFolder, isAbsolute } from './paths.ts';
import { MEMORIES, type MemoryPlace, parseReference, processorOfThread, referenceTo } from './places.ts';

const MOST_BYTES = 1 << 20;
const MOST_INSTRUCTIONS = 1900;
/** More than a stack has. */
const FRAMES_A_THREAD = 10_000;
/** Code further behind a label is not said to be its. */
const FAR_FROM_LABEL = 0x400;
/** Scopes by number, for both processors. */
const SCOPES = ['registers cpu', 'registers smp', 'flags cpu', 'flags smp', 'beam'] as const;
const FLAGS: Readonly<Record<ProcessorName, string>> = { cpu: 'nvmxdizc', smp: 'nvpbhizc' };

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly variablesReference: 0;
  readonly memoryReference?: string;
  /** What it is called in expressions. */
  readonly evaluateName: string;
}

function hex(value: number, bits: number): string {
  return `$${value.toString(16).padStart(Math.ceil(bits / 4), '0')}`;
}

/** Everything that is looked at, and changed, while the machine stands still. */
export class Inspector {
  /** How often something was changed. */
  changes = 0;
  readonly #session: DebugSession;
  readonly #sourceRoot: string;
  readonly #lineBase: number;

  constructor(session: DebugSession, sourceRoot: string, lineBase: number) {
    this.#session = session;
    this.#sourceRoot = sourceRoot;
    this.#lineBase = lineBase;
  }

  #value(text: string, processor: ProcessorName): number {
    const { value, problem } = this.#session.call('evaluate', { text, processor });
    if (problem !== null) throw new Error(`column ${problem.column}: ${problem.message}`);
    return value;
  }

  #processor(name: ProcessorName) {
    const found = this.#session.status().processors.find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no processor ${name}.`);
    return found;
  }

  // The stack

  #name(processor: ProcessorName, address: number): string {
    const place = hex(address, processor === 'cpu' ? 24 : 16);
    for (let offset = 0; offset < FAR_FROM_LABEL && offset <= address; offset++) {
      const name = this.#session.labels.at(processor, address - offset)?.name ?? '';
      if (name !== '') return `${name}${offset === 0 ? '' : `+${offset}`} ${place}`;
    }
    return place;
  }

  stackTrace(args: Arguments): object {
    const thread = wholeOf(args, 'threadId');
    const processor = processorOfThread(thread);
    const calls = this.#session.call('callStack', { processor });
    const addresses = [this.#processor(processor).instruction, ...calls.map(({ from }) => from)];
    const first = wholeOf(args, 'startFrame', 0);
    const levels = wholeOf(args, 'levels', 0);
    const frames = addresses.map((address, i) => ({
      id: thread * FRAMES_A_THREAD + Math.min(i, FRAMES_A_THREAD - 1),
      name: this.#name(processor, calls[i]?.to ?? address),
      instructionPointerReference: referenceTo({ memory: processor, address }),
      column: this.#lineBase,
      ...this.#source(processor, address),
    }));
    return { stackFrames: frames.slice(first, levels > 0 ? first + levels : undefined), totalFrames: frames.length };
  }

  #source(processor: ProcessorName, address: number): object {
    const place = this.#session.call('sourceAt', { processor, address });
    if (place === null) return { line: 0 };
    const path = isAbsolute(place.file) ? place.file : inFolder(this.#sourceRoot, place.file);
    return { line: place.line - 1 + this.#lineBase, source: { name: baseName(path), path } };
  }

  // Variables

  scopes(args: Arguments): object {
    const processor = processorOfThread(Math.floor(wholeOf(args, 'frameId') / FRAMES_A_THREAD));
    const second = processor === 'smp' ? 1 : 0;
    const scope = (name: string, reference: number, hint?: string): object => ({
      name,
      variablesReference: reference,
      expensive: false,
      ...(hint === undefined ? {} : { presentationHint: hint }),
    });
    return { scopes: [scope('Registers', 1 + second, 'registers'), scope('Flags', 3 + second), scope('Beam', 5)] };
  }

  #scope(reference: number): { kind: string; processor: ProcessorName } {
    const [kind = '', processor = 'cpu'] = (SCOPES[reference - 1] ?? '').split(' ');
    if (kind === '') throw new Error(`there are no variables ${reference}.`);
    return { kind, processor: processor === 'smp' ? 'smp' : 'cpu' };
  }

  variables(args: Arguments): { variables: Variable[] } {
    const { kind, processor } = this.#scope(wholeOf(args, 'variablesReference'));
    if (kind === 'beam') {
      const { frame, line, dot, hClock, field } = this.#session.status();
      const values = { frame, scanline: line, dot, hclock: hClock, field };
      return {
        variables: Object.entries(values).map(([name, value]) => ({
          name,
          value: String(value),
          variablesReference: 0,
          evaluateName: name,
        })),
      };
    }
    const { registers } = this.#processor(processor);
    const prefix = processor === 'smp' ? 'spc.' : 'cpu.';
    if (kind === 'flags') {
      const bits = registers[processor === 'cpu' ? 'p' : 'psw'] ?? 0;
      const flags = FLAGS[processor].split('');
      return {
        variables: flags.map((name, i) => ({
          name,
          value: String((bits >> (7 - i)) & 1),
          variablesReference: 0,
          evaluateName: `${prefix}flag.${name}`,
        })),
      };
    }
    const infos = this.#session.info().processors.find(({ name }) => name === processor)?.registers ?? [];
    return {
      variables: infos.map(({ name, bits }) => ({
        name,
        value: hex(registers[name] ?? 0, bits),
        variablesReference: 0,
        memoryReference: referenceTo({ memory: processor, address: registers[name] ?? 0 }),
        evaluateName: `${prefix}${name === 'e' ? 'flag.e' : name}`,
      })),
    };
  }

  setVariable(args: Arguments): object {
    const reference = wholeOf(args, 'variablesReference');
    const { kind, processor } = this.#scope(reference);
    const name = textOf(args, 'name');
    const value = this.#value(textOf(args, 'value'), processor);
    if (kind === 'beam') throw new Error('the beam can’t be set; run to a line instead.');
    this.changes++;
    if (kind === 'flags') this.#setFlag(processor, name, value);
    else this.#session.call('setRegister', { processor, register: name, value });
    const now = this.variables({ variablesReference: reference }).variables.find((one) => one.name === name);
    return { value: now?.value ?? '', variablesReference: 0 };
  }

  #setFlag(processor: ProcessorName, name: string, value: number): void {
    const at = FLAGS[processor].indexOf(name);
    if (at < 0 || name.length !== 1) throw new Error(`there is no flag '${name}'.`);
    if (value !== 0 && value !== 1) throw new Error('a flag is 0 or 1.');
    const register = processor === 'cpu' ? 'p' : 'psw';
    const bit = 0x80 >> at;
    const before = this.#processor(processor).registers[register] ?? 0;
    this.#session.call('setRegister', { processor, register, value: value === 1 ? before | bit : before & ~bit });
  }

  /** Changes what an expression names: a register, a flag, a byte `[address]` or `vram[address]`, a word `{address}`. */
  setExpression(args: Arguments): object {
    const processor = this.#ofFrame(args);
    const text = textOf(args, 'expression').trim();
    const value = this.#value(textOf(args, 'value'), processor);
    this.#set(text, value, processor);
    this.changes++;
    const shown = this.#shown(this.#value(text, processor), processor);
    return { ...shown, value: shown.result };
  }

  #set(text: string, value: number, own: ProcessorName): void {
    const [, of, name = text] = /^(cpu|spc)\.(.*)$/.exec(text) ?? [];
    const processor = of === undefined ? own : of === 'spc' ? 'smp' : 'cpu';
    const flag = /^flag\.([a-z])$/.exec(name)?.[1];
    if (flag !== undefined && flag !== 'e') {
      this.#setFlag(processor, flag, value);
      return;
    }
    const register = flag ?? name;
    const registers = this.#session.info().processors.find((one) => one.name === processor)?.registers ?? [];
    if (registers.some((one) => one.name === register)) {
      this.#session.call('setRegister', { processor, register, value });
      return;
    }
    const [, before = '', open, inside, close] = /^([a-z]*)([[{])(.*)([\]}])$/.exec(text) ?? [];
    if (inside === undefined || (open === '[') !== (close === ']'))
      throw new Error(`'${text}' can't be set: a register, a flag, [address], {address} or vram[address] can.`);
    const memory = MEMORIES.find((one) => one === (before === 'spc' ? 'smp' : before || (processor === 'smp' ? 'smp' : 'cpu')));
    if (memory === undefined) throw new Error(`there is no memory '${before}'.`);
    const size = open === '[' ? 1 : 2;
    if (value < 0 || value >= 2 ** (8 * size)) throw new Error(`${value} does not fit in ${size === 1 ? 'a byte' : 'a word'}.`);
    const bytes = Uint8Array.of(value & 0xff, value >> 8).subarray(0, size);
    this.#session.call('writeMemory', { memory, address: this.#value(inside, processor), bytes });
  }

  #ofFrame(args: Arguments): ProcessorName {
    return processorOfThread(Math.floor(wholeOf(args, 'frameId', FRAMES_A_THREAD) / FRAMES_A_THREAD));
  }

  /** An expression; in the console also `NAME = VALUE` and `who PLACE`: who wrote that byte last. */
  evaluate(args: Arguments): object {
    const text = textOf(args, 'expression');
    const processor = this.#ofFrame(args);
    const repl = optionalText(args, 'context') === 'repl';
    const who = repl ? /^who\s+(.+)$/.exec(text.trim()) : null;
    if (who !== null) return { result: this.#whoWrote(who[1] ?? '', processor), variablesReference: 0 };
    const [, name, to] = (repl ? /^([^=!<>]+)=([^=].*)$/.exec(text) : null) ?? [];
    if (name !== undefined && to !== undefined) return this.setExpression({ ...args, expression: name, value: to });
    return this.#shown(this.#value(text, processor), processor);
  }

  #shown(value: number, processor: ProcessorName): { result: string; memoryReference: string; variablesReference: 0 } {
    const address = value & (processor === 'smp' ? 0xffff : 0xffffff);
    const result = value < 0 ? String(value) : `${hex(value, 8)} (${value})`;
    const memoryReference = referenceTo({ memory: processor, address });
    return { result, memoryReference, variablesReference: 0 };
  }

  #whoWrote(text: string, processor: ProcessorName): string {
    const place = /^[a-z]+:/.test(text) ? parseReference(text) : { memory: processor, address: this.#value(text, processor) };
    const found = this.#session.call('whoWrote', { memory: place.memory, from: place.address, to: place.address });
    if (found === null) return 'nobody, as far back as the history reaches';
    const { agent, channel, pc, starter, value, frame, line, dot } = found;
    const onSound = agent === 'smp' || agent === 'echo' || agent === 'dsp';
    const transfer = agent === 'dma' || agent === 'hdma' ? `${agent.toUpperCase()} channel ${channel}, ` : '';
    const by = agent === 'dsp' ? 'the S-DSP itself, during ' : transfer;
    return `${hex(value, 8)} by ${by}${this.#name(onSound ? 'smp' : 'cpu', starter ?? pc)} in frame ${frame}, line ${line}, dot ${dot}`;
  }

  dataBreakpointInfo(args: Arguments): object {
    const name = textOf(args, 'name');
    if (args['variablesReference'] !== undefined && args['variablesReference'] !== 0)
      return { dataId: null, description: 'registers can’t be watched; give an address instead' };
    const place: MemoryPlace = /^[a-z]+:/.test(name)
      ? parseReference(name)
      : memoryBehind(this.#session, this.#value(name, 'cpu'));
    const bytes = wholeOf(args, 'bytes', 1);
    const description = `${referenceTo(place)}, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
    return {
      dataId: `${referenceTo(place)}+${bytes}`,
      description,
      accessTypes: ['read', 'write', 'readWrite'],
      canPersist: true,
    };
  }

  // Memory

  #size(memory: MemoryPlace['memory']): number {
    return this.#session.info().memories.find(({ name }) => name === memory)?.size ?? 0;
  }

  readMemory(args: Arguments): object {
    const { memory, address } = parseReference(textOf(args, 'memoryReference'));
    const start = address + wholeOf(args, 'offset', 0);
    const count = Math.min(Math.max(0, wholeOf(args, 'count')), MOST_BYTES);
    const size = this.#size(memory);
    if (start < 0 || start >= size)
      return { address: referenceTo({ memory, address: Math.max(0, start) }), unreadableBytes: count };
    const bytes = this.#session.call('readMemory', { memory, address: start, length: Math.min(count, size - start) });
    const unreadableBytes = count - bytes.length;
    return { address: referenceTo({ memory, address: start }), data: toBase64(bytes), unreadableBytes };
  }

  writeMemory(args: Arguments): object {
    const { memory, address } = parseReference(textOf(args, 'memoryReference'));
    const bytes = fromBase64(textOf(args, 'data'));
    this.#session.call('writeMemory', { memory, address: address + wholeOf(args, 'offset', 0), bytes });
    this.changes++;
    return { bytesWritten: bytes.length };
  }

  disassemble(args: Arguments): object {
    const { memory, address } = parseReference(textOf(args, 'memoryReference'));
    const processor: ProcessorName = memory === 'smp' || memory === 'aram' ? 'smp' : 'cpu';
    const start = address + wholeOf(args, 'offset', 0);
    const first = wholeOf(args, 'instructionOffset', 0);
    const count = wholeOf(args, 'instructionCount');
    const last = first + count - 1;
    if (count < 0 || Math.abs(first) > MOST_INSTRUCTIONS || last > MOST_INSTRUCTIONS)
      throw new Error(`at most ${MOST_INSTRUCTIONS} instructions before and after a place can be disassembled.`);
    const rows = rowsAround(this.#session, processor, start, Math.max(0, -first), Math.max(0, last));
    return {
      instructions: rows.slice(Math.max(0, first), Math.max(0, first) + count).map((row) => this.#instruction(processor, row)),
    };
  }

  #instruction(processor: ProcessorName, row: InstructionRow): object {
    const address = instructionAddress(processor, row.address);
    if (row.line === null) return { address, instruction: '', presentationHint: 'invalid' };
    const { bytes, text, label, source } = row.line;
    return {
      address,
      instructionBytes: bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      instruction: text === '' ? '.byte' : text,
      ...(label === '' ? {} : { symbol: label }),
      ...(source === null ? {} : renamed(this.#source(processor, row.address))),
    };
  }
}

/** In disassemblies the source is called `location`. */
function renamed(place: { readonly line?: number; readonly source?: unknown }): object {
  return { line: place.line, location: place.source };
}
