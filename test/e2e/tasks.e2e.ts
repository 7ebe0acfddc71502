import { existsSync, mkdirSync, readdirSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { findBrowser, LocalApp, pictureShown, Place, pressPad, ROOT, stubGamepad } from './harness.ts';

/** None of the tasks may need more. */
const MOST = 5;
const places: Place[] = [];
const counts = new Map<string, number>();
afterAll(() => {
  for (const place of places) place.remove();
  console.log([...counts].map(([task, actions]) => `${task}: ${actions}`).join('\n'));
});

/** A newcomer at the keyboard: a press or a word that is typed is an action; moves of the focus to what is wanted are one. */
class Newcomer {
  readonly #page: Page;
  actions = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(key: string): Promise<void> {
    this.actions++;
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.actions++;
    await this.#page.keyboard.type(text, { delay: 30 });
  }

  /** Tab (or back) until a control of this name has the focus. */
  async reach(name: RegExp, key = 'Tab'): Promise<void> {
    this.actions++;
    for (let presses = 0; presses < 80; presses++) {
      const words = await this.#page.evaluate(() => {
        const at = document.activeElement;
        return at === document.body || at === null ? '' : (at.getAttribute('aria-label') ?? at.textContent ?? '');
      });
      if (name.test(words)) return;
      await this.#page.keyboard.press(key);
    }
    throw new Error(`${name} cannot be reached by Tab`);
  }

  async command(name: string): Promise<void> {
    await this.press('Control+k');
    await this.type(name);
    await this.press('Enter');
  }
}

