/** Texts of what the host cannot do, and of a disk that does not answer. */
export const hostEn = {
  'slowClose.title': 'Still not written',
  'slowClose.text':
    'Something is still being written, and the disk or the game does not answer. What was saved before is safe; this moment is not kept yet.',
  'slowClose.hint': 'Look whether the drive is still there. The window closes by itself as soon as everything is written.',
  'slowClose.wait': 'Go on waiting',
} as const;
