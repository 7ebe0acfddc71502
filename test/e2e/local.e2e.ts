import { AxeBuilder } from '@axe-core/playwright';
import { decode } from 'fast-png';
import { zipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { unpackRecord } from '../../electron/services/states/record-file.ts';
import { drop, findBrowser, LocalApp, pictureShown, Place, pressPad, ROOT, stubGamepad, type OpenOptions } from './harness.ts';

const CART = join(ROOT, 'dist/carts/embermoth.sfc');
let place: Place;
let app: LocalApp;

beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

async function open(options: OpenOptions = {}): Promise<Page> {
  app = await LocalApp.open(place, options);
  return app.page;
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** The record that was written last. */
async function newestState(): Promise<{ frame: number; picture: Uint8Array }> {
  const folder = join(place.data, 'states');
  const [hash = ''] = readdirSync(folder).filter((name) => name.length === 64);
  const names = readdirSync(join(folder, hash)).filter((name) => name.endsWith('.dcstate'));
  const { meta, picture } = await unpackRecord(readFileSync(join(folder, hash, names.sort().at(-1) ?? '')));
  return { frame: meta.frame, picture: picture! };
}

describe.skipIf(findBrowser() === null)('the app on its local host', () => {
  it('starts with the demo carts, isolated, without complaints', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
    expect(await page.evaluate(() => [crossOriginIsolated, location.hash])).toEqual([true, '']);
    expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false);
    expect(app.problems).toEqual([]);
  });

  it('plays, and shows the very picture that the command line makes', async () => {
    const page = await open();
    await app.play('Embermoth');
    await pictureShown(page);
    await page.keyboard.press('F2');
    await page.getByText('Saved to slot 1.').waitFor();
    const saved = await newestState();
    expect(saved.frame).toBeGreaterThan(20);
    const machine = new HeadlessMachine(new Uint8Array(readFileSync(CART)), { pictures: { fold: true, rgb5: false } });
    for (let frame = 0; frame < saved.frame; frame++) {
      machine.pictures.wanted = frame === saved.frame - 1;
      machine.runFrame();
    }
    const ours = decode(saved.picture);
    const rgb = ours.channels === 3 ? ours.data : ours.data.filter((_value, index) => index % 4 !== 3);
    expect([ours.width, ours.height]).toEqual([machine.pictures.picture?.width, machine.pictures.picture?.height]);
    expect(Buffer.compare(Buffer.from(rgb), Buffer.from(machine.pictures.picture!.rgb))).toBe(0);
    expect(app.problems).toEqual([]);
  });

  it('takes keys and a gamepad in the menu, the states and the game, pauses and steps', async () => {
    const page = await open({ prepare: stubGamepad });
    await app.play('Embermoth');
    const press = (button: number, pressed: boolean): Promise<void> => pressPad(page, button, pressed);
    await press(16, true);
    await page.getByRole('dialog', { name: 'Game menu' }).waitFor();
    await press(16, false);
    await press(13, true);
    await press(13, false);
    await press(0, true);
    await page.getByRole('dialog', { name: 'States' }).waitFor();
    await press(0, false);
    const backToGame = async (from: string): Promise<void> => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog', { name: from }).waitFor({ state: 'detached' });
      await page.getByRole('dialog', { name: 'Game menu' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await backToGame('States');
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await backToGame('Settings');
    await page.keyboard.press('Control+k');
    await page.locator('.palette input').waitFor();
    await page.keyboard.type('pause');
    await page.keyboard.press('Enter');
    await page.getByText('Paused').waitFor();
    await page.keyboard.press('F2');
    await page.getByText('Saved to slot 1.').waitFor();
    const before = (await newestState()).frame;
    await page.keyboard.press('.');
    await page.keyboard.press('.');
    await page.keyboard.press('Shift+3');
    await page.getByText('Saved to slot 3.').waitFor();
    expect((await newestState()).frame).toBe(before + 2);
    expect(app.problems).toEqual([]);
  });

  it('resumes where it was left, with its picture in the library, also after a restart', async () => {
    let page = await open();
    await app.play('Embermoth');
    await page.waitForTimeout(2000);
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    await page.locator('.cover img').first().waitFor();
    const left = (await newestState()).frame;
    const saves = readdirSync(join(place.data, 'saves')).map((name) => readFileSync(join(place.data, 'saves', name)).length);
    expect(saves).toEqual([new HeadlessMachine(new Uint8Array(readFileSync(CART))).memory('sram').length]);
    expect(await app.close()).toBe(0);
    page = await open();
    await app.play('Embermoth');
    await page.getByText('Resumed where you left off.').waitFor();
    await page.keyboard.press('F2');
    await page.getByText('Saved to slot 1.').waitFor();
    expect((await newestState()).frame).toBeGreaterThanOrEqual(left);
    expect((await newestState()).frame).toBeLessThan(left + 600);
  });

  it('goes on where the game was when its window was closed without a word', async () => {
    let page = await open();
    await app.play('Embermoth');
    await pictureShown(page);
    const markers = (): string[] => readdirSync(join(place.data, 'states')).filter((name) => name.startsWith('running-'));
    expect(markers().length).toBe(1);
    // A moment is held every few seconds, and nothing of it is on the disk.
    await page.waitForTimeout(6000);
    expect(readdirSync(join(place.data, 'states')).filter((name) => name.length === 64)).toEqual([]);
    await page.close();
    await expect.poll(() => readdirSync(join(place.data, 'states')).filter((name) => name.length === 64).length).toBe(1);
    await expect.poll(markers).toEqual([]);
    const left = (await newestState()).frame;
    expect(left).toBeGreaterThan(60);
    expect(await app.close()).toBe(0);
    page = await open();
    await app.play('Embermoth');
    await page.getByText('Resumed where you left off.').waitFor();
    // Quit keeps the moment too.
    await page.keyboard.press('Control+q');
    expect(await app.ended).toBe(0);
    expect((await newestState()).frame).toBeGreaterThan(left);
    expect(markers()).toEqual([]);
  });

  it('keeps settings over a restart, says when they were broken, and speaks Portuguese', async () => {
    let page = await open();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Language', { exact: true }).selectOption('pt');
    await page.getByRole('dialog', { name: 'Configurações' }).waitFor();
    await page.getByRole('searchbox', { name: 'Procurar configurações' }).fill('filtro');
    await page.getByLabel('Filtro', { exact: true }).selectOption('crt');
    await expect.poll(() => readFileSync(join(place.data, 'settings.json'), 'utf8')).toContain('crt');
    await app.close();
    page = await open();
    await page.getByRole('button', { name: 'Jogar Embermoth' }).waitFor();
    const stored = JSON.parse(readFileSync(join(place.data, 'settings.json'), 'utf8')) as { global: Record<string, unknown> };
    expect(stored.global).toMatchObject({ 'general.language': 'pt', 'video.filter': 'crt' });
    await app.close();
    writeFileSync(join(place.data, 'settings.json'), '{"version":');
    page = await open();
    await page.getByText('settings.broken-').waitFor();
    await page.getByRole('button', { name: 'Jogar Embermoth' }).waitFor();
  });

  it('opens what is dropped: a game, an archive with several; says what is wrong with the rest', async () => {
    const page = await open();
    const rom = new Uint8Array(readFileSync(CART));
    await page.getByRole('button', { name: 'Play Embermoth' }).waitFor();
    await drop(page, 'page.sfc', new TextEncoder().encode('<html>not found</html>'.repeat(200)));
    await page.getByText('this is a text file, not a game').waitFor();
    await drop(page, 'pack.zip', zipSync({ 'one.sfc': rom, 'two.sfc': rom }));
    await page.getByRole('dialog', { name: 'Which game?' }).waitFor();
    await page.getByRole('button', { name: 'two.sfc' }).click();
    await page.getByRole('img', { name: /Picture of/ }).waitFor();
    expect(app.problems).toEqual([]);
  });

  it('adds a folder by its dialog, scans it and opens a game that is named on the command line', async () => {
    writeFileSync(
      join(place.home, 'games', 'My_Game (USA).sfc'),
      readFileSync(CART).map((byte, index) => (index === 0x7000 ? byte ^ 1 : byte)),
    );
    let page = await open();
    await page.getByRole('button', { name: 'Add folder' }).first().click();
    await page.getByRole('button', { name: 'games', exact: true }).click();
    await page.getByRole('button', { name: 'Add “games”' }).click();
    await page.getByRole('button', { name: 'Play My Game' }).waitFor();
    await app.close();
    page = await open({ file: join(place.home, 'games', 'My_Game (USA).sfc') });
    await page.getByRole('img', { name: 'Picture of My Game' }).waitFor();
    expect(await page.title()).toBe('My Game – Dotclock');
  });

  it('says when the emulator has crashed, and goes on from the last automatic state', async () => {
    const page = await open();
    await app.play('Embermoth');
    await page.waitForTimeout(1000);
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Continue' }).waitFor();
    await app.play('Embermoth');
    await page.workers()[0]?.evaluate(() => void setTimeout(() => reportError(new Error('boom'))));
    await page.getByRole('alert').getByText('The emulator stopped while “Embermoth” was running').waitFor();
    await page.getByText('The last state of the game is from').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on from the last state' }).click();
    await page.getByText('Resumed where you left off.').waitFor();
    await pictureShown(page);
  });

  it.skipIf(!existsSync('/usr/bin/7za'))('opens a 7z archive that is named on the command line', async () => {
    const archive = join(place.home, 'packed.7z');
    expect(spawnSync('/usr/bin/7za', ['a', '-bso0', '-bsp0', archive, CART]).status).toBe(0);
    const page = await open({ file: archive });
    await page.getByRole('img', { name: /Picture of/ }).waitFor();
  });

  it('plays without shared memory and without WebGL', async () => {
    const page = await open({
      query: '?canvas2d',
      // As a page sees it that is not isolated: nothing can be shared.
      prepare: (page) =>
        page.addInitScript(() => void Object.defineProperty(globalThis, 'crossOriginIsolated', { value: false })),
    });
    await app.play('Embermoth');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await pictureShown(page);
    expect(app.problems).toEqual([]);
  });
});
