// Every generated file of the test card: pictures of its pages, and pages.s with what each page loads and sets.
import { Bitmap, colour15, concat, paletteBytes, ramp, sheetBytes, tilesAndMap, wordBytes } from './pixels.mjs';
import { fontSheet, glyphRows } from './font.mjs';
import { pulseWidths } from './embermoth-land.mjs';
import { soundFiles } from './sound-files.mjs';
import { EFFECTS } from './songs.mjs';

const BG1_TILES = 0x0000;
const BG2_TILES = 0x2000;
const BG3_TILES = 0x4000;
const BG4_TILES = 0x5000;
const MAPS = [0x4800, 0x4c00, 0x5800, 0x5c00];
const HUES = [
  ['#401010', '#ff5040', '#ffe0c0'],
  ['#103018', '#40c860', '#e0ffd0'],
  ['#101848', '#5080ff', '#d8e8ff'],
  ['#382808', '#e0b020', '#fff8c8'],
];

/** Large letters: each dot of the font `scale` dots wide. */
function largeText(bitmap, text, left, top, scale, colourAt) {
  text.split('').forEach((letter, index) => {
    glyphRows(letter).forEach((row, y) => {
      for (let x = 0; x < 5; x++) {
        if (row[x] !== '#') continue;
        for (let dy = 0; dy < scale; dy++) {
          for (let dx = 0; dx < scale; dx++) {
            bitmap.set(left + (index * 6 + x) * scale + dx, top + y * scale + dy, colourAt(y * scale + dy));
          }
        }
      }
    });
  });
}

/** One background's mark: a frame, its name, a ramp of all its colours. `colours` beyond transparent; `wide` for 512-dot modes. */
function mark(name, colours, left, top, wide = false) {
  const picture = new Bitmap(wide ? 512 : 256, 224);
  const width = wide ? 208 : 104;
  const height = 80;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const edge = x < 2 || y < 2 || x >= width - 2 || y >= height - 2;
      const lattice = (x & 15) === 0 || (y & 15) === 0;
      if (edge) picture.set(left + x, top + y, colours);
      else if (y >= 48 && y < 72 && x >= 8 && x < width - 8) {
        picture.set(left + x, top + y, 1 + Math.floor(((x - 8) / (width - 16)) * colours));
      } else if (lattice) picture.set(left + x, top + y, 1);
    }
  }
  largeText(
    picture,
    name,
    left + 16,
    top + 12,
    wide ? 6 : 4,
    (y) => 1 + Math.round((colours - 1) * (1 - (y / (wide ? 42 : 28)) * 0.45)),
  );
  return picture;
}

/** Black and white test patterns of single dots, for the fine modes. */
function fineLines(width, height) {
  const picture = new Bitmap(width, height);
  return picture.each((x, y) => {
    if (x < 8 || y < 8 || x >= width - 8 || y >= height - 8) return 2;
    const column = Math.floor((x / width) * 4);
    const row = Math.floor((y / height) * 4);
    if (x % (width / 4) < 4 || y % (height / 4) < 4) return 3;
    const kind = (column + row) % 4;
    if (kind === 0) return x & 1 ? 15 : 1;
    if (kind === 1) return y & 1 ? 15 : 1;
    if (kind === 2) return (x + y) & 1 ? 15 : 1;
    return (x >> 1) & 1 ? 12 : 4;
  });
}

function bars() {
  const picture = new Bitmap(256, 224);
  return picture.each((x, y) => {
    if (y < 88) return 1 + (x >> 5);
    if (y < 104) return 9 + (7 - (x >> 5));
    const band = Math.floor((y - 104) / 24);
    if (band < 4) return 32 + band * 32 + (x >> 3);
    return 17 + Math.floor((x * 8) / 256);
  });
}

function barColours() {
  const colours = Array.from({ length: 256 }, () => '#000000');
  const full = ['#ffffff', '#ffff00', '#00ffff', '#00ff00', '#ff00ff', '#ff0000', '#0000ff', '#000000'];
  const dim = (hex) => hex.replaceAll('ff', 'bf');
  full.forEach((colour, index) => {
    colours[1 + index] = dim(colour);
    colours[9 + index] = colour;
  });
  ['#00214c', '#ffffff', '#320069', '#000000', '#080808', '#101010', '#181818', '#000000'].forEach((colour, index) => {
    colours[17 + index] = colour;
  });
  const words = colours.map(colour15);
  for (let level = 0; level < 32; level++) {
    words[32 + level] = level;
    words[64 + level] = level << 5;
    words[96 + level] = level << 10;
    words[128 + level] = level | (level << 5) | (level << 10);
  }
  return wordBytes(words).subarray(0, 480);
}

