import type { Entropy, u16, u8 } from './types.ts';

/** Noise from a 32-bit seed (xorshift): the same seed, the same bytes on every machine. */
class SeededEntropy implements Entropy {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed | 0, 0x9e3779b1) ^ 0x6c078965) | 0 || 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  private next(): number {
    let s = this.state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.state = s;
    return s;
  }

  u8(): u8 {
    return (this.next() >>> 11) & 0xff;
  }

  u16(): u16 {
    return (this.next() >>> 9) & 0xffff;
  }

  fill(memory: Uint8Array | Uint16Array): void {
    for (let i = 0; i < memory.length; i++) memory[i] = this.u16();
  }
}

class ConstantEntropy implements Entropy {
  constructor(private readonly byte: u8) {}

  u8(): u8 {
    return this.byte;
  }

  u16(): u16 {
    return this.byte * 0x101;
  }

  fill(memory: Uint8Array | Uint16Array): void {
    memory.fill(memory instanceof Uint16Array ? this.byte * 0x101 : this.byte);
  }
}

export function seededEntropy(seed: number): Entropy {
  return new SeededEntropy(seed);
}

/** Every byte of every memory is `byte` at power-on. */
export function constantEntropy(byte: u8): Entropy {
  return new ConstantEntropy(byte & 0xff);
}
