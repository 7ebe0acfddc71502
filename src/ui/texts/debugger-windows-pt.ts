import type { debuggerWindowsEn } from './debugger-windows-en.ts';

/** Textos das outras janelas do depurador. */
export const debuggerWindowsPt: Readonly<Record<keyof typeof debuggerWindowsEn, string>> = {
  'command.debugPopOut': 'Mover o painel para uma janela própria',
  'command.debugPutBack': 'Devolver os painéis à primeira janela',
  'debug.closePanel': 'Fechar o painel',
  'debug.windowRefused':
    'O navegador recusou uma nova janela. Permita janelas (pop-ups) para esta página; o painel fica onde está.',
};
