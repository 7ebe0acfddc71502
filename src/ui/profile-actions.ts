import { MOST_PROFILES, PAD_SETTINGS, withProfile, type InputProfile, type Settings } from '../shared/settings.ts';
import type { App } from './app.ts';

type Profiles = Readonly<Record<string, InputProfile>>;

/** Named sets of bindings, which every game can have. */
export class ProfileActions {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  get #all(): Profiles {
    return this.#app.store.now.settings['input.profiles'];
  }

  #keep(profiles: Profiles): Promise<void> {
    return this.#app.settings.set('input.profiles', profiles);
  }

  /** A new one, of the bindings that `values` have. @throws Error when there are too many */
  async make(name: string, values: Settings): Promise<void> {
    if (Object.keys(this.#all).length >= MOST_PROFILES) throw new Error(this.#app.text('profile.many', { most: MOST_PROFILES }));
    const now = withProfile(values);
    await this.#keep({ ...this.#all, [name]: Object.fromEntries(PAD_SETTINGS.map((key) => [key, now[key]])) });
  }

  /** Another name, for every game that has the profile too. */
  async rename(before: string, after: string): Promise<void> {
    if (before === after) return;
    const { settings, gameSettings } = this.#app.store.now;
    const games = Object.keys(gameSettings).filter((hash) => gameSettings[hash]['input.profile'] === before);
    const named = Object.entries(this.#all).map(([name, profile]) => [name === before ? after : name, profile]);
    await this.#keep(Object.fromEntries(named) as Profiles);
    if (settings['input.profile'] === before) await this.#app.settings.set('input.profile', after);
    for (const hash of games) await this.#app.settings.set('input.profile', after, hash);
  }

  /** Deletes one, which can be undone. `set`: chooses one where it was chosen. */
  async remove(name: string, set: (name: string) => void): Promise<void> {
    const all = this.#all;
    await this.#keep(Object.fromEntries(Object.entries(all).filter(([one]) => one !== name)));
    set('');
    this.#app.toast(this.#app.text('profile.removed', { name }), {
      action: 'common.undo',
      run: async () => {
        await this.#keep({ ...this.#all, [name]: all[name] });
        set(name);
      },
    });
  }
}
