import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUES, translate, type Language, type TextKey } from '../../src/ui/texts/translate.ts';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

const SECTIONS = ['general', 'library', 'video', 'audio', 'states', 'speed', 'input', 'machine', 'debugger', 'keys'] as const;
type Theme = 'dark' | 'light' | 'contrast';
/** Every screen in every theme and language (DOTCLOCK_FULL=1), or only where these can make a difference. */
const full = process.env['DOTCLOCK_FULL'] === '1';
/** Another window (`1024x640`) and another size of texts (percent), for whoever looks. */
const [WIDTH = 1180, HEIGHT = 780] = (process.env['DOTCLOCK_WINDOW'] ?? '').split('x').filter(Boolean).map(Number);
const SCALE = process.env['DOTCLOCK_SCALE'] ?? '100';
/** Screens that between them show every kind of text on every kind of ground. */
const OF_EVERY_COLOUR: ReadonlySet<string> = new Set(['library', 'game-page', 'player', 'menu', 'states', 'settings-input']);
/** Screens whose texts are long enough to need their room. */
const OF_LONG_TEXT: ReadonlySet<string> = new Set(['library', 'menu', 'states', 'settings-general', 'settings-keys']);

function themesOf(language: Language, screen: string): readonly Theme[] {
  if (full || (language === 'en' && OF_EVERY_COLOUR.has(screen))) return ['dark', 'light', 'contrast'];
  return language === 'en' || OF_LONG_TEXT.has(screen) ? ['dark'] : [];
}
let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

/** Looks at a page: all rules in the dark theme, what colours can break in the others. */
class Inspector {
  readonly found: string[] = [];
  readonly #page: Page;
  readonly #language: Language;

  constructor(page: Page, language: Language) {
    this.#page = page;
    this.#language = language;
  }

  async look(screen: string): Promise<void> {
    for (const theme of themesOf(this.#language, screen)) {
      await this.#page.evaluate((one) => {
        document.documentElement.dataset['theme'] = one;
        document.documentElement.dataset['motion'] = 'reduced';
      }, theme);
      await this.#page.waitForTimeout(60);
      const name = `${this.#language}-${screen}-${theme}`;
      const builder = new AxeBuilder({ page: this.#page });
      const { violations } = await (theme === 'dark' ? builder : builder.withRules(['color-contrast'])).analyze();
      for (const { id, nodes } of violations)
        this.found.push(`${name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(' | ')}`);
      this.found.push(...(await this.#wider(name)));
      if (theme !== 'contrast') await shot(this.#page, name);
    }
  }

  /** Words that are cut off or push the page aside. */
  #wider(name: string): Promise<string[]> {
    return this.#page.evaluate((name) => {
      const page = document.documentElement;
      const cut = [...document.querySelectorAll<HTMLElement>('button, h1, h2, label, .setting-name, .badge')].filter(
        ({ scrollWidth, clientWidth }) => clientWidth > 4 && scrollWidth > clientWidth + 1,
      );
      const words = cut
        .filter((element) => getComputedStyle(element).textOverflow !== 'ellipsis' && element.offsetParent !== null)
        .map((element) => `${name}: cut off: ${element.outerHTML.slice(0, 140)}`);
      return page.scrollWidth > page.clientWidth ? [...words, `${name}: wider than the window`] : words;
    }, name);
  }
}

async function walk(page: Page, language: Language): Promise<string[]> {
  const text = (key: TextKey, fill: Record<string, string> = {}): string => translate(language, key, fill);
  const button = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();
  const escape = (): Promise<void> => page.keyboard.press('Escape');
  const inspector = new Inspector(page, language);
  const look = (screen: string): Promise<void> => inspector.look(screen);

  await page.getByRole('button', { name: text('library.play', { title: 'Embermoth' }) }).waitFor();
  await look('library');
  await button(text('value.list'));
  await look('library-list');
  await button(text('value.grid'));
  await button(text('library.favourites'));
  await look('library-empty');
  await button(text('library.all'));
  await button(text('game.more', { title: 'Embermoth' }));
  await look('game-page');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: text('collection.new') })
    .click();
  await look('naming');
  await page.keyboard.type('Noites');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Noites' }).waitFor();
  await escape();
  await button(text('command.addFolder'));
  await page.getByText(text('folder.hint')).waitFor();
  await look('folder');
  await escape();
  await page.keyboard.press('Control+k');
  await look('palette');
  await page.keyboard.type('zzzz');
  await look('palette-none');
  await escape();

  await page
    .getByRole('button', { name: text('library.play', { title: 'Test card' }) })
    .first()
    .click();
  await page.getByRole('img', { name: text('player.picture', { title: 'Test card' }) }).waitFor();
  await page.keyboard.press('KeyV');
  await page.keyboard.press('F3');
  await page.keyboard.press('Control+F9');
  await page.getByRole('button', { name: text('record.stop') }).waitFor();
  await look('player');
  await page.keyboard.press('Control+F9');
  await escape();
  await page.getByRole('dialog').waitFor();
  await look('menu');
  await escape();
  await page.keyboard.press('F7');
  await page.getByRole('dialog').getByRole('textbox').first().fill('7E1F0063');
  await page.keyboard.press('Enter');
  await look('cheats');
  await escape();
  await escape();
  await page.keyboard.press('KeyB');
  await page.getByRole('slider', { name: text('replay.position') }).waitFor();
  await look('replay');
  await escape();
  await page.keyboard.press('F2');
  await page.getByText(text('states.saved', { slot: '1' })).waitFor();
  await page.keyboard.press('Shift+F2');
  await page.getByText(text('states.savedNew'), { exact: true }).waitFor();
  await page.keyboard.press('F6');
  const states = page.getByRole('dialog', { name: text('states.title') });
  const rows = states.getByRole('listitem').getByRole('button');
  await rows.first().click();
  await look('states');
  await states.getByRole('button', { name: text('states.storage') }).click();
  await look('states-storage');
  await states.getByRole('button', { name: text('states.compareWith') }).click();
  await look('states-choose');
  await rows.last().focus();
  await page.keyboard.press('Enter');
  await states.getByRole('region', { name: text('states.compare') }).waitFor();
  await states.locator('.memory').first().waitFor();
  await look('compare');
  while ((await page.getByRole('dialog').count()) > 0) {
    await escape();
    await page.waitForTimeout(100);
  }
  await page.keyboard.press('Control+Comma');
  for (const section of SECTIONS) {
    await page
      .getByRole('dialog')
      .getByRole('navigation')
      .getByRole('button', { name: text(`section.${section}`) })
      .click();
    await look(`settings-${section}`);
  }
  return inspector.found;
}

describe.skipIf(findBrowser() === null)('every page is accessible', () => {
  it.each(Object.keys(CATALOGUES) as Language[])(
    '%s',
    async (language) => {
      app = await LocalApp.open(place);
      const { page } = app;
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.setViewportSize({ width: WIDTH, height: HEIGHT });
      await page.getByRole('slider', { name: 'Size of texts and controls' }).fill(SCALE);
      await page.getByLabel('Language', { exact: true }).selectOption(language);
      await page.keyboard.press('Escape');
      expect(await walk(page, language)).toEqual([]);
      expect(app.problems).toEqual([]);
    },
    600_000,
  );
});
