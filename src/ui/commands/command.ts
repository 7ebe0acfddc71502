import type { App } from '../app.ts';
import type { IconName } from '../components/icons.tsx';
import type { UiState } from '../state/ui-state.ts';
import type { Fill, TextKey } from '../texts/translate.ts';

/** One action of the app. Menu, palette, hotkey, overlay and tooltip are made from it. */
export interface Command {
  readonly id: string;
  readonly group: 'game' | 'states' | 'view' | 'debugger' | 'app';
  readonly title: TextKey;
  readonly fill?: Fill;
  /** Holes of the title that are texts themselves. */
  readonly fillTexts?: Readonly<Record<string, TextKey>>;
  readonly icon?: IconName;
  /** Another icon while `checked`. */
  readonly checkedIcon?: IconName;
  /** `Mod` is Ctrl, or Cmd on a Mac; then a KeyboardEvent.code: `Mod+KeyK`. */
  readonly keys: readonly string[];
  /** Left out: always. */
  readonly available?: (state: UiState) => boolean;
  /** For what is on or off. */
  readonly checked?: (state: UiState) => boolean;
  readonly run: (app: App) => unknown;
  /** For what lasts while its key is held. */
  readonly release?: (app: App) => unknown;
  /** A held key runs it again and again. */
  readonly repeats?: boolean;
  /** A gamepad chord of it does not count while further buttons are held: games have chords, too (L+R+Select+Start is a reset in many). */
  readonly alone?: boolean;
  /** Only for its key: in no list. */
  readonly hidden?: boolean;
}

/** The command's name in the language of `text`. */
export function titleOf(command: Command, text: (key: TextKey, fill?: Fill) => string): string {
  const texts = Object.entries(command.fillTexts ?? {}).map(([name, key]) => [name, text(key)] as const);
  return text(command.title, { ...command.fill, ...Object.fromEntries(texts) });
}

export function playing(state: UiState): boolean {
  return state.player !== null && state.player.fault === null;
}
