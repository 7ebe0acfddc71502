import { describe, expect, it } from 'vitest';
import { Button } from '../../../src/core/platform.ts';
import { parseInputScript, ScriptedInput, ScriptError } from '../../../src/session/input-script.ts';

function complaint(text: string): string {
  try {
    parseInputScript(text, 'play.txt');
  } catch (error) {
    if (error instanceof ScriptError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('input scripts', () => {
  it('follows the pads of the example', () => {
    const text = '# frame  pads\r\n0 -\r\n120  START\n130 -\n200\tRIGHT+b p2:L+R # both\n260 RIGHT P2:-\n300 P1:- P2:START\n';
    const input = new ScriptedInput(parseInputScript(text, 'play.txt'));
    const padsAt = (frame: number): [number, number] => {
      input.apply(frame);
      return [input.pad(0), input.pad(1)];
    };
    expect(padsAt(0)).toEqual([0, 0]);
    expect(padsAt(119)).toEqual([0, 0]);
    expect(padsAt(120)).toEqual([Button.Start, 0]);
    expect(padsAt(130)).toEqual([0, 0]);
    expect(padsAt(250)).toEqual([Button.Right | Button.B, Button.L | Button.R]);
    expect(padsAt(260)).toEqual([Button.Right, 0]);
    expect(padsAt(1000)).toEqual([0, Button.Start]);
  });

  it('joins two words for one pad and lets a later line of the same frame win', () => {
    expect(parseInputScript('5 A P1:X P8:Y', 'f')).toEqual([
      { frame: 5, pad: 0, buttons: Button.A | Button.X },
      { frame: 5, pad: 7, buttons: Button.Y },
    ]);
    const input = new ScriptedInput(parseInputScript('5 A\n5 B', 'f'));
    input.apply(5);
    expect(input.pad(0)).toBe(Button.B);
  });

  it.each([
    ['x START', "play.txt:1: 'x' is not a frame number"],
    ['-1 START', "play.txt:1: '-1' is not a frame number"],
    ['\n\n5 A\n4 B', 'play.txt:4: frame 4 comes after frame 5'],
    ['0 P9:A', "play.txt:1: 'P9:A': pads are P1 to P8"],
    ['0 P0:A', "play.txt:1: 'P0:A': pads are P1 to P8"],
    ['0 FIRE', "play.txt:1: unknown button 'FIRE'"],
    ['0 A+FIRE', "play.txt:1: unknown button 'FIRE'"],
    ['0 P2:', "play.txt:1: no button after the pad (use '-' for none)"],
    ['0 +', "play.txt:1: no button after the pad (use '-' for none)"],
    ['0 # A', "play.txt:1: no buttons after the frame (use '-' for none)"],
    ['0 A\0', 'play.txt: not a text file'],
  ])('refuses %j', (text, message) => {
    expect(complaint(text)).toBe(message);
  });
});
