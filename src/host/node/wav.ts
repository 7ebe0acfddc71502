export { wavHeader } from '../../session/wav.ts';

/** The samples as bytes, low byte first. */
export function samplesAsBytes(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  return littleEndian ? bytes : Buffer.from(bytes).swap16();
}
