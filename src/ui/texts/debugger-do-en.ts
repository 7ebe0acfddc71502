/** Buttons of panels, as commands. */
export const debuggerDoEn = {
  'command.debugDo': '{panel}: {action}',
  'do.notNow': '{panel}: this can’t be done now.',
  'do.toPc': 'Go to the program counter',
  'do.find': 'Find bytes or text',
  'do.sourceStop': 'Breakpoint on the chosen line',
  'do.startStop': 'Start or stop',
  'do.clearLog': 'Clear the log',
  'do.wav': 'Save as WAV',
  'menu.inCode': 'In the code panels',
  'menu.inMemory': 'In the memory panels',
  'menu.inVideo': 'In the video and sound panels',
};
