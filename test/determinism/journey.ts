import { constantEntropy, seededEntropy } from '../../src/core/entropy.ts';
import { Snes } from '../../src/core/snes.ts';
import { sha256 } from '../../src/core/state/sha256.ts';
import type { VideoFrame } from '../../src/core/platform.ts';

export interface JourneyOptions {
  readonly rom: Uint8Array;
  readonly seed: number;
  readonly frames: number;
  /** Frames after which the state is saved and loaded again, into this machine or a new one. */
  readonly detours: readonly number[];
}

function bytesOf(array: Uint32Array | Int16Array | Uint16Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Pads that press something new now and then. */
function padAt(frame: number, index: number): number {
  return Math.imul((frame >> 3) + index * 77 + 1, 0x9e3779b1) >>> 16;
}

/**
 * Runs a machine and tells, for each frame, the hashes of its picture, its sound and its memory.
 * It uses the language and the core alone, so that it runs in a page, a worker and a bare context.
 */
export function journey(options: JourneyOptions): string[] {
  const lines: string[] = [];
  let picture = '';
  let sound = '';
  let frame = 0;
  const open = (): Snes =>
    new Snes(options.rom, {
      entropy: options.seed < 0 ? constantEntropy(0) : seededEntropy(options.seed),
      video: {
        frame: (shown: VideoFrame) => {
          picture = `${shown.width}x${shown.height} ${sha256(bytesOf(shown.pixels.subarray(0, 512 * shown.height)))}`;
        },
      },
      audio: {
        samples: (samples: Int16Array, count: number) => {
          sound += `${count} ${sha256(bytesOf(samples.subarray(0, count * 2)))}`;
        },
      },
      input: { pad: (index) => padAt(frame, index), pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    });
  let snes = open();
  for (frame = 0; frame < options.frames; frame++) {
    // A frame that was finished during a long DMA comes without sound of its own.
    picture = '';
    sound = '';
    snes.runFrame();
    lines.push(`${frame} ${picture} ${sound} ${sha256(snes.wram)} ${sha256(bytesOf(snes.vram))} ${sha256(snes.aram)}`);
    if (!options.detours.includes(frame)) continue;
    const state = snes.saveState();
    if (frame % 2 === 0) snes = open();
    else for (let more = 0; more < 3; more++) snes.runFrame();
    snes.loadState(state);
  }
  return lines;
}