/** Grid of 16, circles, safe areas at 90 and 80 %, arrows at the edges. */
function geometry(height) {
  const picture = new Bitmap(256, 240);
  const middle = height / 2;
  return picture.each((x, y) => {
    if (y >= height) return 0;
    if (x === 0 || y === 0 || x === 255 || y === height - 1) return 15;
    const on = (value, target) => Math.abs(value - target) < 0.7;
    if (on(Math.hypot(x - 127.5, y - middle + 0.5), 88)) return 14;
    // A circle on a screen whose dots are 8 wide and 7 high.
    if (on(Math.hypot((x - 127.5) * (8 / 7), y - middle + 0.5), 100)) return 12;
    const box = (part) => Math.abs(x - 127.5) / 128 <= part && Math.abs(y - middle + 0.5) / middle <= part;
    if (box(0.9) && !box(0.886)) return 10;
    if (box(0.8) && !box(0.786)) return 8;
    if (x === 127 || x === 128 || y === Math.floor(middle)) return 13;
    if ((x & 15) === 0 || (y & 15) === 0) return 5;
    return ((x >> 4) + (y >> 4)) & 1 ? 2 : 1;
  });
}

function modeSevenMemory() {
  const bytes = new Uint8Array(0x8000);
  for (let tile = 0; tile < 16; tile++) {
    for (let dot = 0; dot < 64; dot++) {
      const x = (tile & 3) * 8 + (dot & 7);
      const y = (tile >> 2) * 8 + (dot >> 3);
      const inner = Math.hypot(x - 15.5, y - 15.5);
      const colour =
        x === 0 || y === 0 ? 15 : inner < 5 ? 14 : inner < 12 ? 16 + Math.floor(inner) : ((x >> 2) + (y >> 2)) & 1 ? 3 : 5;
      bytes[(tile * 64 + dot) * 2 + 1] = colour;
    }
  }
  for (let row = 0; row < 128; row++) {
    for (let column = 0; column < 128; column++) bytes[(row * 128 + column) * 2] = (row & 3) * 4 + (column & 3);
  }
  return bytes;
}

/** Offsets of 32 columns: waves. `flags` says for which backgrounds. */
function offsets(both) {
  const horizontal = Array.from({ length: 32 }, (_, column) =>
    both ? 0x4000 | (Math.round(Math.sin(column / 4) * 8) & 0x3ff) : 0,
  );
  const vertical = Array.from({ length: 32 }, (_, column) => 0x2000 | (Math.round(Math.sin(column / 3) * 12) & 0x3ff));
  return both ? [...horizontal, ...vertical] : vertical.map((word) => word | 0x8000);
}

/** A map of 32x32 (or 32x64) from a picture; 16-dot wide tiles of the fine modes take every second tile number. */
function mapOf(picture, wide) {
  const words = Array.from({ length: picture.rows > 32 ? 2048 : 1024 }, () => 0);
  for (let y = 0; y < picture.rows; y++) {
    for (let x = 0; x < 32; x++) words[y * 32 + x] = picture.map[y * picture.columns + (wide ? x * 2 : x)];
  }
  return words;
}

/** Tiles in pairs, as the 512-dot modes show them: 16 dots a map entry. */
function pairTiles(bitmap, bits, attributes) {
  const seen = new Map();
  const tiles = [];
  const map = [];
  const single = tilesAndMap(bitmap, bits);
  const tileAt = (index) => single.tiles.subarray(index * bits * 8, (index + 1) * bits * 8);
  for (let y = 0; y < single.rows; y++) {
    for (let x = 0; x < single.columns; x += 2) {
      const pair = [single.map[y * single.columns + x], single.map[y * single.columns + x + 1]];
      const key = pair.join();
      if (!seen.has(key)) {
        seen.set(key, tiles.length);
        tiles.push(tileAt(pair[0]), tileAt(pair[1]));
      }
      map.push(seen.get(key) | attributes, 0);
    }
  }
  return { tiles: concat(tiles), count: tiles.length, map, columns: single.columns, rows: single.rows };
}

