import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PANELS } from '../../src/ui/debugger/panels.ts';
import { translate } from '../../src/ui/texts/translate.ts';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';
import { tabThrough } from './panel-steps.ts';

let place: Place;
let app: LocalApp;
let page: Page;

const state = (text: string): Promise<void> => page.locator('.debug-state', { hasText: text }).waitFor();
const inside = (id: string): Locator => page.locator(`[data-panel="${id}"]`);
const label = async (element: Locator): Promise<string> => (await element.getAttribute('aria-label')) ?? '';

/** Opens a panel from the palette, and waits until it has the focus. */
async function show(name: string, id: string): Promise<Locator> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(`Show panel: ${name}`);
  await page
    .getByRole('option', { name: `Show panel: ${name}` })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator(`[data-panel="${id}"]:focus-within`).waitFor();
  return inside(id);
}

/** What is used first in it has the focus then. */
async function panel(name: string, id: string): Promise<Locator> {
  await show(name, id);
  const first = inside(id).locator('[data-first]').first();
  await first.waitFor();
  await expect.poll(() => first.evaluate((one) => one === document.activeElement)).toBe(true);
  return inside(id);
}

async function axe(id: string): Promise<string[]> {
  const found: string[] = [];
  const part = `[data-panel="${id}"]`;
  for (const theme of ['light', 'dark']) {
    await page.evaluate((one) => void (document.documentElement.dataset['theme'] = one), theme);
    const problems = await axeProblems(page, theme === 'light' ? { part, rule: 'color-contrast' } : { part });
    found.push(...problems.map((one) => `${theme} ${one}`));
  }
  return found;
}

async function press(button: Locator): Promise<void> {
  await button.focus();
  await page.keyboard.press('Enter');
}

/** Follows a panel's link into memory; what it answers reads the bytes that it leads to, which may come a little later. */
async function bytesAt(link: Locator, count: number): Promise<() => Promise<number[]>> {
  await press(link);
  const address = /\$([0-9A-F]+)$/.exec((await link.textContent()) ?? '')?.[1] ?? '';
  const first = Number.parseInt(address, 16);
  await expect.poll(() => inside('memory').locator('.debug-foot b').first().textContent()).toContain(address);
  const byteAt = async (at: number): Promise<number> =>
    Number.parseInt((await inside('memory').locator(`#hex-${at}`).textContent()) ?? '', 16);
  return () => Promise.all(Array.from({ length: count }, (_, i) => byteAt(first + i)));
}

/** Panels at which other tests look with axe, with more in them. */
const SEEN_BY_AXE: ReadonlySet<string> = new Set(
  'picture disassembly registers memory watches breakpoints pixel frameEvents hdma tiles tilemap sprites palette voices samples dsp references coverage source search compare marks hardware profiler'.split(
    ' ',
  ),
);

