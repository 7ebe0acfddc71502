import { describe, expect, it } from 'vitest';
import type { DebugCall, TraceOptions } from '../../../src/session/debug-protocol.ts';
import { FakeApp, HASH } from './fake-app.ts';

const OPTIONS: TraceOptions = { cpu: true, smp: false, cpuCondition: '', smpCondition: '', cpuFormat: '', smpFormat: '' };

interface Asked {
  readonly call: DebugCall;
  readonly argument: unknown;
}

/** A game with a debugger that has these parts of a trace, one after the other. */
async function playing(parts: string[]): Promise<{ readonly fake: FakeApp; readonly asked: Asked[]; readonly files: string[] }> {
  const fake = new FakeApp();
  const asked: Asked[] = [];
  const files: string[] = [];
  fake.client['debug'] = ({ call, argument }: Asked) => {
    asked.push({ call, argument });
    if (call !== 'takeTrace') return null;
    const text = parts.shift() ?? '';
    return { text, total: text === '' ? 5 : 2 };
  };
  fake.host['recording.start'] = () => ({ id: 'one', name: 'Game.log' });
  fake.host['recording.write'] = ({ position, bytes }) => {
    const text = new TextDecoder().decode(bytes);
    expect(position).toBe(new TextEncoder().encode(files.join('')).length);
    files.push(text);
    return null;
  };
  await fake.app.player.play(HASH);
  return { fake, asked, files };
}

describe('a trace that goes to a file', () => {
  it('is written part by part, to the last row, and says where it is', async () => {
    const { fake, asked, files } = await playing(['80:8000 lda\n', 'café\n', '80:8002 sta\n']);
    const { traceFile } = fake.app.debug;
    await traceFile.start(OPTIONS);
    await expect.poll(() => files.length).toBe(3);
    expect(traceFile.state.peek()).toMatchObject({ name: 'Game.log', bytes: 30 });
    await traceFile.stop();
    expect(files.join('')).toBe('80:8000 lda\ncafé\n80:8002 sta\n');
    expect(traceFile.state.peek()).toBeNull();
    expect(asked.filter(({ call }) => call === 'traceFile').map(({ argument }) => argument)).toEqual([OPTIONS, null, null, null]);
    expect(fake.calls.at(-1)).toEqual({ name: 'recording.stop', argument: { id: 'one' } });
    expect(fake.toasts.at(-1)?.text).toBe('Trace saved: Game.log, 5 rows.');
  });

  it('ends when the disk is full, with words, and the trace with it', async () => {
    const { fake, asked } = await playing(['80:8000 lda\n']);
    fake.host['recording.write'] = () => {
      throw new Error('The disk is full.');
    };
    await fake.app.debug.traceFile.start(OPTIONS);
    await expect.poll(() => fake.app.debug.traceFile.state.peek()).toBeNull();
    expect(asked.at(-1)).toEqual({ call: 'traceFile', argument: null });
    expect(fake.calls.at(-1)?.name).toBe('recording.stop');
    expect(fake.toasts.at(-1)).toMatchObject({ options: { kind: 'error' } });
    expect(fake.toasts.at(-1)?.text).toContain('The disk is full.');
  });

  it('is none when its file cannot be made', async () => {
    const { fake, asked } = await playing([]);
    fake.host['recording.start'] = () => {
      throw new Error('no room');
    };
    await expect(fake.app.debug.traceFile.start(OPTIONS)).rejects.toThrow('no room');
    expect(asked.map(({ argument }) => argument)).toEqual([OPTIONS, null]);
    expect(fake.app.debug.traceFile.state.peek()).toBeNull();
  });
});
