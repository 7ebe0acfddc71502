import type { ChipState } from '../../../session/debug-protocol.ts';

export interface HardwareRow {
  readonly chip: string;
  readonly name: string;
  readonly value: number | boolean;
  /** It was something else when the machine stood still the last time. */
  readonly changed: boolean;
}

/** `forcedBlank` as `forced blank`. */
export function fieldWords(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

/** Every value of every chip, and whether it differs from `before`. */
export function hardwareRows(chips: readonly ChipState[], before: readonly ChipState[]): HardwareRow[] {
  const known = new Map(before.flatMap(({ chip, values }) => values.map(({ name, value }) => [`${chip} ${name}`, value])));
  return chips.flatMap(({ chip, values }) =>
    values.map(({ name, value }) => {
      const old = known.get(`${chip} ${name}`);
      return { chip, name: fieldWords(name), value, changed: old !== undefined && old !== value };
    }),
  );
}

/** Rows with all the words that are looked for, in chip or name. */
export function found(rows: readonly HardwareRow[], text: string): readonly HardwareRow[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter(({ chip, name }) => words.every((word) => `${chip} ${name}`.toLowerCase().includes(word)));
}
