import { packState } from '../../../src/core/state/container.ts';
import type { SaveRequest } from '../../../src/shared/states.ts';
import { GameTimeline } from '../../../electron/services/states/timeline.ts';
import type { FileLayer } from '../../../electron/services/states/file-layer.ts';
import { newId } from '../../../electron/services/states/journal.ts';
import { FOLDER, HASH } from './memory-disk.ts';

/** A small state of the right form: the byte is its contents. */
export function stateOf(byte: number, romHash = HASH): Uint8Array {
  return packState({ romHash, frame: byte }, [{ tag: 'TEST', version: 1, bytes: Uint8Array.of(byte, byte) }]);
}

export function request(byte: number, more: Partial<SaveRequest> = {}): SaveRequest {
  return {
    hash: HASH,
    how: 'manual',
    slot: null,
    parent: null,
    frame: byte,
    playSeconds: byte,
    state: stateOf(byte),
    picture: Uint8Array.of(0x89, 0x50, byte),
    sram: Uint8Array.of(byte, 0, 1),
    inputs: null,
    anchor: null,
    devices: ['pad', 'pad'],
    ...more,
  };
}

/** Times that only go up, a second a look. */
export function clock(from = 1_800_000_000_000): () => number {
  let now = from;
  return () => (now += 1000);
}

export function timelineOn(files: FileLayer, now: () => number = clock()): GameTimeline {
  return new GameTimeline({ folder: FOLDER, romHash: HASH, writer: newId(), coreVersion: '0.1.0', files, now });
}
