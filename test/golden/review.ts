// Runs all golden cases and writes out/golden/index.html: expected, actual, difference and the first line that differs.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '../../src/host/node/png.ts';
import type { Picture } from '../../src/session/picture.ts';
import { atSameSize, comparePictures, differencePicture, readPicture } from '../corpus/images.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';
import { buildCartsInto, CASES, type GoldenCase } from './cases.ts';
import { picturePath, readGolden, runCase, soundDifferences, type Golden } from './golden.ts';
import type { SoundWindow } from './spectrum.ts';

const OUT = join(PROJECT_ROOT, 'out/golden');

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function image(picture: Picture, title: string): string {
  const data = Buffer.from(encodePng(picture)).toString('base64');
  return `<figure><img src="data:image/png;base64,${data}" alt="${escape(title)}"><figcaption>${escape(title)}</figcaption></figure>`;
}

function pictureRow(name: string, frame: number, actual: Picture, same: boolean): string {
  const path = picturePath(name, frame);
  const expected = existsSync(path) ? readPicture(path) : null;
  const head = `<h3>frame ${frame}: ${same ? 'as accepted' : 'DIFFERENT'}</h3>`;
  if (expected === null) return `${head}<div class="row">${image(actual, 'actual; nothing was accepted')}</div>`;
  const pair = atSameSize(expected, actual);
  if (pair === null)
    return `${head}<div class="row">${image(expected, 'expected')}${image(actual, 'actual: another size')}</div>`;
  const difference = comparePictures(pair[0], pair[1], 0, 0);
  const where =
    difference.pixels === 0
      ? 'no pixel differs'
      : `${difference.pixels} pixels, first in line ${difference.firstY} at ${difference.firstX}`;
  const third = difference.pixels === 0 ? '' : image(differencePicture(pair[0], pair[1]), where);
  return `${head}<div class="row">${image(expected, 'expected')}${image(actual, `actual: ${where}`)}${third}</div>`;
}

/** Loudness over time, both runs. */
function envelope(expected: readonly SoundWindow[], actual: readonly SoundWindow[]): string {
  const count = Math.max(expected.length, actual.length, 1);
  const line = (windows: readonly SoundWindow[], colour: string, dash: string): string => {
    const points = windows.map(
      (window, index) => `${(index / count) * 880},${100 - ((window.left + window.right) / 32768) * 100}`,
    );
    return `<polyline fill="none" stroke="${colour}" stroke-dasharray="${dash}" points="${points.join(' ')}"/>`;
  };
  return `<svg width="880" height="100">${line(expected, '#777', '4 3')}${line(actual, '#06c', '')}</svg>`;
}

function soundRow(expected: Golden | null, actual: Golden): string {
  if (expected === null) return '<h3>sound: nothing was accepted</h3>';
  const lines = soundDifferences(expected.sound, actual.sound);
  const text = lines.length === 0 ? 'as accepted' : lines.slice(0, 20).join('\n');
  return `<h3>sound</h3><pre>${escape(text)}</pre>${envelope(expected.sound.windows, actual.sound.windows)}`;
}

/** The case's part of the page, and how many of its pictures and sounds differ. */
function review(one: GoldenCase, rom: string): { html: string; differences: number } {
  const expected = readGolden(one.name);
  const { golden, pictures } = runCase(one, rom);
  const same = (frame: number): boolean => expected?.pictures[frame] === golden.pictures[frame];
  const rows = [...pictures].map(([frame, picture]) => pictureRow(one.name, frame, picture, same(frame)));
  const pictureDifferences = [...pictures.keys()].filter((frame) => !same(frame)).length;
  const soundDiffers = expected === null || expected.sound.crc !== golden.sound.crc ? 1 : 0;
  const html = `<section><h2>${escape(one.name)}</h2>${rows.join('\n')}${soundRow(expected, golden)}</section>`;
  return { html, differences: pictureDifferences + soundDiffers };
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'dotclock-golden-'));
  const parts: string[] = [];
  let differences = 0;
  try {
    const carts = buildCartsInto(folder);
    for (const one of CASES) {
      const result = review(one, carts.get(one.cart) ?? '');
      console.log(`${one.name}: ${result.differences === 0 ? 'as accepted' : `${result.differences} differences`}`);
      parts.push(result.html);
      differences += result.differences;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const logPath = join(PROJECT_ROOT, 'test/golden/accepted.log');
  const log = existsSync(logPath) ? readFileSync(logPath, 'utf8') : '';
  const style =
    'body{font:14px sans-serif;margin:24px}.row{display:flex;gap:12px;flex-wrap:wrap}figure{margin:0}img{image-rendering:pixelated;min-width:256px;max-width:512px}';
  mkdirSync(OUT, { recursive: true });
  const page = join(OUT, 'index.html');
  writeFileSync(
    page,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Golden tests</title><style>${style}</style><h1>${differences} differences</h1>${parts.join('\n')}<h2>Accepted</h2><pre>${escape(log)}</pre></html>\n`,
  );
  console.log(page);
  return differences === 0 ? 0 : 1;
}

process.exitCode = main();
