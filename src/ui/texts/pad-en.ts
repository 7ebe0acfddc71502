/** Texts of writing by gamepad, and of profiles. */
export const padEn = {
  'padKeys.title': 'Keys for: {field}',
  'padKeys.capitals': 'Capitals',
  'padKeys.space': 'Space',
  'padKeys.erase': 'Erase',
  'padKeys.done': 'Done',
  'profile.rename': 'Rename the profile “{name}”',
  'profile.taken': 'There is a profile “{name}” already.',
  'profile.many': 'There are {most} profiles already. Delete one first.',
} as const;
