import type { Settings } from '../shared/settings.ts';

export type Theme = Exclude<Settings['general.theme'], 'system'>;

const DARK = '(prefers-color-scheme: dark)';
const CONTRAST = ['(prefers-contrast: more)', '(forced-colors: active)'] as const;

/** The theme that a setting stands for now: the system's says whether it is dark, light or high in contrast. */
export function themeOf(setting: Settings['general.theme']): Theme {
  if (setting !== 'system') return setting;
  if (CONTRAST.some((query) => matchMedia(query).matches)) return 'contrast';
  return matchMedia(DARK).matches ? 'dark' : 'light';
}

/** Calls when the system's theme has changed. */
export function watchSystemTheme(changed: () => void): void {
  for (const query of [DARK, ...CONTRAST]) matchMedia(query).addEventListener('change', changed);
}
