import type { libraryEn } from './library-en.ts';

export const libraryPt: Readonly<Record<keyof typeof libraryEn, string>> = {
  'library.noFavourites': 'Ainda não há favoritos',
  'library.clearSearch': 'Limpar a busca',
  'library.folderRemoved': 'A pasta “{name}” foi esquecida. Os arquivos, os saves e os tempos de jogo ficam.',
  'library.newVersion': 'O arquivo de “{title}” mudou: esta é a nova versão.',
  'battery.otherSize':
    'O save de “{title}” tem {bytes} bytes, o jogo guarda {size}: ele pode começar sem o save. O save como era fica como “{name}” na pasta “saves”.',
  'settings.setBack': 'Estas configurações não puderam ser entendidas e voltaram ao padrão: {names}.',
  'library.patchedShort': 'Com patch',
  'library.temporary': 'Até fechar',
  'library.temporary.hint':
    'Aberto de fora da biblioteca: fica aqui até o Dotclock fechar. Saves, estados, tempo de jogo, favorito e coleções ficam e voltam com ele. Para mantê-lo aqui, adicione a pasta dele.',
  'library.temporary.toast':
    '“{title}” fica na biblioteca até o Dotclock fechar. Os saves e estados ficam; para manter também o jogo, adicione a pasta dele.',
  'open.several': '{count} {count|jogo entrou|jogos entraram} na biblioteca.',
  'open.many': 'Abrindo {count} arquivos…',
  'open.folder': 'A pasta “{name}” está na biblioteca agora, com os jogos dela.',
  'open.refused': '{count} arquivos não podem ser abertos.',
  'states.recovery.away':
    'O Dotclock foi encerrado enquanto “{title}” rodava, e o arquivo dele não está na biblioteca. Abra-o de novo para continuar do último estado.',
};
