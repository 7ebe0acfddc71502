import { describe, expect, it } from 'vitest';
import { FRAME_MAX_ROWS, FRAME_STRIDE, type VideoFrame } from '../../../src/core/platform.ts';
import { FrameExchange } from '../../../src/host/web/frame-exchange.ts';

function frame(number: number, height = 224): VideoFrame {
  return {
    pixels: new Uint32Array(FRAME_STRIDE * FRAME_MAX_ROWS).fill(number),
    wide: new Uint8Array(FRAME_MAX_ROWS).fill(number & 1),
    width: height > 239 ? 512 : 256,
    height,
    interlaced: height > 239,
    field: (number & 1) as 0 | 1,
    number,
  };
}

function ends(): { writer: FrameExchange; reader: FrameExchange } {
  const memory = new SharedArrayBuffer(FrameExchange.bytes);
  FrameExchange.prepare(memory);
  return { writer: new FrameExchange(memory), reader: new FrameExchange(memory) };
}

describe('frames between two threads', () => {
  it('are none at first, and then always the newest, whole', () => {
    const { writer, reader } = ends();
    expect(reader.read()).toBeNull();
    for (const [number, height] of [
      [1, 224],
      [2, 478],
      [3, 239],
    ] as const) {
      writer.write(frame(number, height));
      const seen = reader.read();
      expect(seen).toMatchObject({
        number,
        height,
        interlaced: height > 239,
        width: height > 239 ? 512 : 256,
        field: number & 1,
      });
      expect([seen?.pixels[0], seen?.pixels[height * FRAME_STRIDE - 1], seen?.wide[height - 1]]).toEqual([
        number,
        number,
        number & 1,
      ]);
    }
    writer.write(frame(4));
    writer.write(frame(5));
    expect(reader.read()?.number).toBe(5);
    expect(reader.read()?.number).toBe(5);
  });

  it('stand still while they are read, however many are written meanwhile', () => {
    const { writer, reader } = ends();
    writer.write(frame(1));
    const seen = reader.read();
    for (let number = 2; number < 9; number++) {
      writer.write(frame(number));
      expect([seen?.pixels[0], seen?.pixels[223 * FRAME_STRIDE]]).toEqual([1, 1]);
    }
    expect(reader.read()?.number).toBe(8);
  });
});
