import type { debuggerPastEn } from './debugger-past-en.ts';

/** Onde o depurador fica, e o que ele aprendeu. */
export const debuggerPastPt: Readonly<Record<keyof typeof debuggerPastEn, string>> = {
  'debug.stop.noReturn': 'Não retornou',
  'debug.noReturn': 'A rotina não retorna tão cedo: não tem quem a chamou, ou espera por algo. Você está onde estava.',
  'command.debugReturn': 'Retornar ao momento antes do último salto',
  'export.noEdits': 'Não há edições da ROM: um patch não mudaria nada.',
  'command.debugFind': 'Procurar texto no painel',
  'command.debugFindNext': 'Procurar o texto de novo',
  'command.debugFindPrevious': 'Procurar o texto de novo, para trás',
  'find.inCode': 'Instrução, rótulo ou comentário',
  'find.inTrace': 'Texto no rastro',
  'find.open': 'Procurar texto',
  'find.next': 'Próxima ocorrência',
  'find.previous': 'Ocorrência anterior',
  'find.none': 'Não encontrado',
  'find.noneOf': 'Não encontrado: {text}',
  'find.fromStart': 'De novo desde o começo',
  'find.fromEnd': 'De novo desde o fim',
  'code.bank': 'Banco',
  'code.banksOfCode': 'Algo foi executado aqui',
  'code.otherBanks': 'Nenhum código conhecido',
  'code.bytes': '{count} bytes de código',
  'debug.return': 'Retornar',
  'debug.noReturnTo': 'Nenhum salto no tempo do qual retornar.',
};
