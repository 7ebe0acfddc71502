import { describe, expect, it } from 'vitest';
import { Apu } from '../../../src/core/apu/apu.ts';
import { OWN_IPL } from '../../../src/core/apu/ipl.ts';
import { constantEntropy, upload, waitPort } from './apu-driver.ts';

function machine(): Apu {
  const apu = new Apu();
  apu.setRegion('ntsc');
  apu.power(constantEntropy(0xff));
  return apu;
}

describe('boot program', () => {
  it('has 64 bytes and starts at $FFC0', () => {
    expect(OWN_IPL.length).toBe(64);
    expect(OWN_IPL[62] | (OWN_IPL[63] << 8)).toBe(0xffc0);
  });

  it('clears the zero page below $F0 and leaves the rest', () => {
    const apu = machine();
    waitPort(apu, 1, 0xbb);
    expect([...apu.aram.subarray(1, 0xf0)].every((byte) => byte === 0)).toBe(true);
    expect(apu.aram[0x100]).toBe(0xff);
    expect(apu.sp).toBe(0xef);
  });

  it('takes blocks longer than a page, several of them, and jumps with A = X = Y = 0', () => {
    const apu = machine();
    const long = Array.from({ length: 700 }, (_, i) => (i * 7) & 0xff);
    // mov $f5,a; mov $f6,x; mov $f7,y; push psw; pop a; mov $f4,a; bra *
    const program = [0xc4, 0xf5, 0xd8, 0xf6, 0xcb, 0xf7, 0x0d, 0xae, 0xc4, 0xf4, 0x2f, 0xfe];
    upload(apu, [[0x8123, long], [0x0200, program]], 0x0200); // prettier-ignore
    apu.catchUp(2000);
    expect([...apu.aram.subarray(0x8123, 0x8123 + 700)]).toEqual(long);
    expect([1, 2, 3].map((port) => apu.readPort(port))).toEqual([0, 0, 0]);
    expect(apu.readPort(0) & 0x02).toBe(0x02);
  });

  it('acknowledges a byte before it stores it and takes 25 cycles a byte', () => {
    const apu = machine();
    waitPort(apu, 1, 0xbb);
    apu.writePort(2, 0x00);
    apu.writePort(3, 0x02);
    apu.writePort(1, 1);
    apu.writePort(0, 0xcc);
    waitPort(apu, 0, 0xcc);
    const fetches: number[] = [];
    let cycles = 0;
    apu.hooks = {
      onExec: () => false,
      onRead: () => {},
      onWrite: (addr) => {
        if (addr === 0xf4 || addr === 0x200) fetches.push(addr);
      },
    };
    apu.writePort(0, 0);
    waitPort(apu, 0, 0);
    expect(fetches).toEqual([0xf4]);
    apu.writePort(0, 1);
    apu.catchUp(21 * 6);
    cycles = waitPort(apu, 0, 1, 1) / 20.947 + 6;
    expect(fetches[1]).toBe(0x200);
    expect(cycles).toBeGreaterThan(23);
    expect(cycles).toBeLessThan(28);
  });

  it('is replaced by a dump of 64 bytes only', () => {
    const apu = machine();
    expect(() => apu.loadIpl(new Uint8Array(63))).toThrow(RangeError);
    const dump = new Uint8Array(64).fill(0);
    dump[62] = 0xd0;
    dump[63] = 0xff;
    apu.loadIpl(dump);
    apu.reset();
    expect(apu.pc).toBe(0xffd0);
  });
});
