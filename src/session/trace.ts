import type { DebugHooks, SmpHooks } from '../core/hooks.ts';
import type { Snes } from '../core/snes.ts';
import { Labels } from '../debug/code/labels.ts';
import { Hub } from '../debug/hub.ts';
import { readSymbols } from '../debug/symbols/symbol-files.ts';
import { TraceLog } from '../debug/tools/trace-log.ts';
import type { TraceOptions } from '../debug/tools/trace-options.ts';

export { ExpressionError } from '../debug/break/expression.ts';
export { SymbolError } from '../debug/symbols/symbol-files.ts';
export type { TraceOptions } from '../debug/tools/trace-options.ts';

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

/** Bytes of an instruction that a line shows: an opcode and its longest operand. */
const CPU_BYTES = 4;
const SMP_BYTES = 3;

/**
 * Writes a line for each instruction before it is executed:
 *
 *     cpu 80ffd5 a9345678 A:1234 X:0000 Y:0000 S:01ff D:0000 B:00 P:34 E:1 V:225 H:1234
 *     spc ffc0 cdefbd A:00 X:00 Y:00 S:ef P:02 V:225 H:1234
 *
 * After the address come the bytes there (operands may be fewer); V is the line, H the master clock within it. The sound processor runs
 * in spans, so its lines carry the beam's place at the end of the span.
 */
export class Tracer {
  readonly #snes: Snes;
  readonly #line: (text: string) => void;

  constructor(snes: Snes, line: (text: string) => void) {
    this.#snes = snes;
    this.#line = line;
    const ignore = (): void => {};
    const cpuHooks: DebugHooks = {
      onExec: (pc) => {
        this.#traceCpu(pc);
        return false;
      },
      onRead: ignore,
      onWrite: ignore,
      onEvent: ignore,
    };
    const smpHooks: SmpHooks = {
      onExec: (pc) => {
        this.#traceSmp(pc);
        return false;
      },
      onRead: ignore,
      onWrite: ignore,
    };
    snes.debugHooks = cpuHooks;
    snes.apu.hooks = smpHooks;
  }

  /** Stops tracing. */
  close(): void {
    this.#snes.debugHooks = null;
    this.#snes.apu.hooks = null;
  }

  #beam(): string {
    const { clock } = this.#snes;
    return `V:${clock.v} H:${clock.h}`;
  }

  #traceCpu(pc: number): void {
    const { cpu } = this.#snes;
    let bytes = '';
    for (let offset = 0; offset < CPU_BYTES; offset++) bytes += hex(cpu.peek((pc & 0xff0000) | ((pc + offset) & 0xffff)), 2);
    this.#line(
      `cpu ${hex(pc, 6)} ${bytes} A:${hex(cpu.a, 4)} X:${hex(cpu.x, 4)} Y:${hex(cpu.y, 4)} S:${hex(cpu.s, 4)} D:${hex(cpu.d, 4)} ` +
        `B:${hex(cpu.dbr, 2)} P:${hex(cpu.p, 2)} E:${cpu.fE} ${this.#beam()}`,
    );
  }

  #traceSmp(pc: number): void {
    const { apu } = this.#snes;

    let bytes = '';
    for (let offset = 0; offset < SMP_BYTES; offset++) bytes += hex(apu.peek((pc + offset) & 0xffff), 2);
    this.#line(
      `spc ${hex(pc, 4)} ${bytes} A:${hex(apu.a, 2)} X:${hex(apu.x, 2)} Y:${hex(apu.y, 2)} ` +
        `S:${hex(apu.sp, 2)} P:${hex(apu.psw, 2)} ${this.#beam()}`,
    );
  }
}

/**
 * The debugger's trace for a file: rows of both processors in the order in which they happen, with conditions, formats and labels of one's own.
 * @throws ExpressionError, SymbolError
 */
export class FormattedTracer {
  readonly #hub: Hub;
  readonly #log: TraceLog;

  constructor(snes: Snes, options: TraceOptions, symbols: readonly string[], line: (text: string) => void) {
    const labels = new Labels(snes);
    for (const text of symbols) for (const label of readSymbols(text).labels) labels.set(label);
    this.#log = new TraceLog(
      snes,
      options,
      (name, processor) => labels.addressOf(name, processor),
      (processor, address) => labels.at(processor, address)?.name || null,
    );
    this.#log.onRow = line;
    this.#hub = new Hub(snes);
    this.#hub.add(this.#log);
  }

  close(): void {
    this.#hub.remove(this.#log);
  }
}
