/* oxlint-disable no-unused-expressions */
/* What a script finds when it begins. It runs inside the sandbox: nothing here is trusted, everything that crosses `host` is checked on the other side. */
(function prelude(host) {
  'use strict';
  const { parse, stringify } = JSON;
  const isView = ArrayBuffer.isView.bind(ArrayBuffer);
  const ARRAYS = { Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array };
  const ERRORS = { RangeError, TypeError };

  // The way to the machine

  function encode(argument, buffers) {
    return stringify(argument === undefined ? null : argument, (_key, value) => {
      if (!isView(value)) return value;
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
      return { $bytes: buffers.push(bytes.buffer) - 1 };
    });
  }

  function decode(text) {
    const typed = text[0] === 'T';
    return parse(text.slice(1), (_key, value) => {
      if (!typed || value === null || typeof value !== 'object' || value.$typed === undefined) return value;
      return new ARRAYS[value.$typed](host.take(value.$at));
    });
  }

  function ask(name, argument) {
    const buffers = [];
    const text = encode(argument, buffers);
    if (text === undefined) throw new TypeError(`${name}: a ${typeof argument} can't be given to the machine`);
    const answer = host.call(name, text, ...buffers);
    if (answer[0] !== 'E') return answer[0] === 'T' ? decode(answer) : parse(answer.slice(1));
    const { name: kind, message } = parse(answer.slice(1));
    throw new (ERRORS[kind] ?? Error)(message);
  }

  /** The short way for what scripts do most; a fault goes the long way, which says what it is. */
  function peek(memory, address, size) {
    const value = host.peek(memory, address, size);
    return value < 0 ? ask('emu.read', { memory, address, size }) : value;
  }

  function later(name, argument) {
    return new Promise((done) => done(ask(name, argument)));
  }

  function callable(what, name) {
    if (typeof what !== 'function') throw new TypeError(`${name}: a function is wanted, not ${describe(what)}`);
    return what;
  }

  // Text

  function describe(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'function') return `[function ${value.name}]`;
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (isView(value))
      return `${value.constructor.name}(${value.length}) [${Array.prototype.slice.call(value, 0, 32).join(', ')}${value.length > 32 ? ', ...' : ''}]`;
    if (value === null || typeof value !== 'object') return String(value);
    try {
      return (
        stringify(value, (_key, one) => (typeof one === 'bigint' || typeof one === 'function' ? describe(one) : one)) ??
        String(value)
      );
    } catch (error) {
      return `[${error.message}]`;
    }
  }

  const print = (...values) => ask('print', values.map(describe).join(' '));

  function hex(value, digits = 2) {
    if (!Number.isInteger(value)) throw new TypeError(`hex: a whole number is wanted, not ${describe(value)}`);
    return `${value < 0 ? '-' : ''}$${Math.abs(value).toString(16).padStart(digits, '0')}`;
  }

  function assert(condition, ...what) {
    if (!condition) throw new Error(what.length === 0 ? 'an assertion does not hold' : what.map(describe).join(' '));
  }

  // Handlers

  const onFrame = new Set();
  const onLog = new Set();
  const onBreak = new Map();
  let nextBreak = 1;
  let busy = false;

  function removable(set, handler) {
    const entry = { handler };
    set.add(entry);
    return { remove: () => void set.delete(entry) };
  }

  function watch(spec, handler) {
    callable(handler, 'emu.onBreak');
    const id = nextBreak++;
    ask('emu.watch', { id, spec });
    onBreak.set(id, handler);
    return {
      id,
      remove() {
        if (onBreak.delete(id)) ask('emu.unwatch', { id });
      },
    };
  }

  /** The stop, when nobody has handled it. */
  async function told(stop) {
    let unhandled = null;
    for (const hit of stop.hits) {
      const handler = onBreak.get(hit.watch);
      if (handler === undefined) unhandled = stop;
      else if ((await handler(hit)) === 'stop') unhandled = stop;
    }
    return unhandled;
  }

  async function tellLog(lines) {
    for (const line of lines) for (const { handler } of onLog) await handler(line.text, line.breakpoint);
  }

  async function oneFrame() {
    for (;;) {
      const answer = ask('emu.frame', null);
      await tellLog(answer.log);
      if (answer.over) return { reason: 'frames', hits: [], position: null };
      if (answer.stop === null) break;
      const stop = await told(answer.stop);
      if (stop !== null) return stop;
    }
    if (onFrame.size > 0) {
      const number = ask('emu.status', null).frame;
      for (const { handler } of onFrame) await handler(number);
    }
    return null;
  }

  async function frame(count = 1) {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`emu.frame: a whole number of frames from 1 is wanted, not ${describe(count)}`);
    if (busy) throw new Error('emu.frame: a frame is being run already: an await is missing, or a handler runs frames');
    busy = true;
    try {
      for (let i = 0; i < count; i++) {
        const stop = await oneFrame();
        if (stop !== null) return stop;
      }
      return null;
    } finally {
      busy = false;
    }
  }

  // What a script sees

  const place = (memory, address) => ({ memory, address });
  const emu = {
    frame,
    async until(condition, frames = 600) {
      callable(condition, 'emu.until');
      for (let i = 0; i <= frames; i++) {
        const found = await condition();
        if (found) return found;
        const stop = i < frames ? await frame() : null;
        if (stop !== null && stop.reason === 'frames') break;
      }
      throw new Error(`emu.until: it has not come true in ${frames} frames`);
    },
    info: () => ask('info', null),
    status: () => ask('emu.status', null),
    get frameNumber() {
      return ask('emu.status', null).frame;
    },
    get position() {
      return ask('emu.status', null).position;
    },

    read: (memory, address) => peek(memory, address, 1),
    read16: (memory, address) => peek(memory, address, 2),
    read24: (memory, address) => peek(memory, address, 3),
    readBytes: (memory, address, length) => ask('readMemory', { memory, address, length }),
    write: (memory, address, value) => ask('emu.write', { ...place(memory, address), size: 1, value }),
    write16: (memory, address, value) => ask('emu.write', { ...place(memory, address), size: 2, value }),
    write24: (memory, address, value) => ask('emu.write', { ...place(memory, address), size: 3, value }),
    writeBytes: (memory, address, bytes) =>
      ask('writeMemory', { ...place(memory, address), bytes: isView(bytes) ? bytes : Uint8Array.from(bytes) }),
    registers: (processor = 'cpu') => ask('emu.registers', { processor }),
    setRegister: (register, value, processor = 'cpu') => void ask('setRegister', { processor, register, value }),
    evaluate: (text, processor = 'cpu') => ask('emu.evaluate', { text, processor }),
    label: (name, processor = 'cpu') => ask('emu.label', { name, processor }),

    step: (kind = 'into', { processor = 'cpu', count = 1 } = {}) => later('step', { kind, processor, count }),
    stepBack: (kind = 'into', { processor = 'cpu', count = 1 } = {}) => later('step', { kind, processor, count, back: true }),
    runTo: (target, frames = 600) => later('runTo', { target, frames }),
    goTo: (position) => later('goTo', position),
    continueBack: () => later('continueBack', null),
    whoWrote: (memory, address, more = {}) => later('whoWrote', { memory, from: address, to: address, ...more }),

    onFrame: (handler) => removable(onFrame, callable(handler, 'emu.onFrame')),
    onLog: (handler) => removable(onLog, callable(handler, 'emu.onLog')),
    onBreak: watch,
    onExecute: (address, handler, processor = 'cpu') => watch({ memory: processor, address, execute: true, processor }, handler),
    onRead: (memory, address, handler) => watch({ memory, address, read: true }, handler),
    onWrite: (memory, address, handler) => watch({ memory, address, write: true }, handler),

    pad: (player, buttons) => void ask('emu.pad', { player, buttons }),
    async press(buttons, frames = 2, player = 1) {
      emu.pad(player, buttons);
      try {
        return await frame(frames);
      } finally {
        emu.pad(player, '-');
      }
    },
    reset: () => void ask('emu.reset', null),
    save: () => ask('emu.save', null),
    load: (state) => void ask('emu.load', state),

    search(memory, { size = 1, signed = false, aligned = false } = {}) {
      let count = ask('searchStart', { memory, size, signed, aligned }).count;
      return {
        get count() {
          return count;
        },
        narrow(kind, value) {
          ({ count } = ask('searchNarrow', value === undefined ? { kind } : { kind, value }));
          return count;
        },
        results: (most = 100) => ask('searchResults', { most }),
      };
    },

    screenshot: (name) => later('emu.screenshot', { name }),
    picture: () => ask('emu.picture', null),
    saveFile: (name, contents) => void ask('emu.saveFile', { name, contents }),
  };

  let random = host.seed >>> 0 || 1;
  Math.random = () => {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return (random >>> 0) / 0x100000000;
  };

  const debug = { call: (name, argument = null) => later(`debug.${name}`, argument) };
  const console = { log: print, info: print, debug: print, warn: print, error: print };
  const given = { emu: Object.freeze(emu), debug: Object.freeze(debug), print, hex, assert, console, args: parse(host.args) };
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });

  /** After the script's text: frames for the handlers that it has left, while there are any. */
  return async function finish() {
    while (onFrame.size + onBreak.size + onLog.size > 0 && ask('emu.framesLeft', null) > 0) {
      const stop = await frame();
      if (stop !== null) break;
    }
  };
});
