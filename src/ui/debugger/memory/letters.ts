import { TextTable } from '../../../session/debug-protocol.ts';

const ASCII = new TextTable([]);

/** What stands for a byte of ASCII. */
function asciiOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

/**
 * What stands for each byte: the letters of the game's table, or of ASCII without one. A code of several bytes has its text at its first byte; at the others
 * is as much of nothing as keeps the columns. The first `lead` bytes are before what is asked for: a code that begins in them goes on in it.
 */
export function lettersOf(bytes: ArrayLike<number>, table: TextTable, lead = 0): readonly string[] {
  if (table.size === 0) return Array.from(bytes, asciiOf).slice(lead);
  const letters: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const entry = table.at((offset) => bytes[at + offset] ?? -1);
    letters.push(entry?.text ?? '·');
    const count = entry?.bytes.length ?? 1;
    for (let i = 1; i < count; i++) letters.push(i < (entry?.text.length ?? 0) ? '' : ' ');
    at += count;
  }
  return letters.slice(lead);
}

/** Bytes as a text, without what keeps columns. */
export function textOfBytes(bytes: ArrayLike<number>, table: TextTable): string {
  if (table.size === 0) return Array.from(bytes, asciiOf).join('');
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const entry = table.at((offset) => bytes[at + offset] ?? -1);
    text += entry?.text ?? '·';
    at += entry?.bytes.length ?? 1;
  }
  return text;
}

/** Bytes as lines of sixteen, each with its address before it and its letters after it. */
export function hexDump(bytes: ArrayLike<number>, address: number, width: number, table: TextTable): string {
  const digits = (value: number, count: number): string => value.toString(16).toUpperCase().padStart(count, '0');
  const letters = lettersOf(bytes, table);
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const values = Array.from(bytes)
      .slice(at, at + 16)
      .map((byte) => digits(byte, 2))
      .join(' ');
    lines.push(`${digits(address + at, width)}  ${values.padEnd(47)}  ${letters.slice(at, at + 16).join('')}`);
  }
  return lines.join('\n');
}

/** A text as the game writes it. Null when a letter is not in its table. */
export function bytesOfText(text: string, table: TextTable): readonly number[] | null {
  return table.size === 0 ? Array.from(text, (letter) => letter.charCodeAt(0) & 0xff) : table.encode(text);
}

/** `12 ?? 34` or "text" as bytes; -1 fits anything. Null when it is neither, or a letter is not in the game's table. */
export function patternOf(text: string, table: TextTable = ASCII): readonly number[] | null {
  const quoted = /^"(.+)"?$/.exec(text.trim());
  if (quoted?.[1] !== undefined) return bytesOfText(quoted[1].replace(/"$/, ''), table);
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
