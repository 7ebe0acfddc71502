/** The counter's period in samples; each rate's period divides it. [anomie: dsp, counters] */
export const COUNTER_RANGE = 30720;

/** Samples between two events of rates 1 to 31; rate 0 never fires. [anomie: dsp, counters] */
const PERIODS = [
  0, 2048, 1536, 1280, 1024, 768, 640, 512, 384, 320, 256, 192, 160, 128, 96, 80, 64, 48, 40, 32, 24, 20, 16, 12, 10, 8, 6, 5, 4,
  3, 2, 1,
];

/** The phase of a rate depends on which of 1, 3 or 5 divides its period. [anomie: dsp, counters] */
function phaseOf(rate: number): number {
  if (rate >= 30) return 0;
  return rate % 3 === 1 ? 0 : rate % 3 === 2 ? 1040 : 536;
}

function buildEvents(): Uint32Array {
  const events = new Uint32Array(COUNTER_RANGE);
  for (let rate = 1; rate < 32; rate++) {
    const period = PERIODS[rate];
    const first = (period - (phaseOf(rate) % period)) % period;
    for (let counter = first; counter < COUNTER_RANGE; counter += period) events[counter] |= 1 << rate;
  }
  return events;
}

const EVENTS = buildEvents();

/** Bit n is set when rate n fires at this value of the counter. */
export function rateEvents(counter: number): number {
  return EVENTS[counter];
}