class Page {
  constructor(title) {
    this.title = title;
    this.loads = [];
    this.registers = [];
    this.init = 'pageNothing';
    this.step = 'pageNothing';
  }

  load(bytes, word) {
    this.loads.push({ bytes, word });
    return this;
  }

  colours(bytes, first = 0) {
    this.loads.push({ bytes, word: 0x8000 | first });
    return this;
  }

  set(register, ...values) {
    for (const value of values) this.registers.push([register & 0xff, value & 0xff]);
    return this;
  }

  scrollUp(backgrounds) {
    for (let index = 0; index < backgrounds; index++) this.set(0x210e + index * 2, 0xff, 0x03);
    return this;
  }

  /** A picture as background `index` (0 to 3). */
  background(index, bitmap, bits, palette, wide = false) {
    const bases = [BG1_TILES, BG2_TILES, BG3_TILES, BG4_TILES];
    const attributes = palette << 10;
    const picture = wide ? pairTiles(bitmap, bits, attributes) : tilesAndMap(bitmap, bits, attributes);
    this.load(picture.tiles, bases[index]).load(wordBytes(mapOf(picture, wide)), MAPS[index]);
    return this.set(0x2107 + index, (MAPS[index] >> 8) | (picture.rows > 32 ? 2 : 0));
  }

  hooks(init, step) {
    this.init = init;
    this.step = step;
    return this;
  }
}

/** The 15 colours of each hue. */
const RAMP_COLOURS = concat(HUES.map((stops) => paletteBytes(['#000000', ...ramp(stops, 15)])));
const RAMP_COLOURS_2 = concat(
  HUES.flatMap((stops) => Array.from({ length: 8 }, () => paletteBytes(['#000000', ...ramp(stops, 3)]))),
);

function wheel(count) {
  const stops = ['#ff3030', '#ffd030', '#40e040', '#30c0ff', '#5040ff', '#ff40d0'];
  return paletteBytes(['#080818', ...ramp(stops, count)]);
}

function modePages() {
  const names = ['BG1', 'BG2', 'BG3', 'BG4'];
  const places = [
    [16, 16],
    [136, 24],
    [24, 112],
    [136, 120],
  ];
  const at = (index, colours, wide = false, name = names[index]) =>
    mark(name, colours, wide ? places[index][0] * 2 : places[index][0], places[index][1], wide);
  const nba = [
    [0x210b, 0x20],
    [0x210c, 0x54],
  ];
  const make = (mode, text) => {
    const page = new Page(`MODE ${mode} ${text}`);
    for (const [register, value] of nba) page.set(register, value);
    return page.set(0x2105, mode).scrollUp(4).hooks('pageNothing', 'stepDrift');
  };
  const zero = make(0, '4 X 4 COLOURS').colours(RAMP_COLOURS_2);
  for (let index = 0; index < 4; index++) zero.background(index, at(index, 3), 2, index);
  zero.set(0x212c, 0x1f);
  const one = make(1, '16 16 4 COLOURS').colours(
    concat([paletteBytes(['#000000', ...ramp(HUES[2], 3)]), new Uint8Array(24), RAMP_COLOURS]),
  );
  one.background(0, at(0, 15), 4, 1).background(1, at(1, 15), 4, 2).background(2, at(2, 3), 2, 0).set(0x212c, 0x17);
  const two = make(2, 'OFFSET BY COLUMN').colours(concat([new Uint8Array(32), RAMP_COLOURS]));
  two.background(0, at(0, 15), 4, 1).background(1, at(3, 15, false, 'BG2'), 4, 2);
  two
    .load(wordBytes(offsets(true)), MAPS[2])
    .set(0x2109, MAPS[2] >> 8)
    .set(0x2112, 0, 0)
    .set(0x212c, 0x13)
    .hooks('pageNothing', 'pageNothing');
  const three = make(3, '256 16 COLOURS').colours(wheel(127)).colours(RAMP_COLOURS.subarray(32, 64), 112);
  three
    .background(0, at(0, 111), 8, 0)
    .background(1, at(3, 15, false, 'BG2'), 4, 7)
    .set(0x212c, 0x13);
  const four = make(4, '256 4 OFFSET')
    .colours(wheel(127))
    .background(0, at(0, 111), 8, 0)
    .background(1, at(3, 3, false, 'BG2'), 2, 1);
  four
    .load(wordBytes(offsets(false)), MAPS[2])
    .set(0x2109, MAPS[2] >> 8)
    .set(0x2112, 0, 0)
    .set(0x212c, 0x13)
    .hooks('pageNothing', 'pageNothing');
  const five = make(5, '512 WIDE').colours(concat([RAMP_COLOURS.subarray(32, 64), RAMP_COLOURS]));
  five
    .background(0, at(0, 15, true), 4, 1, true)
    .background(1, at(3, 3, true, 'BG2'), 2, 0, true)
    .set(0x212c, 0x13)
    .set(0x212d, 0x13);
  const six = make(6, '512 WIDE, OFFSET')
    .colours(concat([new Uint8Array(32), RAMP_COLOURS]))
    .background(0, at(0, 15, true), 4, 1, true);
  six
    .load(wordBytes(offsets(true)), MAPS[2])
    .set(0x2109, MAPS[2] >> 8)
    .set(0x2112, 0, 0)
    .set(0x212c, 0x11)
    .set(0x212d, 0x11)
    .hooks('pageNothing', 'pageNothing');
  const seven = new Page('MODE 7 TURNS').colours(wheel(63)).load(modeSevenMemory(), 0).set(0x2105, 7).set(0x212c, 0x11);
  seven.hooks('pageNothing', 'stepTurn');
  return [zero, one, two, three, four, five, six, seven];
}

