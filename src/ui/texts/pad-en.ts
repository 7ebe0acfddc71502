/** Texts of writing by gamepad, of profiles, of the palette and of large archives. */
export const padEn = {
  'padKeys.title': 'Keys for: {field}',
  'padKeys.capitals': 'Capitals',
  'padKeys.space': 'Space',
  'padKeys.erase': 'Erase',
  'padKeys.done': 'Done',
  'profile.rename': 'Rename the profile “{name}”',
  'profile.taken': 'There is a profile “{name}” already.',
  'profile.many': 'There are {most} profiles already. Delete one first.',
  'movie.endRecording': 'End the movie and keep it',
  'movie.frame': 'frame {frame}',
  'movie.frameOf': 'frame {frame} of {length}',
  'palette.setting': 'Setting',
  'reason.archiveLarge': 'the archive is too large to be opened; unpack it, and add the folder.',
} as const;
