import { hex } from '../places.ts';
import type { Say } from './pixel-words.ts';

const LAYERS = ['BG1', 'BG2', 'BG3', 'BG4', 'OBJ'] as const;
const SPRITE_SIZES = [
  '8×8, 16×16',
  '8×8, 32×32',
  '8×8, 64×64',
  '16×16, 32×32',
  '16×16, 64×64',
  '32×32, 64×64',
  '16×32, 32×64',
  '16×32, 32×32',
] as const;
const LOGIC = ['OR', 'AND', 'XOR', 'XNOR'] as const;
const DMA_UNITS = ['1', '2', '1 1', '2 2', '4', '2 2', '1 1', '2 2'] as const;

function bit(value: number, index: number): boolean {
  return ((value >> index) & 1) !== 0;
}

function listed(say: Say, names: readonly string[]): string {
  return names.length === 0 ? say('reg.none') : names.join(' ');
}

function layersOf(say: Say, value: number): string {
  return listed(
    say,
    LAYERS.filter((_, i) => bit(value, i)),
  );
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false).join(', ');
}

function signed(value: number, bits: number): number {
  return (value << (32 - bits)) >> (32 - bits);
}

/** A window's select nibble. */
function windowUse(say: Say, nibble: number): string {
  const one = bit(nibble, 1) ? `1 ${say(bit(nibble, 0) ? 'reg.outside' : 'reg.inside')}` : '';
  const two = bit(nibble, 3) ? `2 ${say(bit(nibble, 2) ? 'reg.outside' : 'reg.inside')}` : '';
  return [one, two].filter((part) => part !== '').join(' + ') || say('reg.none');
}

function fixedColor(value: number): string {
  const channels = ['R', 'G', 'B'].filter((_, i) => bit(value, 5 + i)).join('');
  return `${channels === '' ? '–' : channels} = ${value & 31}`;
}

function region(say: Say, value: number): string {
  return say((['reg.never', 'reg.outsideWindow', 'reg.insideWindow', 'reg.always'] as const)[value & 3]);
}

type Decode = (value: number, say: Say) => string;

const windowSelect =
  (low: string, high: string): Decode =>
  (value, say) =>
    `${low}: ${windowUse(say, value & 15)}, ${high}: ${windowUse(say, value >> 4)}`;

const map: Decode = (value, say) =>
  say('reg.map', {
    address: hex((value & 0xfc) << 9, 4),
    columns: bit(value, 0) ? 64 : 32,
    rows: bit(value, 1) ? 64 : 32,
  });

const tiles =
  (low: string, high: string): Decode =>
  (value) =>
    `${low} $${hex((value & 7) << 13, 4)}, ${high} $${hex(((value >> 4) & 7) << 13, 4)}`;

const scroll: Decode = (value, say) => (value < 0 ? say('reg.first') : String(value & 0x3ff));
const matrix: Decode = (value, say) => (value < 0 ? say('reg.first') : (signed(value, 16) / 256).toFixed(4));
const center: Decode = (value, say) => (value < 0 ? say('reg.first') : String(signed(value, 13)));
const edge: Decode = (value) => `x ${value}`;
const channels: Decode = (value, say) =>
  listed(
    say,
    Array.from({ length: 8 }, (_, i) => String(i)).filter((_, i) => bit(value, i)),
  );

