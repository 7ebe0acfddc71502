import type { libraryEn } from './library-en.ts';

export const libraryPt: Readonly<Record<keyof typeof libraryEn, string>> = {
  'library.folderRemoved': 'A pasta “{name}” foi esquecida. Os arquivos, os saves e os tempos de jogo ficam.',
  'library.newVersion': 'O arquivo de “{title}” mudou: esta é a nova versão.',
  'battery.otherSize':
    'O save de “{title}” tem {bytes} bytes, o jogo guarda {size}: ele pode começar sem o save. O save como era fica como “{name}” na pasta “saves”.',
  'settings.setBack': 'Estas configurações não puderam ser entendidas e voltaram ao padrão: {names}.',
};
