import type { debuggerDoEn } from './debugger-do-en.ts';

/** Botões dos painéis, como comandos. */
export const debuggerDoPt: Readonly<Record<keyof typeof debuggerDoEn, string>> = {
  'command.debugDo': '{panel}: {action}',
  'do.notNow': '{panel}: isto não pode ser feito agora.',
  'do.toPc': 'Ir ao contador de programa',
  'do.find': 'Procurar bytes ou texto',
  'do.sourceStop': 'Ponto de parada na linha escolhida',
  'do.startStop': 'Iniciar ou parar',
  'do.clearLog': 'Limpar o registro',
  'do.wav': 'Salvar como WAV',
  'menu.inCode': 'Nos painéis de código',
  'menu.inMemory': 'Nos painéis de memória',
  'menu.inVideo': 'Nos painéis de vídeo e som',
};
