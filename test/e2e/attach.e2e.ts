import type { DebugClient } from '@vscode/debugadapter-testsupport';
import { createConnection } from 'node:net';
import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axeProblems } from './axe.ts';
import { connectEditor, letAttach, stopAfter } from './attach-steps.ts';
import { findBrowser, LocalApp, Place, shot } from './harness.ts';

let place: Place;
let app: LocalApp;
let page: Page;
let client: DebugClient | null = null;

beforeEach(async () => {
  place = new Place();
  app = await LocalApp.open(place);
  ({ page } = app);
});
afterEach(async () => {
  // A client that has lost its server waits for ever.
  await Promise.race([client?.stop().catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
  client = null;
  await shot(page, 'attach-last');
  await app.close();
  place.remove();
});

async function openSettings(): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Settings');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Debugger', exact: true }).click();
}

async function switchOn(): Promise<{ port: number; token: string }> {
  await openSettings();
  return letAttach(page);
}

async function connect(port: number): Promise<DebugClient> {
  client = await connectEditor(port);
  return client;
}

const cpu = { threadId: 1 };
const instruction = { ...cpu, granularity: 'instruction' as const };

describe.skipIf(findBrowser() === null)('an editor attaches to the game in the window', { timeout: 120_000 }, () => {
  it('is off, is switched on, lets nobody in without the token, and debugs the game there', async () => {
    const { port, token } = await switchOn();
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    await shot(page, 'attach-settings');
    expect(await axeProblems(page, { part: '[role=dialog]' })).toEqual([]);
    await page.keyboard.press('Escape');

    const stranger = await connect(port);
    await expect(stranger.send('attach', {})).rejects.toThrow('token is wrong');
    await expect(stranger.send('attach', { token: '0'.repeat(32) })).rejects.toThrow('Settings, Debugger');
    await expect(stranger.threadsRequest()).rejects.toThrow('before launch or attach');
    await expect(stranger.send('attach', { token })).rejects.toThrow('no game is being played');
    await expect(stranger.send('launch', { token, program: '/etc/passwd' })).rejects.toThrow('"request": "attach"');
    await stranger.stop();

    await app.play('Embermoth');
    const one = await connect(port);
    const ready = one.waitForEvent('initialized');
    await one.send('attach', { token, stopOnEntry: true });
    await ready;
    const first = await stopAfter(one, one.configurationDoneRequest());
    expect(first.reason).toBe('entry');
    await page
      .locator('.debug-state', { hasText: 'Stopped' })
      .or(page.getByRole('listbox', { name: 'Disassembly' }))
      .first()
      .waitFor();

    // It may have stood in the middle of waiting: from the next instruction on, forward and back meet.
    const step = (): Promise<{ reason: string; pc: string }> => stopAfter(one, one.send('stepIn', instruction));
    const [before, second] = [await step(), await step()];
    expect(second.pc).not.toBe(before.pc);
    expect((await stopAfter(one, one.send('stepBack', instruction))).pc).toBe(before.pc);
    const { body } = await one.send('setInstructionBreakpoints', { breakpoints: [{ instructionReference: second.pc }] });
    expect(body.breakpoints).toMatchObject([{ verified: true }]);
    expect(await stopAfter(one, one.continueRequest(cpu))).toEqual({ reason: 'instruction breakpoint', pc: second.pc });
    expect(await page.getByLabel('S-CPU PC').inputValue()).toContain(second.pc.slice(-4));
    const read = await one.send('readMemory', { memoryReference: 'wram:0x40', count: 4 });
    expect(Buffer.from(read.body.data as string, 'base64')).toHaveLength(4);
    const data = Buffer.of(0x12, 0x34).toString('base64');
    await one.send('writeMemory', { memoryReference: 'wram:0x1f00', data });
    expect((await one.evaluateRequest({ expression: '{$7e1f00}' })).body.result).toContain('$3412');
    await expect(one.restartRequest({})).rejects.toThrow('reset');

    const other = await new Promise<string>((done) => {
      let all = '';
      const socket = createConnection(port, '127.0.0.1');
      socket.on('data', (bytes) => (all += bytes.toString()));
      socket.on('close', () => done(all));
    });
    expect(other).toContain('another client is attached');

    const ended = one.waitForEvent('terminated');
    await one.disconnectRequest();
    await ended;
    client = null;
    await expect.poll(async () => page.locator('.debug-state').first().textContent(), { timeout: 10_000 }).toBe('Running');
    expect(app.problems).toEqual([]);
  });
});
