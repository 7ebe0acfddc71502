import type { Page } from 'playwright';

/** What Tab stops at: runs in the page with a panel's element. */
const STOPS =
  'button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

/**
 * Goes through a panel with Tab from the panel itself on. Answers the controls that Tab does not reach, and whether the focus has left the panel
 * behind the last one.
 */
export async function tabThrough(page: Page, part: string): Promise<{ missed: string[]; left: boolean }> {
  const stops = await page.locator(part).evaluate((panel: HTMLElement, selector) => {
    const all = [...panel.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility());
    const missed = new Set(all);
    const onFocus = ({ target }: FocusEvent): void => void missed.delete(target as HTMLElement);
    panel.focus();
    panel.addEventListener('focusin', onFocus);
    Object.assign(globalThis, { tabbing: { missed, stop: () => panel.removeEventListener('focusin', onFocus) } });
    return all.length;
  }, STOPS);
  const inside = (): Promise<boolean> => page.locator(part).evaluate((panel) => panel.contains(document.activeElement));
  for (let presses = 0; presses < stops; presses++) await page.keyboard.press('Tab');
  let left = false;
  // What scrolls may be a stop of its own.
  for (let more = 0; more < 4 && !left; more++) {
    await page.keyboard.press('Tab');
    left = !(await inside());
  }
  const missed = await page.evaluate(() => {
    const { tabbing } = globalThis as unknown as { tabbing: { missed: Set<HTMLElement>; stop: () => void } };
    tabbing.stop();
    return [...tabbing.missed].filter((one) => one.isConnected).map((one) => one.outerHTML.slice(0, 120));
  });
  return { missed, left };
}
