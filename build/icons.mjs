#!/usr/bin/env node
// `npm run icons`: draws the icon and writes it in every form that the systems want, into assets/icons.
import { encode } from 'fast-png';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './bundle-options.mjs';

const GRID = 64;
const VIOLET = [0x8f, 0x7e, 0xf7];
/** Eight dots go round like the hours of a clock, each a little brighter; the ninth is the present. */
const SHAPES = [
  { x: 0, y: 0, size: 64, corner: 14, colour: [0x17, 0x1a, 0x24], opacity: 1 },
  { x: 14, y: 14, size: 10, corner: 2, colour: VIOLET, opacity: 0.35 },
  { x: 27, y: 14, size: 10, corner: 2, colour: VIOLET, opacity: 0.6 },
  { x: 40, y: 14, size: 10, corner: 2, colour: VIOLET, opacity: 1 },
  { x: 40, y: 27, size: 10, corner: 2, colour: VIOLET, opacity: 1 },
  { x: 40, y: 40, size: 10, corner: 2, colour: VIOLET, opacity: 1 },
  { x: 27, y: 40, size: 10, corner: 2, colour: VIOLET, opacity: 0.8 },
  { x: 14, y: 40, size: 10, corner: 2, colour: VIOLET, opacity: 0.6 },
  { x: 14, y: 27, size: 10, corner: 2, colour: VIOLET, opacity: 0.45 },
  { x: 29, y: 29, size: 6, corner: 1.5, colour: [0xf2, 0xf3, 0xf7], opacity: 1 },
];
const PNG_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Types of an ICNS file's pictures. */
const ICNS_TYPES = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };
const SAMPLES = 8;

export function iconSvg() {
  const hex = (colour) => `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  const rects = SHAPES.map(({ x, y, size, corner, colour, opacity }) => {
    const veil = opacity === 1 ? '' : ` opacity="${opacity}"`;
    return `  <rect x="${x}" y="${y}" width="${size}" height="${size}" rx="${corner}" fill="${hex(colour)}"${veil} />`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${GRID} ${GRID}">\n${rects.join('\n')}\n</svg>\n`;
}

function inside(px, py, { x, y, size, corner }) {
  const dx = Math.max(x + corner - px, px - (x + size - corner), 0);
  const dy = Math.max(y + corner - py, py - (y + size - corner), 0);
  return px >= x && py >= y && px < x + size && py < y + size && dx * dx + dy * dy <= corner * corner;
}

/** Colour and opacity at a place, from the back to the front. */
function colourAt(x, y) {
  let result = [0, 0, 0, 0];
  for (const shape of SHAPES) {
    if (!inside(x, y, shape)) continue;
    const { colour, opacity } = shape;
    result = [
      ...colour.map((value, index) => value * opacity + result[index] * (1 - opacity)),
      opacity + result[3] * (1 - opacity),
    ];
  }
  return result;
}

export function iconPng(size) {
  const data = new Uint8Array(size * size * 4);
  const samples = size > 256 ? SAMPLES / 2 : SAMPLES;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample++) {
        const px = ((x + ((sample % samples) + 0.5) / samples) / size) * GRID;
        const py = ((y + (Math.floor(sample / samples) + 0.5) / samples) / size) * GRID;
        const [r, g, b, a] = colourAt(px, py);
        sum[0] += r * a;
        sum[1] += g * a;
        sum[2] += b * a;
        sum[3] += a;
      }
      const at = (y * size + x) * 4;
      for (let channel = 0; channel < 3; channel++) data[at + channel] = sum[3] === 0 ? 0 : Math.round(sum[channel] / sum[3]);
      data[at + 3] = Math.round((sum[3] / (samples * samples)) * 255);
    }
  }
  return encode({ width: size, height: size, data, channels: 4 });
}

/** Windows: a directory of PNG pictures. */
export function iconIco(pngs) {
  const entries = [...pngs].filter(([size]) => size <= 256);
  const header = Buffer.alloc(6 + entries.length * 16);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  entries.forEach(([size, png], index) => {
    const at = 6 + index * 16;
    header[at] = size === 256 ? 0 : size;
    header[at + 1] = header[at];
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...entries.map(([, png]) => png)]);
}

/** macOS: chunks of PNG pictures. */
export function iconIcns(pngs) {
  const chunks = [...pngs]
    .filter(([size]) => ICNS_TYPES[size] !== undefined)
    .map(([size, png]) => {
      const head = Buffer.alloc(8);
      head.write(ICNS_TYPES[size], 'latin1');
      head.writeUInt32BE(png.length + 8, 4);
      return Buffer.concat([head, png]);
    });
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(root, 'assets/icons');
  mkdirSync(join(folder, 'png'), { recursive: true });
  const pngs = new Map(PNG_SIZES.map((size) => [size, iconPng(size)]));
  for (const [size, png] of pngs) if (size <= 512) writeFileSync(join(folder, 'png', `${size}x${size}.png`), png);
  writeFileSync(join(folder, 'dotclock.svg'), iconSvg());
  writeFileSync(join(folder, 'dotclock.ico'), iconIco(pngs));
  writeFileSync(join(folder, 'dotclock.icns'), iconIcns(pngs));
}
