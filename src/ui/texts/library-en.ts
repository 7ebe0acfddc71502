/** Texts of the library's files and folders. */
export const libraryEn = {
  'library.folderRemoved': 'The folder “{name}” is forgotten. Its files, saves and play times stay.',
  'library.newVersion': 'The file of “{title}” has changed: this is its new version.',
  'battery.otherSize':
    'The in-game save of “{title}” has {bytes} bytes, the game keeps {size}: it may start without it. The save as it was stays as “{name}” in the folder “saves”.',
  'settings.setBack': 'These settings could not be understood and are as they come: {names}.',
} as const;
