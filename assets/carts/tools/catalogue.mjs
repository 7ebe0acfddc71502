// The carts that are built: where the source is, and which generated files it reads.
import { embermothFiles } from './embermoth.mjs';
import { testCardFiles } from './test-card.mjs';

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
