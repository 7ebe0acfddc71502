import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_PROFILES } from '../../../src/shared/settings.ts';
import { FakeApp } from './fake-app.ts';

let page: FakeApp;
beforeEach(async () => {
  page = new FakeApp();
  const { settings, profiles } = page.app;
  await profiles.make('Pad', page.app.store.now.settings);
  await profiles.make('Racing', page.app.store.now.settings);
  await settings.set('input.profile', 'Racing');
  await settings.set('input.profile', 'Racing', 'one');
  await settings.set('input.profile', 'Pad', 'two');
});
afterEach(() => vi.unstubAllGlobals());

function names(): readonly string[] {
  return Object.keys(page.app.store.now.settings['input.profiles']);
}

describe('a profile of bindings', () => {
  it('gets another name at its place, for every game that has it', async () => {
    await page.app.profiles.rename('Racing', 'Wheel');
    await page.app.profiles.rename('Pad', 'Pad');
    expect(names()).toEqual(['Pad', 'Wheel']);
    const { settings, gameSettings } = page.app.store.now;
    expect(settings['input.profile']).toBe('Wheel');
    expect([gameSettings['one']['input.profile'], gameSettings['two']['input.profile']]).toEqual(['Wheel', 'Pad']);
    expect(
      page
        .said('settings.set')
        .filter(({ hash }) => hash === 'one')
        .at(-1)?.patch,
    ).toEqual({ 'input.profile': 'Wheel' });
  });

  it('is deleted, and there again after undo with what was made in the meantime', async () => {
    const chosen: string[] = [];
    const bindings = page.app.store.now.settings['input.profiles']['Racing'];
    await page.app.profiles.remove('Racing', (name) => void chosen.push(name));
    expect(names()).toEqual(['Pad']);
    await page.app.profiles.make('New', page.app.store.now.settings);
    await page.toasts.at(-1)?.options.run?.();
    expect(names()).toEqual(['Pad', 'New', 'Racing']);
    expect(page.app.store.now.settings['input.profiles']['Racing']).toEqual(bindings);
    expect(chosen).toEqual(['', 'Racing']);
  });

  it('is refused in words when there are too many', async () => {
    for (let at = names().length; at < MOST_PROFILES; at++) await page.app.profiles.make(`P${at}`, page.app.store.now.settings);
    await expect(page.app.profiles.make('One more', page.app.store.now.settings)).rejects.toThrow('50 profiles already');
    expect(names().length).toBe(MOST_PROFILES);
  });
});
