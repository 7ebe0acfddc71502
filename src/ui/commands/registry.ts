import { sameParts } from '../../host/web/pads.ts';
import { MARKS, type KeyLayout } from '../key-labels.ts';
import type { UiState } from '../state/ui-state.ts';
import { APP_COMMANDS } from './app-commands.ts';
import { CHEAT_COMMANDS } from './cheats.ts';
import type { Command } from './command.ts';
import { CONTROLLER_COMMANDS } from './controllers.ts';
import { DEBUGGER_COMMANDS } from './debugger.ts';
import { DEBUGGER_ACTION_COMMANDS } from './debugger-actions.ts';
import { GAME_COMMANDS } from './game.ts';
import { PART_COMMANDS } from './parts.ts';
import { RECORDING_COMMANDS } from './recording.ts';
import { SHELF_COMMANDS } from './shelf.ts';
import { STATE_COMMANDS } from './states.ts';
import { TIME_COMMANDS } from './time.ts';
import { VIEW_COMMANDS } from './view.ts';

export const COMMANDS: readonly Command[] = [
  ...DEBUGGER_COMMANDS,
  ...DEBUGGER_ACTION_COMMANDS,
  ...GAME_COMMANDS,
  ...TIME_COMMANDS,
  ...RECORDING_COMMANDS,
  ...CONTROLLER_COMMANDS,
  ...CHEAT_COMMANDS,
  ...STATE_COMMANDS,
  ...VIEW_COMMANDS,
  ...PART_COMMANDS,
  ...APP_COMMANDS,
  ...SHELF_COMMANDS,
];
const BY_ID = new Map(COMMANDS.map((command) => [command.id, command]));

/** @throws Error for an id that no command has */
export function commandOf(id: string): Command {
  const command = BY_ID.get(id);
  if (command === undefined) throw new Error(`there is no command '${id}'.`);
  return command;
}

export function isCommand(id: string): boolean {
  return BY_ID.has(id);
}

export function isAvailable(command: Command, state: UiState): boolean {
  return command.available?.(state) ?? true;
}

/** The keys that a command has now: the user's, else its own. */
export function keysOf(command: Command, state: UiState): readonly string[] {
  return state.settings.keys[command.id] ?? command.keys;
}

export interface KeyPress {
  readonly code: string;
  /** What the key types. */
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIER_CODES = /^(Control|Shift|Alt|Meta)(Left|Right)$/;

const MARK_CODES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(MARKS).map(([code, mark]) => [mark, code]),
);

/** With Ctrl or Cmd a key counts by the letter or mark that it types; where that is none of a US keyboard's, by its place (docs/adr/0015-keys-by-place-and-by-letter.md). */
function typedCode({ code, key, shiftKey }: KeyPress): string {
  if (code.startsWith('Numpad')) return code;
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return (shiftKey ? undefined : MARK_CODES[key]) ?? code;
}

/** How a press is written in `keys`; null for a modifier alone. */
export function keyName(press: KeyPress, mac: boolean): string | null {
  if (MODIFIER_CODES.test(press.code)) return null;
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  return `${mod ? 'Mod+' : ''}${other ? 'Other+' : ''}${press.altKey ? 'Alt+' : ''}${press.shiftKey ? 'Shift+' : ''}${mod || other ? typedCode(press) : press.code}`;
}

/** The available command of a key, or null. */
export function commandForKey(key: string, state: UiState): Command | null {
  return COMMANDS.find((command) => isAvailable(command, state) && keysOf(command, state).includes(key)) ?? null;
}

/** A key of a command that is a gamepad's: `pad:8&pad:4`. */
export function isPadKey(key: string): boolean {
  return /^(pad|axis):/.test(key);
}

function isSameKey(a: string, b: string): boolean {
  return a === b || (isPadKey(a) && isPadKey(b) && sameParts(a, b));
}

/** The other commands that have a key. Keys of the debugger go before the others, and count among themselves. */
export function othersWithKey(command: Command, key: string, state: UiState): readonly Command[] {
  const near = COMMANDS.filter((one) => (one.group === 'debugger') === (command.group === 'debugger'));
  return near.filter((one) => one !== command && keysOf(one, state).some((other) => isSameKey(other, key)));
}

/** Keys that more than one command has. */
export function keyConflicts(state: UiState): ReadonlySet<string> {
  return new Set(
    COMMANDS.flatMap((command) => keysOf(command, state).filter((key) => othersWithKey(command, key, state).length > 0)),
  );
}

/** `Mod+KeyK` as Electron's menus want it, or '' where it has no word. They name keys by what they type. */
export function acceleratorOf(key: string, layout: KeyLayout): string {
  const named: Readonly<Record<string, string>> = {
    Period: '.',
    Comma: ',',
    Minus: '-',
    Backquote: '`',
    ArrowUp: 'Up',
    ArrowDown: 'Down',
    Escape: 'Esc',
    Space: 'Space',
    Enter: 'Return',
  };
  const parts = key.split('+');
  const code = parts.pop() ?? '';
  const typed = code.startsWith('Key') && !parts.includes('Mod') ? layout[code]?.toUpperCase() : undefined;
  const last = typed ?? named[code] ?? code.replace(/^(Key|Digit)/, '');
  if (!/^([A-Z0-9]|F\d+|[.,`-]|Up|Down|Esc|Space|Return)$/.test(last)) return '';
  return [...parts.map((part) => (part === 'Mod' ? 'CmdOrCtrl' : part)), last].join('+');
}
