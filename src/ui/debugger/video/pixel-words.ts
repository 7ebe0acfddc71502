import type { ColorExplanation, LayerCandidate, LayerName, PixelAnswer } from '../../../session/debug-protocol.ts';
import type { TextKey } from '../../texts/translate.ts';
import { hex, writerCode } from '../places.ts';

export type Say = (key: TextKey, fill?: Readonly<Record<string, string | number>>) => string;

export function layerTitle(layer: LayerName, say: Say): string {
  return layer === 'backdrop' ? say('pixel.backdrop') : layer === 'obj' ? say('pixel.sprites') : layer.toUpperCase();
}

/** The order of the windows in a report. */
export const WINDOW_LAYERS = ['bg1', 'bg2', 'bg3', 'bg4', 'obj', 'color'] as const;

/** Why a candidate is or isn't seen. */
export function candidateState(one: LayerCandidate): TextKey {
  if (one.wins) return 'pixel.wins';
  if (!one.enabled) return 'pixel.off';
  if (one.leftOut) return 'pixel.leftOut';
  if (!one.opaque) return 'pixel.transparent';
  if (one.windowed) return 'pixel.windowed';
  return 'pixel.behind';
}

/** Layers that the mode has not. */
export function missing(mode: number, layer: LayerName): boolean {
  const backgrounds = [4, 3, 2, 2, 2, 2, 1, 2][mode] ?? 0;
  const index = ['bg1', 'bg2', 'bg3', 'bg4'].indexOf(layer);
  return index >= backgrounds;
}

/** A colour's way from the palette to the screen: `$7FFF + $0421 (fixed colour), halved = $4210`. */
export function mathWords(color: ColorExplanation, say: Say): string {
  const start = color.clipped ? `$${hex(color.base, 4)} → $0000 (${say('pixel.clipped')})` : `$${hex(color.base, 4)}`;
  if (color.math === 'none') return `${start} · ${say('pixel.noMath')}`;
  const sign = color.math === 'add' ? '+' : '−';
  const from = color.operandFrom === 'fixed' ? 'pixel.fixed' : color.operandFrom === 'main' ? 'pixel.main' : 'pixel.sub';
  const halved = color.halved ? `, ${say('pixel.halved')}` : '';
  return `${start} ${sign} $${hex(color.operand, 4)} (${say(from)})${halved} = $${hex(color.result, 4)}`;
}

/** What is copied: the whole answer in lines. */
export function pixelText(answer: PixelAnswer, say: Say): string {
  const lines = [
    `${say('pixel.at')} ${answer.x}, ${answer.line - 1}  V ${answer.line}  ${say('pixel.mode', { mode: answer.mode })}`,
    `${say('pixel.color')} ${mathWords(answer.colors[1], say)}  ${say('reg.brightness', { value: answer.brightness })}`,
    ...answer.candidates.map(
      (one) =>
        `${one.screen}  ${layerTitle(one.layer, say)}  ${one.opaque ? `$${hex(one.color, 2)}` : '--'}  ${one.priority}  ${say(candidateState(one))}`,
    ),
    ...answer.bytes.map(({ what, memory, address, writer }) => {
      const by = writer === null ? '' : `  ${writer.agent} ${hex(writerCode(writer), 6)} V ${writer.line} H ${writer.dot}`;
      return `${what}  ${memory.toUpperCase()} $${hex(address, 4)}${by}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}
