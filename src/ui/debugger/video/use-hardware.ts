import { useMemo } from 'preact/hooks';
import type { ChipState, Sample } from '../../../session/debug-protocol.ts';
import { useLive } from '../context.ts';

export type PpuValues = Readonly<Record<string, number>>;

/** A chip's values by name; true is 1. */
export function valuesOfChip(chips: readonly ChipState[], chip: string): PpuValues {
  const values = chips.find((one) => one.chip === chip)?.values ?? [];
  return Object.fromEntries(values.map(({ name, value }) => [name, Number(value)]));
}

/** The PPU's registers, decoded; null before the first answer. */
export function usePpu(sample: Sample): PpuValues | null {
  const live = useLive('hardware', { sample }, { every: 250 });
  return useMemo(() => (live === null ? null : valuesOfChip(live.value, 'ppu')), [live]);
}
