/** What stands for a byte: a letter of the game's table, or of ASCII without one. */
export function letterOf(byte: number, letters: readonly string[]): string {
  if (letters.length > 0) return letters[byte] === '' || letters[byte] === undefined ? '·' : letters[byte];
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

/** Bytes as lines of sixteen, each with its address before it and its letters after it. */
export function hexDump(bytes: ArrayLike<number>, address: number, width: number, letters: readonly string[]): string {
  const digits = (value: number, count: number): string => value.toString(16).toUpperCase().padStart(count, '0');
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = Array.from(bytes).slice(at, at + 16);
    const values = part.map((byte) => digits(byte, 2)).join(' ');
    lines.push(`${digits(address + at, width)}  ${values.padEnd(47)}  ${part.map((byte) => letterOf(byte, letters)).join('')}`);
  }
  return lines.join('\n');
}

/** A text as the game writes it: the longest entry of the table first. Null when a letter is not in it. */
export function bytesOfText(text: string, letters: readonly string[]): readonly number[] | null {
  if (letters.length === 0) return Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);
  const entries = letters
    .map((letter, byte) => ({ letter, byte }))
    .filter(({ letter }) => letter !== '')
    .sort((a, b) => b.letter.length - a.letter.length);
  const bytes: number[] = [];
  let at = 0;
  while (at < text.length) {
    const entry = entries.find(({ letter }) => text.startsWith(letter, at));
    if (entry === undefined) return null;
    bytes.push(entry.byte);
    at += entry.letter.length;
  }
  return bytes;
}

/** `12 ?? 34` or "text" as bytes; -1 fits anything. Null when it is neither, or a letter is not in the game's table. */
export function patternOf(text: string, letters: readonly string[] = []): readonly number[] | null {
  const quoted = /^"(.+)"?$/.exec(text.trim());
  if (quoted?.[1] !== undefined) return bytesOfText(quoted[1].replace(/"$/, ''), letters);
  const digits = text.replaceAll(/\s/g, '');
  if (digits === '' || digits.length % 2 !== 0 || !/^([0-9a-f]{2}|\?\?)+$/i.test(digits)) return null;
  return (digits.match(/../g) ?? []).map((pair) => (pair === '??' ? -1 : Number.parseInt(pair, 16)));
}

/** A whole number as people write it: decimal with or without sign, hexadecimal after `$` or `0x`, binary after `%`, or a 'letter'. Null when it is none. */
export function parseNumber(text: string): number | null {
  const typed = text.trim().replace('−', '-');
  const hex = /^(-?)(?:\$|0x)([0-9a-f]{1,8})$/i.exec(typed);
  if (hex !== null) return (hex[1] === '-' ? -1 : 1) * Number.parseInt(hex[2], 16);
  if (/^%[01]{1,32}$/.test(typed)) return Number.parseInt(typed.slice(1), 2);
  const letter = /^'(.)'$/.exec(typed);
  if (letter !== null) return letter[1].charCodeAt(0) & 0xff;
  return /^[+-]?\d{1,10}$/.test(typed) ? Number(typed) : null;
}

/** A number as so many bytes, low byte first; null when it does not fit. */
export function bytesOfNumber(value: number, count: number): readonly number[] | null {
  const limit = 2 ** (8 * count);
  if (!Number.isInteger(value) || value >= limit || value < -limit / 2) return null;
  const whole = value < 0 ? value + limit : value;
  return Array.from({ length: count }, (_, at) => Math.floor(whole / 2 ** (8 * at)) % 256);
}
