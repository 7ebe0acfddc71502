import type { hostEn } from './host-en.ts';

export const hostPt: Readonly<Record<keyof typeof hostEn, string>> = {
  'slowClose.title': 'Ainda não gravado',
  'slowClose.text':
    'Algo ainda está sendo gravado, e o disco ou o jogo não responde. O que foi salvo antes está seguro; este momento ainda não foi guardado.',
  'slowClose.hint': 'Veja se a unidade ainda está lá. A janela fecha sozinha assim que tudo estiver gravado.',
  'slowClose.wait': 'Continuar esperando',
};
