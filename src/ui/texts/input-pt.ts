import type { inputEn } from './input-en.ts';

export const inputPt: Readonly<Record<keyof typeof inputEn, string>> = {
  'padButton.Up': 'Cima',
  'padButton.Down': 'Baixo',
  'padButton.Left': 'Esquerda',
  'padButton.Right': 'Direita',
  'setting.input.background': 'Controles valem com outra janela à frente',
  'setting.input.background.hint':
    'Para um jogo que continua ali: “Pausar quando outra janela está à frente” deve estar desligado.',
  'video.noEffects': 'Sem WebGL, que esta janela não tem, os filtros com efeitos ficam como “Nítido”.',
  'cheats.edit': 'Alterar “{name}”',
  'binding.pad': 'Controle {button}',
  'binding.leftStick': 'Analógico E {way}',
  'binding.rightStick': 'Analógico D {way}',
  'binding.axis': 'Eixo {axis} {way}',
  'key.Escape': 'Esc',
  'key.Space': 'Espaço',
  'key.ShiftLeft': 'Shift esquerdo',
  'key.ShiftRight': 'Shift direito',
  'key.ControlLeft': 'Ctrl esquerdo',
  'key.ControlRight': 'Ctrl direito',
  'key.AltLeft': 'Alt esquerdo',
  'key.AltRight': 'Alt direito',
};
