import { describe, expect, it } from 'vitest';
import { Exit } from '../../../src/host/node/errors.ts';
import { script } from './rig.ts';

describe('a script ends', { timeout: 60_000 }, () => {
  it.each([
    ['a loop', 'print("before");\nfor (;;) {}', /^test\.js:1.*endless loop here or below\?.*--turn/],
    ['a loop with calls', 'print("before");\nconst f = () => 1;\nfor (;;) f();', /^test\.js:.*endless loop/],
    ['a loop that catches all', 'for (;;) { try { for (;;) {} } catch {} finally { continue } }', /endless loop/],
    ['promises without end', 'for (;;) await null;', /endless loop/],
    ['jobs', 'const again = () => void Promise.resolve().then(again);\nagain();', /endless loop/],
    ['reading for ever', 'for (;;) emu.read("wram", 0);', /^test\.js:1.*(endless loop|time of the run)/],
    [
      'a getter in an argument',
      'emu.pad(1, { toString() { for (;;) {} } }); debug.call("info", { get a() { for (;;) {} } });',
      /endless loop|emu\.pad/,
    ],
    ['a handler', 'emu.onFrame(() => { for (;;) {} });\nawait emu.frame();', /^test\.js:.*endless loop/],
    ['a hostile error', 'throw { get message() { for (;;) {} } };', /endless loop/],
    ['a pattern', String.raw`/^(a+)+$/.test('a'.repeat(60) + 'b');`, /endless loop|time of the run/],
  ])('%s without end: time is over', async (_name, source, message) => {
    const { exit, message: said } = await script(source, { seconds: 8 });
    expect(said).toMatch(message);
    expect(exit).toBe(/emu\.pad/.test(said) ? Exit.Script : Exit.Timeout);
  });

  it('frames without end: the time of the run is over', async () => {
    const { exit, message } = await script('for (;;) await emu.frame();', { seconds: 1 });
    expect({ exit, message }).toEqual({ exit: Exit.Timeout, message: expect.stringMatching(/time of the run.*--timeout/) });
  });

  it.each([
    ['an array', 'const all = [];\nfor (;;) all.push(new Array(1000).fill(0));'],
    ['texts', 'const all = [];\nfor (;;) all.push("a".repeat(1e6) + all.length);'],
    ['bytes', 'new Uint8Array(1 << 30);'],
    ['caught', 'const all = [];\nfor (;;) { try { all.push(new Uint8Array(1 << 20)); } catch (error) { throw error; } }'],
  ])('memory without end (%s): refused, with what gives more', async (_name, source) => {
    const { exit, message } = await script(source);
    expect(message).toMatch(/^test\.js.*more memory than 16 MB \(--memory gives more\)/);
    expect(exit).toBe(Exit.Script);
  });

  it('calls without end are an error of the script, with its line', async () => {
    const { exit, message } = await script('function again() {\n  return again() + 1;\n}\nagain();');
    expect({ exit, message }).toEqual({ exit: Exit.Script, message: expect.stringMatching(/^test\.js:2.*stack overflow/i) });
  });

  it('text and files without end are refused', async () => {
    const text = await script('const line = "x".repeat(1 << 20);\nfor (;;) print(line);');
    expect(text).toMatchObject({
      exit: Exit.Script,
      message: expect.stringMatching(/^test\.js:2.*printed more than 64 MB/) as string,
    });
    const files = await script(
      'const all = new Uint8Array(4 << 20);\nfor (let i = 0; ; i++) { try { emu.saveFile("a", all); } catch {} }',
    );
    expect(files).toMatchObject({ exit: Exit.Script, message: expect.stringMatching(/written more than 1024 MB/) as string });
  });

  it('what is awaited for ever is said', async () => {
    const { exit, message } = await script('await new Promise(() => {});');
    expect({ exit, message }).toEqual({ exit: Exit.Script, message: 'test.js: the script awaits something that never comes' });
  });
});

