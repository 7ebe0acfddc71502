/** Texts of keys, gamepads and what is set about them. */
export const inputEn = {
  'setting.input.background': 'Gamepads work while another window is in front',
  'setting.input.background.hint': 'For a game that goes on there: “Pause when another window is in front” must be off.',
  'binding.pad': 'Pad {button}',
  'binding.leftStick': 'Stick L {way}',
  'binding.rightStick': 'Stick R {way}',
  'binding.axis': 'Axis {axis} {way}',
  'key.Escape': 'Esc',
  'key.Space': 'Space',
  'key.ShiftLeft': 'Left Shift',
  'key.ShiftRight': 'Right Shift',
  'key.ControlLeft': 'Left Ctrl',
  'key.ControlRight': 'Right Ctrl',
  'key.AltLeft': 'Left Alt',
  'key.AltRight': 'Right Alt',
  'video.noEffects': 'Without WebGL, which this window does not have, the filters with effects look like “Sharp”.',
  'cheats.edit': 'Change “{name}”',
} as const;
