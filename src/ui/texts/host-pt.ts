import type { hostEn } from './host-en.ts';

export const hostPt: Readonly<Record<keyof typeof hostEn, string>> = {
  'slowClose.title': 'Ainda não gravado',
  'slowClose.text':
    'Algo ainda está sendo gravado, e o disco ou o jogo não responde. O que foi salvo antes está seguro; este momento ainda não foi guardado.',
  'slowClose.hint': 'Veja se a unidade ainda está lá. A janela fecha sozinha assim que tudo estiver gravado.',
  'slowClose.wait': 'Continuar esperando',
  'reason.full': '{what}: o disco está cheio. Nada se perdeu; libere espaço e tente de novo.',
  'reason.forbidden': '{what}: sem permissão para gravar ou ler. Nada se perdeu; verifique as permissões.',
  'reason.broken': '{what}: o disco não responde como devia. Nada do que já estava salvo foi tocado; verifique a unidade.',
  'reason.gone': '{what}: não está mais lá. A unidade ainda está conectada?',
  'reason.busy': '{what}: em uso por outro programa. Feche-o lá e tente de novo.',
  'reason.occupied': '{what}: há outra coisa nesse lugar. Tire-a de lá e tente de novo.',
  'reason.files': 'Há arquivos abertos demais neste computador. Nada se perdeu; feche outros programas e tente de novo.',
  'reason.disk': '{what}: não pode ser usado ({code}). Tente de novo; se continuar, verifique a unidade.',
  'reason.what.states': 'a pasta dos estados',
  'reason.what.saves': 'a pasta dos saves dos jogos',
  'reason.what.covers': 'a pasta das capas',
  'reason.what.pictures': 'a pasta das imagens',
  'reason.what.patches': 'a pasta dos patches',
  'reason.what.debugger': 'a pasta das anotações do depurador',
  'reason.what.screenshots': 'a pasta das capturas de tela',
  'reason.what.recordings': 'a pasta das gravações',
  'reason.what.data': 'a pasta de dados',
  'reason.what.file': 'o arquivo “{name}”',
  'reason.what.some': 'um arquivo',
};
