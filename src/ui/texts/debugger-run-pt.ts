import type { debuggerRunEn } from './debugger-run-en.ts';

/** Executar até um lugar nos dois sentidos, e o que parou. */
export const debuggerRunPt: Readonly<Record<keyof typeof debuggerRunEn, string>> = {
  'command.debugToBeam': 'Executar até uma linha e um ponto…',
  'command.debugBackToVblank': 'Voltar ao retraço vertical',
  'command.debugBackToHblank': 'Voltar ao retraço horizontal',
  'command.debugBackToNmi': 'Voltar ao último NMI',
  'command.debugBackToIrq': 'Voltar ao último IRQ',
  'command.debugBackToDma': 'Voltar ao último DMA',
  'command.debugBackToHdma': 'Voltar ao último HDMA',
  'command.debugBackToCursor': 'Voltar à linha escolhida',
  'command.debugBackToBeam': 'Voltar a uma linha e um ponto…',
  'debug.backTo': 'Voltar a…',
  'debug.backTo.nmi': 'Último NMI',
  'debug.backTo.irq': 'Último IRQ',
  'debug.backTo.dma': 'Último DMA',
  'debug.backTo.hdma': 'Último HDMA',
  'debug.neverBefore': 'Isso não aconteceu antes daqui. Aqui começa o histórico.',
  'debug.hit.execute': 'Ponto de parada em {place}',
  'debug.hit.read': '{place} lido: ${value}',
  'debug.hit.write': '{place} escrito: ${value}',
  'debug.hit.event': '{event} em {place}',
  'breaks.beyond': '{memory} termina em ${last}.',
  'breaks.nothing': 'Escolha ao menos um de Executar, Ler e Escrever.',
};
