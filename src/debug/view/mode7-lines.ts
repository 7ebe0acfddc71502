import { mode7At } from '../../core/ppu/mode7.ts';
import { Registers } from '../../core/ppu/registers.ts';
import { AccessKind, type Watcher } from '../hub.ts';
import type { History } from '../run/history.ts';
import type { Position } from '../run/position.ts';
import { fieldStart, isFieldBefore, runToPlace } from './fields.ts';

/** Where mode 7 looks along one line of the picture: its first and its last pixel, on the plane of 1024 x 1024 that goes on beyond its edges. */
export interface Mode7Line {
  readonly line: number;
  readonly left: { readonly x: number; readonly y: number };
  readonly right: { readonly x: number; readonly y: number };
  /** The plane repeats outside. */
  readonly repeats: boolean;
}

interface Change {
  /** When its field began. */
  readonly field: number;
  readonly line: number;
  readonly dot: number;
  /** Before the write. */
  readonly before: Registers;
}

const FRAME_CLOCKS = 313 * 1364;
/** The dot at which a line's first pixel is made. [fullsnes: SNES PPU Resolution, 22 dots before the picture] */
const FIRST_DOT = 22;

/** BGMODE, the offsets of BG1, M7SEL, the matrix and its centre. */
function isOfMode7(bus: number): boolean {
  const register = bus & 0xffff;
  return (
    (bus & 0x400000) === 0 &&
    (register === 0x2105 || register === 0x210d || register === 0x210e || (register >= 0x211a && register <= 0x2120))
  );
}

/**
 * The lines of the picture that are drawn in mode 7, each with what the registers held when it began: of this frame as far as the beam has come, and
 * of the one before beyond it.
 */
export function mode7Lines(history: History, position: Position): readonly Mode7Line[] {
  const { scout, timeline } = history;
  const { snes, traveller, hub } = scout;
  const { clock, ppu } = snes;
  const from = position.time - 2 * FRAME_CLOCKS;
  const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(from))];
  if (keyframe === undefined) return [];
  const changes: Change[] = [];
  let registers: Registers | null = null;
  const watcher: Watcher = {
    plan: { io: true },
    access: ({ kind, bus }) => {
      const time = clock.base + clock.now;
      if (registers !== null || kind !== AccessKind.Write || bus < 0 || !isOfMode7(bus) || time < from) return;
      const before = Object.assign(new Registers(), ppu.registers);
      changes.push({ field: fieldStart(clock), line: clock.v, dot: clock.dot, before });
    },
  };
  const beam = hub.only([watcher], () => {
    traveller.restore(keyframe);
    return runToPlace(scout, position, () => (registers = Object.assign(new Registers(), ppu.registers)));
  });
  const now: Registers = registers ?? ppu.registers;
  const began = fieldStart(beam);
  const earlier = changes.filter(({ field }) => isFieldBefore(beam, field));
  const later = changes.filter(({ field }) => field === began);
  const heldAt = (line: number, list: readonly Change[]): Registers | undefined =>
    list.find((one) => one.line > line || (one.line === line && one.dot >= FIRST_DOT))?.before;
  const lines: Mode7Line[] = [];
  for (let line = 1; line < ppu.vdisp; line++) {
    const drawn = line < beam.v || (line === beam.v && beam.dot >= FIRST_DOT);
    const held = (drawn ? heldAt(line, later) : (heldAt(line, earlier) ?? later[0]?.before)) ?? now;
    if (held.bgMode !== 7) continue;
    const [left, right] = [0, 255].map((x) => mode7At(held, ppu.vram, line, x));
    if (left === undefined || right === undefined) continue;
    lines.push({
      line,
      left: { x: left.planeX, y: left.planeY },
      right: { x: right.planeX, y: right.planeY },
      repeats: held.m7Over < 2,
    });
  }
  return lines;
}