it.skipIf(findBrowser() === null)(
  'is used without manual or mouse, with at most five actions a task',
  async () => {
    const place = new Place();
    places.push(place);
    mkdirSync(join(place.home, 'games'), { recursive: true });
    const rom = readFileSync(join(ROOT, 'dist/carts/embermoth.sfc')).map((byte, at) => (at === 0x7000 ? byte ^ 1 : byte));
    writeFileSync(join(place.home, 'games', 'My Game (USA).sfc'), rom);
    const app = await LocalApp.open(place, { prepare: stubGamepad });
    const { page } = app;
    const task = async (name: string, work: (person: Newcomer) => Promise<void>): Promise<void> => {
      const person = new Newcomer(page);
      await work(person);
      counts.set(name, person.actions);
    };
    const closeAll = async (): Promise<void> => {
      for (let tries = 0; tries < 6 && (await page.getByRole('dialog').count()) > 0; tries++) {
        const before = await page.getByRole('dialog').count();
        await page.keyboard.press('Escape');
        for (let waits = 0; waits < 20 && (await page.getByRole('dialog').count()) === before; waits++)
          await page.waitForTimeout(50);
      }
    };
    await page.locator('.card-play:focus').waitFor();
    await task('play the demo', async (person) => {
      await person.press('Enter');
      await page.getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
    });
    // The cart has made its in-game save when its title is there.
    await pictureShown(page);
    await task('save and load', async (person) => {
      await person.press('F2');
      await page.getByText('Saved to slot 1.').waitFor();
      await person.press('F4');
      await page.getByText('Loaded slot 1.').waitFor();
    });
    await task('undo a load', async (person) => {
      await person.press('Control+z');
      await page.getByText('Load taken back').waitFor();
    });
    await task('take a screenshot', async (person) => {
      await person.press('F9');
      await expect.poll(() => existsSync(join(place.data, 'screenshots')) || existsSync(join(place.home, 'Pictures'))).toBe(true);
    });
    await task('turn on the CRT look', async (person) => {
      await person.press('f');
      await person.press('f');
      await expect.poll(() => readFileSync(join(place.data, 'settings.json'), 'utf8')).toContain('crt');
    });
    await task('enter a cheat', async (person) => {
      await person.press('F7');
      await page.getByRole('dialog', { name: 'Cheats' }).waitFor();
      await person.type('7E1F0063');
      await person.press('Enter');
      await page
        .getByRole('dialog')
        .getByRole('switch', { name: /7E1F00/ })
        .waitFor();
    });
    await closeAll();
    await task('rebind jump on a pad', async (person) => {
      await person.press('Control+Comma');
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
      await person.reach(/^Controls$/);
      await person.press('Enter');
      // The right screen is open.
      person.actions = 0;
      await person.reach(/^Add a binding for B$/);
      await person.press('Enter');
      await page.getByText('Press a key or a button').waitFor();
      person.actions++;
      await pressPad(page, 7, true);
      await pressPad(page, 7, false);
      await expect.poll(() => readFileSync(join(place.data, 'settings.json'), 'utf8')).toMatch(/pad1/);
    });
    await closeAll();
    await page.keyboard.press('F12');
    await page.getByRole('listbox', { name: 'Disassembly' }).waitFor();
    // A sprite somewhere in the picture: what the newcomer sees there.
    const watcher = new Newcomer(page);
    const sprites = page.locator('[data-panel="sprites"]');
    const stopped = page.locator('.debug-state', { hasText: 'Paused' });
    await watcher.command('Show panel: Sprites');
    await page.keyboard.press('F5');
    await stopped.waitFor();
    await sprites.getByRole('button', { name: /OAM/ }).first().waitFor();
    const placeOf = async (): Promise<number[]> =>
      (await Promise.all(['X', 'Y'].map((name) => sprites.getByLabel(name, { exact: true }).inputValue()))).map(Number);
    /** The panel shows the moment at which the game stopped only after a while. */
    const restingPlace = async (): Promise<number[]> => {
      let before: number[] = [];
      await expect
        .poll(
          async () => {
            const now = await placeOf();
            const rests = now.join() === before.join();
            before = now;
            return rests;
          },
          { interval: 250 },
        )
        .toBe(true);
      return before;
    };
    let [x = 0, y = 0] = await restingPlace();
    for (let tries = 0; tries < 30 && (x > 220 || y > 180); tries++) {
      await page.keyboard.press('F5');
      await stopped.waitFor({ state: 'detached' });
      await page.waitForTimeout(400);
      await page.keyboard.press('F5');
      await stopped.waitFor();
      [x = 0, y = 0] = await restingPlace();
    }
    await watcher.command('Show panel: Pixel inspector');
    const inspector = page.locator('[data-panel="pixel"]');
    await inspector.getByLabel('X', { exact: true }).waitFor();
    await task('find out which sprite a pixel belongs to', async (person) => {
      await person.reach(/^X$/, 'Shift+Tab');
      await person.type(String(x + 16));
      await person.press('Tab');
      await person.type(String(y + 17));
      await person.press('Enter');
      await inspector
        .getByText(/sprite \d+/i)
        .first()
        .waitFor();
    });
    await page.keyboard.press('F5');
    await page.locator('.debug-state', { hasText: 'Running' }).waitFor();
    await task('break when a byte is written', async (person) => {
      await person.command('Show panel: Memory');
      const memory = page.locator('[data-panel="memory"]:focus-within').first();
      await memory.getByRole('gridcell').first().waitFor();
      await person.press('ArrowDown');
      await memory.getByText('$00010', { exact: true }).waitFor();
      await person.press('Shift+B');
      await page.getByText('Breakpoint set: WRAM').waitFor();
      await page.locator('.debug-state', { hasText: /written/ }).waitFor();
    });
    await page.keyboard.press('F12');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    await task('add a folder and play from it', async (person) => {
      await person.press('Control+Shift+o');
      // A folder's contents come a moment after its dialog.
      await page.getByRole('dialog').getByRole('button', { name: 'games', exact: true }).waitFor();
      await person.reach(/^games$/);
      await person.press('Enter');
      await page.getByRole('button', { name: 'Add “games”' }).waitFor();
      await person.reach(/^Add “games”/);
      await person.press('Enter');
      await page.getByRole('button', { name: 'Play My Game' }).first().waitFor();
    });
    expect(readdirSync(place.data).length).toBeGreaterThan(0);
    expect([...counts].filter(([, actions]) => actions > MOST)).toEqual([]);
    expect(app.problems).toEqual([]);
    await app.close();
  },
  180_000,
);