describe('a script stays inside', () => {
  it.each([
    'process',
    'require',
    'module',
    'Buffer',
    'fetch',
    'setTimeout',
    'window',
    'document',
    'self',
    'Worker',
    'WebAssembly',
    'host',
    'std',
    'os',
    'scriptArgs',
  ])('%s is not there', async (name) => {
    const { printed, exit } = await script(`print(typeof globalThis['${name}'], typeof ${name});`);
    expect({ exit, printed }).toEqual({ exit: null, printed: ['undefined undefined'] });
  });

  it.each([
    'emu.read.constructor("return this")()',
    'emu.constructor.constructor("return this")()',
    'debug.call.constructor("return this")()',
    '(async () => {}).constructor("return this")()',
    'Object.getPrototypeOf(function* () {}).constructor("return this")().next().value',
    '(0, eval)("this")',
    'new Function("return globalThis")()',
    'emu.info().constructor.constructor("return this")()',
    'emu.readBytes("wram", 0, 4).constructor.constructor("return this")()',
    'emu.readBytes("wram", 0, 4).buffer.constructor.constructor("return this")()',
    '(() => { try { emu.read(); } catch (error) { return error.constructor.constructor("return this")(); } })()',
    '(() => { try { null.x; } catch (error) { return error.constructor.constructor("return this")(); } })()',
  ])('%s leads to its own world', async (expression) => {
    const source = `const there = await ${expression};
      print(typeof there.process, typeof there.require, typeof there.fetch, there === globalThis || there === undefined || there.constructor === Object);
      assert(there === globalThis || typeof there?.process === 'undefined');`;
    const { printed, message } = await script(source);
    if (message !== '') expect(message).toMatch(/^test\.js:/);
    else expect(printed[0]).toMatch(/^undefined undefined undefined/);
  });

  it.each([
    ['import fs from "node:fs";', /'import' is not there/],
    ['import "./other.js";', /'import' is not there/],
    ['await import("node:fs");', /'import' is not there/],
    ['await import("data:text/javascript,1");', /'import' is not there/],
  ])('%s', async (source, message) => {
    const { exit, message: said } = await script(source);
    expect(said).toMatch(message);
    expect(exit).toBe(Exit.Script);
  });

  it('what it does to its own world stops at its border', async () => {
    const { printed, exit, message } = await script(`
      Object.prototype.polluted = 'yes';
      Array.prototype.map = () => { throw new Error('mine'); };
      JSON.stringify = () => '{"evil": true}';
      JSON.parse = () => ({ name: 'x', message: 'y' });
      globalThis.emu = { frame() {} };
      print('still', emu.frame());`);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect([1].map((one) => one + 1)).toEqual([2]);
    expect(JSON.stringify({ a: 1 })).toBe('{"a":1}');
    expect([exit, printed.length + message.length > 0]).toEqual([exit, true]);
  });

  it.each(['../evil', '/etc/x', 'a/b', 'a\\\\b', '..', '.', '', '.hidden', 'a\\0b', 'CON', 'nul.txt', 'x'.repeat(101), 'trail.'])(
    'a file named %j is refused',
    async (name) => {
      for (const call of [`emu.saveFile('${name}', 'x')`, `await emu.screenshot('${name}')`]) {
        const { exit, message, files } = await script(`await emu.frame();\n${call};`);
        if (files.size === 0)
          expect([exit, message]).toEqual([Exit.Script, expect.stringMatching(/^test\.js:2.*can't be a file's name/)]);
        else expect([...files.keys()]).toEqual([`${name}.png`]);
      }
    },
  );

  it('without a folder it can write none', async () => {
    const { exit, message } = await script('emu.saveFile("a.txt", "x");', { files: false });
    expect({ exit, message }).toEqual({ exit: Exit.Script, message: expect.stringMatching(/^test\.js:1.*--out DIR/) });
  });
});
