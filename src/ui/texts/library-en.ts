/** Texts of the library's files and folders. */
export const libraryEn = {
  'library.folderRemoved': 'The folder “{name}” is forgotten. Its files, saves and play times stay.',
  'library.newVersion': 'The file of “{title}” has changed: this is its new version.',
} as const;
