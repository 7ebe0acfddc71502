import type { crashEn } from './crash-en.ts';

export const crashPt: Readonly<Record<keyof typeof crashEn, string>> = {
  'crash.title': 'O emulador parou enquanto “{title}” rodava',
  'crash.state': 'O save do jogo está seguro. O último estado do jogo foi feito {time}.',
  'crash.noState': 'O save do jogo está seguro. Não há estado de onde continuar: o jogo começa de novo.',
  'crash.again': 'Se parar de novo no mesmo lugar, copie o relatório: ele diz o que os autores do Dotclock precisam saber.',
  'crash.goOn': 'Continuar do último estado',
  'crash.restart': 'Iniciar o jogo de novo',
  'crash.copy': 'Copiar o relatório',
  'crash.copied': 'Relatório copiado.',
};