const GREYS = paletteBytes(ramp(['#000000', '#ffffff'], 16));

function finePages() {
  const hires = new Page('SINGLE DOTS 512').colours(GREYS).background(0, fineLines(512, 224), 4, 0, true);
  hires.set(0x2105, 5).set(0x212c, 0x11).set(0x212d, 0x11).scrollUp(1);
  const interlace = new Page('INTERLACE 448').colours(GREYS).background(0, fineLines(512, 448), 4, 0, true);
  interlace.set(0x2105, 5).set(0x212c, 0x11).set(0x212d, 0x11).set(0x2133, 0x01).set(0x210e, 0xff, 0x03);
  const pseudo = new Page('PSEUDO 512').colours(concat([GREYS, RAMP_COLOURS]));
  pseudo.background(0, fineLines(256, 224), 4, 0).background(1, mark('BG2', 15, 72, 72), 4, 1);
  pseudo.set(0x210b, 0x20).set(0x2105, 1).set(0x212c, 0x11).set(0x212d, 0x12).set(0x2133, 0x08).scrollUp(2);
  return [hires, interlace, pseudo];
}

/** Text on BG3, letters in four colours. */
function textPage(title) {
  return new Page(title)
    .colours(
      paletteBytes([
        '#081028',
        '#e8e8f0',
        '#000000',
        '#ffffff',
        '#081028',
        '#ffc840',
        '#000000',
        '#fff0b0',
        '#081028',
        '#405078',
        '#000000',
        '#506088',
      ]),
    )
    .load(sheetBytes(fontSheet(), 2), BG3_TILES)
    .set(0x2105, 0x09)
    .set(0x210c, 0x04)
    .set(0x2109, 0x58)
    .set(0x2112, 0xff, 0x03)
    .set(0x212c, 0x14);
}

function pages() {
  const barPage = new Page('COLOURS')
    .colours(barColours())
    .background(0, bars(), 8, 0)
    .set(0x2105, 3)
    .set(0x212c, 0x11)
    .scrollUp(1);
  const shape = (title, height) =>
    new Page(title).colours(GREYS).background(0, geometry(height), 4, 0).set(0x2105, 1).set(0x212c, 0x11).scrollUp(1);
  const tall = shape('OVERSCAN 239', 239).set(0x2133, 0x04);
  const windows = new Page('WINDOWS AND COLOUR MATH').colours(concat([new Uint8Array(32), RAMP_COLOURS]));
  windows.background(0, mark('BG1', 15, 16, 40), 4, 1).background(1, mark('BG2', 15, 64, 72), 4, 3);
  windows
    .set(0x210b, 0x20)
    .set(0x2105, 1)
    .set(0x212c, 0x11)
    .set(0x212d, 0x02)
    .set(0x2123, 0x02)
    .set(0x2125, 0x20)
    .set(0x212e, 0x01)
    .scrollUp(2);
  windows.hooks('initWindows', 'stepWindows');
  const everywhere = new Page('HALF OF BOTH').colours(concat([paletteBytes(ramp(HUES[2], 16)), RAMP_COLOURS]));
  everywhere
    .background(0, geometry(224), 4, 0)
    .background(1, mark('BG2', 15, 72, 72), 4, 1)
    .set(0x210b, 0x20)
    .set(0x2105, 1);
  everywhere
    .set(0x212c, 0x11)
    .set(0x212d, 0x02)
    .set(0x2130, 0x02)
    .set(0x2131, 0x61)
    .scrollUp(2)
    .hooks('pageNothing', 'stepDrift');
  return [
    barPage,
    shape('GEOMETRY', 224),
    tall,
    ...modePages(),
    ...finePages(),
    textPage('SPRITES').hooks('initSizes', 'stepSizes'),
    windows,
    everywhere,
    textPage('SOUND').hooks('initSound', 'stepSound'),
    textPage('CONTROLLERS').hooks('initPads', 'stepPads'),
  ];
}

