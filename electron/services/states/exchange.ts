import { unzipSync, zipSync } from 'fflate';
import { headerOf, isState } from '../../../src/session/state-parts.ts';
import type { ExportedFile, RecordMeta, StateRecord } from '../../../src/shared/states.ts';
import { newId } from './journal.ts';
import { isRecordFile, packRecord, RecordError, unpackRecord } from './record-file.ts';
import { RECORD_EXTENSION } from './record-folder.ts';

const MOST_ENTRIES = 20_000;
const MOST_BYTES = 1 << 30;
/** The largest battery RAM of a cartridge, and what other programs put behind it. */
const LARGEST_BATTERY = (1 << 20) + 512;

export function isZipFile(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

function forFile(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ._-]/gu, '')
    .trim()
    .slice(0, 80);
}

/** `Title - name 2026-11-26 21-04-11.dcstate` */
export function exportName(title: string, { name, created }: StateRecord): string {
  const time = new Date(created).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-');
  return `${[forFile(title), forFile(name)].filter((part) => part !== '').join(' - ')} ${time}${RECORD_EXTENSION}`;
}

/** Several records as one archive, not packed again. */
export function zipRecords(title: string, files: readonly ExportedFile[]): ExportedFile {
  const entries: Record<string, Uint8Array> = {};
  for (const { name, bytes } of files) {
    let unique = name;
    for (let number = 2; Object.hasOwn(entries, unique); number++)
      unique = name.replace(RECORD_EXTENSION, ` (${number})${RECORD_EXTENSION}`);
    entries[unique] = bytes;
  }
  return { name: `${forFile(title)} states.zip`, bytes: zipSync(entries, { level: 0 }) };
}

/** The state files of an archive. @throws RecordError */
export function unzipRecords(bytes: Uint8Array): ExportedFile[] {
  let entries = 0;
  let size = 0;
  try {
    const unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.endsWith(RECORD_EXTENSION)) return false;
        entries++;
        size += originalSize;
        if (entries > MOST_ENTRIES || size > MOST_BYTES)
          throw new RecordError('the archive holds more than can be imported at once.');
        return true;
      },
    });
    return Object.entries(unpacked).map(([name, bytes]) => ({ name, bytes }));
  } catch (error) {
    if (error instanceof RecordError) throw error;
    throw new RecordError('the archive is damaged.');
  }
}

export interface ImportedRecord {
  readonly meta: RecordMeta;
  readonly bytes: Uint8Array;
}

/** A file as a record of the game: one of ours as it is, a bare state of the command line in a new one. @throws RecordError, StateError */
export async function importRecord(bytes: Uint8Array, romHash: string, coreVersion: string): Promise<ImportedRecord> {
  if (isRecordFile(bytes)) {
    const { meta } = await unpackRecord(bytes);
    if (meta.romHash !== romHash) throw new RecordError('the state belongs to another game; load that game first.');
    return { meta, bytes };
  }
  if (!isState(bytes)) throw new RecordError('this is not a Dotclock state.');
  const header = headerOf(bytes);
  if (header.romHash !== romHash) throw new RecordError('the state belongs to another game; load that game first.');
  const meta: RecordMeta = {
    id: newId(),
    parent: null,
    name: '',
    note: '',
    created: Date.now(),
    playSeconds: 0,
    frame: header.frame,
    how: 'import',
    coreVersion,
    romHash,
    devices: [],
    anchor: null,
  };
  return { meta, bytes: await packRecord({ meta, state: bytes, picture: null, sram: null, inputs: null }) };
}

/** Whether a file is what bsnes, snes9x and others write as battery RAM: the bare bytes. */
export function isBatteryFile(name: string, bytes: Uint8Array): boolean {
  return /\.(srm|sav|sram)$/i.test(name) && bytes.length > 0 && bytes.length <= LARGEST_BATTERY;
}
