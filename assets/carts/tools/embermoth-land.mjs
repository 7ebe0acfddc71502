// The land, the sky, the meadow of the title and the lettering of Embermoth.
import { Bitmap, bayer, colour15, concat, mix, paletteBytes, ramp, rampIndex } from './pixels.mjs';
import { fractal, hash, noise } from './noise.mjs';
import { toStrokes } from './shapes.mjs';

/** Steps of the night: dusk is the first, dawn the last. */
export const PHASES = 32;

const SKY = [
  ['#1c1038', '#4a1c58', '#983860', '#e07048', '#ffc060'],
  ['#0c0a28', '#221448', '#4c2468', '#843c70', '#b05870'],
  ['#04061c', '#080e34', '#101c50', '#1c2e6c', '#2c4484'],
  ['#040a24', '#081844', '#142c68', '#284888', '#4868a0'],
  ['#183068', '#3460a0', '#7898c0', '#e0a8a0', '#ffe0a0'],
];
const FAR = [
  ['#2a1848', '#583060', '#a05870', '#f0a080'],
  ['#1a1240', '#38285c', '#685080', '#a080a0'],
  ['#0c1034', '#1c2854', '#405484', '#8098c0'],
  ['#0e1840', '#203464', '#486898', '#90b0d0'],
  ['#304878', '#587098', '#a098a8', '#ffd8b8'],
];
const NEAR = [
  ['#100818', '#281828', '#4c3030', '#906048'],
  ['#080814', '#161828', '#283040', '#506068'],
  ['#040810', '#0a1822', '#143438', '#34685c'],
  ['#040a12', '#0c1c26', '#183c40', '#3c7868'],
  ['#0c1c20', '#1c3c30', '#3c6c44', '#98b468'],
];

function keyed(keys, phase) {
  const at = (phase / (PHASES - 1)) * (keys.length - 1);
  const first = Math.min(keys.length - 2, Math.floor(at));
  return keys[first].map((colour, index) => mix(colour, keys[first + 1][index], at - first));
}

/** For each phase an HDMA table for $2121/$2122 (mode 3): two lines an entry, colour 0. All tables have the same length. */
export function skyTables(lines = 224) {
  const tables = [];
  for (let phase = 0; phase < PHASES; phase++) {
    const colours = ramp(keyed(SKY, phase), 256);
    const bytes = [];
    for (let line = 0; line < lines; line += 2) {
      // The gradient ends where the hills hide it; a little noise breaks the bands.
      const at = Math.min(1, line / 176) * 255 + (hash(line, 3) - 0.5) * 5;
      const colour = colour15(colours[Math.max(0, Math.min(255, Math.round(at)))]);
      bytes.push(2, 0, 0, colour & 255, colour >> 8);
    }
    bytes.push(0);
    tables.push(Uint8Array.from(bytes));
  }
  return { bytes: concat(tables), length: tables[0].length };
}

/** For each phase 32 colours: the near land's, then the far land's. Window light stays. */
export function landPalettes() {
  const parts = [];
  for (let phase = 0; phase < PHASES; phase++) {
    const near = ['#000000', ...ramp(keyed(NEAR, phase), 11), '#ffd060', '#ff9830', '#702818', '#e8f0f8'];
    const far = ['#000000', ...ramp(keyed(FAR, phase), 15)];
    parts.push(paletteBytes(near), paletteBytes(far));
  }
  return concat(parts);
}

/** The far mountains: 256x128, the same at both edges. */
export function farLand() {
  const picture = new Bitmap(256, 128);
  const ridges = [
    { base: 46, height: 56, cells: 4, seed: 11, low: 0.32, high: 0.95 },
    { base: 78, height: 44, cells: 5, seed: 23, low: 0.1, high: 0.66 },
  ];
  for (const { base, height, cells, seed, low, high } of ridges) {
    const top = (x) => {
      const sharp = 1 - Math.abs(fractal(x / 256, 0.3, cells, 4, seed) * 2 - 1);
      return base - (sharp - 0.55) * height;
    };
    picture.each((x, y) => {
      const ridge = top(x);
      if (y < ridge) return undefined;
      const depth = (y - ridge) / 60;
      const fold =
        fractal(x / 256 + depth * 0.05, y / 256, 10, 3, seed + 4) -
        fractal((x + 3) / 256 + depth * 0.05, (y + 2) / 256, 10, 3, seed + 4);
      const reach = 20 * noise(x / 8, y / 9, 32, 64, seed + 7) * Math.max(0, Math.min(1, (base - 4 - ridge) / 8));
      const snow = y - ridge < reach ? 0.3 : 0;
      const mist = Math.max(0, (y - 84) / 28) * 0.35;
      const light = low + (high - low) * Math.max(0, 0.5 - depth * 0.7) + fold * 2.2 * (1 - mist) + snow + mist;
      const quiet = y > 100 ? 0 : 0.8;
      return 1 + rampIndex(Math.max(0, Math.min(1, light)), 15, x, y, quiet);
    });
  }
  return picture;
}

