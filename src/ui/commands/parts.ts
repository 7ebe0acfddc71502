import type { TextKey } from '../texts/translate.ts';
import { playing, type Command } from './command.ts';

const SPRITES = 4;
/** Bits after the layers. */
const WINDOWS = 5;
const MATH = 6;
const TITLES: Readonly<Record<number, TextKey>> = {
  [SPRITES]: 'command.sprites',
  [WINDOWS]: 'command.windows',
  [MATH]: 'command.math',
};

function layer(index: number): Command {
  return {
    id: `layer${index + 1}`,
    group: 'view',
    title: TITLES[index] ?? 'command.layer',
    fill: { number: index + 1 },
    keys: [],
    available: playing,
    checked: (state) => (state.hiddenLayers & (1 << index)) === 0,
    run: (app) => app.player.toggleParts(1 << index, 0),
  };
}

function voice(index: number): Command {
  return {
    id: `voice${index + 1}`,
    group: 'view',
    title: 'command.voice',
    fill: { number: index + 1 },
    keys: [],
    available: playing,
    checked: (state) => (state.silentVoices & (1 << index)) === 0,
    run: (app) => app.player.toggleParts(0, 1 << index),
  };
}

/** Layers, windows and colour math of the picture and voices of the sound, each on or off until the next game. */
export const PART_COMMANDS: readonly Command[] = [
  ...[0, 1, 2, 3, SPRITES, WINDOWS, MATH].map(layer),
  ...[0, 1, 2, 3, 4, 5, 6, 7].map(voice),
];
