/** Bytes of a BRR block, and the samples in it. */
export const BLOCK_BYTES = 9;
export const BLOCK_SAMPLES = 16;
/** What a decoded sample can be at most: 15 bits and a sign. */
const FULL = 32768;

/** Where in a decoded sample an address of its blocks is. */
export function samplePosition(start: number, address: number): number {
  return Math.floor(((address - start) & 0xffff) / BLOCK_BYTES) * BLOCK_SAMPLES;
}

/** The sample where the loop goes back to, or null when it has none or leads into another sample. */
export function loopPosition(sample: {
  readonly start: number;
  readonly loop: number;
  readonly blocks: number;
  readonly loops: boolean;
}): number | null {
  const at = samplePosition(sample.start, sample.loop);
  return sample.loops && at < sample.blocks * BLOCK_SAMPLES ? at : null;
}

/** A sample's value at a place, -1 to 1, past the end through the loop. */
function valueAt(sample: ArrayLike<number>, loop: number | null, at: number): number {
  const { length } = sample;
  if (at < length) return sample[at] / FULL;
  if (loop === null || loop >= length) return 0;
  return sample[loop + ((at - loop) % (length - loop))] / FULL;
}

/**
 * What a voice puts out next: `count` values of -1 to 1, `step` samples apart. It begins where the wave rises through zero, so that the picture of a
 * note stands still.
 */
export function scopeOf(
  sample: ArrayLike<number>,
  loop: number | null,
  position: number,
  step: number,
  count: number,
): Float32Array {
  const out = new Float32Array(count);
  if (sample.length === 0) return out;
  let start = position;
  const reach = Math.max(64, Math.min(1024, Math.ceil(count * step)));
  for (let i = 0; i < reach; i++) {
    if (valueAt(sample, loop, position + i) > 0 || valueAt(sample, loop, position + i + 1) <= 0) continue;
    start = position + i;
    break;
  }
  for (let i = 0; i < count; i++) out[i] = valueAt(sample, loop, start + Math.floor(i * step));
  return out;
}

/** A decoded sample as values of -1 to 1. */
export function waveOf(sample: ArrayLike<number>): Float32Array<ArrayBuffer> {
  return Float32Array.from(sample, (value) => value / FULL);
}

/** `C4 +12`: the note and how many hundredths of a half step above or below it. */
export function noteWords({ note, cents }: { readonly note: string; readonly cents: number }): string {
  if (note === '') return '–';
  const name = note.replace('#', '♯').replace('-', '−');
  if (cents === 0) return name;
  return `${name} ${cents > 0 ? '+' : '−'}${String(Math.abs(cents))}`;
}

interface Sounding {
  readonly note: string;
  readonly cents: number;
  readonly pitch: number;
  readonly pitchModulation: boolean;
}

/** What a voice sounds: its note (`~` where another voice modulates it), or where the tone of its sample is not known how much faster it is played: `×1.26`. */
export function soundWords({ note, cents, pitch, pitchModulation }: Sounding): string {
  const words = note === '' && pitch > 0 ? `×${(pitch / 4096).toFixed(2)}` : noteWords({ note, cents });
  return pitchModulation ? `~${words}` : words;
}

/** The mask of silent voices after a press on a voice's solo: alone, or those again that were silent `before` a voice was alone. */
export function soloMask(silent: number, voice: number, before: number): number {
  const alone = 0xff & ~(1 << voice);
  return silent === alone ? before : alone;
}

/** Whether a mask of silent voices leaves one voice alone. */
export function isSolo(silent: number): boolean {
  const heard = 0xff & ~silent;
  return heard !== 0 && (heard & (heard - 1)) === 0;
}

/** A signed byte as it is typed: decimal with a sign, or hexadecimal with `$`. Null when it is neither or does not fit. */
export function parseSignedByte(text: string): number | null {
  const typed = text.trim().replace('−', '-');
  if (/^\$[0-9a-f]{1,2}$/i.test(typed)) return Number.parseInt(typed.slice(1), 16);
  if (!/^[+-]?\d{1,3}$/.test(typed)) return null;
  const value = Number(typed);
  return value < -128 || value > 127 ? null : value & 0xff;
}
