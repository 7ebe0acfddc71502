// Plays Embermoth on our core and writes what was pressed as an input script: play-embermoth.ts ROM SCRIPT
import { readFileSync, writeFileSync } from 'node:fs';
import { Button, type InputSource } from '../../src/core/platform.ts';
import { HeadlessMachine } from '../../src/session/headless.ts';

/** Work RAM of the game (assets/carts/embermoth/variables.s). */
const STATE = 0x40;
const MOTH_LIVES = 0x104;
const MOTH_X = 0x108;
const MOTH_Y = 0x10c;
const MOTH_CHARGE = 0x114;
const THING_KIND = 0x200;
const THING_X = 0x240;
const THING_Y = 0x280;
const THINGS = 32;
const STATE_TITLE = 0;
const STATE_PLAY = 2;
const STATE_ENTRY = 6;
const LAST_CATCH = 2;
const LAST_HAZARD = 4;

const TITLE_FRAMES = 150;
const SECOND_JOINS = 600;
const SECOND_RESTS = 3600;
const THINK_EVERY = 6;
/** The reference begins automatic reading at the first multiple of 256 clocks in the line and ends its frame a little into that line. */
const SAFE_FROM = 40;
const SAFE_TO = 232;

const NAMES: readonly (readonly [number, string])[] = [
  [Button.B, 'B'],
  [Button.Start, 'START'],
  [Button.Up, 'UP'],
  [Button.Down, 'DOWN'],
  [Button.Left, 'LEFT'],
  [Button.Right, 'RIGHT'],
  [Button.A, 'A'],
];

class Pads implements InputSource {
  readonly held: number[] = [0, 0];
  pad(index: number): number {
    return this.held[index] ?? 0;
  }
  pointer(): { x: number; y: number; buttons: number } {
    return { x: 0, y: 0, buttons: 0 };
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
}

class Player {
  readonly #wram: Uint8Array;
  readonly #number: number;

  constructor(wram: Uint8Array, number: number) {
    this.#wram = wram;
    this.#number = number;
  }

  #word(at: number): number {
    return ((this.#wram[at] | (this.#wram[at + 1] << 8)) << 16) >> 16;
  }

  #things(lowest: number, highest: number): Place[] {
    return Array.from({ length: THINGS }, (_, index) => index * 2)
      .filter((at) => this.#word(THING_KIND + at) >= lowest && this.#word(THING_KIND + at) <= highest)
      .map((at) => ({ x: this.#word(THING_X + at) / 16, y: this.#word(THING_Y + at) / 16 }));
  }

  /** Towards the nearest star, away from what hurts; the light goes when that is near. */
  think(): number {
    const own = this.#number * 2;
    if (this.#word(MOTH_LIVES + own) === 0) return 0;
    const x = this.#word(MOTH_X + own) / 16;
    const y = this.#word(MOTH_Y + own) / 16;
    const away = (place: Place): number => Math.hypot(place.x - x, place.y - y);
    const nearest = (places: readonly Place[]): Place | undefined => places.toSorted((a, b) => away(a) - away(b))[0];
    const danger = nearest(this.#things(LAST_CATCH + 1, LAST_HAZARD));
    const star = nearest(this.#things(1, LAST_CATCH).filter((place) => place.y > 20 && place.y < 205));
    let buttons = 0;
    let toX = star === undefined ? (this.#number === 0 ? 100 : 156) - x : star.x - x;
    let toY = star === undefined ? 130 - y : star.y + 8 - y;
    if (danger !== undefined && away(danger) < 46) {
      toX = x - danger.x;
      toY = y - danger.y;
      if (this.#word(MOTH_CHARGE + own) >= 240) buttons |= Button.A;
    }
    if (toX < -4) buttons |= Button.Left;
    if (toX > 4) buttons |= Button.Right;
    if (toY < -4) buttons |= Button.Up;
    if (toY > 4) buttons |= Button.Down;
    return buttons;
  }
}

function buttonNames(buttons: number): string {
  const names = NAMES.filter(([button]) => (buttons & button) !== 0).map(([, name]) => name);
  return names.length === 0 ? '-' : names.join('+');
}

/** Whether both cores see a change before this frame in this frame: the reference may have read the pads already. */
function safeToChange(machine: HeadlessMachine): boolean {
  const reading = -machine.snes.clock.lineStart & 255;
  return reading >= SAFE_FROM && reading <= SAFE_TO;
}

function play(rom: string): string[] {
  const machine = new HeadlessMachine(readFileSync(rom), { powerOn: { fill: 0xc0 } });
  const pads = new Pads();
  machine.snes.input = pads;
  const wram = machine.memory('wram');
  const players = [new Player(wram, 0), new Player(wram, 1)];
  const lines: string[] = [];
  let before = '';
  let home = 0;
  let due = 0;
  for (let frame = 0; home < 240; frame++) {
    const state = wram[STATE];
    if (frame > TITLE_FRAMES + 300 && state === STATE_TITLE) home++;
    if (frame >= due && safeToChange(machine)) {
      const step = Math.floor(due / THINK_EVERY);
      due = (step + 1) * THINK_EVERY;
      while (due <= frame) due += THINK_EVERY;
      const [first, second] = [players[0].think(), frame < SECOND_RESTS ? players[1].think() : Button.Down];
      pads.held[0] = state === STATE_PLAY ? first : 0;
      pads.held[1] = state === STATE_PLAY ? second : 0;
      if (state === STATE_ENTRY && step % 4 === 0) {
        const buttons = [Button.Up, Button.A, Button.Down, Button.A, Button.Up, Button.Start][(step / 4) % 6];
        pads.held.fill(buttons);
      }
      if (step * THINK_EVERY === TITLE_FRAMES) pads.held[0] = Button.Start;
      if (step * THINK_EVERY === SECOND_JOINS) pads.held[1] = Button.Start;
      // Stop and go on, once.
      if (step === 150 || step === 160) pads.held[0] = Button.Start;
      const line = `${buttonNames(pads.held[0])} P2:${buttonNames(pads.held[1])}`;
      if (line !== before) lines.push(`${frame} ${line}`);
      before = line;
    }
    machine.runFrame();
  }
  lines.push(`# ends at frame ${machine.frame}`);
  return lines;
}

const [rom, script] = process.argv.slice(2);
if (rom === undefined || script === undefined) {
  console.error('usage: node build/run.mjs test/golden/play-embermoth.ts ROM SCRIPT');
  process.exitCode = 2;
} else {
  writeFileSync(
    script,
    ['# Embermoth by two players, from the title to the list of scores (play-embermoth.ts)', ...play(rom), ''].join('\n'),
  );
}
