import type { debuggerPastEn } from './debugger-past-en.ts';

/** Onde o depurador fica, e o que ele aprendeu. */
export const debuggerPastPt: Readonly<Record<keyof typeof debuggerPastEn, string>> = {
  'debug.stop.noReturn': 'Não retornou',
  'debug.noReturn': 'A rotina não retorna tão cedo: não tem quem a chamou, ou espera por algo. Você está onde estava.',
  'command.debugReturn': 'Retornar ao momento antes do último salto',
  'export.noEdits': 'Não há edições da ROM: um patch não mudaria nada.',
  'debug.return': 'Retornar',
  'debug.noReturnTo': 'Nenhum salto no tempo do qual retornar.',
};
