import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  DEFAULT_SETTINGS,
  isSettingKey,
  PAD_SETTINGS,
  SETTING_SHAPES,
  sieveSettings,
  type PartialSettings,
  type Settings,
} from '../../src/shared/settings.ts';

/** What a settings file holds. */
export interface StoredSettings {
  version: number;
  global: Record<string, unknown>;
  games: Record<string, Record<string, unknown>>;
}

/** electron-store and conf both are one. */
export interface SettingsBacking {
  store: StoredSettings;
}

export const SETTINGS_VERSION = 2;
export const EMPTY_SETTINGS: StoredSettings = { version: SETTINGS_VERSION, global: {}, games: {} };

/** Step N turns version N into N + 1. */
const MIGRATIONS: readonly ((stored: StoredSettings) => StoredSettings)[] = [
  // 0 had no version number and no settings by game.
  (stored) => ({ version: 1, global: stored.global ?? {}, games: stored.games ?? {} }),
  // 1 had no gamepad buttons for the game menu.
  (stored) => ({ ...stored, version: 2, global: withMenuButtons(stored.global) }),
];

/** The game menu's own keys get its gamepad buttons as far as nothing else has them. */
function withMenuButtons(global: Record<string, unknown>): Record<string, unknown> {
  const keys = isRecord(global) ? global['keys'] : undefined;
  const own = isRecord(keys) ? keys['overlay'] : undefined;
  if (!isRecord(keys) || !Array.isArray(own) || own.length === 0) return global;
  const taken = new Set([...Object.values(keys), ...bindingsOf(global)].flat());
  const added = ['pad:16', 'pad:8&pad:9'].filter((one) => !taken.has(one));
  return added.length === 0 ? global : { ...global, keys: { ...keys, overlay: [...own, ...added] } };
}

/** What the players' buttons are bound to. */
function bindingsOf(global: Record<string, unknown>): unknown[] {
  return PAD_SETTINGS.flatMap((key) => (isRecord(global[key]) ? Object.values(global[key]).flat() : []));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readsAsSettings(path: string): boolean {
  try {
    return isRecord(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return false;
  }
}

/**
 * Before a store opens the file: a broken one is set aside under another name (returned) and the last good copy takes its place; a good one is
 * copied as the last good one.
 */
export function prepareSettingsFile(folder: string, stamp: string): string | null {
  const path = join(folder, 'settings.json');
  const backup = join(folder, 'settings.backup.json');
  if (!existsSync(path)) return null;
  if (readsAsSettings(path)) {
    copyFileSync(path, backup);
    return null;
  }
  const aside = join(folder, `settings.broken-${stamp}.json`);
  renameSync(path, aside);
  if (existsSync(backup) && readsAsSettings(backup)) copyFileSync(backup, path);
  return basename(aside);
}

/** Global settings and those of single games, checked on reading and on writing. */
export class SettingsService {
  readonly #backing: SettingsBacking;
  #global: PartialSettings;
  #told = false;
  readonly #games: Map<string, PartialSettings>;
  /** Keys whose stored value was not understood and is left out. */
  readonly ignored: readonly string[];

  constructor(backing: SettingsBacking) {
    this.#backing = backing;
    const stored = migrate(backing.store);
    const ignored: string[] = [];
    const sieve = (values: unknown): PartialSettings => {
      const { good, bad } = sieveSettings(isRecord(values) ? values : {});
      ignored.push(...bad.map(({ key }) => key));
      return good;
    };
    this.#global = sieve(stored.global);
    this.#games = new Map(
      Object.entries(isRecord(stored.games) ? stored.games : {}).map(([hash, values]) => [hash, sieve(values)]),
    );
    this.ignored = ignored;
  }

  get(): { settings: Settings; games: Readonly<Record<string, PartialSettings>> } {
    return { settings: { ...DEFAULT_SETTINGS, ...this.#global }, games: Object.fromEntries(this.#games) };
  }

  /** The settings of this version among `ignored`, once: then they are stored as they hold. */
  takeIgnored(): readonly string[] {
    const keys = [...new Set(this.ignored.filter(isSettingKey))];
    if (keys.length === 0 || this.#told) return [];
    this.#told = true;
    this.#write();
    return keys;
  }

  /** @throws Error when a value is not allowed; nothing is changed then */
  set(hash: string | null, patch: PartialSettings): void {
    const { good, bad } = sieveSettings(patch);
    if (bad.length > 0) throw new Error(`the setting '${bad[0]?.key ?? ''}' cannot have that value.`);
    if (hash === null) this.#global = { ...this.#global, ...good };
    else {
      const notByGame = Object.keys(good).find((key) => isSettingKey(key) && !SETTING_SHAPES[key].perGame);
      if (notByGame !== undefined) throw new Error(`the setting '${notByGame}' is the same for all games.`);
      this.#games.set(hash, { ...this.#games.get(hash), ...good });
    }
    this.#write();
  }

  /** A game's new version has the settings of the one before, unless it has its own. */
  copy(before: string, after: string): void {
    const own = this.#games.get(before);
    if (own === undefined || this.#games.has(after)) return;
    this.#games.set(after, own);
    this.#write();
  }

  reset(hash: string | null, keys: readonly string[]): void {
    const without = (values: PartialSettings): PartialSettings =>
      Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
    if (hash === null) this.#global = without(this.#global);
    else {
      const left = without(this.#games.get(hash) ?? {});
      if (Object.keys(left).length === 0) this.#games.delete(hash);
      else this.#games.set(hash, left);
    }
    this.#write();
  }

  #write(): void {
    this.#backing.store = { version: SETTINGS_VERSION, global: { ...this.#global }, games: Object.fromEntries(this.#games) };
  }
}

/** Brings what an older version stored to today's form. */
export function migrate(stored: Partial<StoredSettings>): StoredSettings {
  let current = { ...EMPTY_SETTINGS, ...stored, version: stored.version ?? 0 };
  for (const step of MIGRATIONS.slice(current.version)) current = step(current);
  return current;
}
