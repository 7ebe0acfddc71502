import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unpackRecord } from '../../electron/services/states/record-file.ts';
import { axeProblems } from './axe.ts';
import { findBrowser, LocalApp, pictureShown, Place, pressPad, stubGamepad } from './harness.ts';

let place: Place;
let app: LocalApp;
let page: Page;

beforeEach(async () => {
  place = new Place();
  app = await LocalApp.open(place, { prepare: stubGamepad });
  ({ page } = app);
});
afterEach(async () => {
  await app.close();
  place.remove();
});

async function restart(): Promise<void> {
  await app.close();
  app = await LocalApp.open(place);
  ({ page } = app);
}

const axe = (): Promise<string[]> => axeProblems(page);

async function shot(name: string): Promise<void> {
  const folder = process.env['DOTCLOCK_SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Frames of all records on the disk, oldest first. */
async function framesOnDisk(): Promise<number[]> {
  const folder = join(place.data, 'states');
  const [hash = ''] = readdirSync(folder).filter((name) => name.length === 64);
  const names = readdirSync(join(folder, hash)).filter((name) => name.endsWith('.dcstate'));
  const metas = await Promise.all(names.map(async (name) => (await unpackRecord(readFileSync(join(folder, hash, name)))).meta));
  return metas.sort((a, b) => a.created - b.created).map(({ frame }) => frame);
}

async function save(slot: number): Promise<void> {
  await page.keyboard.press(`Shift+Digit${slot}`);
  await page.getByText(`Saved to slot ${slot}.`).waitFor();
}

/** Waits until toasts do not stand in the way of the next one of the same words. */
async function quiet(): Promise<void> {
  for (const close of await page.locator('.toast').getByRole('button', { name: 'Close' }).all())
    await close.click({ timeout: 2000 }).catch(() => {});
}

async function pausedFrame(): Promise<void> {
  await pictureShown(page);
  await page.keyboard.press('p');
  await page.getByText('Paused').waitFor();
}

/** Where states can't be written that is said in words, the game goes on, and writing goes on once it can. */
async function sayWhatCannotBeWritten(): Promise<void> {
  const folder = join(place.data, 'states');
  const [hash = ''] = readdirSync(folder).filter((name) => name.length === 64);
  renameSync(join(folder, hash), join(folder, 'away'));
  writeFileSync(join(folder, hash), 'in the way');
  await page.keyboard.press('Shift+Digit2');
  await page.getByText('The folder of the states is gone').waitFor();
  await page.keyboard.press('Control+l');
  const dialog = page.getByRole('dialog', { name: 'This moment could not be kept' });
  await dialog.getByText('The folder of the states is gone').waitFor();
  expect(await axe()).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('main').getByRole('img', { name: 'Picture of Embermoth' }).waitFor();
  rmSync(join(folder, hash));
  renameSync(join(folder, 'away'), join(folder, hash));
  await page.keyboard.press('Shift+Digit2');
  await page.getByText('Saved to slot 2.').waitFor();
  await page.keyboard.press('1');
  await page.getByText('Loaded slot 1.').waitFor();
}

/** Opens the states by gamepad and loads the second newest. */
async function loadByGamepad(): Promise<void> {
  const press = async (button: number): Promise<void> => {
    for (const pressed of [true, false]) await pressPad(page, button, pressed);
  };
  await press(16);
  await page.getByRole('dialog', { name: 'Game menu' }).waitFor();
  await press(13);
  await press(0);
  const dialog = page.getByRole('dialog', { name: 'States' });
  const rows = dialog.getByRole('listitem').getByRole('button');
  await rows.first().waitFor();
  const focused = (): Promise<boolean> => rows.nth(1).evaluate((row) => row === document.activeElement);
  await dialog.locator('.record:focus').waitFor();
  for (let tries = 0; tries < 2 && !(await focused()); tries++) await press(13);
  expect(await focused()).toBe(true);
  await press(0);
  await page.getByText('State loaded.').waitFor();
}

describe.skipIf(findBrowser() === null)('save states', { timeout: 180_000 }, () => {
  it('are saved, loaded, undone, redone and branched, and all of them are there after a restart', async () => {
    await app.play('Embermoth');
    await pausedFrame();
    await save(1);
    expect(await page.locator('.toast img').count()).toBe(1);
    for (let step = 0; step < 30; step++) await page.keyboard.press('.');
    await save(2);
    await quiet();
    const [first = 0, second = 0] = await framesOnDisk();
    expect(second).toBeGreaterThan(first);
    await page.keyboard.press('1');
    await page.getByText('Loaded slot 1.').waitFor();
    for (let step = 0; step < 5; step++) await page.keyboard.press('.');
    await save(3);
    expect((await framesOnDisk()).slice(0, 3)).toEqual([first, second, first + 5]);
    await quiet();
    await page.keyboard.press('Control+z');
    await page.getByText('Save taken back.').waitFor();
    await page.keyboard.press('3');
    await page.getByText('Slot 3 is empty.').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Load taken back').waitFor();
    await quiet();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('Load done again').waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('Save done again').waitFor();
    await quiet();
    await page.keyboard.press('3');
    await page.getByText('Loaded slot 3.').waitFor();
    await page.keyboard.press('F6');
    const dialog = page.getByRole('dialog', { name: 'States' });
    await dialog.getByRole('listitem').first().waitFor();
    const records = await dialog.getByRole('listitem').count();
    expect(records).toBe(3);
    expect(await dialog.locator('.tree').first().locator('circle').count()).toBe(1);
    await shot('timeline');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    const before = await framesOnDisk();
    await restart();
    await app.play('Embermoth');
    await page.getByText('Resumed where you left off.').waitFor();
    await quiet();
    await page.keyboard.press('1');
    await page.getByText('Loaded slot 1.').waitFor();
    expect((await framesOnDisk()).slice(0, before.length)).toEqual(before);
    await quiet();
    await sayWhatCannotBeWritten();
    expect(app.problems).toEqual([]);
  });

  it('are named, noted, pinned, searched, compared, deleted and restored', async () => {
    await app.play('Embermoth');
    await pausedFrame();
    await save(1);
    for (let step = 0; step < 20; step++) await page.keyboard.press('.');
    await save(2);
    await quiet();
    await page.keyboard.press('F6');
    const dialog = page.getByRole('dialog', { name: 'States' });
    const rows = dialog.getByRole('listitem').getByRole('button');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(2);
    await rows.first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await rows.nth(1).evaluate((row) => row === document.activeElement)).toBe(true);
    await dialog.getByRole('textbox', { name: 'Name' }).fill('before the moth');
    await dialog.getByRole('textbox', { name: 'Note' }).fill('two lives left');
    await dialog.getByRole('button', { name: 'Pin' }).click();
    await dialog.getByRole('button', { name: 'Unpin' }).waitFor();
    expect(await dialog.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('two lives left');
    await dialog.getByRole('searchbox').fill('moth');
    await expect.poll(() => rows.count()).toBe(1);
    await dialog.getByRole('searchbox').fill('nothing like it');
    await dialog.getByText('No state matches').waitFor();
    expect(await axe()).toEqual([]);
    await dialog.getByRole('searchbox').fill('');
    await dialog.getByRole('button', { name: /^before the moth/ }).click();
    await dialog.getByRole('button', { name: 'Compare…' }).click();
    await dialog.getByText('Choose the state to compare').waitFor();
    await rows.first().focus();
    await page.keyboard.press('Enter');
    const compare = dialog.getByRole('region', { name: 'Comparison' });
    await compare.getByText(/of 131072 bytes differ/).waitFor();
    await compare.getByText('Work RAM').click();
    expect(await compare.locator('th').first().textContent()).toMatch(/^\$[0-9A-F]{5}$/);
    await shot('compare');
    await page.keyboard.press('Escape');
    await compare.waitFor({ state: 'detached' });
    expect(await dialog.count()).toBe(1);
    await dialog.getByRole('button', { name: /^before the moth/ }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Moved to the bin.').waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await dialog.getByRole('button', { name: 'Bin' }).click();
    await dialog.getByRole('button', { name: 'Restore' }).waitFor();
    await shot('bin');
    expect(await axe()).toEqual([]);
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await dialog.getByText('The bin is empty.').waitFor();
    await dialog.getByRole('button', { name: 'Mine' }).click();
    await dialog.getByRole('button', { name: /^before the moth.*Slot 1/ }).waitFor();
    await dialog.getByRole('button', { name: 'Storage' }).click();
    await dialog.getByText('Nothing would be removed.').waitFor();
    await shot('storage');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await loadByGamepad();
    expect(app.problems).toEqual([]);
  });

  it('go out as a file and come back; foreign and damaged files are refused; an older in-game save is asked about, and mine can stay', async () => {
    await app.play('Embermoth');
    await pausedFrame();
    await save(1);
    await page.keyboard.press('F6');
    const dialog = page.getByRole('dialog', { name: 'States' });
    await dialog.getByRole('listitem').first().waitFor();
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    const file = await (await downloading).path();
    const bytes = readFileSync(file);
    expect((await unpackRecord(bytes)).meta.how).toBe('quick');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('No states yet.').waitFor();
    await dialog.getByRole('button', { name: 'Bin' }).click();
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await dialog.getByRole('button', { name: 'Really?' }).click();
    await dialog.getByText('The bin is empty.').waitFor();
    const importing = async (name: string, contents: Uint8Array): Promise<void> => {
      const chooser = page.waitForEvent('filechooser');
      await dialog.getByRole('button', { name: 'Import' }).click();
      await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(contents) });
    };
    const damaged = Uint8Array.from(bytes);
    damaged[damaged.length - 9] ^= 1;
    await importing('a.dcstate', damaged);
    await page.getByText('a checksum does not match').waitFor();
    await importing('game.srm', new Uint8Array(16));
    await page.getByText('belongs to another game').waitFor();
    await importing('a.dcstate', bytes);
    await page.getByText('Imported states: 1.').waitFor();
    await dialog.getByRole('button', { name: 'All', exact: true }).click();
    expect(await dialog.getByRole('listitem').count()).toBe(1);
    await dialog.getByRole('listitem').getByRole('button').first().click();
    const [name = ''] = readdirSync(join(place.data, 'saves'));
    const sram = readFileSync(join(place.data, 'saves', name));
    // As other emulators keep it: the bytes and nothing else.
    const exporting = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export its .srm' }).click();
    const exported = await exporting;
    expect(exported.suggestedFilename()).toBe('Embermoth.srm');
    expect(Buffer.compare(readFileSync(await exported.path()), sram)).toBe(0);
    const mine = Uint8Array.from(sram, (byte, at) => (at === 3 ? byte ^ 0xff : byte));
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Import' }).click();
    await (await chooser).setFiles({ name: 'other.srm', mimeType: 'application/octet-stream', buffer: Buffer.from(mine) });
    await page.getByText('The in-game save was imported').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await quiet();
    await page.keyboard.press('1');
    const question = page.getByRole('dialog', { name: /Your in-game save/ });
    await question.waitFor();
    await shot('battery');
    expect(await axe()).toEqual([]);
    await question.getByRole('button', { name: 'Load, keep my in-game save' }).click();
    await page.getByText('Loaded slot 1.').waitFor();
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    expect(readFileSync(join(place.data, 'saves', name))[3]).toBe(mine[3]);
    expect(app.problems).toEqual([]);
  });

  it('survive kill -9 of everything: the last one is offered at the next start', async () => {
    await app.play('Embermoth');
    await page.waitForTimeout(1200);
    await save(4);
    await app.kill();
    const [frame = 0] = await framesOnDisk();
    app = await LocalApp.open(place);
    ({ page } = app);
    const dialog = page.getByRole('dialog', { name: 'Go on where you were?' });
    await dialog.getByText('Embermoth').waitFor();
    await page.waitForTimeout(300);
    await shot('recovery');
    expect(await axe()).toEqual([]);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Resumed where you left off.').waitFor();
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    const frames = await framesOnDisk();
    expect(frames[0]).toBe(frame);
    expect(frames.at(-1)).toBeGreaterThan(frame);
    expect(app.problems).toEqual([]);
  });
});
