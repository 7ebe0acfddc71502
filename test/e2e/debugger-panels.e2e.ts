import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

let place: Place;
let app: LocalApp;
let page: Page;

const has = findBrowser() !== null;

beforeAll(async () => {
  if (!has) return;
  place = new Place();
  app = await LocalApp.open(place, { size: { width: 1400, height: 860 } });
  ({ page } = app);
  await app.debug('Embermoth');
}, 60_000);
afterAll(async () => {
  if (!has) return;
  await shot(page, 'debugger-panels-last');
  await app.close();
  place.remove();
});

// A second try begins where the first one began, whatever it left open.
beforeEach(async () => {
  if (!has) return;
  await page.setViewportSize({ width: 1400, height: 860 });
  const open = page.locator('[role=menu], [role=dialog]').first();
  while (await open.isVisible()) await page.keyboard.press('Escape');
});

/** Opens a panel by the palette and waits until it has the focus. */
async function panel(title: string, id: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`Show panel: ${title}`);
  await page.keyboard.press('Enter');
  await page.locator(`[data-panel=${id}] :focus, [data-panel=${id}]:focus-within`).first().waitFor();
}

async function command(title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
}

async function stopped(): Promise<void> {
  if ((await page.locator('.debug-state', { hasText: 'Running' }).count()) > 0) await page.keyboard.press('F5');
  await page.locator('.debug-state', { hasText: /Paused|Stepped/ }).waitFor();
}

/** What is wrong for people who use a screen reader or a keyboard, in two themes. */
async function axe(part: string): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'contrast', 'dark']) {
    await page.evaluate((one) => void (document.documentElement.dataset['theme'] = one), theme);
    if (theme === 'dark') continue;
    const problems = await axeProblems(page, theme === 'light' ? { part } : { part, rule: 'color-contrast' });
    found.push(...problems.map((one) => `${theme} ${one}`));
  }
  return found;
}

/** A byte of memory, as the memory panel shows it. */
async function byteOf(memory: string, address: number): Promise<string> {
  await panel('Memory', 'memory');
  await page.getByRole('combobox', { name: 'Memory', exact: true }).first().selectOption(memory);
  const cell = page.locator(`#hex-${String(address)}`);
  await cell.waitFor();
  return (await cell.textContent()) ?? '';
}

