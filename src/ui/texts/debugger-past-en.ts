/** Where the debugger stays, and what it has learned. */
export const debuggerPastEn = {
  'debug.stop.noReturn': 'Has not returned',
  'debug.noReturn': 'The routine does not return soon: it has no caller, or waits for something. You are where you were.',
};
