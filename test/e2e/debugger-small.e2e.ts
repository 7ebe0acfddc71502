import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PANELS } from '../../src/ui/debugger/panels.ts';
import { translate } from '../../src/ui/texts/translate.ts';
import { findBrowser, LocalApp, pictureShown, Place, shot } from './harness.ts';

const has = findBrowser() !== null;
const text = (key: Parameters<typeof translate>[1]): string => translate('pt', key);

/** Least share of a panel's height that is left for what it shows. */
const LEAST_BODY = 0.35;

/** Runs in the page: what of a panel can't be read or reached. */
function lostIn(panel: HTMLElement, leastBody: number): string[] {
  const box = panel.getBoundingClientRect();
  const lost: string[] = [];
  const scrolls = (one: Element): boolean => {
    for (let at = one.parentElement; at !== null && at !== panel.parentElement; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
    return false;
  };
  for (const one of panel.querySelectorAll<HTMLElement>('*')) {
    if (!one.checkVisibility() || one.closest('.visually-hidden') !== null) continue;
    const name = `${one.tagName}.${one.className} ${one.ariaLabel ?? one.textContent.trim().slice(0, 40)}`;
    const style = getComputedStyle(one);
    const { left, right, width } = one.getBoundingClientRect();
    const words = one.tagName !== 'SELECT' && one.textContent.trim() !== '';
    if (words && /hidden|clip/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1) lost.push(`cut off: ${name}`);
    const control = /^(BUTTON|INPUT|SELECT)$/.test(one.tagName) && width > 0;
    if (control && (right > box.right + 1 || left < box.left - 1) && !scrolls(one)) lost.push(`out of reach: ${name}`);
  }
  let taken = 0;
  for (const bar of panel.querySelectorAll<HTMLElement>('.debug-tools, .debug-foot'))
    if (bar.parentElement?.classList.contains('debug-column') === true) taken += bar.offsetHeight;
  if (taken > (1 - leastBody) * box.height) lost.push(`bars take ${String(taken)} of ${String(box.height)}`);
  return lost;
}

describe.skipIf(!has)('the debugger in a small window, in Portuguese', { timeout: 180_000 }, () => {
  it.each([
    ['dark', 100],
    ['light', 130],
    ['contrast', 120],
  ])('has nothing cut off or out of reach in any panel: %s, scale %i', async (theme, scale) => {
    const place = new Place();
    mkdirSync(place.data, { recursive: true });
    const global = { 'general.language': 'pt', 'general.theme': theme, 'general.scale': scale };
    writeFileSync(join(place.data, 'settings.json'), JSON.stringify({ version: 2, global, games: {} }));
    const app = await LocalApp.open(place, { size: { width: 1024, height: 700 } });
    const { page } = app;
    try {
      await page.getByRole('button', { name: 'Jogar Embermoth' }).first().click();
      await page.getByRole('main').getByRole('img', { name: 'Imagem de Embermoth' }).waitFor();
      await pictureShown(page, 60);
      await page.keyboard.press('F12');
      await page.getByLabel('S-CPU PC').waitFor();
      await page.locator('[data-panel=registers] .tag').first().waitFor();
      await page.keyboard.press('F5');
      await page.locator('.debug-state', { hasText: text('debug.stop.pause') }).waitFor();
      if (scale === 100) expect(await page.locator('.debug-bar').evaluate((bar) => bar.clientHeight)).toBeLessThan(60);
      const lost: string[] = [];
      for (const { id, title } of PANELS) {
        await page.keyboard.press('Control+k');
        await page.keyboard.type(text('command.debugPanel').replace('{panel}', text(title)));
        await page.getByRole('dialog').getByRole('option').first().waitFor();
        await page.keyboard.press('Enter');
        const panel = page.locator(`[data-panel=${id}]`);
        await panel.locator('button, input, canvas').first().waitFor();
        await expect.poll(() => panel.evaluate(lostIn, LEAST_BODY)).toEqual([]);
        await shot(page, `small-${theme}-${id}`);
        lost.push(id);
      }
      expect(lost.length).toBe(PANELS.length);
      expect(app.problems).toEqual([]);
    } finally {
      await app.close();
      place.remove();
    }
  });

  it('has messages at the foot of the picture, over no control', async () => {
    const place = new Place();
    const app = await LocalApp.open(place);
    const { page } = app;
    try {
      await app.debug('Embermoth');
      await page.keyboard.press('F5');
      await page.locator('.debug-state', { hasText: 'Paused' }).waitFor();
      // All of the bar is one line.
      expect(await page.locator('.debug-bar').evaluate((bar) => bar.clientHeight)).toBeLessThan(60);
      await page.keyboard.press('Control+F7');
      const toast = page.locator('.toast', { hasText: 'No leap through time' });
      await toast.waitFor();
      await expect
        .poll(() =>
          toast.evaluate((one) => {
            const box = one.getBoundingClientRect();
            const picture = document.querySelector('[data-panel=picture]')?.getBoundingClientRect();
            const controls = document.querySelectorAll('.debugger :is(button, input, select, [tabindex="0"]:not([data-game]))');
            const covered = [...controls].filter((control) => {
              const { left, right, top, bottom } = control.getBoundingClientRect();
              return left < box.right && right > box.left && top < box.bottom && bottom > box.top;
            });
            const inside =
              picture !== undefined && box.left >= picture.left && box.right <= picture.right && box.bottom <= picture.bottom;
            return { inside, covered: covered.map((control) => control.outerHTML.slice(0, 80)) };
          }),
        )
        .toEqual({ inside: true, covered: [] });
      await shot(page, 'small-toast');
    } finally {
      await app.close();
      place.remove();
    }
  });
});
