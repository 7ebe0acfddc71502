export const ROOMS: Readonly<Record<string, { rooms: string[]; packages: string[]; node?: boolean }>>;
export function verdict(from: string, specifier: string): string | null;
export function importsOf(source: string): string[];
