import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { RecordMeta, Slot } from '../../../src/shared/states.ts';
import { decodeMessage } from '../../../src/shared/wire.ts';
import { moveDurable, type FileLayer } from './file-layer.ts';
import type { RecordContents } from './record-file.ts';

const OLD_NAME = /^slot-(auto|[1-9])\.state(\.before)?$/;
/** Where old files go once their record is written. */
const DONE = 'old-slots';

interface OldState {
  readonly savedAt: number;
  readonly frame: number;
  readonly state: Uint8Array;
  readonly picture: Uint8Array | null;
}

function decodeOld(bytes: Uint8Array): OldState | null {
  try {
    const { format, savedAt, frame, state, picture } = decodeMessage(bytes) as Record<string, unknown>;
    if (format !== 1 || !(state instanceof Uint8Array)) return null;
    return {
      savedAt: typeof savedAt === 'number' && savedAt >= 0 && savedAt <= 8.64e15 ? savedAt : 0,
      frame: typeof frame === 'number' && frame >= 0 ? frame : 0,
      state,
      picture: picture instanceof Uint8Array ? picture : null,
    };
  } catch {
    return null;
  }
}

export interface OldSlot {
  readonly contents: RecordContents;
  readonly slot: Slot | null;
  /** Call when the record and the slot are safe: puts the old file away, and never deletes it. */
  readonly done: () => Promise<void>;
}

/** The slot files of Dotclock 0.1 in a game's folder, as records. The same file always gives the same record. */
export async function oldSlots(files: FileLayer, folder: string, romHash: string): Promise<OldSlot[]> {
  const found: OldSlot[] = [];
  for (const fileName of (await files.list(folder)).sort()) {
    const match = OLD_NAME.exec(fileName);
    if (match === null) continue;
    const [, slot, before] = match;
    const path = join(folder, fileName);
    const bytes = await files.read(path);
    const old = bytes === null ? null : decodeOld(bytes);
    if (bytes === null || old === null) continue;
    const meta: RecordMeta = {
      id: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
      parent: null,
      name: '',
      note: '',
      created: old.savedAt,
      playSeconds: 0,
      frame: old.frame,
      how: slot === 'auto' ? 'on-stop' : 'manual',
      coreVersion: '0.1.0',
      romHash,
      devices: [],
      anchor: null,
    };
    found.push({
      contents: { meta, state: old.state, picture: old.picture, sram: null, inputs: null },
      slot: slot === 'auto' || before !== undefined ? null : (Number(slot) as Slot),
      done: () => moveDurable(files, path, join(folder, DONE, fileName)),
    });
  }
  return found;
}
