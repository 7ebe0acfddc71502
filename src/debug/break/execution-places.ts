import type { Snes } from '../../core/snes.ts';
import type { ProcessorName } from '../processors.ts';
import { type Breakpoint, watchedProcessor } from './breakpoints.ts';
import { BusRange, shownAt } from './bus-range.ts';

interface Place {
  readonly id: number;
  /** Where on the S-CPU's bus it lies; null for the sound processor. */
  readonly where: BusRange | null;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** Where the breakpoints on execution lie, those that are switched off too: at every mirror, as the machine stops there. */
export class ExecutionPlaces {
  readonly #snes: Snes;
  readonly #places: readonly Place[];

  constructor(snes: Snes, list: readonly Breakpoint[], processor: ProcessorName) {
    this.#snes = snes;
    this.#places = list
      .filter((one) => one.event === null && one.execute && !one.forbid && watchedProcessor(one) === processor)
      .map(({ id, memory, from, to }) => ({
        id,
        where: processor === 'cpu' ? new BusRange(snes, memory, from, to) : null,
        from,
        to,
      }));
  }

  /** The breakpoints that stop before an instruction at an address, by id. */
  at(address: number): readonly number[] {
    if (this.#places.length === 0) return [];
    return this.#places
      .filter(({ where, from, to }) =>
        where === null ? address >= from && address <= to : where.contains(shownAt(this.#snes, address)),
      )
      .map(({ id }) => id);
  }
}