describe.skipIf(findBrowser() === null)('the video panels, by keyboard alone', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    place = new Place();
    app = await LocalApp.open(place, { size: { width: 1400, height: 860 } });
    ({ page } = app);
    await app.debug('Embermoth');
    await page.keyboard.press('F5');
    await state('Paused');
  }, 120_000);
  afterAll(async () => {
    await shot(page, 'video-last');
    await app.close();
    place.remove();
  });

  it('palette: shows CGRAM, and changes it where it stands', async () => {
    const palette = await panel('Palette', 'palette');
    const grid = palette.getByRole('application');
    // A second try finds it there.
    const keys = ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight'];
    if (!(await label(grid)).startsWith('Palette: 35,')) for (const key of keys) await page.keyboard.press(key);
    await expect.poll(() => label(grid)).toMatch(/^Palette: 35, \$[0-9A-F]{4}$/);
    const shown = Number.parseInt((await label(grid)).slice(-4), 16);
    const colour = await bytesAt(palette.getByRole('button', { name: 'CGRAM $046' }), 2);
    await expect.poll(colour).toEqual([shown & 0xff, shown >> 8]);
    const value = palette.getByRole('textbox', { name: 'Value' });
    await value.focus();
    await page.keyboard.type('2A5C');
    await page.keyboard.press('Enter');
    await expect.poll(() => label(grid)).toContain('$2A5C');
    await expect.poll(() => inside('memory').locator('#hex-70').textContent()).toBe('5C');
    await page.keyboard.press('Control+z');
    await expect.poll(async () => Number.parseInt((await label(grid)).slice(-4), 16)).toBe(shown);
    await shot(page, 'video-palette');
    expect(await axe('palette')).toEqual([]);
  });

  it('sprites: the list is what OAM holds', async () => {
    const sprites = await panel('Sprites', 'sprites');
    await page.keyboard.press('ArrowRight');
    await sprites.getByRole('button', { name: 'OAM $004' }).waitFor();
    const x = Number(await sprites.getByLabel('X', { exact: true }).inputValue());
    const y = Number(await sprites.getByLabel('Y', { exact: true }).inputValue());
    const tile = Number.parseInt(await sprites.getByRole('textbox', { name: 'Tile' }).inputValue(), 16);
    const entry = await bytesAt(sprites.getByRole('button', { name: 'OAM $004' }), 4);
    await expect
      .poll(async () => (await entry()).map((byte, i) => (i === 3 ? byte & 1 : byte)))
      .toEqual([x & 0xff, y, tile & 0xff, tile >> 8]);
    await shot(page, 'video-sprites');
    expect(await axe('sprites')).toEqual([]);
  });

  it('tilemap: entries are what VRAM holds, and a layer that is not there says so', async () => {
    const tilemap = await panel('Tilemap', 'tilemap');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    const entry = tilemap.getByRole('textbox', { name: 'Entry' });
    await entry.waitFor();
    await tilemap.getByText('1, 8', { exact: true }).waitFor();
    const text = await entry.inputValue();
    const link = tilemap.getByRole('button', { name: /^Show in memory: VRAM/ }).first();
    const bytes = await bytesAt(link, text.length / 2);
    const word = async (): Promise<number> => (await bytes()).reduce((sum, byte, i) => sum | (byte << (8 * i)), 0);
    await expect.poll(word).toBe(Number.parseInt(text, 16));
    await shot(page, 'video-tilemap');
    expect(await axe('tilemap')).toEqual([]);
    await press(tilemap.getByRole('radio', { name: 'BG4' }));
    await tilemap.getByText(/^Mode \d has no BG4\.$/).waitFor();
  });

  it('tiles: painting a pixel changes its bytes', async () => {
    const tiles = await panel('Tiles', 'tiles');
    await tiles.getByRole('application', { name: /^Tiles/ }).waitFor();
    const foot = tiles.locator('.debug-foot b');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => foot.textContent()).not.toMatch(/\$0000$/);
    const editor = tiles.getByRole('application', { name: /^Tile, pixel by pixel/ });
    await press(tiles.getByRole('radio', { name: '0', exact: true }));
    await editor.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => label(editor)).toContain('0, 0: 0');
    await press(tiles.getByRole('radio', { name: '5', exact: true }));
    await editor.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => label(editor)).toContain('0, 0: 5');
    await page.keyboard.press('Control+z');
    await expect.poll(() => label(editor)).toContain('0, 0: 0');
    await shot(page, 'video-tiles');
    expect(await axe('tiles')).toEqual([]);
  });

  it('event viewer: chooses, tells, exports and goes to the moment', async () => {
    const events = await panel('Event viewer', 'frameEvents');
    const map = events.getByRole('application');
    await expect.poll(() => events.getByRole('button', { name: /^NMI 1$/ }).count()).toBe(1);
    await page.keyboard.press('End');
    await expect.poll(() => label(map)).toMatch(/: .+, V \d+ H \d+$/);
    await page.keyboard.press('ArrowUp');
    const [, line = ''] = /V (\d+) H/.exec(await label(map)) ?? [];
    expect(Number(line)).toBeGreaterThan(0);
    await press(events.getByRole('button', { name: 'List', exact: true }));
    const rows = events.getByRole('listbox', { name: 'Events in order' });
    await rows.focus();
    await page.keyboard.press('Home');
    await rows.getByRole('option', { selected: true }).waitFor();
    await shot(page, 'video-events');
    expect(await axe('frameEvents')).toEqual([]);
    await press(events.getByRole('button', { name: 'Save as CSV' }));
    await page.getByText(/Saved as .*\.csv/).waitFor();
    await rows.focus();
    await page.keyboard.press('Enter');
    await state('Back in time');
  });

  it('HDMA timeline: lines and channels, decoded', async () => {
    await page.keyboard.press('F8');
    await state('Stepped');
    const hdma = await panel('HDMA timeline', 'hdma');
    const chart = hdma.getByRole('application');
    await hdma.locator('.hdma-heads', { hasText: 'CGDATA' }).waitFor();
    for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => label(chart)).toMatch(/V 49, CGADD \$2121/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => label(chart)).toMatch(/V 49, CGDATA \$2122/);
    await hdma.getByText('Palette: $').first().waitFor();
    await shot(page, 'video-hdma');
    expect(await axe('hdma')).toEqual([]);
  });

  it('pixel inspector: points at the picture, explains, and goes to who wrote it', async () => {
    await page.keyboard.press('Control+i');
    const picker = page.getByRole('application', { name: /Arrows or a click choose a pixel/ });
    await picker.waitFor();
    await picker.focus();
    for (const key of ['Shift+ArrowRight', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
    await expect.poll(() => label(picker)).toMatch(/: 135, 113$/);
    await page.keyboard.press('Enter');
    const pixel = inside('pixel');
    await pixel.getByRole('cell', { name: 'is seen' }).or(pixel.getByText('No layer has anything here')).waitFor();
    expect(await pixel.getByLabel('X', { exact: true }).inputValue()).toBe('135');
    const link = pixel.getByRole('button', { name: /CGRAM \$/ }).first();
    await link.waitFor();
    const color = (await pixel.locator('.video-swatch code').first().textContent()) ?? '';
    expect(color).toMatch(/^\$[0-7][0-9A-F]{3}$/);
    const writer = pixel.getByRole('button', { name: 'Go there' }).first();
    await writer.waitFor({ timeout: 30_000 });
    await shot(page, 'video-pixel');
    expect(await axe('pixel')).toEqual([]);
    await press(writer);
    await state('Back in time');
    // What is switched off goes from the picture although the machine stands still, and comes back.
    const picture = inside('picture').getByRole('img');
    const look = async (): Promise<string> => (await picture.screenshot()).toString('base64');
    // Messages stand on the picture's foot.
    await expect.poll(() => page.locator('.toast').count(), { timeout: 30_000 }).toBe(0);
    const whole = await look();
    const sprites = inside('picture').getByRole('button', { name: 'OBJ' });
    await press(sprites);
    await expect.poll(() => sprites.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(look, { timeout: 10_000 }).not.toBe(whole);
    await press(sprites);
    await expect.poll(look, { timeout: 10_000 }).toBe(whole);
    const priorities = inside('picture').getByRole('button', { name: 'Priorities' });
    await press(priorities);
    const entries = page.getByRole('menu', { name: 'Priorities' }).getByRole('menuitemcheckbox');
    await expect.poll(() => entries.first().evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await axeProblems(page, { part: '[role=menu]' })).toEqual([]);
    for (const key of ['End', 'ArrowUp', 'Escape']) await page.keyboard.press(key);
    await expect.poll(() => priorities.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('every panel opens from the palette, takes the focus, and lets Tab through to all that it has', async () => {
    const found: string[] = [];
    for (const { id, title } of PANELS) {
      await show(translate('en', title), id);
      const part = `[data-panel="${id}"]`;
      const { missed, left } = await tabThrough(page, part);
      found.push(...missed.map((one) => `${id}: not reached: ${one}`));
      if (!left) found.push(`${id}: Tab stays inside`);
      if (!SEEN_BY_AXE.has(id)) found.push(...(await axeProblems(page, { part })).map((one) => `${id} ${one}`));
    }
    expect(found).toEqual([]);
    expect(app.problems).toEqual([]);
  });
});
