import { dirname, join } from 'node:path';
import type { FileFacts, FileLayer, OpenFile } from '../../../electron/services/states/file-layer.ts';

interface Node {
  bytes: Uint8Array;
  /** What a power cut leaves. */
  synced: Uint8Array;
  time: number;
  readonly serial: number;
}

export type Operation =
  | 'list'
  | 'makeFolder'
  | 'facts'
  | 'read'
  | 'create'
  | 'append'
  | 'write'
  | 'sync'
  | 'close'
  | 'rename'
  | 'remove'
  | 'syncFolder';

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by the test`), { code });
}

/** A disk in memory whose every call can fail, whose writes can be short, and that can lose power: what was not synced may be gone then. */
export class MemoryDisk implements FileLayer {
  names = new Map<string, Node>();
  /** Names as the last sync of their folders left them. */
  #syncedNames = new Map<string, Node>();
  #nextSerial = 1;
  calls = 0;
  /** Called before each call with its number; what it throws, the call fails with. */
  before: (operation: Operation, call: number, path: string) => void = () => {};
  /** The most bytes that one write takes. */
  shortWrite = Infinity;
  /** Bytes until the power goes. */
  bytesLeft = Infinity;
  dead = false;

  #call(operation: Operation, path: string): void {
    if (this.dead) throw systemError('EIO');
    this.before(operation, this.calls++, path);
  }

  async list(folder: string): Promise<string[]> {
    this.#call('list', folder);
    return [...this.names.keys()].filter((path) => dirname(path) === folder).map((path) => path.slice(folder.length + 1));
  }

  async makeFolder(folder: string): Promise<void> {
    this.#call('makeFolder', folder);
  }

  async facts(path: string): Promise<FileFacts | null> {
    this.#call('facts', path);
    const node = this.names.get(path);
    return node === undefined ? null : { size: node.bytes.length, time: node.time, serial: node.serial };
  }

  async read(path: string, most = Infinity): Promise<Uint8Array | null> {
    this.#call('read', path);
    return this.names.get(path)?.bytes.slice(0, Math.min(most, 1 << 30)) ?? null;
  }

  async create(path: string): Promise<OpenFile> {
    this.#call('create', path);
    if (this.names.has(path)) throw systemError('EEXIST');
    return this.#open(path);
  }

  async append(path: string): Promise<OpenFile> {
    this.#call('append', path);
    return this.#open(path);
  }

  #open(path: string): OpenFile {
    const none = new Uint8Array();
    const node = this.names.get(path) ?? { bytes: none, synced: none, time: Date.now(), serial: this.#nextSerial++ };
    this.names.set(path, node);
    return {
      write: async (bytes) => {
        this.#call('write', path);
        const taken = Math.min(bytes.length, this.shortWrite, this.bytesLeft);
        node.bytes = Uint8Array.from([...node.bytes, ...bytes.subarray(0, taken)]);
        node.time++;
        this.bytesLeft -= taken;
        if (this.bytesLeft === 0) this.dead = true;
        return taken;
      },
      sync: async () => {
        this.#call('sync', path);
        node.synced = node.bytes;
      },
      close: async () => this.#call('close', path),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call('rename', from);
    const node = this.names.get(from);
    if (node === undefined) throw systemError('ENOENT');
    this.names.delete(from);
    this.names.set(to, node);
  }

  async remove(path: string): Promise<void> {
    this.#call('remove', path);
    this.names.delete(path);
  }

  async syncFolder(folder: string): Promise<void> {
    this.#call('syncFolder', folder);
    const inFolder = (path: string): boolean => dirname(path) === folder;
    for (const path of [...this.#syncedNames.keys()].filter(inFolder)) this.#syncedNames.delete(path);
    for (const [path, node] of this.names) if (inFolder(path)) this.#syncedNames.set(path, node);
  }

  /** The disk as it is found after a power cut: of what was not synced, each thing may be there or not. */
  afterPowerCut(random: () => number): MemoryDisk {
    const found = new MemoryDisk();
    for (const path of new Set([...this.names.keys(), ...this.#syncedNames.keys()])) {
      const node = random() < 0.5 ? this.names.get(path) : this.#syncedNames.get(path);
      if (node === undefined) continue;
      const bytes = random() < 0.5 ? node.synced : node.bytes.slice(0, Math.floor(random() * (node.bytes.length + 1)));
      const kept =
        node.synced.length === node.bytes.length ? node.bytes : bytes.length < node.synced.length ? node.synced : bytes;
      const copy = { bytes: kept, synced: kept, time: node.time, serial: node.serial };
      found.names.set(path, copy);
      found.#syncedNames.set(path, copy);
    }
    found.#nextSerial = this.#nextSerial;
    return found;
  }

  /** The disk after the program was killed: the system still writes everything. */
  afterKill(): MemoryDisk {
    const found = new MemoryDisk();
    for (const [path, node] of this.names) {
      const copy = { ...node, synced: node.bytes };
      found.names.set(path, copy);
      found.#syncedNames.set(path, copy);
    }
    found.#nextSerial = this.#nextSerial;
    return found;
  }

  put(path: string, bytes: Uint8Array): void {
    const node = { bytes, synced: bytes, time: Date.now(), serial: this.#nextSerial++ };
    this.names.set(path, node);
    this.#syncedNames.set(path, node);
  }

  find(end: string): string {
    const path = [...this.names.keys()].find((one) => one.endsWith(end));
    if (path === undefined) throw new Error(`no file ends with ${end}`);
    return path;
  }
}

export const HASH = 'ab'.repeat(32);
export const FOLDER = join('/states', HASH);
