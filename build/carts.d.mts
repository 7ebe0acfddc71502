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
  /** The scenes for measuring speed instead; then no manifest is written. */
  readonly bench?: boolean;
}

export function buildCarts(options?: BuildCartsOptions): Promise<BuiltCart[]>;
