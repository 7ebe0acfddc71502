// The sprites of Embermoth: one sheet of 128x256 pixels, 16 tiles a row.
import { Bitmap, ramp, rampIndex } from './pixels.mjs';
import { fractal, noise } from './noise.mjs';
import { ballLight, ellipse, toSegment } from './shapes.mjs';
import { glyphRows } from './font.mjs';

/** Colours 1 to 15 of the moths: outline, wings dark to light (5), margin (2), body (3), eye spot (3), glow. */
function mothPalette(wings, margin, spot) {
  return ['#000000', '#1a0f14', ...ramp(wings, 5), ...margin, '#3a2418', '#6b4830', '#b08a5c', ...spot, '#fff8d8'];
}

export const SPRITE_PALETTES = [
  mothPalette(['#5c1f0c', '#c4501a', '#ffb838'], ['#7a2a14', '#ffe9a0'], ['#20306a', '#58a0e8', '#e8f4ff']),
  mothPalette(['#0c3048', '#1f8a92', '#8cf0c8'], ['#104a66', '#d8ffe8'], ['#5a1a50', '#e070b8', '#ffe8f8']),
  // Stars, embers and figures.
  [
    '#000000',
    '#2a1430',
    '#7a3a10',
    '#c87818',
    '#ffb830',
    '#ffe070',
    '#fffbe0',
    '#ff7038',
    '#b83020',
    '#6a1828',
    '#4878c8',
    '#88b8f8',
    '#d0e8ff',
    '#b070e0',
    '#58307a',
  ],
  // Bats.
  [
    '#000000',
    '#120a1c',
    '#24163a',
    '#3a2458',
    '#543678',
    '#7450a0',
    '#9a78c4',
    '#c8a8e8',
    '#ff4040',
    '#ffd060',
    '#2c1c44',
    '#4a2c60',
    '#181024',
    '#e8d8f8',
    '#ffffff',
  ],
  // Wisps.
  [
    '#000000',
    '#081830',
    '#0c3060',
    '#1450a0',
    '#2080d8',
    '#50b8f8',
    '#a0e4ff',
    '#f0fcff',
    '#103868',
    '#0a2448',
    '#90a8ff',
    '#c8d4ff',
    '#304090',
    '#182050',
    '#ffffff',
  ],
  // The moon.
  ['#000000', ...ramp(['#4a4a6a', '#8a86a0', '#cfc8c0', '#fff6dc'], 14)],
].map((colours) => [...colours, ...Array.from({ length: 16 }, () => '#000000')].slice(0, 16));

/** A moth of 32x32 seen from above, wings open by `open` (0 to 1). */
function moth(open) {
  const picture = new Bitmap(32, 32);
  const wing = (x, y) => {
    const side = Math.abs(x - 15.5);
    const fore = ellipse(side, y, 1 + 7.2 * open, 11.5, 2.5 + 6.2 * open, 6.2, -24 * open);
    const hind = ellipse(side, y, 1 + 5 * open, 21, 2 + 4.6 * open, 5.6, 28 * open);
    const depth = Math.max(fore, hind);
    if (depth <= 0) return 0;
    const isFore = fore >= hind;
    const spot = isFore
      ? Math.hypot((side - (1 + 8.5 * open)) / (0.4 + 0.6 * open), y - 11.5)
      : Math.hypot((side - (1 + 5.5 * open)) / (0.4 + 0.6 * open), y - 22);
    const size = isFore ? 2.6 : 1.7;
    if (spot < size * 0.35) return 14;
    if (spot < size * 0.7) return 13;
    if (spot < size) return 12;
    if (depth < 0.13) return 7;
    if (depth < 0.24) return 8;
    const vein = Math.abs(Math.sin(Math.atan2(y - 17, side) * 9)) < 0.22 ? -0.22 : 0;
    const light = 0.28 + 0.8 * (1 - depth) + vein - (y - 8) * 0.012 - (isFore ? 0 : 0.12);
    return 2 + rampIndex(Math.max(0, Math.min(1, light)), 5, x, y, 0.7);
  };
  picture.each((x, y) => wing(x, y));
  picture.each((x, y) => {
    const side = Math.abs(x - 15.5);
    const body = Math.max(ellipse(x, y, 15.5, 17, 2.3, 8.5), ellipse(x, y, 15.5, 9, 2.5, 2.6));
    if (body > 0) {
      const banded = y > 14 && y % 3 === 0 ? 1 : 0;
      return body > 0.55 ? 11 - banded : body > 0.25 ? 10 - banded : 9;
    }
    const antenna = toSegment(side, y, [0.8, 7], [3.2, 3.2]);
    const tip = toSegment(side, y, [3.2, 3.2], [5.4, 2]);
    return Math.min(antenna, tip) < 0.55 ? 11 : undefined;
  });
  return picture.outline(1);
}

