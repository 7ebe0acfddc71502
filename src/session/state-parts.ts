import { StateError, unpackState } from '../core/state/container.ts';

export { StateError } from '../core/state/container.ts';

/** A memory that a state holds. */
export interface StateMemory {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Memories in the order in which a person thinks of them, and the chunk that each stands in. */
const MEMORIES = [
  ['wram', 'CPU '],
  ['sram', 'CART'],
  ['vram', 'PPU1'],
  ['cgram', 'PPU1'],
  ['oam', 'PPU1'],
  ['aram', 'APU '],
] as const;

/** Bytes of a field's value by its type; a memory says its own length. See docs/state-format.md. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 4, 4: 8, 5: 1 };
const RAM = 6;

function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** The memory fields of a chunk by the hash of their names. @throws StateError */
function memoriesIn(bytes: Uint8Array): Map<number, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<number, Uint8Array>();
  let at = 0;
  while (at < bytes.length) {
    if (at + 5 > bytes.length) throw new StateError('the state is damaged: a part ends within a field.');
    const hash = view.getInt32(at, true);
    const type = bytes[at + 4];
    at += 5;
    let size = SIZES[type] ?? -1;
    if (type === RAM) {
      if (at + 4 > bytes.length) throw new StateError('the state is damaged: a part ends within a field.');
      size = view.getUint32(at, true);
      at += 4;
    }
    if (size < 0 || at + size > bytes.length) throw new StateError('the state is damaged: a field has no sensible length.');
    if (type === RAM) found.set(hash, bytes.subarray(at, at + size));
    at += size;
  }
  return found;
}

/** The machine's memories in a state, without running it. @throws StateError */
export function memoriesOf(state: Uint8Array): StateMemory[] {
  const { chunks } = unpackState(state);
  return MEMORIES.flatMap(([name, tag]) => {
    const chunk = chunks.find((one) => one.tag === tag);
    const bytes = chunk === undefined ? undefined : memoriesIn(chunk.bytes).get(nameHash(name));
    return bytes === undefined ? [] : [{ name, bytes }];
  });
}

/** Whose state it is and when it was taken. @throws StateError for what is none */
export function headerOf(state: Uint8Array): { readonly romHash: string; readonly frame: number } {
  return unpackState(state).header;
}

/** Whether the bytes begin as a state does. */
export function isState(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 8)) === 'DOTCLOCK';
}