function pine(picture, left, foot, height) {
  for (let y = 0; y < height; y++) {
    const tier = (y % 9) / 9;
    const half = (y / height) * height * 0.2 + tier * 3 + 0.5;
    for (let x = -Math.ceil(half); x <= half; x++) {
      if (Math.abs(x) > half - hash(left + x, y, 3) * 1.2) continue;
      const light = 0.3 - x * 0.05 + tier * -0.25 + hash(left + x, y, 8) * 0.2;
      picture.set((left + x + 512) & 511, foot - height + y, 1 + rampIndex(Math.max(0, light), 9, x, y, 0.5));
    }
  }
  for (let y = 0; y < 5; y++) picture.set((left + 512) & 511, foot + y, 2);
}

function cottage(picture, left, foot) {
  picture.fill(left, foot - 12, 20, 14, 4);
  for (let row = 0; row < 10; row++) picture.fill(left - 3 + row, foot - 12 - row, 26 - row * 2, 1, row % 3 === 0 ? 14 : 3);
  picture.fill(left + 14, foot - 24, 4, 8, 5);
  picture.fill(left + 3, foot - 9, 5, 6, 12);
  picture.fill(left + 5, foot - 9, 1, 6, 13);
  picture.fill(left + 12, foot - 8, 5, 10, 14);
  picture.fill(left + 3, foot - 6, 5, 1, 13);
  picture.fill(left, foot - 12, 1, 14, 6);
}

/** The near hills: 512x96, the same at both edges. */
export function nearLand() {
  const picture = new Bitmap(512, 96);
  const top = (x) => 52 + (fractal(x / 512, 0.7, 3, 3, 31) - 0.5) * 44;
  const trees = [18, 31, 40, 96, 170, 181, 195, 262, 274, 338, 350, 362, 371, 430, 494];
  trees.forEach((x, index) => pine(picture, x, Math.round(top(x)) + 2, 22 + Math.floor(hash(index, 1) * 18)));
  for (const x of [118, 226, 396]) cottage(picture, x, Math.round(top(x + 10)) + 2);
  picture.each((x, y) => {
    const hill = top(x);
    const blade = hash(x, 7) * 3;
    if (y < hill - blade) return undefined;
    const depth = (y - hill) / 34;
    if (depth > 0.85) return 2;
    if (y - hill < 2) return 10 - Math.floor(hash(x, y) * 3);
    const tuft = noise(x / 5, y / 3, 103, 64, 41) * 0.28;
    const light = 0.62 - depth * 0.75 + tuft - 0.1;
    if (hash(x, y, 12) > 0.9965 && depth < 0.5) return 15;
    return 2 + rampIndex(Math.max(0, Math.min(1, light)), 8, x, y, 0.7);
  });
  return picture;
}

/** Stars of the sky: letters of two bits, tile 1 to 4 of a sheet of five. */
export function starTiles() {
  const sheet = new Bitmap(40, 8);
  sheet.set(11, 3, 1);
  sheet.set(22, 5, 2);
  sheet.set(28, 2, 3);
  for (const [x, y, colour] of [
    [36, 4, 1],
    [35, 4, 2],
    [37, 4, 2],
    [36, 3, 2],
    [36, 5, 2],
  ])
    sheet.set(x, y, colour);
  return sheet;
}

/** Colours 64 to 127: the moonlit meadow (24), flowers and water (the rest). */
export const MEADOW_PALETTE = [
  ...ramp(['#06101c', '#0c2430', '#184440', '#2c6c58', '#68a888'], 24),
  ...ramp(['#081838', '#184080', '#4888c8', '#d8f0ff'], 16),
  ...ramp(['#481430', '#a83060', '#ff88a8'], 6),
  ...ramp(['#483008', '#b88018', '#ffe880'], 6),
  ...ramp(['#201c28', '#484050', '#807888', '#b8b0b8'], 8),
  '#ffffff',
  '#fff8d0',
  '#c8ffe8',
  '#102018',
];

const GRASS = 0;
const WATER = 24;
const ROSE = 40;
const GOLD = 46;
const STONE = 52;

