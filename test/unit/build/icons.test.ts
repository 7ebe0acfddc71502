import { decode } from 'fast-png';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iconIcns, iconIco, iconPng, iconSvg } from '../../../build/icons.mjs';

const at = (name: string): URL => new URL(`../../../assets/icons/${name}`, import.meta.url);

describe('the icons', () => {
  it('are what the script draws', () => {
    expect(readFileSync(at('dotclock.svg'), 'utf8')).toBe(iconSvg());
    for (const size of [16, 48]) {
      expect([...decode(readFileSync(at(`png/${size}x${size}.png`))).data]).toEqual([...decode(iconPng(size)).data]);
    }
  });

  it('have directories that lead to whole pictures', () => {
    const ico = readFileSync(at('dotclock.ico'));
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + index * 16;
      const start = ico.readUInt32LE(entry + 12);
      return decode(ico.subarray(start, start + ico.readUInt32LE(entry + 8))).width;
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
    const icns = readFileSync(at('dotclock.icns'));
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
    const types: string[] = [];
    for (let chunk = 8; chunk < icns.length; chunk += icns.readUInt32BE(chunk + 4)) {
      types.push(icns.toString('latin1', chunk, chunk + 4));
      expect(decode(icns.subarray(chunk + 8, chunk + icns.readUInt32BE(chunk + 4))).channels).toBe(4);
    }
    expect(types).toEqual(['icp4', 'icp5', 'icp6', 'ic07', 'ic08', 'ic09', 'ic10']);
    const one = new Map([[16, iconPng(16)]]);
    expect([iconIco(one).length, iconIcns(one).length]).toEqual([22 + one.get(16)!.length, 16 + one.get(16)!.length]);
  });
});
