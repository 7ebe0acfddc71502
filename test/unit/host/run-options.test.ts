import { describe, expect, it } from 'vitest';
import { CliError, Exit } from '../../../src/host/node/errors.ts';
import { parseRunOptions, wantsDump, wantsHash } from '../../../src/host/node/run-options.ts';

function complaint(...args: string[]): string {
  try {
    parseRunOptions(args);
  } catch (error) {
    if (error instanceof CliError && error.exit === Exit.Usage) return error.message;
    throw error;
  }
  return 'accepted';
}

const BASE = ['game.sfc', '--frames', '100'];

describe('options of run', () => {
  it('takes the ROM by place or by name', () => {
    expect(parseRunOptions(BASE).rom).toBe('game.sfc');
    expect(parseRunOptions(['--frames', '1', '--rom', 'game.sfc']).rom).toBe('game.sfc');
  });

  it('reads files with frames; the default is the last frame, and the first for a state to load', () => {
    const options = parseRunOptions([...BASE, '--wram', 'a@b@5', '--vram', 'v', '--state-save', 's@x', '--state-load', 'l']);
    expect(options.filesAtFrames).toEqual([
      { what: 'wram', path: 'a@b', frame: 5 },
      { what: 'vram', path: 'v', frame: 99 },
      { what: 'state', path: 's@x', frame: 99 },
    ]);
    expect(options.stateLoad).toEqual({ path: 'l', frame: 0 });
  });

  it('knows which frames are hashed and dumped', () => {
    const options = parseRunOptions([...BASE, '--hash-every', '60', '--dump-frames', '3,10-12,every:50,last', '--out', 'shots']);
    const frames = Array.from({ length: 100 }, (_, frame) => frame);
    expect(frames.filter((frame) => wantsHash(options, frame))).toEqual([0, 60, 99]);
    expect(frames.filter((frame) => wantsDump(options, frame))).toEqual([0, 3, 10, 11, 12, 50, 99]);
  });

  it('reads bytes, devices and regions', () => {
    const options = parseRunOptions([
      ...BASE,
      '--ram-fill',
      '0xC0',
      '--device',
      '2=multitap',
      '--device',
      '1=mouse',
      '--region',
      'PAL',
      '--seed',
      '7',
    ]);
    expect([options.ramFill, options.devices, options.region, options.seed]).toEqual([0xc0, ['mouse', 'multitap'], 'pal', 7]);
    expect(parseRunOptions([...BASE, '--ram-fill', '$ff']).ramFill).toBe(255);
  });

  it.each([
    [[], 'the ROM is missing (--help lists the options)'],
    [['game.sfc'], '--frames is missing (--help lists the options)'],
    [['game.sfc', '--frames'], '--frames needs a value (--help lists the options)'],
    [['game.sfc', '--frames', '0'], "--frames: '0' is not a whole number >= 1"],
    [['game.sfc', '--frames', '1e3'], "--frames: '1e3' is not a whole number >= 1"],
    [[...BASE, 'other.sfc'], "'other.sfc': one ROM at a time, 'game.sfc' is named already"],
    [[...BASE, '--bogus'], "unknown option '--bogus' (--help lists the options)"],
    [[...BASE, '--dump-frames', '1'], '--dump-frames needs --out DIR'],
    [[...BASE, '--out', 'd', '--dump-frames', '5-3'], "--dump-frames: '5-3' is not a range A-B"],
    [[...BASE, '--out', 'd', '--dump-frames', 'every:0'], "--dump-frames: 'every:0' is not every:K with K >= 1"],
    [[...BASE, '--out', 'd', '--dump-frames', 'x'], "--dump-frames: 'x' is not a frame number, A-B, every:K or last"],
    [[...BASE, '--out', 'd', '--dump-frames', '100'], '--dump-frames: frame 100 is past the last frame, 99'],
    [[...BASE, '--wram', 'f@100'], 'f: frame 100 is past the last frame, 99'],
    [[...BASE, '--wram', '@5'], "no file name in '@5'"],
    [[...BASE, '--state-load', 'f@100'], '--state-load: frame 100 is past the last frame, 99'],
    [[...BASE, '--reset-at', '100'], '--reset-at: frame 100 is past the last frame, 99'],
    [[...BASE, '--device', '3=mouse'], "--device: '3=mouse' is not PORT=TYPE with PORT 1 or 2"],
    [[...BASE, '--device', '1=drum'], "--device: unknown type 'drum'"],
    [[...BASE, '--region', 'mars'], "--region: 'mars' is not ntsc, pal or auto"],
    [[...BASE, '--ram-fill', '256'], "--ram-fill: '256' is not a byte (0 to 255, 0x00 to 0xFF)"],
    [[...BASE, '--time', '--warmup', '100'], '--warmup 100 leaves no frame of 100 to time'],
  ])('refuses %j', (args, message) => {
    expect(complaint(...args)).toBe(message);
  });
});