/** One of four squares of 64x64 with the same edges. */
function meadowSquare(kind) {
  const picture = new Bitmap(64, 64);
  const inside = (x, y, noiseSeed) =>
    1 - Math.hypot(x - 31.5, y - 31.5) / (23 + (noise(x / 8, y / 8, 8, 8, noiseSeed) - 0.5) * 12);
  picture.each((x, y) => {
    const light = fractal(x / 64, y / 64, 4, 4, 61) * 1.5 - 0.35;
    return 64 + GRASS + rampIndex(Math.max(0, Math.min(1, light)), 24, x, y, 1.5);
  });
  if (kind === 1) {
    picture.each((x, y) => {
      const depth = inside(x, y, 71);
      if (depth <= 0) return undefined;
      if (depth < 0.08) return 64 + STONE + Math.floor(bayer(x, y) * 4) + 2;
      const glint = noise(x / 3, y / 7, 22, 10, 77);
      return 64 + WATER + rampIndex(Math.min(1, depth * 0.5 + glint * 0.6), 16, x, y, 1);
    });
  }
  if (kind === 2 || kind === 3) {
    const colour = kind === 2 ? ROSE : GOLD;
    for (let flower = 0; flower < 26; flower++) {
      const x = 6 + Math.floor(hash(flower, kind, 5) * 52);
      const y = 6 + Math.floor(hash(flower, kind, 6) * 52);
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const distance = Math.hypot(dx, dy);
          if (distance < 2.3) picture.set(x + dx, y + dy, distance < 0.8 ? 64 + 61 : 64 + colour + 5 - Math.floor(distance * 2));
        }
      }
    }
  }
  if (kind === 0) {
    for (let stone = 0; stone < 5; stone++) {
      const cx = 12 + hash(stone, 2, 9) * 40;
      const cy = 12 + hash(stone, 3, 9) * 40;
      picture.each((x, y) => {
        const distance = Math.hypot(x - cx, (y - cy) * 1.2) / (2.5 + hash(stone, 4) * 2.5);
        return distance < 1 ? 64 + STONE + rampIndex(0.9 - distance * 0.5 - (y - cy) * 0.08, 8, x, y) : undefined;
      });
    }
  }
  return picture;
}

/** Mode 7 memory as the console has it: low bytes the map of 128x128, high bytes the 256 tiles. */
export function meadow() {
  const bytes = new Uint8Array(0x8000);
  for (let kind = 0; kind < 4; kind++) {
    const square = meadowSquare(kind);
    for (let tile = 0; tile < 64; tile++) {
      for (let dot = 0; dot < 64; dot++) {
        bytes[((kind * 64 + tile) * 64 + dot) * 2 + 1] = square.get((tile & 7) * 8 + (dot & 7), (tile >> 3) * 8 + (dot >> 3));
      }
    }
  }
  for (let row = 0; row < 128; row++) {
    for (let column = 0; column < 128; column++) {
      const pick = hash(column >> 3, row >> 3, 19);
      const kind = pick < 0.4 ? 0 : pick < 0.6 ? 1 : pick < 0.8 ? 2 : 3;
      bytes[(row * 128 + column) * 2] = kind * 64 + (row & 7) * 8 + (column & 7);
    }
  }
  return bytes;
}

export const SWAY_STEPS = 32;
export const HORIZON = 128;

/**
 * For each step of a slow turn to and fro, two HDMA tables (mode 3) for M7A/M7B and M7C/M7D, lines HORIZON to 223.
 * Each table: one entry for the lines above, one repeat entry, an end.
 */
export function perspectiveTables() {
  const lines = 224 - HORIZON;
  const tables = [];
  for (let step = 0; step < SWAY_STEPS; step++) {
    const angle = Math.sin((step / SWAY_STEPS) * 2 * Math.PI) * 0.42;
    const rows = Array.from({ length: lines }, (_, line) => {
      const scale = (96 / (line + 10)) * 256;
      return [Math.round(scale * Math.cos(angle)), Math.round(scale * Math.sin(angle))];
    });
    const table = (first, second) => {
      const bytes = [127, 0, 1, 0, 0, HORIZON - 127, 0, 1, 0, 0, 0x80 | lines];
      for (const row of rows) for (const value of [first(row), second(row)]) bytes.push(value & 255, (value >> 8) & 255);
      bytes.push(0);
      return Uint8Array.from(bytes);
    };
    tables.push(
      table(
        ([a]) => a,
        ([, b]) => b,
      ),
      table(
        ([, b]) => -b,
        ([a]) => a,
      ),
    );
  }
  return { bytes: concat(tables), length: tables[0].length };
}

