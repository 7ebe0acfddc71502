import type { libraryEn } from './library-en.ts';

export const libraryPt: Readonly<Record<keyof typeof libraryEn, string>> = {
  'library.folderRemoved': 'A pasta “{name}” foi esquecida. Os arquivos, os saves e os tempos de jogo ficam.',
  'library.newVersion': 'O arquivo de “{title}” mudou: esta é a nova versão.',
};
