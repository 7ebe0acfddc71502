/** One code as the player keeps it. */
export interface Cheat {
  readonly name: string;
  readonly code: string;
  readonly on: boolean;
}

/** A byte that the game shall find at an address (24 bits). */
export interface CheatWrite {
  readonly address: number;
  readonly value: number;
}

export type CheatKind = 'genie' | 'replay' | 'raw';
export type CheatProblem = 'empty' | 'format' | 'value' | 'place';
export type ParsedCheat =
  { readonly kind: CheatKind; readonly writes: readonly CheatWrite[] } | { readonly problem: CheatProblem };

export const CHEAT_NAME_LENGTH = 64;
export const CHEAT_CODE_LENGTH = 200;
export const MOST_CHEATS = 200;

/** The Game Genie's digits 0 to 15. [fullsnes: game genie codes] */
const GENIE_DIGITS = 'DF4709156BC8A23E';
/** Its address bits from 23 to 0, each the letter of the console's bit (a is 23, x is 0). [fullsnes: game genie codes] */
const GENIE_BITS = 'ijklqrstopabcduvwxefghmn';

function genieWrite(code: string): CheatWrite {
  const number = Array.from(code.replace('-', '')).reduce((all, digit) => all * 16 + GENIE_DIGITS.indexOf(digit), 0);
  const scrambled = number % 0x1000000;
  let address = 0;
  for (let at = 0; at < 24; at++) {
    if (((scrambled >> (23 - at)) & 1) !== 0) address |= 1 << (23 - (GENIE_BITS.charCodeAt(at) - 97));
  }
  return { address, value: Math.floor(number / 0x1000000) };
}

/** $2000 to $5FFF of the system banks are registers and open bus: nothing there can be held. */
function isRegister({ address }: CheatWrite): boolean {
  const low = address & 0xffff;
  return (address & 0x400000) === 0 && low >= 0x2000 && low < 0x6000;
}

/** `7E0DBE=63`; more digits are the bytes that follow, lowest first as they stand. */
function rawWrites(address: string, value: string): readonly CheatWrite[] | null {
  if (value.length % 2 !== 0 || value.length > 8 || !/^[0-9A-F]+$/.test(value)) return null;
  const start = Number.parseInt(address, 16);
  return (value.match(/../g) ?? []).map((byte, at) => ({ address: (start + at) & 0xffffff, value: Number.parseInt(byte, 16) }));
}

function parseOne(text: string): ParsedCheat {
  if (/^[0-9A-F]{4}-[0-9A-F]{4}$/.test(text)) return { kind: 'genie', writes: [genieWrite(text)] };
  if (/^[0-9A-F]{8}$/.test(text)) {
    const write = { address: Number.parseInt(text.slice(0, 6), 16), value: Number.parseInt(text.slice(6), 16) };
    return { kind: 'replay', writes: [write] };
  }
  const raw = /^\$?([0-9A-F]{6})[=:]\$?(.*)$/.exec(text);
  if (raw === null) return { problem: 'format' };
  const writes = rawWrites(raw[1], raw[2]);
  return writes === null ? { problem: 'value' } : { kind: 'raw', writes };
}

/** What a code does, or what is wrong with it. Several codes stand with + or blanks between them. */
export function parseCheat(code: string): ParsedCheat {
  const parts = code
    .toUpperCase()
    .split(/[\s+]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) return { problem: 'empty' };
  const writes: CheatWrite[] = [];
  let kind: CheatKind = 'raw';
  for (const part of parts) {
    const parsed = parseOne(part);
    if ('problem' in parsed) return parsed;
    if (parsed.writes.some(isRegister)) return { problem: 'place' };
    kind = parsed.kind;
    writes.push(...parsed.writes);
  }
  return { kind, writes };
}

/** All bytes of the codes that are on. */
export function activeWrites(cheats: readonly Cheat[]): readonly CheatWrite[] {
  return cheats.flatMap(({ code, on }) => {
    const parsed = parseCheat(code);
    return on && 'writes' in parsed ? parsed.writes : [];
  });
}

export function isCheatList(value: unknown): value is readonly Cheat[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_CHEATS &&
    value.every((one: unknown) => {
      if (typeof one !== 'object' || one === null) return false;
      const { name, code, on } = one as Partial<Record<keyof Cheat, unknown>>;
      if (typeof name !== 'string' || name.length > CHEAT_NAME_LENGTH || typeof on !== 'boolean') return false;
      return typeof code === 'string' && code.length <= CHEAT_CODE_LENGTH && 'writes' in parseCheat(code);
    })
  );
}
