import { InputLog } from './input-log.ts';
import type { Movie, MovieCheck, MovieEvent, MovieStart } from './movie.ts';

interface Link {
  /** Position of the history at which it begins. */
  readonly begin: number;
  readonly start: MovieStart;
  readonly inputs: InputLog;
  events: MovieEvent[];
  checks: MovieCheck[];
  /** Something was changed by hand: the inputs alone do not lead there. */
  broken: boolean;
  /** Times that play went on from an earlier step. */
  retries: number;
}

type EventOf<E> = E extends MovieEvent ? Omit<E, 'step'> : never;

/**
 * What the machine was given since its last anchor - power-on or a loaded state. Positions are the history's: going back to before an
 * anchor finds the inputs of the one before it again.
 */
export class LogChain {
  #links: Link[] = [];

  /** A new anchor; what was given before it stays, for who goes back to it. */
  anchor(position: number, start: MovieStart): void {
    while (this.#links.length > 0 && this.#links.at(-1)!.begin >= position) this.#links.pop();
    this.#links.push({ begin: position, start, inputs: new InputLog(), events: [], checks: [], broken: false, retries: 0 });
  }

  #at(position: number): Link | undefined {
    while (this.#links.length > 1 && this.#links.at(-1)!.begin > position) this.#links.pop();
    const link = this.#links.at(-1);
    if (link === undefined || link.begin > position) return undefined;
    const step = position - link.begin;
    if (link.inputs.length > step) {
      link.inputs.truncate(step);
      link.retries++;
    }
    link.events = keep(link.events, step);
    link.checks = keep(link.checks, step);
    return link;
  }

  append(position: number, values: ArrayLike<number>): void {
    this.#at(position)?.inputs.append(values);
  }

  event(position: number, event: EventOf<MovieEvent>): void {
    const link = this.#at(position);
    if (link !== undefined) link.events = [...link.events, { ...event, step: position - link.begin }];
  }

  check(position: number, crc: number): void {
    const link = this.#at(position);
    const step = position - (link?.begin ?? 0);
    if (link !== undefined && (link.checks.at(-1)?.step ?? -1) < step) link.checks.push({ step, crc });
  }

  /** Battery RAM was replaced: right at the anchor it belongs to what the inputs begin with. */
  withSram(position: number, sram: Uint8Array): void {
    const link = this.#at(position);
    if (link?.begin === position) this.#links[this.#links.length - 1] = { ...link, start: { ...link.start, sram } };
    else this.breakAt(position);
  }

  /** A byte was changed by hand. */
  breakAt(position: number): void {
    const link = this.#at(position);
    if (link !== undefined) link.broken = true;
  }

  /** Steps from the anchor to a position. */
  stepAt(position: number): number {
    return position - (this.#links.findLast((one) => one.begin <= position)?.begin ?? position);
  }

  /** Everything since the anchor; null when it does not lead to where the machine is. Changes nothing. */
  movieAt(position: number, romHash: string): Movie | null {
    const link = this.#links.findLast((one) => one.begin <= position);
    if (link === undefined || link.broken) return null;
    const step = position - link.begin;
    const inputs = link.inputs.copy();
    inputs.truncate(step);
    if (inputs.length !== step) return null;
    return {
      romHash,
      start: link.start,
      inputs,
      events: keep(link.events, step),
      checks: keep(link.checks, step),
      retries: link.retries,
    };
  }

  clear(): void {
    this.#links = [];
  }
}

function keep<T extends { readonly step: number }>(list: T[], step: number): T[] {
  return list.length > 0 && list[list.length - 1].step > step ? list.filter((one) => one.step <= step) : list;
}
