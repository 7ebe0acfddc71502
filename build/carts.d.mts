export interface BuiltCart {
  /** File name without extension. */
  readonly name: string;
  readonly title: string;
  readonly file: string;
  readonly description: string;
  readonly players: number;
  /** Absolute path of the ROM. */
  readonly path: string;
}

export interface BuildCartsOptions {
  /** Relative to the project, or absolute; default dist/carts. */
  readonly outDir?: string;
  /** Some carts only; then no manifest is written. */
  readonly names?: readonly string[];
}

export function buildCarts(options?: BuildCartsOptions): Promise<BuiltCart[]>;