/** A bat of 32x32 (drawn in the middle rows); wings up, level or down. */
function bat(lift) {
  const picture = new Bitmap(32, 32);
  picture.each((x, y) => {
    const side = Math.abs(x - 15.5);
    const upper = 13 - lift * 6 * Math.sin((side / 15.5) * 1.9) + (side > 12 ? (side - 12) * 0.8 : 0);
    const scallop = 3.2 * Math.abs(Math.sin(side * 0.62));
    const lower = upper + 9.5 - side * 0.34 - scallop;
    if (side < 15 && y >= upper && y <= lower) {
      const depth = (y - upper) / Math.max(1, lower - upper);
      if (y - upper < 1.2) return 7;
      const bone = Math.abs((side * 0.62) % Math.PI) < 0.35 ? 0.25 : 0;
      return 2 + rampIndex(Math.max(0, 0.75 - depth * 0.7 + bone), 5, x, y, 0.8);
    }
    return 0;
  });
  picture.each((x, y) => {
    const side = Math.abs(x - 15.5);
    const ear = y >= 7 && y <= 12 && side > 0.6 && side < 3.6 && y - 6 > (side - 1) * 1.6 ? 1 : 0;
    const body = Math.max(ellipse(x, y, 15.5, 17, 3, 5.4), ellipse(x, y, 15.5, 13, 3.6, 3.3));
    if (body > 0) {
      if (y === 13 && side > 0.8 && side < 2.2) return 8;
      if (y === 15 && side > 0.8 && side < 1.8) return 14;
      return 2 + rampIndex(ballLight((x - 15.5) / 4, (y - 14) / 6), 5, x, y, 0.5);
    }
    return ear ? 4 : undefined;
  });
  return picture.outline(1);
}

/** Points of a star with `count` rays that reach `long`, waists `short`, turned. Depth as ellipse(). */
function starDepth(x, y, centre, count, long, short, turn) {
  const dx = x - centre;
  const dy = y - centre;
  const angle = Math.atan2(dy, dx) + turn;
  const wave = Math.abs((((angle / (2 * Math.PI)) * count) % 1) + 1) % 1;
  const part = Math.abs(wave - 0.5) * 2;
  return 1 - Math.hypot(dx, dy) / (short + (long - short) * part ** 1.6);
}

function star(frame, golden) {
  const picture = new Bitmap(16, 16);
  const turn = (frame * Math.PI) / 10 + Math.PI / 2;
  const colours = golden ? [3, 4, 5, 6, 6] : [10, 11, 12, 12, 6];
  picture.each((x, y) => {
    const depth = starDepth(x, y, 7.5, 5, golden ? 7.6 : 6.8, golden ? 3.6 : 2.8, turn);
    if (depth <= 0) return 0;
    const light = ballLight((x - 7.5) / 9, (y - 7.5) / 9) * 0.6 + depth * 0.5;
    return colours[rampIndex(Math.min(1, light), 5, x, y, 0.3)];
  });
  return picture.outline(1);
}

function wisp(frame) {
  const picture = new Bitmap(16, 16);
  picture.each((x, y) => {
    const sway = Math.sin(frame * (Math.PI / 2) + y * 0.55) * (13 - y) * 0.16;
    const flame = ellipse(x - sway, y, 7.5, 10, 4.8, 5) > 0 ? ellipse(x - sway, y, 7.5, 10, 4.8, 5) : -1;
    const tongue = y < 10 ? 1 - Math.abs(x - sway - 7.5) / Math.max(0.4, (y - 0.5) * 0.52) : -1;
    const depth = Math.max(flame, tongue * 0.6);
    if (depth <= 0) return 0;
    if (y >= 9 && y <= 11 && (Math.abs(x - 5.5) < 1 || Math.abs(x - 9.5) < 1)) return 1;
    return 2 + rampIndex(Math.min(1, depth * 1.25 + 0.1), 6, x, y, 0.6);
  });
  return picture.outline(9);
}