describe.skipIf(!has)('the panels of sound, code and memory', { timeout: 120_000 }, () => {
  it('have the voices as the registers have them, alone and left out', async () => {
    await stopped();
    // As most pauses find it: the game waits for its next frame.
    await page.keyboard.press('F8');
    await panel('DSP registers', 'dsp');
    const register = (name: string): Promise<string> => page.getByLabel(name, { exact: true }).inputValue();
    await page.getByLabel('Voice 1: SRCN', { exact: true }).waitFor();
    await page.getByLabel('MVOL L', { exact: true }).focus();
    await page.keyboard.type('40');
    await page.keyboard.press('Enter');
    await expect.poll(() => register('MVOL L')).toBe('40');
    const [source, low, high] = [
      await register('Voice 1: SRCN'),
      await register('Voice 1: PITCH L'),
      await register('Voice 1: PITCH H'),
    ];
    expect(await axe('[data-panel=dsp]')).toEqual([]);
    await panel('Voices', 'voices');
    await expect.poll(() => register('Voice 1: Sample')).toBe(source);
    // Fourteen bits of a pitch count.
    const pitch = Number.parseInt(`${high}${low}`, 16) & 0x3fff;
    expect(await register('Voice 1: Pitch')).toBe(pitch.toString(16).toUpperCase().padStart(4, '0'));
    await page.getByText('Main 64 /').waitFor();

    const solo = page.getByRole('button', { name: 'Only voice 2' });
    await solo.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => solo.getAttribute('aria-pressed')).toBe('true');
    expect(await page.getByRole('button', { name: 'Mute voice 1' }).getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('button', { name: 'Mute voice 1' }).getAttribute('aria-pressed')).toBe('false');
    await shot(page, 'panel-voices');
    expect(await axe('[data-panel=voices]')).toEqual([]);
    await page.keyboard.press('Control+z');
  });

  it('have the samples of the directory', async () => {
    await panel('Samples', 'samples');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('.sample-chosen');
    await chosen.waitFor();
    const start = Number.parseInt(((await chosen.locator('span').first().textContent()) ?? '').slice(1), 16);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await shot(page, 'panel-samples');
    expect(await axe('[data-panel=samples]')).toEqual([]);
    await page.getByRole('button', { name: 'WAV' }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByText(/Written: .*\.wav|\.wav/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Show in memory' }).focus();
    await page.keyboard.press('Enter');
    await page.locator(`#hex-${String(start)}.hex-chosen`).waitFor();
  });

  it('tell where the time goes', async () => {
    await panel('Profiler', 'profiler');
    await page.keyboard.press('Enter');
    for (let frames = 0; frames < 3; frames++) await page.keyboard.press('F8');
    const rows = page.locator('[data-panel=profiler] .data-row');
    await expect.poll(() => rows.count()).toBeGreaterThan(5);
    const shares = await page.locator('[data-panel=profiler] .data-row').first().locator('.profile-share').allTextContents();
    // The game waits most of the time.
    expect(Number.parseFloat(shares[0])).toBeGreaterThan(50);
    await page.getByRole('radio', { name: 'Chart' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('application', { name: 'Chart of calls over time' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#flame-chosen').getByText('master clocks').waitFor();
    await page.keyboard.press('+');
    await shot(page, 'panel-flame');
    expect(await axe('[data-panel=profiler]')).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('[data-panel=disassembly] .code-chosen').waitFor();
  });

  it('write code, labels and comments where they stand, and find what refers to them', async () => {
    const list = page.getByRole('listbox', { name: 'Disassembly' });
    const inList = (): Promise<void> => expect.poll(() => list.evaluate((box) => box === document.activeElement)).toBe(true);
    await panel('Disassembly', 'disassembly');
    await page.keyboard.press('Home');
    await page.locator('.code-pc.code-chosen').waitFor();
    await page.keyboard.press('l');
    await list.getByRole('textbox', { name: 'Label' }).waitFor();
    await page.keyboard.type('wait_here');
    await page.keyboard.press('Enter');
    await list.getByText('wait_here:').waitFor();
    await inList();
    await page.keyboard.press(';');
    await list.getByRole('textbox', { name: 'Comment' }).waitFor();
    await page.keyboard.type('once a frame');
    await page.keyboard.press('Enter');
    await list.getByText('; once a frame').waitFor();
    const text = (): Promise<string | null> => page.locator('.code-pc .code-text').textContent();
    const before = await text();
    await inList();
    await page.keyboard.press('a');
    await list.getByRole('textbox', { name: 'Assemble' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('lda [');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(/\S/).first().waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('nop');
    await page.keyboard.press('Enter');
    await expect.poll(text).toBe('nop');
    await page.keyboard.press('Control+z');
    await expect.poll(text).toBe(before);
    await page.keyboard.press('Home');
    await page.locator('.code-pc.code-chosen').waitFor();
    await page.keyboard.press('m');
    await list.getByRole('img', { name: 'Bookmark' }).waitFor();
    await shot(page, 'panel-code');
    await page.keyboard.press('ContextMenu');
    const entries = page.getByRole('menu', { name: 'Actions for the chosen row' });
    await entries.getByRole('menuitem', { name: 'Who wrote 00:0010?' }).waitFor();
    expect(await axe('[role=menu]')).toEqual([]);
    await page.keyboard.press('Escape');
    await inList();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('x');
    await page.locator('[data-panel=references] [role=status]', { hasText: '1 reference to' }).waitFor();
    expect(await page.locator('[data-panel=references] .data-row').first().textContent()).toContain('beq');
    expect(await axe('[data-panel=references]')).toEqual([]);
  });

  it('show what of the ROM was used, in low panels with menus that nothing cuts off', async () => {
    await panel('Coverage', 'coverage');
    await page.getByRole('radio', { name: 'Banks' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: 'Banks' }).focus();
    const rows = page.locator('[data-panel=coverage] .data-row');
    await rows.first().waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-panel=coverage] .coverage-cell', { hasText: 'ROM $000100' }).waitFor();
    expect(await axe('[data-panel=coverage]')).toEqual([]);
    const more = page.getByRole('button', { name: 'Actions for coverage' });
    await page.setViewportSize({ width: 1024, height: 480 });
    await more.focus();
    await page.keyboard.press('Enter');
    const entries = page.getByRole('menu', { name: 'Actions for coverage' }).getByRole('menuitem');
    await expect.poll(() => entries.first().evaluate((one) => one === document.activeElement)).toBe(true);
    const seen = await entries.evaluateAll((all) =>
      all.map((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }),
    );
    expect(seen).toEqual(Array.from({ length: 6 }, () => true));
    expect(await axe('[role=menu]')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => more.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.setViewportSize({ width: 1400, height: 860 });
    await page.getByRole('radio', { name: 'Routines and labels' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Use' }).selectOption('Executed');
    await rows.first().waitFor();
    await shot(page, 'panel-coverage');
    expect(await axe('[data-panel=coverage]')).toEqual([]);
    await page.getByRole('grid', { name: 'Routines and labels' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('[data-panel=disassembly] .code-chosen').waitFor();
    await command('Who wrote an address');
    await page.getByRole('dialog', { name: 'Who wrote an address' }).waitFor();
    expect(await axe('[role=dialog]')).toEqual([]);
    await page.keyboard.press('Escape');
    await panel('Memory', 'memory');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ContextMenu');
    await page.getByRole('menu').waitFor();
    expect(await axe('[role=menu]')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  it('take a symbol file and show its source', async () => {
    const symbols = join(place.home, 'game.sym');
    const hex = (await page.getByLabel('S-CPU PC').inputValue()).replace(':', '');
    const [bank, low] = [hex.slice(0, 2), hex.slice(2)];
    writeFileSync(
      symbols,
      `[labels]\n${bank}:${low} from_file\n[source files v2]\n0001:0001 00000000 main.s\n[addr-to-line mapping v2]\n00000000 ${bank}:${low} ${low} 0001:0001:00000002\n`,
    );
    writeFileSync(join(place.home, 'main.s'), 'first:\n  cmp $10\n  beq first\n');
    await panel('Source', 'source');
    const choose = async (button: string, file: string): Promise<void> => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: button }).focus();
      await page.keyboard.press('Enter');
      await (await chooser).setFiles(file);
    };
    await choose('Import symbols', symbols);
    await page.getByText(/game\.sym \(WLA symbols\): labels 1, source lines 1/).waitFor();
    await choose('Choose source files', join(place.home, 'main.s'));
    await page.locator('.source-row.code-pc', { hasText: 'cmp $10' }).waitFor();
    await shot(page, 'panel-source');
    expect(await axe('[data-panel=source]')).toEqual([]);
  });

  it('find a value, compare moments and keep places', async () => {
    await panel('Compare memory', 'compare');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing differs.').waitFor();
    await page.keyboard.press('F8');
    const row = page.locator('[data-panel=compare] .data-row', { hasText: '$0010' });
    await row.waitFor();
    await shot(page, 'panel-compare');
    expect(await axe('[data-panel=compare]')).toEqual([]);

    const counter = Number.parseInt(await byteOf('wram', 0x10), 16);
    await page.getByRole('grid', { name: 'Memory: WRAM' }).focus();
    const chosen = page.locator('[data-panel=memory] [aria-selected=true]');
    await page.keyboard.press('ArrowDown');
    const target = page.locator('#hex-16');
    await expect.poll(() => chosen.getAttribute('id')).toBe('hex-16');
    const pasted = (await target.textContent()) === '5A' ? 'A5' : '5A';
    await page.getByRole('grid', { name: 'Memory: WRAM' }).evaluate((grid, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, pasted);
    await expect.poll(() => target.textContent()).toBe(pasted);
    expect(await axe('[data-panel=memory]')).toEqual([]);
    await page.keyboard.press('Control+z');
    await expect.poll(() => target.textContent()).not.toBe(pasted);
    await page.keyboard.press('Control+z');
    await panel('Value search', 'search');
    const places = page.locator('[data-panel=search] [role=status]');
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await expect.poll(() => places.textContent()).toBe('Places: 131,072');
    const found = await places.textContent();
    await page.getByRole('textbox', { name: 'Value, decimal or $hexadecimal' }).focus();
    await page.keyboard.type(String(counter));
    await page.keyboard.press('Enter');
    await expect.poll(() => places.textContent()).not.toBe(found);
    await page.locator('[data-panel=search] .data-row', { hasText: '$0010' }).waitFor();
    const narrowed = await places.textContent();
    for (const takeBack of [
      () => page.keyboard.press('z'),
      () => page.getByRole('button', { name: 'Take the last search back' }).click(),
    ]) {
      await page.getByRole('grid', { name: 'Places found' }).focus();
      await takeBack();
      await expect.poll(() => places.textContent()).toBe(found);
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect.poll(() => places.textContent()).toBe(narrowed);
    }
    await page.keyboard.press('F8');
    await page.getByRole('textbox', { name: 'Value, decimal or $hexadecimal' }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(`$${((counter + 1) & 0xff).toString(16)}`);
    await page.keyboard.press('Enter');
    await page.locator('[data-panel=search] .data-row').first().waitFor();
    await page.getByRole('grid', { name: 'Places found' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('w');
    await page.getByText('Added to the watches: WRAM $0010').waitFor();
    await page.keyboard.press('f');
    await page.keyboard.press('c');
    await page.getByText('Added to the cheats: 7E0010=').waitFor();
    await shot(page, 'panel-search');
    expect(await axe('[data-panel=search]')).toEqual([]);

    await panel('Watches', 'watches');
    const watch = page.getByRole('textbox', { name: 'WRAM $0010', exact: true });
    await watch.waitFor();
    await page.keyboard.type('{$7e0020}');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: '{$7e0020}', exact: true }).focus();
    await page.keyboard.type('$1234');
    await page.keyboard.press('Enter');
    expect(await axe('[data-panel=watches]')).toEqual([]);
    expect(await byteOf('wram', 0x21)).toBe('12');
    await panel('Bookmarks', 'marks');
    await page.getByLabel('Value of WRAM $0010').waitFor();
    await page.getByRole('textbox', { name: /^Name of 00:/ }).waitFor();
    expect(await axe('[data-panel=marks]')).toEqual([]);
  });

  it('show the state of the chips and keep arrangements by name', async () => {
    await panel('Hardware state', 'hardware');
    await page.getByRole('searchbox', { name: 'Search registers and state' }).fill('forced blank');
    await expect.poll(() => page.locator('[data-panel=hardware] .data-row').count()).toBe(1);
    expect(await page.locator('[data-panel=hardware] .data-row').textContent()).toContain('Off');
    expect(await axe('.debug-dock')).toEqual([]);
    await command('Arrangements of panels');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.keyboard.type('Mine');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Mine', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await command('Reset');
    await expect.poll(() => page.locator('.dv-tab', { hasText: 'Hardware state' }).count()).toBe(0);
    await command('Arrangements of panels');
    await page.getByRole('dialog').getByRole('button', { name: 'Mine', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.dv-tab', { hasText: 'Hardware state' }).waitFor({ state: 'attached' });
    await shot(page, 'panel-hardware');
    expect(app.problems).toEqual([]);
  });
});