/** HDMA table (mode 2) for COLDATA: haze near the horizon, nothing above. */
export function hazeTable() {
  const bytes = [127, 0x80, 0x60, HORIZON - 127, 0x80, 0x60];
  for (let line = 0; line < 40; line += 2) {
    const haze = Math.round(18 * (1 - line / 40) ** 1.7);
    bytes.push(2, 0x80 | Math.min(31, haze + (haze >> 1)), 0x60 | haze);
  }
  bytes.push(1, 0x80, 0x60, 0);
  return Uint8Array.from(bytes);
}

const LETTERS = {
  E: [
    [
      [1, 0],
      [0, 0],
      [0, 1],
      [1, 1],
    ],
    [
      [0, 0.5],
      [0.8, 0.5],
    ],
  ],
  M: [
    [
      [0, 1],
      [0, 0],
      [0.5, 0.6],
      [1, 0],
      [1, 1],
    ],
  ],
  B: [
    [
      [0, 0],
      [0.65, 0],
      [0.88, 0.12],
      [0.88, 0.36],
      [0.65, 0.48],
      [0, 0.48],
    ],
    [
      [0.65, 0.48],
      [1, 0.62],
      [1, 0.86],
      [0.7, 1],
      [0, 1],
      [0, 0],
    ],
  ],
  R: [
    [
      [0, 1],
      [0, 0],
      [0.7, 0],
      [1, 0.14],
      [1, 0.38],
      [0.7, 0.52],
      [0, 0.52],
    ],
    [
      [0.5, 0.52],
      [1, 1],
    ],
  ],
  O: [
    [
      [0.3, 0],
      [0.7, 0],
      [1, 0.25],
      [1, 0.75],
      [0.7, 1],
      [0.3, 1],
      [0, 0.75],
      [0, 0.25],
      [0.3, 0],
    ],
  ],
  T: [
    [
      [0, 0],
      [1, 0],
    ],
    [
      [0.5, 0],
      [0.5, 1],
    ],
  ],
  H: [
    [
      [0, 0],
      [0, 1],
    ],
    [
      [1, 0],
      [1, 1],
    ],
    [
      [0, 0.5],
      [1, 0.5],
    ],
  ],
};

/** Colours of the lettering: dark rim, then ember red to straw. */
export const LOGO_PALETTE = [
  '#000000',
  '#140610',
  '#3a0c1c',
  ...ramp(['#8c1c1c', '#e05020', '#ffa028', '#ffe068', '#fffbe0'], 13),
];

/** The title's lettering, 256x56. */
export function lettering(text = 'EMBERMOTH') {
  const picture = new Bitmap(256, 56);
  const advance = 27;
  const width = 17;
  const height = 33;
  const left = (256 - advance * (text.length - 1) - width) / 2;
  const strokes = text.split('').flatMap((letter, index) => {
    const lift = -Math.sin(((index + 0.5) / text.length) * Math.PI) * 6 + 14;
    return LETTERS[letter].map((line) => line.map(([x, y]) => [left + index * advance + x * width, lift + y * height]));
  });
  const depth = new Float64Array(256 * 56);
  for (let y = 0; y < 56; y++) for (let x = 0; x < 256; x++) depth[y * 256 + x] = 3.6 - toStrokes(x, y, strokes);
  const at = (x, y) => depth[Math.max(0, Math.min(55, y)) * 256 + Math.max(0, Math.min(255, x))];
  picture.each((x, y) => {
    const inside = at(x, y);
    if (inside < -1.6) return at(x - 2, y - 2) > -1.6 ? 1 : 0;
    if (inside < 0) return inside < -0.8 ? 1 : 2;
    const slope = at(x + 1, y + 1) - at(x - 1, y - 1);
    const bevel = inside < 2.2 ? slope * 0.2 : 0.06;
    const light = 1 - (y - 6) / 46 + bevel + (noise(x / 5, y / 5, 64, 64, 3) - 0.5) * 0.12;
    return 3 + rampIndex(Math.max(0, Math.min(1, light)), 13, x, y, 0.9);
  });
  return picture;
}

/** Half widths of the light pulse: for each of `steps` sizes, 64 bytes for the lines from the centre outwards; 255 ends a size. */
export function pulseWidths(steps = 16, largest = 60) {
  const bytes = new Uint8Array(steps * 64).fill(255);
  for (let step = 0; step < steps; step++) {
    const radius = largest * Math.sqrt((step + 1) / steps);
    for (let line = 0; line < radius && line < 63; line++)
      bytes[step * 64 + line] = Math.round(Math.sqrt(radius * radius - line * line));
  }
  return bytes;
}
