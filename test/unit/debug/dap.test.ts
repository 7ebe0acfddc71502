import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DapServer, serve, startDapServer } from '../../../src/host/node/dap-command.ts';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { Snes } from '../../../src/core/snes.ts';
import type { DapMessage } from '../../../src/shared/dap.ts';
import { DapAdapter } from '../../../src/session/dap/adapter.ts';
import { DebugSession } from '../../../src/session/debug-session.ts';
import { lineFile, symbolFile } from '../../../src/session/assembler.ts';
import { run } from './source.ts';

const SOURCE = `.org $8000
start:
  clc
  xce
  rep #$20
again:
  inc $10
  jsr copy
  bra again
copy:
  lda $10
  sta $1234
  rts
.vector reset, start
`;
/** $20 is written once, with what it holds, many frames before it is read; $22 is never written. */
const PAST = `.smart on
.org $8000
start:
  clc
  xce
  rep #$10
  lda $20
  sta $20
  ldy #$0008
more:
  ldx #$0000
wait:
  inx
  bne wait
  dey
  bne more
ready:
  lda $20
  lda $22
  bra ready
.vector reset, start
`;
const PAST_LINE = { ready: 18, bra: 20 };
const LINE = { inc: 7, jsr: 8, bra: 9, lda: 11, sta: 12, rts: 13 };

const folder = mkdtempSync(join(tmpdir(), 'dotclock-dap-'));
const path = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function build(name: string, source: string): void {
  const built = run(source, {}, { mapping: 'lorom' });
  expect(built.errors).toEqual([]);
  writeFileSync(path(`${name}.sfc`), built.rom);
  writeFileSync(path(`${name}.sym`), symbolFile(built));
  writeFileSync(path(`${name}.lines`), lineFile(built));
}

beforeAll(() => {
  build('game', SOURCE);
  build('past', PAST);
});

let server: DapServer | null = null;
let client: DebugClient | null = null;
afterEach(async () => {
  await client?.stop();
  client = null;
  server?.close();
  server = null;
});

async function attach(launch: object = {}, game = 'game'): Promise<DebugClient> {
  server = await startDapServer({ rom: path(`${game}.sfc`), symbols: [], token: 'secret' }, 0, () => {});
  const one = new DebugClient('node', '', 'dotclock');
  client = one;
  await one.start(server.port);
  await one.initializeRequest();
  const ready = one.waitForEvent('initialized');
  const symbols = [path(`${game}.sym`), path(`${game}.lines`)];
  await one.send('launch', { token: 'secret', stopOnEntry: true, symbols, ...launch });
  await ready;
  return one;
}

async function stopAfter(one: DebugClient, request: Promise<unknown>): Promise<{ reason: string; line: number; pc: string }> {
  const stopped = one.waitForEvent('stopped');
  await request;
  const { body } = (await stopped) as { body: { reason: string; threadId: number } };
  const [top] = (await one.stackTraceRequest({ threadId: body.threadId })).body.stackFrames;
  return { reason: body.reason, line: top.line, pc: top.instructionPointerReference ?? '' };
}

const cpu = { threadId: 1 };

