/** Texts of the library's files and folders. */
export const libraryEn = {
  'library.noFavourites': 'No favourites yet',
  'library.clearSearch': 'Clear the search',
  'library.folderRemoved': 'The folder “{name}” is forgotten. Its files, saves and play times stay.',
  'library.newVersion': 'The file of “{title}” has changed: this is its new version.',
  'battery.otherSize':
    'The in-game save of “{title}” has {bytes} bytes, the game keeps {size}: it may start without it. The save as it was stays as “{name}” in the folder “saves”.',
  'settings.setBack': 'These settings could not be understood and are back at their defaults: {names}.',
  'library.patchedShort': 'Patched',
  'library.temporary': 'Until closing',
  'library.temporary.hint':
    'Opened from outside of the library: it is here until Dotclock closes. Saves, states, play time, favourite and collections stay and come back with it. To keep it here, add its folder.',
  'library.temporary.toast':
    '“{title}” is in the library until Dotclock closes. Its saves and states stay; to keep it here, too, add its folder.',
  'open.several': '{count} {count|game|games} came into the library.',
  'open.many': 'Opening {count} files…',
  'open.folder': 'The folder “{name}” is in the library now, with its games.',
  'open.refused': '{count} files can’t be opened.',
  'states.recovery.away':
    'Dotclock ended while “{title}” was running, and its file is not in the library. Open it again to go on from its last state.',
} as const;
