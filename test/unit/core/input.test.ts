import { describe, expect, it } from 'vitest';
import { Button, type InputSource, type PointerState } from '../../../src/core/platform.ts';
import { Ports } from '../../../src/core/input/ports.ts';

function source(pads: readonly number[], pointer: PointerState = { x: 0, y: 0, buttons: 0 }): InputSource {
  return { pad: (index) => pads[index] ?? 0, pointer: () => pointer };
}

/** Strobes and reads bits of one line. */
function read(ports: Ports, port: number, count: number, line = 0): number[] {
  ports.latch(true);
  ports.latch(false);
  return Array.from({ length: count }, () => (ports.clockData(port) >> line) & 1);
}

function bits(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (value >>> (count - 1 - i)) & 1);
}

describe('pad', () => {
  it('shifts out B first, four zeros, then ones', () => {
    const ports = new Ports('pad', 'none');
    ports.input = source([Button.B | Button.Start | Button.R]);
    expect(read(ports, 0, 20)).toEqual([...bits(Button.B | Button.Start | Button.R, 16), 1, 1, 1, 1]);
  });

  it('shows B again and again while the strobe is high', () => {
    const ports = new Ports('pad', 'none');
    ports.input = source([Button.B]);
    ports.latch(true);
    expect([ports.clockData(0), ports.clockData(0), ports.clockData(0)]).toEqual([1, 1, 1]);
  });

  it('is silent when nothing is plugged in', () => {
    expect(read(new Ports('none', 'none'), 0, 17)).toEqual(bits(0, 17));
  });
});

describe('multitap', () => {
  it('gives two pads on the two lines for each level of the I/O line', () => {
    const ports = new Ports('pad', 'multitap');
    const pads = [0, Button.A, Button.X, Button.L, Button.R];
    ports.input = source(pads);
    expect(read(ports, 1, 16)).toEqual(bits(Button.A, 16));
    expect(read(ports, 1, 16, 1)).toEqual(bits(Button.X, 16));
    expect(read(ports, 1, 18)).toEqual([...bits(Button.A, 16), 1, 1]);
    ports.writeIo(0x7f);
    expect(read(ports, 1, 16)).toEqual(bits(Button.L, 16));
    expect(read(ports, 1, 16, 1)).toEqual(bits(Button.R, 16));
  });

  it('answers 2 while the strobe is high, by which programs know it', () => {
    const ports = new Ports('pad', 'multitap');
    ports.latch(true);
    expect([ports.clockData(1), ports.clockData(1)]).toEqual([2, 2]);
  });
});

describe('mouse', () => {
  it('gives its signature, buttons and signed distances', () => {
    const ports = new Ports('mouse', 'none');
    ports.input = source([], { x: -5, y: 9, buttons: 1 });
    expect(read(ports, 0, 32)).toEqual([...bits(0, 8), ...bits(0x41, 8), ...bits(9, 8), ...bits(0x85, 8)]);
  });

  it('steps through its speeds when it is clocked under strobe', () => {
    const ports = new Ports('mouse', 'none');
    ports.input = source([]);
    const speeds: number[] = [];
    for (let i = 0; i < 4; i++) {
      const word = read(ports, 0, 16);
      speeds.push(word[10] * 2 + word[11]);
      ports.latch(true);
      ports.clockData(0);
    }
    expect(speeds).toEqual([0, 1, 2, 0]);
  });
});

describe('super scope', () => {
  it('reports fire once a press, cursor as long as it is held, and pointing outside', () => {
    const ports = new Ports('none', 'superscope');
    let pointer: PointerState = { x: 10, y: 10, buttons: 3 };
    ports.input = { pad: () => 0, pointer: () => pointer };
    expect(read(ports, 1, 8)).toEqual(bits(0xc0, 8));
    expect(read(ports, 1, 8)).toEqual(bits(0x40, 8));
    pointer = { x: -1, y: 0, buttons: 0 };
    expect(read(ports, 1, 8)).toEqual(bits(0x02, 8));
    expect(ports.lightGun()).toBeNull();
  });
});
