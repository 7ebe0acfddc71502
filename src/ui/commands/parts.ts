import type { App } from '../app.ts';
import type { TextKey } from '../texts/translate.ts';
import { playing, type Command } from './command.ts';

const SPRITES = 4;
/** Bits after the layers. */
const WINDOWS = 5;
const MATH = 6;
/** Bits of priorities: BG1 low, BG1 high ... BG4 high, sprites 0 to 3. */
const PRIORITIES = 7;
const PRIORITY_PARTS = [1, 2, 3, 4]
  .flatMap((number) => [0, 1].map((priority) => ({ layer: `BG${number}`, priority })))
  .concat([0, 1, 2, 3].map((priority) => ({ layer: 'OBJ', priority })));
const TITLES: Readonly<Record<number, TextKey>> = {
  [SPRITES]: 'command.sprites',
  [WINDOWS]: 'command.windows',
  [MATH]: 'command.math',
};

/** Neither a voice that rests nor a layer that is empty shows what became of it: that is said. */
async function toggle(app: App, id: string, layers: number, voices: number): Promise<void> {
  await app.player.toggleParts(layers, voices);
  const { hiddenLayers, silentVoices } = app.store.now;
  const command = PART_COMMANDS.find((one) => one.id === id);
  if (command === undefined) return;
  const value = app.text((hiddenLayers & layers) === 0 && (silentVoices & voices) === 0 ? 'common.on' : 'common.off');
  app.toast(app.text('toast.value', { name: app.titleOf(command), value }), { about: id });
}

function layer(index: number): Command {
  return {
    id: `layer${index + 1}`,
    group: 'view',
    title: TITLES[index] ?? 'command.layer',
    fill: { number: index + 1 },
    keys: [],
    available: playing,
    checked: (state) => (state.hiddenLayers & (1 << index)) === 0,
    run: (app) => toggle(app, `layer${index + 1}`, 1 << index, 0),
  };
}

function priority({ layer: name, priority: number }: (typeof PRIORITY_PARTS)[number], index: number): Command {
  const bit = 1 << (PRIORITIES + index);
  return {
    id: `priority${index + 1}`,
    group: 'view',
    title: 'command.priority',
    fill: { layer: name, priority: number },
    keys: [],
    available: playing,
    checked: (state) => (state.hiddenLayers & bit) === 0,
    run: (app) => toggle(app, `priority${index + 1}`, bit, 0),
  };
}

/** Commands for each priority of a layer, from BG1's lower one on. */
export const PRIORITY_COMMANDS: readonly Command[] = PRIORITY_PARTS.map(priority);

/** Everything of the picture is seen again. */
const ALL_LAYERS: Command = {
  id: 'allLayers',
  group: 'view',
  title: 'command.allLayers',
  keys: [],
  available: (state) => playing(state) && state.hiddenLayers !== 0,
  run: (app) => app.player.toggleParts(app.store.now.hiddenLayers, 0),
};

function voice(index: number): Command {
  return {
    id: `voice${index + 1}`,
    group: 'view',
    title: 'command.voice',
    fill: { number: index + 1 },
    keys: [],
    available: playing,
    checked: (state) => (state.silentVoices & (1 << index)) === 0,
    run: (app) => toggle(app, `voice${index + 1}`, 0, 1 << index),
  };
}

/** Layers, windows, colour math and priorities of the picture and voices of the sound, each on or off until the next game. */
export const PART_COMMANDS: readonly Command[] = [
  ...[0, 1, 2, 3, SPRITES, WINDOWS, MATH].map(layer),
  ...PRIORITY_COMMANDS,
  ALL_LAYERS,
  ...[0, 1, 2, 3, 4, 5, 6, 7].map(voice),
];
