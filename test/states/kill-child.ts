import { GameTimeline } from '../../electron/services/states/timeline.ts';
import { newId } from '../../electron/services/states/journal.ts';
import { HASH } from '../unit/states/memory-disk.ts';
import { request } from '../unit/states/rig.ts';

/** Saves into slot 1 without end and says each frame that is safe: FOLDER FRAME. Is killed. */
export async function saveWithoutEnd(folder: string, first: number): Promise<void> {
  const timeline = new GameTimeline({ folder, romHash: HASH, writer: newId(), coreVersion: '0.1.0' });
  await timeline.refresh();
  process.stdout.write('ready\n');
  for (let frame = first; ; frame++) {
    const state = new Uint8Array(120_000).map((_, at) => (at * 31 + frame) & 0xff);
    await timeline.save(request(frame & 0xff, { slot: 1, frame, state }));
    process.stdout.write(`${frame}\n`);
  }
}