function sparkle(frame) {
  const picture = new Bitmap(16, 16);
  const reach = 2 + frame * 1.9;
  for (let ray = 0; ray < 8; ray++) {
    const angle = (ray * Math.PI) / 4 + frame * 0.2;
    for (let step = Math.max(0, reach - 3.4 + frame * 0.4); step <= reach; step += 0.5) {
      const colour = frame < 1 ? 6 : step > reach - 1 ? 5 : frame < 3 ? 4 : 7;
      picture.set(Math.round(7.5 + Math.cos(angle) * step), Math.round(7.5 + Math.sin(angle) * step), colour);
    }
  }
  if (frame === 0) picture.fill(6, 6, 4, 4, 6);
  if (frame === 1) picture.fill(7, 7, 2, 2, 5);
  return picture;
}

/** Small figures for what a catch is worth. */
function figures(text, colour) {
  const picture = new Bitmap(16, 16);
  text.split('').forEach((letter, index) => {
    glyphRows(letter).forEach((row, y) => {
      row.split('').forEach((dot, x) => {
        if (dot === '#')
          picture.set(Math.floor((16 - text.length * 5) / 2) + index * 5 + Math.min(x, 3), y + 4, y < 3 ? 6 : colour);
      });
    });
  });
  return picture.outline(1);
}

/** A heart-shaped flame: one life. */
function ember() {
  const picture = new Bitmap(16, 16);
  picture.each((x, y) => {
    const tongue = y < 8 ? 1 - Math.abs(x - 7.5 + Math.sin(y) * 0.7) / Math.max(0.4, (y - 1) * 0.62) : -1;
    const depth = Math.max(ellipse(x, y, 7.5, 9, 4.6, 4.6), tongue * 0.7);
    return depth > 0 ? [9, 8, 7, 4, 5, 6][rampIndex(Math.min(1, depth * 1.3), 6, x, y, 0.5)] : 0;
  });
  return picture.outline(1);
}

function moon() {
  const picture = new Bitmap(64, 64);
  const craters = [
    [20, 20, 8],
    [40, 16, 5],
    [44, 36, 9],
    [24, 42, 6],
    [34, 28, 4],
    [14, 32, 4],
    [36, 50, 5],
    [52, 26, 4],
  ];
  picture.each((x, y) => {
    const u = (x - 31.5) / 30;
    const v = (y - 31.5) / 30;
    if (u * u + v * v > 1) return 0;
    let light = ballLight(u, v) * 0.75 + 0.24 + (fractal(x / 64, y / 64, 4, 3, 5) - 0.5) * 0.34;
    for (const [cx, cy, size] of craters) {
      const distance = Math.hypot(x - cx, y - cy) / size;
      if (distance < 1)
        light += distance > 0.75 ? ((x - cx + (y - cy)) / size) * -0.12 - 0.04 : -0.16 - 0.05 * ((x - cx + (y - cy)) / size) * -1;
    }
    const sea = noise(x / 13, y / 13, 64, 64, 9);
    if (sea > 0.62) light -= 0.12;
    return 1 + rampIndex(Math.max(0, Math.min(1, light)), 14, x, y, 0.8);
  });
  return picture;
}

/** Tile numbers of the frames; the game's source has the same (sprites.s is written from this). */
export const SPRITES = {
  moth: 0,
  bat: 64,
  wisp: 76,
  wispLow: 108,
  star: 128,
  gold: 136,
  sparkle: 160,
  figures: 168,
  ember: 192,
  moon: 256,
};

export function drawSprites() {
  const sheet = new Bitmap(128, 256);
  [1, 0.8, 0.5, 0.25].forEach((open, frame) => sheet.paste(moth(open), frame * 32, 0));
  [1, 0.1, -0.8].forEach((lift, frame) => sheet.paste(bat(lift), frame * 32, 32));
  for (let frame = 0; frame < 4; frame++) {
    sheet.paste(wisp(frame), 96 + (frame & 1) * 16, 32 + (frame >> 1) * 16);
    sheet.paste(star(frame, false), frame * 16, 64);
    sheet.paste(star(frame, true), 64 + frame * 16, 64);
    sheet.paste(sparkle(frame), frame * 16, 80);
  }
  [
    ['10', 11],
    ['20', 13],
    ['50', 4],
    ['99', 4],
  ].forEach(([text, colour], index) => sheet.paste(figures(text, colour), 64 + index * 16, 80));
  sheet.paste(ember(), 0, 96);
  sheet.paste(moon(), 0, 128);
  return sheet;
}
