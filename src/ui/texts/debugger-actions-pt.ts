import type { debuggerActionsEn } from './debugger-actions-en.ts';

/** Ações sobre o lugar apontado, e ações dos painéis como comandos. */
export const debuggerActionsPt: Readonly<Record<keyof typeof debuggerActionsEn, string>> = {
  'place.actions': 'Ações para este lugar',
  'place.stopGone': 'Ponto de parada removido: {place}',
  'place.stopEvent': 'Parar em {event}',
  'place.stopCode': 'Parar nesta instrução: {address}',
  'source.noBreakpoint': 'Ponto de parada removido da linha {line}.',
};
