// The carts that are built: where the source is, and which generated files it reads.
import { embermothFiles } from './embermoth.mjs';

export const CARTS = [
  {
    name: 'embermoth',
    title: 'Embermoth',
    description: 'Gather falling stars until dawn. One or two players; the best scores are kept.',
    players: 2,
    source: 'assets/carts/embermoth/main.s',
    files: embermothFiles,
  },
];
