/** Where the debugger stays, and what it has learned. */
export const debuggerPastEn = {
  'debug.stop.noReturn': 'Has not returned',
  'debug.noReturn': 'The routine does not return soon: it has no caller, or waits for something. You are where you were.',
  'command.debugReturn': 'Return to the moment before the last leap',
  'export.noEdits': 'There are no edits of the ROM: a patch would change nothing.',
  'debug.return': 'Return',
  'debug.noReturnTo': 'No leap through time to return from.',
};
