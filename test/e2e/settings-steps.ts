import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import {
  DEFAULT_SETTINGS,
  isSettingKey,
  SETTING_KEYS,
  SETTING_SHAPES,
  type SettingKey,
  type SettingShape,
} from '../../src/shared/settings.ts';

interface Stored {
  readonly global: Readonly<Record<string, unknown>>;
  readonly games: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What the rows of the settings show and what the file has, after every change. */
export interface EverySetting {
  readonly rows: Readonly<Record<string, string>>;
  readonly file: Stored;
}

type Kind = SettingShape['kind'];
const SIMPLE: ReadonlySet<Kind> = new Set(['switch', 'choice', 'range', 'profile']);

/** A player who goes through all settings of an app that plays a game, whatever its language and its host. */
class SettingsReader {
  readonly #page: Page;
  readonly #data: string;

  constructor(page: Page, data: string) {
    this.#page = page;
    this.#data = data;
  }

  get stored(): Stored {
    return JSON.parse(readFileSync(join(this.#data, 'settings.json'), 'utf8')) as Stored;
  }

  /** Values of the one game that has its own. */
  get ownValues(): Readonly<Record<string, unknown>> {
    return Object.values(this.stored.games)[0] ?? {};
  }

  get dialog(): Locator {
    return this.#page.locator('.dialog.settings');
  }

  async open(): Promise<void> {
    await this.#page.keyboard.press('Control+Comma');
    await this.dialog.waitFor();
  }

  async closeAll(): Promise<void> {
    const dialogs = this.#page.getByRole('dialog');
    while ((await dialogs.count()) > 0) {
      const before = await dialogs.first().getAttribute('aria-label');
      await this.#page.keyboard.press('Escape');
      await expect.poll(() => this.#page.getByRole('dialog', { name: before ?? '', exact: true }).count()).toBe(0);
    }
  }

  /** Goes through all sections: `visit` has each row and its setting. */
  async everyRow(visit: (key: SettingKey, row: Locator) => Promise<void>): Promise<void> {
    for (const section of await this.dialog.locator('.settings-nav button').all()) {
      await section.click();
      await expect.poll(() => section.getAttribute('aria-current')).toBe('page');
      const keys = await this.dialog
        .locator('[data-setting]')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['setting'] ?? ''));
      for (const key of keys.filter(isSettingKey)) await visit(key, this.dialog.locator(`[data-setting="${key}"]`));
    }
  }

  /** What the rows show, by setting. */
  async shown(): Promise<Record<string, string>> {
    const all: Record<string, string> = {};
    await this.everyRow(async (key, row) => {
      all[key] = await row.evaluate((element) => {
        const values = [...element.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')];
        const said = values.map((one) => (one.type === 'checkbox' ? String(one.checked) : one.value));
        return `${said.join('|')} ${element.textContent}`;
      });
    });
    return all;
  }

  async #bind(row: Locator): Promise<void> {
    const add = row.locator('.chip-add').first();
    await add.click();
    await expect.poll(() => add.textContent()).not.toBe('');
    await this.#page.keyboard.press('KeyJ');
    await row
      .locator('.chip', { hasText: /^!?\s*J/ })
      .first()
      .waitFor();
  }

  async #chooseAnother(row: Locator): Promise<void> {
    const select = row.locator('select');
    const now = await select.inputValue();
    const values = await select.locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    await select.selectOption(values.find((one) => one !== now) ?? now);
  }

  async #slide(row: Locator): Promise<void> {
    const slider = row.locator('input[type=range]');
    const [now, least, step] = [await slider.inputValue(), await slider.getAttribute('min'), await slider.getAttribute('step')];
    await slider.fill(String(Number(now) === Number(least) ? Number(now) + Number(step) : Number(now) - Number(step)));
  }

  async #makeProfile(row: Locator): Promise<void> {
    await row.locator('.profile-entry button').first().click();
    await row.getByRole('textbox').fill('Mine');
    await this.#page.keyboard.press('Enter');
    await expect.poll(() => row.locator('select').inputValue()).toBe('Mine');
  }

  /** Another value, by the control that a player has. */
  async #change(kind: Kind, row: Locator): Promise<void> {
    if (kind === 'switch') await row.getByRole('switch').click();
    else if (kind === 'choice') await this.#chooseAnother(row);
    else if (kind === 'range') await this.#slide(row);
    else if (kind === 'hotkeys') await this.#bind(row);
    else if (kind === 'profile') await this.#makeProfile(row);
    else if (kind === 'bindings') {
      await this.#bind(row);
      await row.locator('input[type=range]').fill('50');
    }
  }

  async change(...kinds: readonly Kind[]): Promise<void> {
    await this.everyRow(async (key, row) => {
      const { kind } = SETTING_SHAPES[key];
      if (kinds.includes(kind)) await this.#change(kind, row);
    });
  }

  async addCheat(): Promise<void> {
    await this.#page.keyboard.press('F7');
    const cheats = this.#page.getByRole('dialog');
    await cheats.getByRole('textbox').first().fill('7E1F0063');
    await this.#page.keyboard.press('Enter');
    await cheats.getByRole('switch', { name: /7E1F00/ }).waitFor();
    await cheats.getByRole('switch').first().click();
    await this.closeAll();
  }
}

/** Changes every setting by its control, for all games and for the one that is played. Whoever adds a setting finds it here when nothing in the app changes it. */
export async function changeEverySetting(page: Page, data: string): Promise<EverySetting> {
  const reader = new SettingsReader(page, data);
  const { dialog } = reader;
  await reader.open();
  // Pads have rows when their port has them; a profile is made of the bindings.
  await reader.change('switch', 'choice', 'range');
  await reader.change('bindings', 'hotkeys');
  await reader.change('profile');
  await dialog.locator('.for-game input').click();
  await reader.change('switch', 'choice', 'range');
  await dialog.locator('.settings-nav button').nth(6).click();
  await dialog.locator('[data-setting="input.profile"] select').selectOption('');
  await dialog.locator('.for-game input').click();
  await reader.closeAll();
  await reader.addCheat();
  await reader.open();
  const rows = await reader.shown();
  await expect.poll(() => reader.ownValues['cheats.list']).toHaveLength(1);
  const { stored: file, ownValues } = reader;
  const same = SETTING_KEYS.filter((key) => {
    const value = file.global[key] ?? ownValues[key];
    return value === undefined || JSON.stringify(value) === JSON.stringify(DEFAULT_SETTINGS[key]);
  });
  expect(same).toEqual([]);
  const forOne = SETTING_KEYS.filter(
    (key) => SETTING_SHAPES[key].perGame && SIMPLE.has(SETTING_SHAPES[key].kind) && !key.startsWith('cheats.'),
  );
  expect(forOne.filter((key) => ownValues[key] === undefined)).toEqual([]);
  return { rows, file };
}

/** Whether an app that was started again and plays the game shows and keeps what was changed. */
export async function expectKept(page: Page, data: string, before: EverySetting): Promise<void> {
  const reader = new SettingsReader(page, data);
  await reader.open();
  expect(await reader.shown()).toEqual(before.rows);
  expect(reader.stored).toEqual(before.file);
}
