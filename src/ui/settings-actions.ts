import type { CallResult } from '../shared/bridge.ts';
import {
  DEFAULT_SETTINGS,
  SETTING_KEYS,
  SETTING_SHAPES,
  type PartialSettings,
  type SettingKey,
  type Settings,
} from '../shared/settings.ts';
import type { App } from './app.ts';
import { effectiveSettings, lacksEffects, type UiState } from './state/ui-state.ts';
import { themeOf, watchSystemTheme } from './theme.ts';
import { isTextKey, type TextKey } from './texts/translate.ts';

/** Settings that have a place of their own besides the page of settings. */
const ELSEWHERE: ReadonlySet<SettingKey> = new Set(['cheats.active', 'cheats.list', 'input.profiles', 'input.deadZones']);
/** What the page of settings shows, in its order. */
export const SHOWN_SETTINGS: readonly SettingKey[] = SETTING_KEYS.filter((key) => !ELSEWHERE.has(key));

/** The text of a choice's value. */
export function valueText(key: SettingKey, value: string): TextKey {
  const own = `value.${key}.${value}`;
  if (isTextKey(own)) return own;
  const common = `value.${value}`;
  if (!isTextKey(common)) throw new Error(`no text for ${key} = ${value}`);
  return common;
}

export class SettingsActions {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  ask(): Promise<CallResult<'settings.get'>> {
    return this.#app.bridge.call('settings.get', null);
  }

  /** What the host has kept holds from now on. */
  take({ settings, games }: CallResult<'settings.get'>): void {
    this.#app.store.update((state) => {
      Object.assign(state, { settings, gameSettings: games });
    });
    this.apply(this.#app.store.now);
    watchSystemTheme(() => this.apply(this.#app.store.now));
  }

  /** Sets a value, for one game or for all. The page shows it at once; the host keeps it. */
  async set<K extends SettingKey>(key: K, value: Settings[K], hash: string | null = null): Promise<void> {
    const patch = { [key]: value } as PartialSettings;
    this.#app.store.update((state) => {
      if (hash === null) Object.assign(state.settings, patch);
      else state.gameSettings[hash] = { ...state.gameSettings[hash], ...patch } as never;
    });
    this.apply(this.#app.store.now);
    await this.#app.bridge.call('settings.set', { hash, patch });
  }

  /** Back to the default, or for a game to the global value; can be undone. */
  async reset(key: SettingKey, name: string, hash: string | null): Promise<void> {
    const state = this.#app.store.now;
    const before = hash === null ? state.settings[key] : state.gameSettings[hash]?.[key];
    this.#app.store.update((draft) => {
      if (hash === null) Object.assign(draft.settings, { [key]: DEFAULT_SETTINGS[key] });
      else {
        const rest = Object.entries(draft.gameSettings[hash] ?? {}).filter(([one]) => one !== key);
        draft.gameSettings[hash] = Object.fromEntries(rest);
      }
    });
    this.apply(this.#app.store.now);
    await this.#app.bridge.call('settings.reset', { hash, keys: [key] });
    this.#app.toast(this.#app.text('settings.changed', { name }), {
      action: 'common.undo',
      run: () => (before === undefined ? null : this.set(key, before, hash)),
    });
  }

  /** The next value of a choice or a switch, where the value that counts now comes from. */
  async next(key: SettingKey): Promise<void> {
    const state = this.#app.store.now;
    const hash = state.player?.game.hash;
    const own = hash !== undefined && state.gameSettings[hash]?.[key] !== undefined ? hash : null;
    const value = effectiveSettings(state)[key];
    const shape = SETTING_SHAPES[key];
    const name = this.#app.text(`setting.${key}` as TextKey);
    if (shape.kind === 'switch') {
      await this.set(key, !(value as boolean), own);
      if (key !== 'video.fps' && key !== 'input.viewer')
        this.#app.toast(
          this.#app.text('toast.value', { name, value: this.#app.text(value === true ? 'common.off' : 'common.on') }),
          { about: key },
        );
    } else if (shape.kind === 'choice') {
      const next = shape.values[(shape.values.indexOf(value as string) + 1) % shape.values.length] ?? shape.values[0];
      await this.set(key, next, own);
      const told = this.#app.text('toast.value', { name, value: this.#app.text(valueText(key, next)) });
      const but = key === 'video.filter' && lacksEffects(this.#app.store.now) ? ` – ${this.#app.text('video.noEffects')}` : '';
      this.#app.toast(told + but, { about: key });
    }
  }

  /** Makes page and emulator follow the settings. */
  apply(state: UiState): void {
    const settings = effectiveSettings(state);
    const root = document.documentElement;
    root.dataset['theme'] = themeOf(settings['general.theme']);
    root.dataset['motion'] = settings['general.motion'];
    root.style.setProperty('--scale', String(settings['general.scale'] / 100));
    root.lang = this.#app.language;
    this.#app.player.applySettings(settings);
    this.#app.attempt(() => this.#app.sendMenu());
  }
}
