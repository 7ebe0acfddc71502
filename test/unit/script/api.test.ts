import { describe, expect, it } from 'vitest';
import { Exit } from '../../../src/host/node/errors.ts';
import { script } from './rig.ts';

async function printedBy(source: string, options: Parameters<typeof script>[1] = {}): Promise<readonly string[]> {
  const { exit, message, printed } = await script(source, options);
  expect({ exit, message }).toEqual({ exit: null, message: '' });
  return printed;
}

describe('what is wrong in a script is said with its line', () => {
  it.each([
    ['emu.read("wrom", 0);', /emu\.read: memory: .*"wrom"/],
    ['emu.read("wram", 0x20000);', /emu\.read: wram has 131072 bytes, so 131072 is beyond/],
    ['emu.read16("wram", 0x1ffff);', /beyond its end/],
    ['emu.read("wram", 1.5);', /emu\.read: address/],
    ['emu.read("wram", -1);', /emu\.read: address/],
    ['emu.read("wram", "0");', /emu\.read: address/],
    ['emu.read("sram", 0);', /the cartridge has no sram|beyond its end/],
    ['emu.write("wram", 0, 256);', /256 does not fit into a byte/],
    ['emu.write("wram", 0, NaN);', /emu\.write: value/],
    ['emu.writeBytes("wram", 0x1ffff, [1, 2]);', /is not in wram, which has 131072 bytes/],
    ['emu.setRegister("q", 1);', /register/],
    ['emu.evaluate("a +");', /emu\.evaluate: column 4/],
    ['emu.label("nobody");', /no label 'nobody'/],
    ['emu.pad(9, "A");', /emu\.pad: player/],
    ['emu.pad(1, "JUMP");', /emu\.pad: unknown button 'JUMP'/],
    ['await emu.frame(0);', /whole number of frames/],
    ['await emu.step("sideways");', /emu\.step: kind/],
    ['await emu.step("into", { count: 1e9 });', /number of steps/],
    ['await emu.goTo({ time: -1, micro: 0 });', /emu\.goTo: time/],
    ['await emu.runTo({ kind: "nowhere" });', /emu\.runTo/],
    ['await debug.call("nothing");', /no request 'nothing'/],
    ['await debug.call("constructor");', /no request 'constructor'/],
    ['await debug.call("step", { kind: "into", processor: "gpu" });', /debug\.call 'step': processor/],
    ['await debug.call("step", { kind: "into", processor: "cpu", extra: 1 });', /debug\.call 'step'.*extra/],
    ['await debug.call("readMemory", { memory: "wram", address: 0, length: 1e9 });', /length/],
    ['await debug.call("info", () => 1);', /function can't be given/],
    ['await debug.call("info", 1n);', /BigInt|bigint/i],
    ['const a = {}; a.a = a; await debug.call("info", a);', /circular/i],
    ['emu.onBreak({ address: 5 }, () => {});', /one of 'execute', 'read' and 'write'/],
    ['emu.onBreak({ write: true }, () => {});', /'address', or 'from' and 'to'/],
    ['emu.onBreak({ address: 0, write: true, condition: "a ==" }, () => {});', /emu\.onBreak: condition, column/],
    ['emu.onWrite("wram", 1 << 20, () => {});', /beyond its end/],
    ['emu.onFrame(3);', /a function is wanted, not 3/],
    ['emu.load(new Uint8Array(100));', /state/],
    ['emu.load("state");', /emu\.load/],
    ['hex("x");', /hex: a whole number/],
    ['assert(1 === 2, "one is", 2);', /one is 2/],
    ['nobody();', /nobody/],
    ['throw new Error("mine");', /mine/],
    ['throw "text";', /text/],
    ['let x = ;', /SyntaxError/],
  ])('%s', async (source, message) => {
    const { exit, message: said } = await script(`// first\n${source}`);
    expect(said).toMatch(message);
    expect(said).toMatch(source.startsWith('throw "') ? /^test\.js: / : /^test\.js:2/);
    expect(exit).toBe(Exit.Script);
  });

  it('an error that is caught is an error of the script’s own world, and the run goes on', async () => {
    const source = 'try { emu.read("wram", 1e6); } catch (error) { print(error instanceof RangeError, error instanceof Error); }';
    expect(await printedBy(source)).toEqual(['true true']);
  });

  it('says through which functions it came', async () => {
    const { message } = await script(
      'function inner() {\n  emu.read("wram", -1);\n}\nfunction outer() {\n  inner();\n}\nouter();',
    );
    expect(message).toMatch(/^test\.js:2.*called from test\.js:5.*called from test\.js:7/);
  });

  it('frames inside of handlers, and frames that nobody awaits', async () => {
    const inside = await script('emu.onFrame(() => emu.frame());\nawait emu.frame();');
    expect(inside.message).toMatch(/^test\.js:1.*a handler runs frames/);
  });
});

describe('what a script can do', () => {
  it('reads, writes, steps and goes back', async () => {
    const printed = await printedBy(`
      await emu.frame(3);
      const here = emu.position;
      const before = emu.readBytes('wram', 0, 64).join();
      const registers = JSON.stringify(emu.registers());
      await emu.step('into', { count: 25 });
      print(JSON.stringify(emu.registers()) === registers);
      await emu.stepBack('into', { count: 25 });
      print(JSON.stringify(emu.registers()) === registers, emu.readBytes('wram', 0, 64).join() === before);
      await emu.frame(4);
      print(emu.frameNumber);
      await emu.goTo(here);
      print(JSON.stringify(emu.registers()) === registers, emu.frameNumber);
      emu.write16('wram', 0x1000, 0x1234);
      emu.writeBytes('wram', 0x1002, [5, 6]);
      print(hex(emu.read24('wram', 0x1000), 6), emu.evaluate('[$7e1003]'), emu.read('cpu', 0x7e1001));
      emu.setRegister('x', 0x55);
      print(emu.registers().x, emu.registers('smp').psw >= 0);`);
    expect(printed).toEqual(['false', 'true true', '7', 'true 3', '$051234 6 18', '85 true']);
  });

  it('counts frames, and stops where they are used up', async () => {
    const source = 'let n = 0;\nwhile ((await emu.frame()) === null) n++;\nprint(n, (await emu.frame()).reason);';
    expect(await printedBy(source, { frames: 7 })).toEqual(['7 frames']);
  });

  it('runs the handlers that the script has left, to the end of the frames', async () => {
    expect(
      await printedBy('let n = 0;\nemu.onFrame((frame) => { if (++n === 5) print("five", frame); });', { frames: 5 }),
    ).toEqual(['five 5']);
    expect(await printedBy('emu.onFrame(() => print("never"));')).toEqual([]);
  });

  it('stops at breakpoints with and without handlers, and takes them away', async () => {
    const printed = await printedBy(`
      await emu.frame(2);
      const { pc } = emu.registers();
      let hits = 0;
      const one = emu.onExecute(pc, (hit) => { hits++; return hit.pc === pc && emu.registers().pc === pc ? undefined : 'stop'; });
      await emu.until(() => hits > 3, 60);
      one.remove();
      const before = hits;
      await emu.frame(2);
      print(hits === before);
      const stopping = emu.onExecute(pc, () => 'stop');
      const stop = await emu.frame(30);
      print(stop.reason, stop.hits[0].kind, emu.registers().pc === pc);
      stopping.remove();
      const base = (await debug.call('breakpoints')).length;
      await debug.call('setBreakpoints', [{ id: 1, enabled: true, group: '', processor: 'cpu', event: null, memory: 'cpu', from: pc, to: pc,
        execute: true, read: false, write: false, condition: '', log: '', stops: true, ignore: 0, temporary: false, forbid: false }]);
      print(base, (await emu.frame(30)).hits[0].id);`);
    expect(printed).toEqual(['true', 'breakpoint execute true', '0 1']);
  });

  it('hears what breakpoints log', async () => {
    const printed = await printedBy(`
      await emu.frame(2);
      let lines = 0;
      emu.onLog((text) => { if (lines++ === 0) print(text.startsWith('at ')); });
      emu.onBreak({ address: emu.registers().pc, execute: true, log: 'at {pc:x6}', stops: false }, () => print('never'));
      await emu.frame(10);
      print(lines > 0);`);
    expect(printed).toEqual(['true', 'true']);
  });

  it('saves and loads states, and the future is the same', async () => {
    const printed = await printedBy(`
      await emu.frame(3);
      const state = emu.save();
      const sum = () => emu.readBytes('wram', 0, 0x20000).reduce((a, b) => (a * 31 + b) >>> 0, 0);
      await emu.frame(5);
      const first = sum();
      emu.load(state);
      await emu.frame(5);
      print(state instanceof Uint8Array, sum() === first);`);
    expect(printed).toEqual(['true true']);
  });

  it('is deterministic, chance included', async () => {
    const source = 'await emu.frame(2);\nprint(Math.random(), Math.random(), emu.readBytes("wram", 0, 256));';
    const first = await printedBy(source);
    expect(await printedBy(source)).toEqual(first);
    expect(await printedBy(source, { seed: 2 })).not.toEqual(first);
  });

  it('finds its arguments and prints what it is given', async () => {
    const source = 'print(args, 1n, undefined, null, () => 1, new Uint8Array([1, 2]), { a: [1] }, new Error("e"));';
    expect(await printedBy(source, { args: ['one', '2'] })).toEqual([
      '["one","2"] 1n undefined null [function ] Uint8Array(2) [1, 2] {"a":[1]} Error: e',
    ]);
  });

  it('asks the debugger all that the panels ask', async () => {
    const printed = await printedBy(`
      await emu.frame(3);
      const palette = await debug.call('palette', {});
      const tiles = await debug.call('tiles', { memory: 'vram', address: 0, format: 4, columns: 4, rows: 2, palette: 0 });
      const rows = await debug.call('disassemble', { processor: 'cpu', address: emu.registers().pc, before: 0, after: 3 });
      print(palette.constructor.name, palette.length, tiles.width, tiles.rgba.length, rows.length >= 4);
      await debug.call('trace', { cpu: true, smp: false, cpuCondition: '', smpCondition: '', cpuFormat: '', smpFormat: '' });
      await emu.frame();
      print((await debug.call('traceRows', { first: 0, most: 3 })).rows.length);
      await debug.call('run', { fromHere: true });
      print((await debug.call('status')).running);`);
    expect(printed).toEqual(['Uint16Array 256 32 2048 true', '3', 'false']);
  });
});
