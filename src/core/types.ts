/** Widths in the field's own words. They document; TypeScript does not check the range. */
export type u8 = number;
export type u16 = number;
export type u24 = number;
export type i16 = number;
/** Master clocks (NTSC 21.477272 MHz, PAL 21.281370 MHz). */
export type Clk = number;

export type Region = 'ntsc' | 'pal';

export type NumericArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float64Array;

/** A part of the machine that has a power-on state, a reset state and a place in the save state. */
export interface Component {
  /** Four letters: the tag of its chunk in a save state. */
  readonly chunk: string;
  readonly chunkVersion: number;
  /** Cold start: memories take their power-on contents from `entropy`, registers their power-on values. */
  power(entropy: Entropy): void;
  /** The reset button: memories stay. */
  reset(): void;
  serialize(s: StateIO): void;
}

/** Source of power-on contents. Deterministic: the same seed gives the same bytes. */
export interface Entropy {
  /** Fills with power-on noise (or with the one byte that the user asked for). */
  fill(memory: Uint8Array | Uint16Array): void;
  u8(): u8;
  u16(): u16;
}

/**
 * One path for both directions: `this.a = s.u16('a', this.a)`.
 * When saving it returns its argument; when loading, the stored value.
 * Names feed the debugger and the error messages; they must be unique within a chunk.
 */
export interface StateIO {
  readonly loading: boolean;
  /** Version of the chunk that is read or written. */
  readonly version: number;
  u8(name: string, value: number): number;
  u16(name: string, value: number): number;
  i32(name: string, value: number): number;
  f64(name: string, value: number): number;
  bool(name: string, value: boolean): boolean;
  /** Saves or fills the array in place; its length is part of the format. */
  ram(name: string, array: NumericArray): void;
}

/** A device on a bus. `peek` has no side effects. Addresses are what the device's docstring says. */
export interface IoPort {
  read(addr: u24, openBus: u8): u8;
  write(addr: u24, value: u8): void;
  peek(addr: u24): u8;
}
