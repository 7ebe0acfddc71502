import type { padEn } from './pad-en.ts';

export const padPt: Readonly<Record<keyof typeof padEn, string>> = {
  'padKeys.title': 'Teclas para: {field}',
  'padKeys.capitals': 'Maiúsculas',
  'padKeys.space': 'Espaço',
  'padKeys.erase': 'Apagar',
  'padKeys.done': 'Pronto',
  'profile.rename': 'Renomear o perfil “{name}”',
  'profile.taken': 'Já existe um perfil “{name}”.',
  'profile.many': 'Já há {most} perfis. Exclua um primeiro.',
  'movie.endRecording': 'Encerrar o filme e guardá-lo',
  'movie.frame': 'quadro {frame}',
  'movie.frameOf': 'quadro {frame} de {length}',
  'palette.setting': 'Configuração',
  'reason.archiveLarge': 'o arquivo compactado é grande demais para ser aberto; extraia-o e adicione a pasta.',
};
