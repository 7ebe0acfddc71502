import type { debuggerRowsEn } from './debugger-rows-en.ts';

/** Menus das linhas: o que o clique direito oferece. */
export const debuggerRowsPt: Readonly<Record<keyof typeof debuggerRowsEn, string>> = {
  'rows.actions': 'Ações para esta linha',
  'rows.inMemory': '{place} na memória',
  'rows.whoWrote': 'Quem escreveu {place}?',
  'rows.whenChanged': 'Quando {place} mudou?',
  'rows.stopWrite': 'Parar quando {place} for escrito',
  'rows.stopRead': 'Parar quando {place} for lido',
  'rows.watch': 'Observar {place}',
  'rows.copyAddress': 'Copiar o endereço',
  'rows.editBreakpoint': 'Editar o ponto de parada…',
  'rows.on': 'Ligado',
  'rows.edit': 'Editar…',
  'rows.remove': 'Remover',
  'rows.show': 'Mostrar o lugar',
  'rows.routine': 'Mostrar a rotina',
  'rows.call': 'Mostrar a chamada',
  'rows.backToCall': 'Voltar ao momento da chamada',
  'rows.backToRow': 'Voltar ao momento desta linha',
  'rows.traceKeys': 'Enter mostra o código, B volta ao momento da linha.',
  'rows.inBank': 'Lugar no banco',
  'rows.runToLine': 'Executar até esta linha',
  'rows.editing': 'Enter altera a observação {text}',
};
