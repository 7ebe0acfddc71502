import { loadCart, type CartInfo } from '../core/cart/header.ts';
import { crc32 } from '../core/state/crc32.ts';

export { crc32 } from '../core/state/crc32.ts';

export { CartError } from '../core/cart/header.ts';

export interface CartIdentity {
  readonly info: CartInfo;
  /** The image without copier header, in address order. */
  readonly rom: Uint8Array;
  readonly crc: number;
}

/** What a ROM file is, without running it. Throws CartError. */
export function identifyCart(file: Uint8Array): CartIdentity {
  const { info, rom } = loadCart(file);
  return { info, rom, crc: crc32(rom) >>> 0 };
}
