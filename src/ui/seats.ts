/** A gamepad as far as its seat goes. */
interface Seated {
  /** The browser's slot; a pad keeps it while it is plugged in. */
  readonly index: number;
}

/**
 * Which gamepad is whose. The first that is plugged in gets the first seat; while a game is played, a pad that goes leaves its seat empty, so that
 * nobody else's pad changes its player, and one that comes takes the first empty seat.
 */
export class Seats {
  #seats: (number | null)[] = [];

  /** The gamepads by seat, null for a seat whose pad is gone. `playing`: seats are kept. */
  seat<G extends Seated>(gamepads: readonly G[], playing: boolean): readonly (G | null)[] {
    const there = new Map(gamepads.map((gamepad) => [gamepad.index, gamepad]));
    this.#seats = this.#seats.map((index) => (index !== null && there.has(index) ? index : null));
    if (!playing) this.#seats = this.#seats.filter((index) => index !== null);
    for (const index of there.keys()) {
      if (this.#seats.includes(index)) continue;
      const free = this.#seats.indexOf(null);
      if (free < 0) this.#seats.push(index);
      else this.#seats[free] = index;
    }
    return this.#seats.map((index) => (index === null ? null : there.get(index)!));
  }

  /** Every gamepad moves on to the next seat, the last one to the first. With a single gamepad there are `least` seats. */
  rotate(least: number): void {
    const seats = [...this.#seats, ...Array.from({ length: Math.max(0, least - this.#seats.length) }, () => null)];
    const last = seats.pop();
    if (last !== undefined) this.#seats = [last, ...seats];
  }
}
