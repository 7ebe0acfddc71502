import { type RecordMeta } from '../../../src/shared/states.ts';
export declare const RECORD_FORMAT = 1;
/** Enough of a file for its header and META. */
export declare const HEAD_BYTES: number;
/** A file that is longer than all its parts may be is none. */
export declare const MOST_BYTES: number;
/** A file that is no record, or none that can be read. The message is for the player. */
export declare class RecordError extends Error {
  readonly name = 'RecordError';
}
export interface RecordContents {
  readonly meta: RecordMeta;
  readonly state: Uint8Array;
  readonly picture: Uint8Array | null;
  readonly sram: Uint8Array | null;
  readonly inputs: Uint8Array | null;
}
/** Null for what is no metadata of a record. */
export declare function readMeta(value: unknown): RecordMeta | null;
/** A record as one file: docs/state-format.md. @throws RecordError when a part is too large */
export declare function packRecord({ meta, state, picture, sram, inputs }: RecordContents): Promise<Uint8Array>;
/** What a record says about itself, from its first `HEAD_BYTES`. @throws RecordError */
export declare function readRecordHead(bytes: Uint8Array): Promise<RecordMeta>;
/** The PNG in a record's first bytes; null when it has none, or when they end before it does. */
export declare function readRecordPicture(bytes: Uint8Array): Promise<Uint8Array | null>;
export declare function isRecordFile(bytes: Uint8Array): boolean;
/** Everything in a record, checked. @throws RecordError, and no other error whatever the bytes */
export declare function unpackRecord(bytes: Uint8Array): Promise<RecordContents>;
