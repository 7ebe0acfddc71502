/** Actions on what panels point at, and actions of panels as commands. */
export const debuggerActionsEn = {
  'place.actions': 'Actions for this place',
  'place.stopGone': 'Breakpoint removed: {place}',
  'place.stopEvent': 'Break on {event}',
  'place.stopCode': 'Break at this instruction: {address}',
  'source.noBreakpoint': 'Breakpoint removed from line {line}.',
};
