/** Texts of the debugger's further windows. */
export const debuggerWindowsEn = {
  'command.debugPopOut': 'Move the panel to a window of its own',
  'command.debugPutBack': 'Put panels back into the first window',
  'debug.closePanel': 'Close the panel',
  'debug.windowRefused': 'The browser refused a new window. Allow windows (pop-ups) for this page; the panel stays where it is.',
} as const;