describe('debug adapter, with a client of the protocol', () => {
  it('stops at a source line, steps by lines forward and back, and runs back', async () => {
    const one = await attach();
    const set = await one.setBreakpointsRequest({ source: { path: path('main.s') }, breakpoints: [{ line: LINE.sta }] });
    expect(set.body.breakpoints).toMatchObject([{ verified: true, line: LINE.sta }]);
    await stopAfter(one, one.configurationDoneRequest());
    const first = await stopAfter(one, one.continueRequest(cpu));
    expect(first).toMatchObject({ reason: 'breakpoint', line: LINE.sta });
    expect(await stopAfter(one, one.nextRequest(cpu))).toMatchObject({ line: LINE.rts });
    expect(await stopAfter(one, one.stepBackRequest(cpu))).toMatchObject({ line: LINE.sta });
    const { stackFrames } = (await one.stackTraceRequest(cpu)).body;
    expect(stackFrames).toHaveLength(2);
    expect(stackFrames[1]).toMatchObject({ line: LINE.jsr });
    expect(stackFrames[0].source?.path).toBe(path('main.s'));
    expect(await stopAfter(one, one.stepOutRequest(cpu))).toMatchObject({ line: LINE.bra });
    await stopAfter(one, one.continueRequest(cpu));
    await stopAfter(one, one.continueRequest(cpu));
    const value = async (): Promise<number> =>
      parseInt((await one.evaluateRequest({ expression: '{$10}' })).body.result.slice(1), 16);
    const third = await value();
    expect(await stopAfter(one, one.reverseContinueRequest(cpu))).toMatchObject({ reason: 'breakpoint', line: LINE.sta });
    expect(await value()).toBe((third - 1) & 0xffff);
    const again = await stopAfter(one, one.reverseContinueRequest(cpu));
    expect(again.pc).toBe(first.pc);
    expect(await value()).toBe((third - 2) & 0xffff);
  }, 10_000);

  it('stops at reads of what was never written, not at those of what was written while nobody watched', async () => {
    const one = await attach({}, 'past');
    const source = { path: path('main.s') };
    await one.setBreakpointsRequest({ source, breakpoints: [{ line: PAST_LINE.ready }] });
    await stopAfter(one, one.configurationDoneRequest());
    expect(await stopAfter(one, one.continueRequest(cpu))).toMatchObject({ line: PAST_LINE.ready });
    await one.setBreakpointsRequest({ source, breakpoints: [] });
    await one.setExceptionBreakpointsRequest({ filters: ['uninitialised'] });
    // What stops is told after the instruction.
    expect(await stopAfter(one, one.continueRequest(cpu))).toMatchObject({ reason: 'exception', line: PAST_LINE.bra });
    expect((await one.customRequest('exceptionInfo', cpu)).body).toMatchObject({ exceptionId: 'uninitialised' });
  }, 20_000);

  it('jumps to a line, and says what an event was', async () => {
    const one = await attach();
    await one.setBreakpointsRequest({ source: { path: path('main.s') }, breakpoints: [{ line: LINE.sta }] });
    await stopAfter(one, one.configurationDoneRequest());
    await stopAfter(one, one.continueRequest(cpu));
    expect((await one.customRequest('exceptionInfo', { threadId: 1 })).body).toMatchObject({ exceptionId: 'execute' });
    const { targets } = (await one.customRequest('gotoTargets', { source: { path: path('main.s') }, line: LINE.jsr })).body as {
      targets: { id: number; line: number }[];
    };
    expect(targets).toMatchObject([{ line: LINE.jsr }]);
    const jumped = await stopAfter(one, one.customRequest('goto', { threadId: 1, targetId: targets[0].id }));
    expect(jumped).toMatchObject({ reason: 'goto', line: LINE.jsr });
    await expect(one.customRequest('goto', { threadId: 1, targetId: 99 })).rejects.toThrow('no target 99');
  }, 10_000);

  it('tells the client when somebody else lets the game go on', () => {
    const make = (): Snes => new Snes(run(SOURCE, {}, { mapping: 'lorom' }).rom, { entropy: seededEntropy(1) });
    const session = new DebugSession({ snes: make(), input: null, replica: make });
    const sent: string[] = [];
    const messages: DapMessage[] = [];
    const adapter = new DapAdapter(
      { restarts: false, open: () => ({ session, symbols: [], sourceRoot: '' }), answered: () => {}, close: () => {} },
      (message) => {
        messages.push(message);
        sent.push(message.type === 'event' ? message.event : message.type);
      },
    );
    session.onEvent = (message) => adapter.told(message);
    adapter.handle({ seq: 1, command: 'attach', arguments: { supportsInvalidatedEvent: true } });
    adapter.handle({ seq: 2, command: 'configurationDone', arguments: {} });
    sent.length = 0;
    session.run(false);
    session.pause();
    adapter.handle({ seq: 3, command: 'continue', arguments: { threadId: 1 } });
    expect(sent).toEqual(['continued', 'stopped', 'response']);
    session.pause();
    sent.length = 0;
    // A value is changed in the window: an editor that can looks again.
    adapter.changed();
    session.changed((snes) => (snes.wram[0x10] = 1));
    expect(sent).toEqual(['invalidated', 'invalidated']);
    // An editor evaluates whatever the mouse rests on: nothing pops up when that is no expression.
    const shown = (command: string, args: object): unknown => {
      adapter.handle({ seq: 4, command, arguments: { ...args } });
      const last = messages.at(-1) as { readonly body: { readonly error: { readonly showUser: boolean } } };
      return last.body.error.showUser;
    };
    expect(shown('evaluate', { expression: 'lda', context: 'hover' })).toBe(false);
    expect(shown('goto', { targetId: 9 })).toBe(true);
  });

  it('reads and changes registers, flags and memory, disassembles, and says who wrote', async () => {
    const one = await attach();
    await one.setFunctionBreakpointsRequest({ breakpoints: [{ name: 'copy' }] });
    await stopAfter(one, one.configurationDoneRequest());
    expect(await stopAfter(one, one.continueRequest(cpu))).toMatchObject({ reason: 'function breakpoint', line: LINE.lda });
    expect((await one.threadsRequest()).body.threads.map(({ name }) => name)).toEqual(['S-CPU', 'SPC700']);
    const [registers, flags] = (await one.scopesRequest({ frameId: 10_000 })).body.scopes;
    const set = await one.send('setVariable', { variablesReference: registers.variablesReference, name: 'x', value: '$12 + 1' });
    expect(set.body).toMatchObject({ value: '$0013' });
    await one.send('setVariable', { variablesReference: flags.variablesReference, name: 'c', value: '1' });
    const { variables } = (await one.variablesRequest({ variablesReference: flags.variablesReference })).body;
    expect(variables.find(({ name }) => name === 'c')?.value).toBe('1');
    const data = Buffer.of(0x21, 0x43).toString('base64');
    await one.send('writeMemory', { memoryReference: '0x7e0010', data });
    const read = await one.send('readMemory', { memoryReference: 'wram:0x10', count: 2 });
    expect(read.body).toMatchObject({ data, unreadableBytes: 0 });
    const rows = await one.send('disassemble', { memoryReference: '0x00800a', instructionOffset: -1, instructionCount: 3 });
    expect(rows.body.instructions).toHaveLength(3);
    await one.setFunctionBreakpointsRequest({ breakpoints: [] });
    await stopAfter(one, one.nextRequest(cpu));
    expect(await stopAfter(one, one.nextRequest(cpu))).toMatchObject({ line: LINE.rts });
    const who = await one.evaluateRequest({ expression: 'who $1234', context: 'repl' });
    expect(who.body.result).toMatch(/^\$21 by copy/);
    await expect(one.evaluateRequest({ expression: '1 +' })).rejects.toThrow('column');
  }, 10_000);

  it('begins at the first instruction, not before the vector was read', async () => {
    const one = await attach();
    expect(await stopAfter(one, one.configurationDoneRequest())).toEqual({ reason: 'entry', line: 3, pc: '0x008000' });
    expect(await stopAfter(one, one.customRequest('restart'))).toEqual({ reason: 'entry', line: 3, pc: '0x008000' });
  });

  it.each([
    ['0x008003', -200, 400],
    ['0x00fff8', -10, 60],
    ['0x018002', -60, 100],
    ['0x000001', -30, 40],
    ['0xfffff0', -5, 60],
    ['smp:0xffc0', -200, 400],
    ['smp:0xfff0', 5, 40],
  ])('disassembles at %s from %i on %i instructions, each once and in order', async (memoryReference, from, count) => {
    const one = await attach();
    await stopAfter(one, one.configurationDoneRequest());
    const ask = { memoryReference, offset: 0, instructionOffset: from, instructionCount: count };
    const { instructions } = (await one.customRequest('disassemble', ask)).body as {
      instructions: { address: string; presentationHint?: string }[];
    };
    expect(instructions).toHaveLength(count);
    const places = instructions.map(({ address }) => Number(address));
    for (let i = 1; i < places.length; i++) expect(places[i], `row ${i}`).toBeGreaterThan(places[i - 1] ?? 0);
    const [memory = '', at = ''] = memoryReference.includes(':') ? memoryReference.split(':') : ['', memoryReference];
    const space = memory === 'smp' ? 1 << 24 : 0;
    if (from <= 0) expect(places[-from]).toBe(space + Number(at));
    const there = (place: number): boolean => place >= space && place < (space === 0 ? 1 << 24 : space + 0x10000);
    expect(instructions.map(({ presentationHint }) => presentationHint !== 'invalid')).toEqual(places.map(there));
  });

  it('has data breakpoints, conditions, hit counts, log points and refuses what is wrong in words', async () => {
    const one = await attach();
    const info = await one.dataBreakpointInfoRequest({ name: '$7e1234', asAddress: true, bytes: 1 });
    await one.setDataBreakpointsRequest({
      breakpoints: [{ dataId: info.body.dataId ?? '', accessType: 'write', hitCondition: '3' }],
    });
    const set = await one.setBreakpointsRequest({
      source: { path: path('main.s') },
      breakpoints: [
        { line: LINE.inc, logMessage: 'count {[$10]:d}' },
        { line: LINE.bra, condition: 'a >' },
        { line: LINE.bra, hitCondition: 'often' },
        { line: 900 },
      ],
    });
    expect(set.body.breakpoints.map(({ verified }) => verified)).toEqual([true, false, false, false]);
    expect(set.body.breakpoints[1].message).toContain('condition, column');
    const lines: string[] = [];
    one.on('output', ({ body }: { body: { output: string } }) => lines.push(body.output.trim()));
    await stopAfter(one, one.configurationDoneRequest());
    expect(await stopAfter(one, one.continueRequest(cpu))).toMatchObject({ reason: 'data breakpoint', line: LINE.rts });
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^count \d+$/);
    await expect(one.send('frobnicate')).rejects.toThrow("'frobnicate' is not supported");
    await expect(one.send('readMemory', { memoryReference: 'moon:3', count: 1 })).rejects.toThrow('no place in memory');
  }, 10_000);

  it('pauses, steps the sound processor and starts again', async () => {
    const one = await attach({ stopOnEntry: false });
    await one.configurationDoneRequest();
    await stopAfter(one, one.pauseRequest(cpu));
    const before = await one.stackTraceRequest({ threadId: 2 });
    await stopAfter(one, one.send('stepIn', { threadId: 2, granularity: 'instruction' }));
    const back = await stopAfter(one, one.send('stepBack', { threadId: 2, granularity: 'instruction' }));
    expect(Number(back.pc)).toBeGreaterThanOrEqual(0x1000000);
    expect(before.body.stackFrames.length).toBeGreaterThan(0);
    await stopAfter(one, one.customRequest('restart', { arguments: { stopOnEntry: true } }));
    expect((await one.evaluateRequest({ expression: 'frame' })).body.result).toBe('$00 (0)');
  }, 10_000);

  it('gives the sound processor’s addresses as numbers in order, with breakpoints and memory there', async () => {
    const one = await attach({ stopOnEntry: false });
    await one.configurationDoneRequest();
    const { pc } = await stopAfter(one, one.pauseRequest(cpu));
    const smp = (await one.stackTraceRequest({ threadId: 2 })).body.stackFrames[0].instructionPointerReference ?? '';
    for (const [reference, low] of [
      [pc, 0x8000],
      [smp, 0x1000000],
      ['0x00fffe', 0xff00],
      ['0x00000a', 0],
      ['0x100fffe', 0x100ff00],
    ] as const) {
      const { instructions } = (
        await one.send('disassemble', { memoryReference: reference, offset: 0, instructionOffset: -20, instructionCount: 60 })
      ).body as { instructions: { address: string; presentationHint?: string }[] };
      expect(instructions).toHaveLength(60);
      const addresses = instructions.map(({ address }) => BigInt(address));
      const good = addresses.filter((_, i) => instructions[i].presentationHint !== 'invalid');
      expect(good).toEqual([...new Set(good)].sort((a, b) => (a < b ? -1 : 1)));
      expect(addresses).toEqual([...addresses].sort((a, b) => (a < b ? -1 : 1)));
      expect(addresses[20]).toBe(BigInt(reference));
      expect(addresses[0]).toBeGreaterThanOrEqual(BigInt(low) - 100n);
    }
    await one.send('setInstructionBreakpoints', { breakpoints: [{ instructionReference: smp, offset: 0 }] });
    expect(await stopAfter(one, one.continueRequest(cpu))).toMatchObject({ reason: 'instruction breakpoint', pc: smp });
    const bytes = async (memoryReference: string): Promise<string> =>
      ((await one.send('readMemory', { memoryReference, count: 4 })).body as { data: string }).data;
    expect(await bytes('0x1000010')).toBe(await bytes('aram:0x10'));
    await expect(bytes('0x1010000')).rejects.toThrow('no place in memory');
  }, 10_000);

  it('sets what an expression names, says so quietly when it can’t, and begins anew with what launch says', async () => {
    const one = await attach();
    await stopAfter(one, one.configurationDoneRequest());
    const set = (expression: string, value: string) => one.send('setExpression', { expression, value, frameId: 10_000 });
    expect((await set('cpu.x', '$1234')).body).toMatchObject({ value: '$34 (52)' });
    expect((await set('[$7e0040]', '7')).body).toMatchObject({ value: '$07 (7)' });
    await set('{$42}', '$1234');
    await set('cpu.flag.c', '0');
    await set('vram[3]', '9');
    const value = async (expression: string): Promise<string> => (await one.evaluateRequest({ expression })).body.result;
    expect([await value('[$40]'), await value('{$42}'), await value('vram[3]'), await value('flag.c')]).toEqual([
      '$07 (7)',
      '$1234 (4660)',
      '$09 (9)',
      '$00 (0)',
    ]);
    expect((await one.evaluateRequest({ expression: 'a = 3', context: 'repl' })).body.result).toContain('(3)');
    const [registers, flags] = (await one.scopesRequest({ frameId: 10_000 })).body.scopes;
    for (const { variablesReference } of [registers, flags])
      for (const { evaluateName = '' } of (await one.variablesRequest({ variablesReference })).body.variables)
        await value(evaluateName);
    for (const wrong of ['3', '[$10', 'moon[3]', '[$10] + 1']) await expect(set(wrong, '1')).rejects.toThrow();
    await expect(set('[$10]', '256')).rejects.toThrow('does not fit');
    await one.customRequest('restart', { arguments: { stopOnEntry: false } });
    expect(await stopAfter(one, one.pauseRequest(cpu))).toMatchObject({ reason: 'pause' });
  }, 10_000);

  it('asks for the token, takes one client and ends a client that sends nonsense', async () => {
    const complaints: string[] = [];
    server = await startDapServer({ rom: path('game.sfc'), symbols: [], token: 'secret' }, 0, (text) => complaints.push(text));
    const one = new DebugClient('node', '', 'dotclock');
    await one.start(server.port);
    await one.initializeRequest();
    await expect(one.threadsRequest()).rejects.toThrow('before launch');
    await expect(one.send('launch', { token: 'guess!' })).rejects.toThrow('token is wrong');
    const { port } = server;
    const heard = (text: string): Promise<string> =>
      new Promise((done) => {
        const socket = createConnection(port, '127.0.0.1', () => socket.write(text));
        let all = '';
        socket.on('data', (bytes) => (all += bytes.toString()));
        socket.on('close', () => done(all));
      });
    expect(await heard('')).toContain('another client is attached');
    await one.disconnectRequest();
    await new Promise((done) => setTimeout(done, 50));
    // Some clients send null where there is nothing.
    const threads = JSON.stringify({ seq: 1, type: 'request', command: 'threads', arguments: null });
    const gone = JSON.stringify({ seq: 2, type: 'request', command: 'disconnect', arguments: null });
    const both = [threads, gone].map((body) => `Content-Length: ${body.length}\r\n\r\n${body}`).join('');
    expect(await heard(both)).toContain('before launch or attach');
    expect(await heard('Content-Length: 3\r\n\r\nnot')).toContain('is not JSON');
    expect(await heard(`Content-Length: 99999999\r\n\r\n`)).toContain('too large');
    expect(await heard('x'.repeat(5000))).toContain('no header');
    expect(complaints).toHaveLength(3);
  }, 10_000);

  it('speaks over standard streams', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const done = serve(input, output, { rom: null, symbols: [], token: null }, () => {});
    const body = JSON.stringify({ seq: 1, type: 'request', command: 'launch', arguments: { program: path('none.sfc') } });
    const message = `Content-Length: ${body.length}\r\n\r\n${body}`;
    input.write(message.slice(0, 9));
    input.write(message.slice(9));
    input.end();
    await done;
    expect(String(output.read())).toContain('No such file');
  });
});
