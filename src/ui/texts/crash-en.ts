/** Texts of an emulator that stopped in the middle of a game. */
export const crashEn = {
  'crash.title': 'The emulator stopped while “{title}” was running',
  'crash.state': 'Your in-game save is safe. The last state of the game was made {time}.',
  'crash.noState': 'Your in-game save is safe. There is no state to go on from: the game starts anew.',
  'crash.again': 'Should it stop again at the same place, copy the report: it says what the makers of Dotclock need to know.',
  'crash.goOn': 'Go on from the last state',
  'crash.restart': 'Start the game again',
  'crash.copy': 'Copy the report',
  'crash.copied': 'Report copied.',
} as const;
