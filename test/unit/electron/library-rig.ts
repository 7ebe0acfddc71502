import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PendingWrites } from '../../../electron/services/data-files.ts';
import type { Replaced } from '../../../electron/services/game-shelf.ts';
import { DirectInspector, type Inspection, type RomSource } from '../../../electron/services/inspect.ts';
import { LibraryService } from '../../../electron/services/library.ts';
import { SramStore } from '../../../electron/services/sram-store.ts';
import type { Game, ScanProgress } from '../../../src/shared/bridge.ts';
import { romWith } from '../../fuzz/programs.ts';

export const IPS = Uint8Array.from([0x50, 0x41, 0x54, 0x43, 0x48, 0, 0, 0, 0, 1, 0x18, 0x45, 0x4f, 0x46]);

/** An IPS patch that writes one byte. */
export function ips(offset: number, byte: number): Uint8Array {
  return Uint8Array.from([0x50, 0x41, 0x54, 0x43, 0x48, 0, 0, offset, 0, 1, byte, 0x45, 0x4f, 0x46]);
}

export const rom = (seed: number): Uint8Array => romWith([0x78, 0xea, seed, 0x80, 0xfe]);

class CountingInspector extends DirectInspector {
  reads = 0;

  roms = 0;

  override rom(source: RomSource): Promise<Uint8Array> {
    this.roms++;
    return super.rom(source);
  }

  override facts(source: RomSource): Promise<Inspection> {
    this.reads++;
    return super.facts(source);
  }
}

/** A folder of games and a data folder, which outlive the service that is on them. */
export class LibraryRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'dotclock-library-'));
  readonly games = join(this.folder, 'games');
  readonly data = join(this.folder, 'data');
  readonly progress: ScanProgress[] = [];
  readonly replaced: Replaced[] = [];
  inspector = new CountingInspector();
  sram = new SramStore(join(this.data, 'saves'), new PendingWrites());
  #time = 1_700_000_000;

  constructor() {
    mkdirSync(join(this.games, 'deep'), { recursive: true });
    mkdirSync(join(this.folder, 'demos'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A file of the games' folder; each write is a second younger. */
  put(name: string, bytes: Uint8Array | string): string {
    const path = join(this.games, name);
    writeFileSync(path, bytes);
    this.#time++;
    utimesSync(path, this.#time, this.#time);
    return path;
  }

  async open(): Promise<LibraryService> {
    const writes = new PendingWrites();
    this.sram = new SramStore(join(this.data, 'saves'), writes);
    this.inspector = new CountingInspector();
    const made = new LibraryService({ data: this.data, demos: join(this.folder, 'demos') }, this.inspector, writes, this.sram, {
      changed: () => {},
      progress: (one) => void this.progress.push(one),
      replaced: (one) => void this.replaced.push(one),
    });
    await made.open();
    return made;
  }

  async scanned(): Promise<LibraryService> {
    const made = await this.open();
    await made.addFolder(this.games);
    await made.rescan();
    return made;
  }
}

export function titles(made: LibraryService): string[] {
  return made.list().games.map(({ title }) => title);
}

/** The one game of the library. */
export function only(made: LibraryService): Game {
  const { games } = made.list();
  if (games.length !== 1) throw new Error(`there are ${games.length} games: ${titles(made).join(', ')}`);
  return games[0];
}
