import { readFileSync } from 'node:fs';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { suppliedIpl } from './supplied-ipl.ts';
import { failed, passed, type TestResult } from './results.ts';

/** Between two looks at the screen. */
const LOOK_EVERY = 20;

/** The low bytes of all words of video memory: a screen of text whose tiles are in the order of ASCII. */
export function screenText(vram: Uint8Array): string {
  const letters: string[] = [];
  for (let at = 0; at < vram.length; at += 2) {
    const byte = vram[at] ?? 0;
    letters.push(byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ' ');
  }
  return letters.join('');
}

export interface TextRule {
  /** It passed when this is on the screen ... */
  readonly passed: RegExp;
  /** ... and failed when this is. */
  readonly failed: RegExp;
  readonly frames: number;
}

export const BLARGG_RULE: TextRule = { passed: /PASSED TESTS/i, failed: /FAILED/i, frames: 2400 };
export const GILYON_RULE: TextRule = { passed: /Success/, failed: /Failed/, frames: 1500 };

/** Runs a program until its screen says how it went. */
export function judgeScreenText(romPath: string, rule: TextRule): TestResult[] {
  const name = 'screen';
  const machine = new HeadlessMachine(readFileSync(romPath), { ipl: suppliedIpl() });
  const vram = machine.memory('vram');
  while (machine.frame < rule.frames) {
    machine.runFrame();
    if (machine.frame % LOOK_EVERY !== 0) continue;
    const text = screenText(vram);
    if (rule.failed.test(text)) {
      const wram = machine.memory('wram');
      const number = (wram[0x10] ?? 0) | ((wram[0x11] ?? 0) << 8);
      const at = text.search(rule.failed);
      return [
        failed(
          name,
          `frame ${machine.frame}: ${text
            .slice(Math.max(at - 64, 0), at + 64)
            .replace(/ +/g, ' ')
            .trim()} ($7E0010 = ${number})`,
        ),
      ];
    }
    if (rule.passed.test(text)) return [passed(name)];
  }
  return [
    failed(name, `no verdict on the screen within ${rule.frames} frames: ${screenText(vram).replace(/ +/g, ' ').slice(0, 160)}`),
  ];
}
