import type { NumericArray, StateIO } from '../types.ts';

/** A state that can't be loaded. The message says why and what to do. Nothing has been changed. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/** Field types as they stand in the bytes. */
const enum Type {
  U8 = 1,
  U16 = 2,
  I32 = 3,
  F64 = 4,
  Bool = 5,
  Ram = 6,
}

/** FNV-1a over the name: fields are found by it, so a renamed or missing field is an error and not a shift of all that follows. */
function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash | 0;
}

const hashes = new Map<string, number>();

function hashOf(name: string): number {
  let hash = hashes.get(name);
  if (hash === undefined) {
    hash = nameHash(name);
    hashes.set(name, hash);
  }
  return hash;
}

/** Writes fields one after the other into a buffer that grows. Layout of a field: i32 hash of its name, u8 type, value (little-endian). */
export class StateWriter implements StateIO {
  readonly loading = false;
  version = 0;
  private bytes = new Uint8Array(0x60000);
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  get length(): number {
    return this.at;
  }

  rewind(): void {
    this.at = 0;
  }

  /** The bytes so far; valid until the next write. */
  data(): Uint8Array {
    return this.bytes.subarray(0, this.at);
  }

  private head(name: string, type: Type, size: number): number {
    const at = this.at;
    if (at + size + 16 > this.bytes.length) this.grow(at + size + 16);
    this.view.setInt32(at, hashOf(name), true);
    this.bytes[at + 4] = type;
    this.at = at + 5 + size;
    return at + 5;
  }

  private grow(atLeast: number): void {
    const bytes = new Uint8Array(Math.max(atLeast, this.bytes.length * 2));
    bytes.set(this.bytes);
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }

  u8(name: string, value: number): number {
    const at = this.head(name, Type.U8, 1);
    this.bytes[at] = value;
    return value;
  }

  u16(name: string, value: number): number {
    const at = this.head(name, Type.U16, 2);
    this.view.setUint16(at, value, true);
    return value;
  }

  i32(name: string, value: number): number {
    const at = this.head(name, Type.I32, 4);
    this.view.setInt32(at, value, true);
    return value;
  }

  f64(name: string, value: number): number {
    const at = this.head(name, Type.F64, 8);
    this.view.setFloat64(at, value, true);
    return value;
  }

  bool(name: string, value: boolean): boolean {
    const at = this.head(name, Type.Bool, 1);
    this.bytes[at] = value ? 1 : 0;
    return value;
  }

  ram(name: string, array: NumericArray): void {
    const at = this.head(name, Type.Ram, 4 + array.byteLength);
    this.view.setInt32(at, array.byteLength, true);
    this.bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at + 4);
  }
}

/** Reads what `StateWriter` wrote, in the same order; each field's name and type are checked. */
export class StateReader implements StateIO {
  readonly loading = true;
  private readonly view: DataView;
  private at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    readonly version: number,
    private readonly chunk: string,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get finished(): boolean {
    return this.at === this.bytes.length;
  }

  private head(name: string, type: Type, size: number): number {
    const at = this.at;
    if (at + 5 + size > this.bytes.length)
      throw new StateError(`the state is damaged: part "${this.chunk}" ends before "${name}".`);
    if (this.view.getInt32(at, true) !== hashOf(name) || this.bytes[at + 4] !== type) {
      throw new StateError(`the state is damaged or of another version: part "${this.chunk}" lacks "${name}".`);
    }
    this.at = at + 5 + size;
    return at + 5;
  }

  u8(name: string): number {
    return this.bytes[this.head(name, Type.U8, 1)];
  }

  u16(name: string): number {
    return this.view.getUint16(this.head(name, Type.U16, 2), true);
  }

  i32(name: string): number {
    return this.view.getInt32(this.head(name, Type.I32, 4), true);
  }

  f64(name: string): number {
    return this.view.getFloat64(this.head(name, Type.F64, 8), true);
  }

  bool(name: string): boolean {
    return this.bytes[this.head(name, Type.Bool, 1)] !== 0;
  }

  ram(name: string, array: NumericArray): void {
    const at = this.head(name, Type.Ram, 4);
    const length = this.view.getInt32(at, true);
    if (length !== array.byteLength || at + 4 + length > this.bytes.length) {
      throw new StateError(
        `the state is damaged: "${name}" in part "${this.chunk}" has ${length} bytes, ${array.byteLength} were expected.`,
      );
    }
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(this.bytes.subarray(at + 4, at + 4 + length));
    this.at = at + 4 + length;
  }
}