/** Blobs into banks 1 and up, first fit; the same bytes are kept once. Returns sources by bank and the labels. */
class Banks {
  constructor() {
    this.files = {};
    this.banks = [];
    this.known = new Map();
  }

  put(bytes) {
    const key = bytes.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const label = `blob${this.known.size}`;
    this.known.set(key, label);
    let bank = this.banks.find((one) => one.used + bytes.length <= 0x8000);
    if (bank === undefined) {
      bank = { used: 0, lines: [] };
      this.banks.push(bank);
    }
    bank.used += bytes.length;
    bank.lines.push(`${label}:`, `  .incbin "${label}.bin"`);
    this.files[`${label}.bin`] = bytes;
    return label;
  }
}

function pageSources(all, banks) {
  const lines = ['PAGES = ' + all.length, 'pageTable:', ...all.map((_, index) => `  .word .loword(page${index})`)];
  all.forEach((page, index) => {
    lines.push(`page${index}:`, `  .word .loword(page${index}Loads), .loword(page${index}Registers)`);
    lines.push(`  .word .loword(${page.init}), .loword(${page.step}), .loword(page${index}Title)`);
    lines.push(`page${index}Title:`, `  .asciiz "${page.title}"`, `page${index}Loads:`);
    for (const { bytes, word } of page.loads) {
      lines.push(`  .word ${bytes.length}, ${word}`, `  .faraddr ${banks.put(bytes)}`, '  .byte 0');
    }
    lines.push('  .word 0', `page${index}Registers:`);
    for (const [register, value] of page.registers) lines.push(`  .byte ${register}, ${value}`);
    lines.push('  .byte 0');
  });
  return lines;
}

function text(lines) {
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** Sprite letters, then marks for the sizes: a numbered square each. */
function letterSprites() {
  const sheet = new Bitmap(128, 128);
  sheet.paste(fontSheet(13, 15, 1), 0, 0);
  for (const [size, left, top] of [
    [64, 0, 64],
    [32, 64, 64],
    [16, 96, 64],
    [8, 112, 64],
  ]) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const edge = x === 0 || y === 0 || x === size - 1 || y === size - 1;
        sheet.set(left + x, top + y, edge ? 15 : 2 + (((x >> 2) + (y >> 2)) % 11));
      }
    }
  }
  return sheet;
}

export function testCardFiles() {
  const banks = new Banks();
  const sources = pageSources(pages(), banks);
  const data = banks.banks.flatMap((bank, index) => [`.bank ${index + 1}`, '.org $8000', ...bank.lines]);
  const colours = paletteBytes([
    '#000000',
    '#000000',
    ...ramp(['#302060', '#ff6080', '#ffe080'], 11),
    '#d8d8e0',
    '#a0a0b0',
    '#ffffff',
  ]);
  const sines = Array.from({ length: 256 }, (_, angle) => Math.round(Math.sin((angle * Math.PI) / 128) * 256) & 0xffff);
  return {
    ...banks.files,
    'pages.s': text(sources),
    'blobs.s': text(data),
    'letters.bin': sheetBytes(letterSprites(), 4),
    'letter-colours.bin': colours,
    'pulse.bin': pulseWidths(),
    'sines.bin': wordBytes(sines),
    ...soundFiles([], EFFECTS),
  };
}
