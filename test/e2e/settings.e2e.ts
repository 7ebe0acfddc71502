import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DEFAULT_SETTINGS,
  isSettingKey,
  SETTING_KEYS,
  SETTING_SHAPES,
  type SettingKey,
  type SettingShape,
} from '../../src/shared/settings.ts';
import { findBrowser, LocalApp, Place } from './harness.ts';

let place: Place;
let app: LocalApp;
let page: Page;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

interface Stored {
  readonly global: Readonly<Record<string, unknown>>;
  readonly games: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function stored(): Stored {
  return JSON.parse(readFileSync(join(place.data, 'settings.json'), 'utf8')) as Stored;
}

/** Values of the one game that has its own. */
function ownValues(): Readonly<Record<string, unknown>> {
  return Object.values(stored().games)[0] ?? {};
}

/** The settings page, whatever its language. */
function settings(): Locator {
  return page.locator('.dialog.settings');
}

async function openSettings(): Promise<void> {
  await page.keyboard.press('Control+Comma');
  await settings().waitFor();
}

async function closeAll(): Promise<void> {
  while ((await page.getByRole('dialog').count()) > 0) {
    const before = await page.getByRole('dialog').first().getAttribute('aria-label');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog', { name: before ?? '', exact: true }).count()).toBe(0);
  }
}

/** Goes through all sections: `visit` has each row and its setting. */
async function everyRow(visit: (key: SettingKey, row: Locator) => Promise<void>): Promise<void> {
  for (const section of await settings().locator('.settings-nav button').all()) {
    await section.click();
    await expect.poll(() => section.getAttribute('aria-current')).toBe('page');
    const keys = await settings()
      .locator('[data-setting]')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['setting'] ?? ''));
    for (const key of keys.filter(isSettingKey)) await visit(key, settings().locator(`[data-setting="${key}"]`));
  }
}

/** What the rows show, by setting. */
async function shown(): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  await everyRow(async (key, row) => {
    all[key] = await row.evaluate((element) => {
      const values = [...element.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')];
      const said = values.map((one) => (one.type === 'checkbox' ? String(one.checked) : one.value));
      return `${said.join('|')} ${element.textContent}`;
    });
  });
  return all;
}

type Kind = SettingShape['kind'];

async function bind(row: Locator): Promise<void> {
  const add = row.locator('.chip-add').first();
  await add.click();
  await expect.poll(() => add.textContent()).not.toBe('');
  await page.keyboard.press('KeyJ');
  await row
    .locator('.chip', { hasText: /^!?\s*J/ })
    .first()
    .waitFor();
}

/** Another value, by the control that a player has. A kind that is not here has no control that is tried. */
const CHANGES: Readonly<Partial<Record<Kind, (row: Locator) => Promise<unknown>>>> = {
  switch: (row) => row.getByRole('switch').click(),
  choice: async (row) => {
    const select = row.locator('select');
    const now = await select.inputValue();
    const values = await select.locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    await select.selectOption(values.find((one) => one !== now) ?? now);
  },
  range: async (row) => {
    const slider = row.locator('input[type=range]');
    const [now, least, step] = [await slider.inputValue(), await slider.getAttribute('min'), await slider.getAttribute('step')];
    await slider.fill(String(Number(now) === Number(least) ? Number(now) + Number(step) : Number(now) - Number(step)));
  },
  bindings: async (row) => {
    await bind(row);
    await row.locator('input[type=range]').fill('50');
  },
  hotkeys: bind,
  profile: async (row) => {
    await row.locator('.profile-entry button').first().click();
    await row.getByRole('textbox').fill('Mine');
    await page.keyboard.press('Enter');
    await expect.poll(() => row.locator('select').inputValue()).toBe('Mine');
  },
};

async function change(kinds: readonly Kind[]): Promise<void> {
  await everyRow(async (key, row) => {
    const { kind } = SETTING_SHAPES[key];
    if (kinds.includes(kind)) await CHANGES[kind]?.(row);
  });
}

describe.skipIf(findBrowser() === null)('every setting', { timeout: 180_000 }, () => {
  it('is changed by its control, for all games and for one, and is still so after a restart', async () => {
    app = await LocalApp.open(place);
    ({ page } = app);
    await app.play('Test card');
    await openSettings();
    await change(['switch', 'choice', 'range']);
    await change(['bindings', 'hotkeys']);
    await change(['profile']);
    await settings().locator('.for-game input').click();
    await change(['switch', 'choice', 'range']);
    await settings().locator('.settings-nav button').nth(6).click();
    await settings().locator('[data-setting="input.profile"] select').selectOption('');
    await settings().locator('.for-game input').click();
    await closeAll();
    await page.keyboard.press('F7');
    const cheats = page.getByRole('dialog');
    await cheats.getByRole('textbox').first().fill('7E1F0063');
    await page.keyboard.press('Enter');
    await cheats.getByRole('switch', { name: /7E1F00/ }).waitFor();
    await cheats.getByRole('switch').first().click();
    await closeAll();
    await openSettings();
    const before = await shown();
    await expect.poll(() => ownValues()['cheats.list']).toHaveLength(1);
    const file = stored();
    // Whoever adds a setting finds it here when nothing in the app changes it, or when its change is not kept.
    const same = SETTING_KEYS.filter((key) => {
      const value = file.global[key] ?? ownValues()[key];
      return value === undefined || JSON.stringify(value) === JSON.stringify(DEFAULT_SETTINGS[key]);
    });
    expect(same).toEqual([]);
    const simple = new Set<Kind>(['switch', 'choice', 'range', 'profile']);
    const forOne = SETTING_KEYS.filter(
      (key) => SETTING_SHAPES[key].perGame && simple.has(SETTING_SHAPES[key].kind) && !key.startsWith('cheats.'),
    );
    expect(forOne.filter((key) => ownValues()[key] === undefined)).toEqual([]);
    expect(await app.close()).toBe(0);
    app = await LocalApp.open(place);
    ({ page } = app);
    await app.play('Test card');
    await openSettings();
    expect(await shown()).toEqual(before);
    expect(stored()).toEqual(file);
    expect(app.problems).toEqual([]);
  });
});
