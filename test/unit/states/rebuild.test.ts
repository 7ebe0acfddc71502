import { expect, it } from 'vitest';
import { PlayerSession } from '../../../src/session/player.ts';
import { registerStorm } from '../../fuzz/programs.ts';
import { MemoryDisk } from './memory-disk.ts';
import { request, timelineOn } from './rig.ts';

it('a record has all that is needed to make its state again: its inputs and the record that they begin with', async () => {
  const rom = registerStorm(5);
  const session = new PlayerSession({
    video: { frame: () => {} },
    audio: { samples: () => {} },
    input: { pad: () => 0, pointer: () => ({}) } as never,
    now: () => 0,
    sramChanged: () => {},
  });
  session.load(rom, { region: 'auto', powerOn: { seed: 1 }, sram: null });
  const timeline = timelineOn(new MemoryDisk());
  for (let frame = 0; frame < 5; frame++) session.step();
  const first = await timeline.save(request(1, { ...session.saveState(), picture: null }));
  session.loadState((await timeline.load(first.id)).state);
  for (let frame = 0; frame < 7; frame++) session.step();
  const second = await timeline.save(request(2, { ...session.saveState(), picture: null, anchor: first.id }));
  const from = await timeline.load(second.id);
  const anchor = await timeline.load(from.record.anchor!);
  const rebuilt = session.rebuild(rom, from.inputs!, anchor.state);
  expect(Buffer.compare(rebuilt.state, from.state)).toBe(0);
  expect(Buffer.compare(session.rebuild(rom, anchor.inputs!, null).state, anchor.state)).toBe(0);
  expect(() => session.rebuild(rom, from.inputs!, null)).toThrow('missing');
});