const PPU: Readonly<Record<number, Decode>> = {
  0x2100: (value, say) => joined([bit(value, 7) && say('reg.blank'), say('reg.brightness', { value: value & 15 })]),
  0x2101: (value, say) =>
    joined([
      SPRITE_SIZES[value >> 5] ?? '',
      `VRAM $${hex((value & 7) << 14, 4)}`,
      say('reg.secondTable', { address: hex((((value & 7) << 14) + ((((value >> 3) & 3) + 1) << 13)) & 0xffff, 4) }),
    ]),
  0x2105: (value, say) =>
    joined([
      say('pixel.mode', { mode: value & 7 }),
      bit(value, 3) && say('reg.bg3Front'),
      value >> 4 !== 0 && `16×16: ${layersOf(say, value >> 4)}`,
    ]),
  0x2106: (value, say) => say('reg.mosaic', { size: (value >> 4) + 1, layers: layersOf(say, value & 15) }),
  0x2107: map,
  0x2108: map,
  0x2109: map,
  0x210a: map,
  0x210b: tiles('BG1', 'BG2'),
  0x210c: tiles('BG3', 'BG4'),
  0x2115: (value, say) =>
    joined([
      say('reg.step', { words: [1, 32, 128, 128][value & 3] ?? 1 }),
      say(bit(value, 7) ? 'reg.afterHigh' : 'reg.afterLow'),
      (value & 12) !== 0 && say('reg.rotated', { bits: 7 + ((value >> 2) & 3) }),
    ]),
  0x211a: (value, say) =>
    joined([
      say((['reg.wraps', 'reg.wraps', 'reg.clear', 'reg.tileZero'] as const)[value >> 6] ?? 'reg.wraps'),
      bit(value, 0) && say('reg.hFlip'),
      bit(value, 1) && say('reg.vFlip'),
    ]),
  0x2121: (value, say) => say('reg.color', { index: value }),
  0x2122: (value, say) => (value < 0 ? say('reg.first') : `$${hex(value, 4)}`),
  0x2123: windowSelect('BG1', 'BG2'),
  0x2124: windowSelect('BG3', 'BG4'),
  0x2125: (value, say) => windowSelect('OBJ', say('pixel.colorWindow'))(value, say),
  0x2126: edge,
  0x2127: edge,
  0x2128: edge,
  0x2129: edge,
  0x212a: (value) => [0, 1, 2, 3].map((i) => `BG${i + 1} ${LOGIC[(value >> (i * 2)) & 3] ?? ''}`).join(', '),
  0x212b: (value, say) => `OBJ ${LOGIC[value & 3] ?? ''}, ${say('pixel.colorWindow')} ${LOGIC[(value >> 2) & 3] ?? ''}`,
  0x212c: (value, say) => layersOf(say, value),
  0x212d: (value, say) => layersOf(say, value),
  0x212e: (value, say) => layersOf(say, value),
  0x212f: (value, say) => layersOf(say, value),
  0x2130: (value, say) =>
    joined([
      say('reg.black', { where: region(say, value >> 6) }),
      say('reg.noMath', { where: region(say, value >> 4) }),
      say(bit(value, 1) ? 'reg.addSub' : 'reg.addFixed'),
      bit(value, 0) && say('reg.direct'),
    ]),
  0x2131: (value, say) =>
    joined([
      say(bit(value, 7) ? 'reg.subtract' : 'reg.add'),
      bit(value, 6) && say('pixel.halved'),
      joined([layersOf(say, value & 31), bit(value, 5) && say('pixel.backdrop')]),
    ]),
  0x2132: fixedColor,
  0x2133: (value, say) =>
    listed(say, [
      ...(bit(value, 0) ? [say('reg.interlace')] : []),
      ...(bit(value, 1) ? [say('reg.objInterlace')] : []),
      ...(bit(value, 2) ? [say('reg.tall')] : []),
      ...(bit(value, 3) ? [say('reg.pseudoHires')] : []),
      ...(bit(value, 6) ? ['EXTBG'] : []),
    ]),
};

const CPU: Readonly<Record<number, Decode>> = {
  0x4200: (value, say) =>
    listed(say, [
      ...(bit(value, 7) ? ['NMI'] : []),
      ...((value & 0x30) === 0 ? [] : [`IRQ ${['', 'H', 'V', 'H+V'][(value >> 4) & 3] ?? ''}`]),
      ...(bit(value, 0) ? [say('reg.autoRead')] : []),
    ]),
  0x4209: (value) => `V ${value}`,
  0x420b: channels,
  0x420c: channels,
  0x420d: (value, say) => say(bit(value, 0) ? 'reg.fast' : 'reg.slow'),
  0x4210: (value, say) => joined([bit(value, 7) ? 'NMI' : say('reg.none')]),
  0x4211: (value, say) => joined([bit(value, 7) ? 'IRQ' : say('reg.none')]),
  0x4212: (value, say) =>
    listed(say, [
      ...(bit(value, 7) ? ['V-blank'] : []),
      ...(bit(value, 6) ? ['H-blank'] : []),
      ...(bit(value, 0) ? [say('reg.autoRead')] : []),
    ]),
};

function dma(register: number, value: number, say: Say): string {
  switch (register & 15) {
    case 0:
      return joined([
        say(bit(value, 7) ? 'reg.fromPpu' : 'reg.toPpu'),
        say('reg.units', { units: DMA_UNITS[value & 7] ?? '' }),
        bit(value, 6) && say('reg.indirect'),
        bit(value, 3) ? say('reg.fixedSource') : bit(value, 4) && say('reg.backward'),
      ]);
    case 1:
      return `$21${hex(value, 2)}`;
    default:
      return '';
  }
}

/**
 * What a register's value means, in a few words; empty where the number says it all. `value` is what `valuesOf` gives: the 16 bits of a register
 * that is written twice, -1 for its first byte. [fullsnes: I/O map]
 */
export function meaningOf(register: number, value: number, say: Say): string {
  if (register >= 0x210d && register <= 0x2114) return scroll(value, say);
  if (register >= 0x211b && register <= 0x211e) return matrix(value, say);
  if (register === 0x211f || register === 0x2120) return center(value, say);
  if (register >= 0x4300 && register < 0x4380) return dma(register, value, say);
  return (PPU[register] ?? CPU[register])?.(value, say) ?? '';
}
