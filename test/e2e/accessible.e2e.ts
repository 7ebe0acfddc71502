import type { Page } from 'playwright';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CATALOGUES, translate, type Language, type TextKey } from '../../src/ui/texts/translate.ts';
import { axeProblems } from './axe.ts';
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
      const problems = await axeProblems(this.#page, theme === 'dark' ? {} : { rule: 'color-contrast' });
      this.found.push(...problems.map((one) => `${name}: ${one}`));
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

/** One language's way through the app. Screens that nobody looks at in it are passed by. */
class Walk {
  readonly #page: Page;
  readonly #language: Language;
  readonly #inspector: Inspector;

  constructor(page: Page, language: Language) {
    this.#page = page;
    this.#language = language;
    this.#inspector = new Inspector(page, language);
  }

  #text(key: TextKey, fill: Record<string, string> = {}): string {
    return translate(this.#language, key, fill);
  }

  #button(name: string): Promise<void> {
    return this.#page.getByRole('button', { name, exact: true }).first().click();
  }

  #look(screen: string): Promise<void> {
    return this.#inspector.look(screen);
  }

  #wants(...screens: readonly string[]): boolean {
    return screens.some((screen) => themesOf(this.#language, screen).length > 0);
  }

  async all(): Promise<readonly string[]> {
    const play = this.#text('library.play', { title: 'Embermoth' });
    await this.#page.getByRole('button', { name: play }).first().waitFor();
    await this.#look('library');
    if (this.#wants('library-list', 'library-empty')) await this.#shelves();
    if (this.#wants('game-page', 'naming', 'folder')) await this.#pages();
    if (this.#wants('palette', 'palette-none')) await this.#palette();
    await this.#player();
    if (this.#wants('cheats')) await this.#cheats();
    if (this.#wants('replay')) await this.#replay();
    await this.#states();
    await this.#settings();
    await this.#page.keyboard.press('Control+l');
    await this.#page.getByRole('heading', { name: this.#text('library.continue') }).waitFor();
    return this.#inspector.found;
  }

  async #shelves(): Promise<void> {
    await this.#button(this.#text('value.list'));
    await this.#look('library-list');
    await this.#button(this.#text('value.grid'));
    await this.#button(this.#text('library.favourites'));
    await this.#look('library-empty');
    await this.#button(this.#text('library.all'));
  }

  async #pages(): Promise<void> {
    const page = this.#page;
    const name = `Noites ${this.#language}`;
    await this.#button(this.#text('game.more', { title: 'Embermoth' }));
    await this.#look('game-page');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: this.#text('collection.new') })
      .click();
    await this.#look('naming');
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name }).waitFor();
    await page.keyboard.press('Escape');
    await this.#button(this.#text('command.addFolder'));
    await page.getByText(this.#text('folder.hint')).waitFor();
    await this.#look('folder');
    await page.keyboard.press('Escape');
  }

  async #palette(): Promise<void> {
    await this.#page.keyboard.press('Control+k');
    await this.#look('palette');
    await this.#page.keyboard.type('zzzz');
    await this.#look('palette-none');
    await this.#page.keyboard.press('Escape');
  }

  async #player(): Promise<void> {
    const page = this.#page;
    const title = 'Test card';
    await page
      .getByRole('button', { name: this.#text('library.play', { title }) })
      .first()
      .click();
    await page.getByRole('img', { name: this.#text('player.picture', { title }) }).waitFor();
    if (this.#wants('player')) {
      await page.keyboard.press('KeyV');
      await page.keyboard.press('F3');
      await page.keyboard.press('Control+F9');
      await page.getByRole('button', { name: this.#text('record.stop') }).waitFor();
      await this.#look('player');
      await page.keyboard.press('Control+F9');
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor();
    await this.#look('menu');
    await page.keyboard.press('Escape');
  }

  async #cheats(): Promise<void> {
    const page = this.#page;
    await page.keyboard.press('F7');
    await page.getByRole('dialog').getByRole('textbox').first().fill('7E1F0063');
    await page.keyboard.press('Enter');
    await this.#look('cheats');
    await closeDialogs(page);
  }

  async #replay(): Promise<void> {
    await this.#page.keyboard.press('KeyB');
    await this.#page.getByRole('slider', { name: this.#text('replay.position') }).waitFor();
    await this.#look('replay');
    await this.#page.keyboard.press('Escape');
  }

  async #states(): Promise<void> {
    const page = this.#page;
    await page.keyboard.press('F2');
    await page.getByText(this.#text('states.saved', { slot: '1' })).waitFor();
    await page.keyboard.press('Shift+F2');
    await page.getByText(this.#text('states.savedNew'), { exact: true }).waitFor();
    await page.keyboard.press('F6');
    const states = page.getByRole('dialog', { name: this.#text('states.title') });
    const rows = states.getByRole('listitem').getByRole('button');
    await rows.first().click();
    await this.#look('states');
    if (this.#wants('states-storage', 'states-choose', 'compare')) {
      await states.getByRole('button', { name: this.#text('states.storage') }).click();
      await this.#look('states-storage');
      await states.getByRole('button', { name: this.#text('states.compareWith') }).click();
      await this.#look('states-choose');
      await rows.last().focus();
      await page.keyboard.press('Enter');
      await states.getByRole('region', { name: this.#text('states.compare') }).waitFor();
      await states.locator('.memory').first().waitFor();
      await this.#look('compare');
    }
    await closeDialogs(page);
  }

  async #settings(): Promise<void> {
    await this.#page.keyboard.press('Control+Comma');
    for (const section of SECTIONS.filter((one) => this.#wants(`settings-${one}`))) {
      await this.#page
        .getByRole('dialog')
        .getByRole('navigation')
        .getByRole('button', { name: this.#text(`section.${section}`) })
        .click();
      await this.#look(`settings-${section}`);
    }
    await closeDialogs(this.#page);
  }
}

/** Escape until the page itself is in front again. */
async function closeDialogs(page: Page): Promise<void> {
  const dialogs = page.getByRole('dialog');
  await expect
    .poll(
      async () => {
        if ((await dialogs.count()) > 0) await page.keyboard.press('Escape');
        return dialogs.count();
      },
      { interval: 50 },
    )
    .toBe(0);
}

async function setLanguage(page: Page, from: Language, to: Language): Promise<void> {
  await page.keyboard.press('Control+Comma');
  const settings = page.getByRole('dialog', { name: translate(from, 'settings.title') });
  await settings
    .getByRole('navigation')
    .getByRole('button', { name: translate(from, 'section.general') })
    .click();
  await settings.getByRole('slider', { name: translate(from, 'setting.general.scale') }).fill(SCALE);
  await settings.getByLabel(translate(from, 'setting.general.language'), { exact: true }).selectOption(to);
  await page.getByRole('dialog', { name: translate(to, 'settings.title') }).waitFor();
  await closeDialogs(page);
}

it.skipIf(findBrowser() === null)(
  'every page is accessible',
  async () => {
    app = await LocalApp.open(place, { size: { width: WIDTH, height: HEIGHT } });
    const { page } = app;
    await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
    let before: Language = 'en';
    for (const language of Object.keys(CATALOGUES) as Language[]) {
      await setLanguage(page, before, language);
      expect(await new Walk(page, language).all()).toEqual([]);
      before = language;
    }
    expect(app.problems).toEqual([]);
  },
  600_000,
);
