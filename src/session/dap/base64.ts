const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map(Array.from(LETTERS, (letter, value) => [letter, value]));

/** Base64 with padding. [RFC 4648] */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += LETTERS[word >> 18] + LETTERS[(word >> 12) & 63];
    text += (left > 1 ? LETTERS[(word >> 6) & 63] : '=') + (left > 2 ? LETTERS[word & 63] : '=');
  }
  return text;
}

/** @throws Error when it is no base64 */
export function fromBase64(text: string): Uint8Array {
  const letters = text.replace(/={0,2}$/, '');
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const letter of letters) {
    const value = VALUES.get(letter);
    if (value === undefined) throw new Error("'data' must be base64.");
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}
