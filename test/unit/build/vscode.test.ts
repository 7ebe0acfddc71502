import { strFromU8, unzipSync } from 'fflate';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vsix } from '../../../build/vsix.mjs';
import { DapService } from '../../../electron/services/dap-service.ts';
import { PendingWrites } from '../../../electron/services/data-files.ts';
import { openFileDoor } from '../../../src/host/node/dap/file-door.ts';
import { serveClient } from '../../../src/host/node/dap/gate.ts';
import { encodeMessage } from '../../../src/host/node/dap/framing.ts';
import { DapAdapter } from '../../../src/session/dap/adapter.ts';
import { DEFAULT_DAP_PORT } from '../../../src/shared/dap.ts';
import { buildRom } from '../../roms/harness.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

type Shape = Readonly<Record<string, { readonly type: string | readonly string[]; readonly default?: unknown }>>;
interface Manifest {
  readonly version: string;
  readonly main: string;
  readonly contributes: {
    readonly breakpoints: readonly { readonly language: string }[];
    readonly debuggers: readonly {
      readonly type: string;
      readonly languages: readonly string[];
      readonly configurationAttributes: Readonly<Record<'launch' | 'attach', { readonly properties: Shape }>>;
      readonly initialConfigurations: readonly Readonly<Record<string, unknown>>[];
      readonly configurationSnippets: readonly { readonly body: Readonly<Record<string, unknown>> }[];
    }[];
  };
}

const manifest = JSON.parse(read('build/vscode/package.json')) as Manifest;
const [debuggerOf] = manifest.contributes.debuggers;
const attributes = debuggerOf?.configurationAttributes;
/** What the extension itself uses, and the adapter never looks at. */
const OF_EXTENSION = ['port', 'token'];
/** What every client of the protocol may send, editors by themselves. */
const OF_PROTOCOL = ['linesStartAt1', 'supportsInvalidatedEvent'];

