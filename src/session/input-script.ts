import { Button, type InputSource, type PointerState } from '../core/platform.ts';

export const MAX_PADS = 8;

/** A pad's state from one frame on. */
export interface PadEvent {
  readonly frame: number;
  /** 0 to 7, as InputSource numbers them. */
  readonly pad: number;
  readonly buttons: number;
}

/** What is wrong with a script; the message is `FILE:LINE: what`, or `FILE: what`. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

const BUTTONS: ReadonlyMap<string, number> = new Map<string, number>([
  ['B', Button.B],
  ['Y', Button.Y],
  ['SELECT', Button.Select],
  ['START', Button.Start],
  ['UP', Button.Up],
  ['DOWN', Button.Down],
  ['LEFT', Button.Left],
  ['RIGHT', Button.Right],
  ['A', Button.A],
  ['X', Button.X],
  ['L', Button.L],
  ['R', Button.R],
]);

const NO_POINTER: PointerState = { x: 0, y: 0, buttons: 0 };
const PAD_PREFIX = /^P(.):/i;

/** Buttons of one pad as words: `RIGHT+B`, `-` for none. */
export function parseButtons(text: string, fail: (what: string) => never): number {
  if (text === '-') return 0;
  const names = text.split('+').filter((name) => name !== '');
  if (names.length === 0) fail("no button after the pad (use '-' for none)");
  let buttons = 0;
  for (const name of names) {
    const button = BUTTONS.get(name.toUpperCase());
    if (button === undefined) fail(`unknown button '${name}'`);
    else buttons |= button;
  }
  return buttons;
}

function parsePads(words: readonly string[], fail: (what: string) => never): Map<number, number> {
  const pads = new Map<number, number>();
  for (const word of words) {
    let pad = 0;
    let rest = word;
    const prefix = PAD_PREFIX.exec(word);
    if (prefix !== null) {
      const digit = prefix[1] ?? '';
      if (!/^[1-8]$/.test(digit)) fail(`'${word}': pads are P1 to P${MAX_PADS}`);
      pad = Number(digit) - 1;
      rest = word.slice(3);
    }
    pads.set(pad, (pads.get(pad) ?? 0) | parseButtons(rest, fail));
  }
  return pads;
}

/**
 * Reads an input script: one event a line, `FRAME [Pn:]BUTTON+BUTTON|- ...`, `#` starts a comment (README.md, "Input scripts").
 * `file` is only for the messages. Throws ScriptError.
 */
export function parseInputScript(text: string, file: string): PadEvent[] {
  if (text.includes('\0')) throw new ScriptError(`${file}: not a text file`);
  const events: PadEvent[] = [];
  let last = 0;
  text.split('\n').forEach((line, index) => {
    const fail = (what: string): never => {
      throw new ScriptError(`${file}:${index + 1}: ${what}`);
    };
    const words = line
      .replace(/#.*$/s, '')
      .split(/[ \t\r]+/)
      .filter((word) => word !== '');
    const first = words[0];
    if (first === undefined) return;
    const frame = Number(first);
    if (!/^[0-9]+$/.test(first) || !Number.isSafeInteger(frame)) fail(`'${first}' is not a frame number`);
    if (frame < last) fail(`frame ${frame} comes after frame ${last}`);
    last = frame;
    if (words.length === 1) fail("no buttons after the frame (use '-' for none)");
    for (const [pad, buttons] of parsePads(words.slice(1), fail)) events.push({ frame, pad, buttons });
  });
  return events;
}

/** Pads that follow a script. Mouse and light gun stay still. */
export class ScriptedInput implements InputSource {
  readonly #pads = new Uint16Array(MAX_PADS);
  readonly #events: readonly PadEvent[];
  #next = 0;

  constructor(events: readonly PadEvent[] = []) {
    this.#events = events;
  }

  /** Sets the pads to their state for `frame`; frames must not decrease. */
  apply(frame: number): void {
    for (let event = this.#events[this.#next]; event !== undefined && event.frame <= frame; event = this.#events[this.#next]) {
      this.#pads[event.pad] = event.buttons;
      this.#next++;
    }
  }

  pad(index: number): number {
    return this.#pads[index] ?? 0;
  }

  pointer(): PointerState {
    return NO_POINTER;
  }
}
