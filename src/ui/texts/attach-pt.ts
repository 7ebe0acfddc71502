import type { attachEn } from './attach-en.ts';

export const attachPt: Readonly<Record<keyof typeof attachEn, string>> = {
  'section.debugger': 'Depurador',
  'attach.on': 'Deixar um editor ligar-se',
  'attach.port': 'Porta neste computador',
  'attach.token': 'Código de acesso',
  'attach.copyPort': 'Copiar a porta',
  'attach.copyToken': 'Copiar o código de acesso',
  'attach.newToken': 'Novo código',
  'attach.off': 'Desligado: ninguém se pode ligar.',
  'attach.waiting': 'Um editor pode ligar-se em 127.0.0.1, porta {port}.',
  'attach.attached': 'Um editor está ligado na porta {port}.',
  'attach.fault': 'Não foi possível usar a porta {port}: {reason}',
  'attach.hint':
    'O VS Code e outros (Debug Adapter Protocol) põem pontos de paragem no jogo desta janela e fazem-no avançar e recuar passo a passo. Só programas deste computador que saibam o código se podem ligar.',
};