let folder: string;
let rom: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dotclock-vscode-'));
  rom = join(folder, 'game.sfc');
  writeFileSync(rom, buildRom('dma-time'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Arguments that write down which of them are asked for. */
function watched(values: Readonly<Record<string, unknown>>): { args: Readonly<Record<string, unknown>>; asked: Set<string> } {
  const asked = new Set<string>();
  const args = new Proxy(values, {
    get: (target, name) => {
      if (typeof name === 'string') asked.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
  return { args, asked };
}

const keysOf = (request: 'launch' | 'attach'): string[] =>
  Object.keys(attributes?.[request].properties ?? {})
    .filter((key) => !OF_EXTENSION.includes(key))
    .sort();

describe('the extension for VS Code', () => {
  it('offers for launch what the adapter reads, and nothing that it does not', () => {
    const { args, asked } = watched({ program: rom });
    const adapter = new DapAdapter(openFileDoor({ rom: null, symbols: [] }), () => {});
    adapter.handle({ seq: 1, command: 'launch', arguments: args });
    adapter.handle({ seq: 2, command: 'configurationDone', arguments: {} });
    adapter.close();
    expect([...asked].filter((key) => !OF_PROTOCOL.includes(key)).sort()).toEqual(keysOf('launch'));
  });

  it('offers for attach what the app takes', async () => {
    const requests: Readonly<Record<string, unknown>>[] = [];
    const service = new DapService(join(folder, 'attach.json'), new PendingWrites(), {
      request: ({ arguments: args }) => void requests.push(args),
      gone: () => {},
      changed: () => {},
    });
    const { listening, token } = await service.set(true, 0);
    const { connect } = await import('node:net');
    const socket = connect(listening ?? 0, '127.0.0.1');
    const symbols = join(folder, 'game.sym');
    writeFileSync(symbols, '[labels]\n80:8000 start\n');
    const given = { token, symbols: [symbols], sourceRoot: '/source', stopOnEntry: true };
    expect(Object.keys(given).sort()).toEqual(
      Object.keys(attributes?.attach.properties ?? {})
        .filter((key) => key !== 'port')
        .sort(),
    );
    socket.write(encodeMessage({ type: 'request', seq: 1, command: 'attach', arguments: given }));
    await expect.poll(() => requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ sourceRoot: '/source', stopOnEntry: true, symbolTexts: [{ file: symbols }] });
    socket.destroy();
    service.close();
  });

  it('says the token where the adapter wants it', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let text = '';
    output.on('data', (bytes: Buffer) => void (text += bytes.toString()));
    const done = serveClient(input, output, {
      token: 'secret',
      wrongToken: 'the token is wrong',
      warn: () => {},
      connect: (send) => new DapAdapter(openFileDoor({ rom, symbols: [] }), send),
    });
    input.write(encodeMessage({ type: 'request', seq: 1, command: 'launch', arguments: { token: 'other' } }));
    input.write(encodeMessage({ type: 'request', seq: 2, command: 'launch', arguments: { token: 'secret' } }));
    input.end();
    await done;
    expect(text).toContain('the token is wrong');
    expect(text).toContain('"initialized"');
    expect(attributes?.launch.properties).toHaveProperty('token');
  });

  it('has types and defaults that hold, and examples that use only what there is', () => {
    expect(debuggerOf?.type).toBe('dotclock');
    expect(attributes?.attach.properties['port']?.default).toBe(DEFAULT_DAP_PORT);
    expect(read('docs/dap.md')).toContain('"type": "dotclock"');
    for (const key of keysOf('launch')) expect(read('docs/dap.md'), key).toContain(`| \`${key}\``);
    const examples = [
      ...(debuggerOf?.initialConfigurations ?? []),
      ...(debuggerOf?.configurationSnippets ?? []).map(({ body }) => body),
    ];
    expect(examples.length).toBe(4);
    for (const { type, request, name, ...rest } of examples) {
      expect([type, typeof name]).toEqual(['dotclock', 'string']);
      const shape = attributes?.[request as 'launch' | 'attach'].properties ?? {};
      expect(Object.keys(shape)).toEqual(expect.arrayContaining(Object.keys(rest)));
    }
    const languages = manifest.contributes.breakpoints.map(({ language }) => language);
    expect(languages).toEqual(expect.arrayContaining([...(debuggerOf?.languages ?? [])]));
  });
});

interface Adapter {
  readonly kind: 'server' | 'executable';
  readonly values: readonly unknown[];
}

/** As much of VS Code as the extension uses. */
function editor(path: string, typed: string | undefined) {
  const made: Record<string, Record<string, (...words: never[]) => unknown>> = {};
  const keep = (name: string) => (_type: string, one: never) => (made[name] = one);
  const adapter = (kind: Adapter['kind']) =>
    class implements Adapter {
      readonly kind = kind;
      readonly values: readonly unknown[];
      constructor(...values: readonly unknown[]) {
        this.values = values;
      }
    };
  const said: string[] = [];
  const done: unknown[][] = [];
  const vscode = {
    DebugAdapterServer: adapter('server'),
    DebugAdapterExecutable: adapter('executable'),
    workspace: { getConfiguration: () => ({ get: () => path }) },
    window: {
      showInputBox: () => Promise.resolve(typed),
      showErrorMessage: (words: string, ...buttons: string[]) => {
        said.push(words);
        return Promise.resolve(buttons[0]);
      },
    },
    commands: { executeCommand: (...words: unknown[]) => Promise.resolve(void done.push(words)) },
    debug: {
      registerDebugConfigurationProvider: keep('provider'),
      registerDebugAdapterDescriptorFactory: keep('factory'),
      registerDebugAdapterTrackerFactory: keep('tracker'),
    },
  };
  const kept = new Map<string, string>();
  const secrets = {
    get: (name: string) => Promise.resolve(kept.get(name)),
    store: (name: string, value: string) => Promise.resolve(void kept.set(name, value)),
    delete: (name: string) => Promise.resolve(void kept.delete(name)),
  };
  const subscriptions: unknown[] = [];
  const { register } = createRequire(import.meta.url)('../../../build/vscode/dotclock.js') as {
    register: (editor: unknown, context: unknown) => void;
  };
  register(vscode, { subscriptions, secrets });
  const adapterFor = (configuration: object): unknown =>
    made['factory']?.['createDebugAdapterDescriptor']?.({ configuration } as never);
  const resolve = (config: object): unknown =>
    made['provider']?.['resolveDebugConfiguration']?.(undefined as never, config as never);
  interface Tracker {
    readonly onDidSendMessage: (message: object) => void;
    readonly onError: (error: Error) => void;
    readonly onExit: (code: number | undefined) => void;
  }
  const tracker = (configuration: object): Tracker =>
    made['tracker']?.['createDebugAdapterTracker']?.({ configuration } as never) as Tracker;
  const told = (message: object): void => tracker({ request: 'attach' }).onDidSendMessage(message);
  return { adapterFor, resolve, told, tracker, said, done, kept, subscriptions };
}

describe('its script', () => {
  it('attaches to the app, to a server, or starts the command line', () => {
    const one = editor('/opt/dotclock', undefined);
    expect(one.subscriptions).toHaveLength(3);
    expect(one.adapterFor({ request: 'attach' })).toMatchObject({ kind: 'server', values: [4711, '127.0.0.1'] });
    expect(one.adapterFor({ request: 'attach', port: 9 })).toMatchObject({ kind: 'server', values: [9, '127.0.0.1'] });
    expect(one.adapterFor({ request: 'launch', port: 9 })).toMatchObject({ kind: 'server', values: [9, '127.0.0.1'] });
    expect(one.adapterFor({ request: 'launch' })).toMatchObject({ kind: 'executable', values: ['/opt/dotclock', ['dap']] });
    const script = join(folder, 'cli.mjs');
    writeFileSync(script, '');
    expect(editor(script, undefined).adapterFor({ request: 'launch' })).toMatchObject({
      kind: 'executable',
      values: [process.execPath, [script, 'dap'], { env: { ELECTRON_RUN_AS_NODE: '1' } }],
    });
  });

  it('says what can’t be started, and where that is set', async () => {
    const missing = join(folder, 'gone.mjs');
    expect(() => editor(missing, undefined).adapterFor({ request: 'launch' })).toThrow(`There is no ${missing}`);
    const one = editor('', undefined);
    one.tracker({ request: 'launch' }).onError(Object.assign(new Error('spawn dotclock ENOENT'), { code: 'ENOENT' }));
    await expect.poll(() => one.done).toEqual([['workbench.action.openSettings', 'dotclock.path']]);
    one.tracker({ request: 'attach' }).onError(new Error('connect ECONNREFUSED 127.0.0.1:4711'));
    one.tracker({ request: 'launch', port: 9 }).onError(new Error('connect ECONNREFUSED 127.0.0.1:9'));
    one.tracker({ request: 'launch' }).onExit(1);
    for (const code of [0, undefined]) one.tracker({ request: 'launch' }).onExit(code);
    one.tracker({ request: 'launch' }).onError(new Error('read error'));
    expect(one.said).toEqual([
      expect.stringContaining('was not found') as string,
      expect.stringMatching(/127\.0\.0\.1:4711.*Let an editor attach/) as string,
      expect.stringMatching(/127\.0\.0\.1:9.*dotclock dap/) as string,
      expect.stringContaining('before it answered, with status 1') as string,
    ]);
  });

  it('asks once for the token, and again when it was refused', async () => {
    const one = editor('', ' abc ');
    expect(await one.resolve({})).toEqual({
      type: 'dotclock',
      request: 'attach',
      name: "Game in Dotclock's window",
      token: 'abc',
    });
    expect(one.kept.get('token')).toBe('abc');
    one.told({ type: 'response', command: 'attach', success: true });
    one.told({ type: 'response', command: 'attach', success: false, message: 'no game is being played' });
    expect(one.kept.get('token')).toBe('abc');
    one.told({ type: 'response', command: 'attach', success: false, message: 'the token is wrong: copy it' });
    expect(one.kept.has('token')).toBe(false);
    expect(await editor('', undefined).resolve({ type: 'dotclock', request: 'attach' })).toBeUndefined();
    const own = { type: 'dotclock', request: 'attach', token: 't' };
    expect(await editor('', undefined).resolve(own)).toEqual(own);
    const launch = { type: 'dotclock', request: 'launch', program: 'x' };
    expect(await editor('', undefined).resolve(launch)).toEqual(launch);
  });

  it('is packed whole, with the version of the app, the same each time', () => {
    const bytes = vsix();
    expect(Buffer.from(bytes).equals(Buffer.from(vsix()))).toBe(true);
    const files = unzipSync(bytes);
    const app = JSON.parse(read('package.json')) as { version: string };
    const packed = JSON.parse(strFromU8(files['extension/package.json'] ?? new Uint8Array())) as Manifest;
    expect(packed).toEqual({ ...manifest, version: app.version });
    expect(Object.keys(files)).toContain(`extension/${packed.main.replace('./', '')}`);
    const described = strFromU8(files['extension.vsixmanifest'] ?? new Uint8Array());
    for (const [, path] of described.matchAll(/Path="([^"]+)"/g)) expect(Object.keys(files)).toContain(path);
    const types = strFromU8(files['[Content_Types].xml'] ?? new Uint8Array());
    for (const name of Object.keys(files)) {
      if (!name.startsWith('[')) expect(types).toContain(`".${name.slice(name.lastIndexOf('.') + 1)}"`);
    }
  });
});
