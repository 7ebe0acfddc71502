// The carts that are built: where the source is, and which generated files it reads.
import { embermothFiles } from './embermoth.mjs';
import { testCardFiles } from './test-card.mjs';

/** Carts for players. */
export const CARTS = [
  {
    name: 'embermoth',
    title: 'Embermoth',
    description: 'Gather falling stars until dawn. One or two players; the best scores are kept.',
    players: 2,
    source: 'assets/carts/embermoth/main.s',
    files: embermothFiles,
  },
  {
    name: 'test-card',
    title: 'Test card',
    description: 'Pages for every picture mode, sprites, windows, sound and controllers. L, R or Start turn them.',
    players: 1,
    source: 'assets/carts/test-card/main.s',
    files: testCardFiles,
  },
];

function bench(name, title, source, files, defines = {}) {
  return { name: `bench-${name}`, title, description: 'For measuring speed.', players: 0, source, files, defines };
}

function card(name, title, page) {
  return bench(name, title, 'assets/carts/test-card/main.s', testCardFiles, { FIRST_PAGE: page });
}

/** The same programs started in one scene, for measuring speed. */
export const BENCH_CARTS = [
  bench('cpu', 'Processor alone', 'assets/carts/bench/cpu.s', () => ({})),
  bench('play', 'Play', 'assets/carts/embermoth/main.s', embermothFiles, { BENCH_PLAY: 1 }),
  bench('sound', 'Sound alone', 'assets/carts/embermoth/main.s', embermothFiles, { BENCH_SOUND: 1 }),
  card('mode7', 'Mode 7', 10),
  card('hires', '512 dots', 11),
  card('interlace', '448 lines', 12),
  card('windows', 'Windows', 15),
  card('math', 'Colour arithmetic everywhere', 16),
];
