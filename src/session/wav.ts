export const WAV_HEADER_BYTES = 44;
const CHANNELS = 2;
const FRAME_BYTES = 4;

/** Header of a WAV file of 16-bit stereo; `frames` stereo frames follow it. */
export function wavHeader(frames: number, rate: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const text = (at: number, word: string): void => {
    for (let index = 0; index < word.length; index++) header[at + index] = word.charCodeAt(index);
  };
  const dataBytes = frames * FRAME_BYTES;
  text(0, 'RIFF');
  view.setUint32(4, WAV_HEADER_BYTES - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, CHANNELS, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * FRAME_BYTES, true);
  view.setUint16(32, FRAME_BYTES, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, dataBytes, true);
  return header;
}
