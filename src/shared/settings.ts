import { isCheatList, type Cheat } from './cheats.ts';

/** Pad buttons in the order in which settings list them. */
export const PAD_BUTTONS = ['Up', 'Down', 'Left', 'Right', 'B', 'A', 'Y', 'X', 'L', 'R', 'Select', 'Start'] as const;
export type PadButton = (typeof PAD_BUTTONS)[number];

/**
 * Bindings: `key:<KeyboardEvent.code>`, `pad:<standard button>`, `axis:<axis><+|->`; with `&` between them all must be held. `turbo:` in front
 * presses again and again. Several a button.
 */
export type Bindings = Readonly<Record<PadButton, readonly string[]>>;

/** What can be plugged into a controller port. The Super Scope works in port 2 alone: only that port's line reaches the picture chip. */
export const PORT_1_DEVICES = ['pad', 'multitap', 'mouse', 'none'] as const;
export const PORT_2_DEVICES = ['pad', 'multitap', 'mouse', 'superscope', 'none'] as const;

/** Players by the pad that the console reads: `PAD_SETTINGS[0]` is player 1. */
export const PAD_SETTINGS = [
  'input.pad1',
  'input.pad2',
  'input.pad3',
  'input.pad4',
  'input.pad5',
  'input.pad6',
  'input.pad7',
  'input.pad8',
] as const;
export type PadSetting = (typeof PAD_SETTINGS)[number];

/** A named set of bindings; pads that it leaves out have the ones of the settings. */
export type InputProfile = { readonly [K in PadSetting]?: Bindings };
export const PROFILE_NAME_LENGTH = 40;
export const MOST_PROFILES = 50;

export interface Settings {
  readonly 'general.language': 'system' | 'en' | 'pt';
  readonly 'general.theme': 'dark' | 'light' | 'contrast' | 'system';
  readonly 'general.scale': number;
  readonly 'general.motion': 'system' | 'reduced';
  readonly 'general.pauseInBackground': boolean;
  readonly 'general.resumeOnOpen': boolean;
  readonly 'library.view': 'grid' | 'list';
  readonly 'library.sort': 'recent' | 'title' | 'added' | 'played';
  readonly 'video.scaling': 'integer' | 'fit';
  readonly 'video.aspect': '8:7' | 'square' | 'stretch';
  readonly 'video.filter': 'plain' | 'sharp' | 'edges' | 'crt' | 'ntsc';
  readonly 'video.crop': boolean;
  readonly 'video.interlace': 'weave' | 'bob' | 'blend';
  readonly 'video.colour': 'raw' | 'crt';
  readonly 'video.pace': 'console' | 'display';
  readonly 'video.fps': boolean;
  readonly 'audio.volume': number;
  readonly 'audio.muted': boolean;
  readonly 'audio.latency': number;
  readonly 'states.autoMinutes': number;
  readonly 'states.quota': number;
  readonly 'states.battery': 'ask' | 'state' | 'keep';
  readonly 'speed.fastForward': number;
  readonly 'speed.slowMotion': number;
  readonly 'speed.runAhead': number;
  readonly 'input.port1': (typeof PORT_1_DEVICES)[number];
  readonly 'input.port2': (typeof PORT_2_DEVICES)[number];
  /** Name of the profile in use, or '' for the bindings below. */
  readonly 'input.profile': string;
  readonly 'input.profiles': Readonly<Record<string, InputProfile>>;
  readonly 'input.pad1': Bindings;
  readonly 'input.pad2': Bindings;
  readonly 'input.pad3': Bindings;
  readonly 'input.pad4': Bindings;
  readonly 'input.pad5': Bindings;
  readonly 'input.pad6': Bindings;
  readonly 'input.pad7': Bindings;
  readonly 'input.pad8': Bindings;
  readonly 'input.mouseSpeed': number;
  readonly 'input.deadZone': number;
  /** By player, in percent; 0 is the common one. */
  readonly 'input.deadZones': readonly number[];
  /** Presses a second. */
  readonly 'input.turboRate': number;
  readonly 'input.opposites': boolean;
  /** Gamepads are listened to while another program has the focus. */
  readonly 'input.background': boolean;
  readonly 'input.viewer': boolean;
  readonly 'machine.region': 'auto' | 'ntsc' | 'pal';
  readonly 'machine.powerOn': 'noise' | 'zero' | 'ones';
  readonly 'cheats.active': boolean;
  readonly 'cheats.list': readonly Cheat[];
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export type SettingKey = keyof Settings;
export type PartialSettings = { readonly [K in SettingKey]?: Settings[K] };

const NO_BINDINGS: Bindings = {
  Up: [],
  Down: [],
  Left: [],
  Right: [],
  B: [],
  A: [],
  Y: [],
  X: [],
  L: [],
  R: [],
  Select: [],
  Start: [],
};

/** Keys and the standard gamepad mapping; player 1 has the first gamepad, player 2 the second, and so on. */
const FIRST_PAD: Bindings = {
  Up: ['key:ArrowUp', 'pad:12', 'axis:1-'],
  Down: ['key:ArrowDown', 'pad:13', 'axis:1+'],
  Left: ['key:ArrowLeft', 'pad:14', 'axis:0-'],
  Right: ['key:ArrowRight', 'pad:15', 'axis:0+'],
  B: ['key:KeyZ', 'pad:0'],
  A: ['key:KeyX', 'pad:1'],
  Y: ['key:KeyA', 'pad:2'],
  X: ['key:KeyS', 'pad:3'],
  L: ['key:KeyQ', 'pad:4'],
  R: ['key:KeyW', 'pad:5'],
  Select: ['key:ShiftRight', 'pad:8'],
  Start: ['key:Enter', 'pad:9'],
};

function withoutKeys(bindings: Bindings): Bindings {
  const result: Record<PadButton, readonly string[]> = { ...NO_BINDINGS };
  for (const button of PAD_BUTTONS) result[button] = bindings[button].filter((one) => !one.startsWith('key:'));
  return result;
}

export const DEFAULT_SETTINGS: Settings = {
  'general.language': 'system',
  'general.theme': 'dark',
  'general.scale': 100,
  'general.motion': 'system',
  'general.pauseInBackground': true,
  'general.resumeOnOpen': true,
  'library.view': 'grid',
  'library.sort': 'recent',
  'video.scaling': 'fit',
  'video.aspect': '8:7',
  'video.filter': 'sharp',
  'video.crop': false,
  'video.interlace': 'weave',
  'video.colour': 'raw',
  'video.pace': 'console',
  'video.fps': false,
  'audio.volume': 80,
  'audio.muted': false,
  'audio.latency': 60,
  'states.autoMinutes': 2,
  'states.quota': 300,
  'states.battery': 'ask',
  'speed.fastForward': 4,
  'speed.slowMotion': 50,
  'speed.runAhead': 0,
  'input.port1': 'pad',
  'input.port2': 'pad',
  'input.profile': '',
  'input.profiles': {},
  'input.pad1': FIRST_PAD,
  'input.pad2': withoutKeys(FIRST_PAD),
  'input.pad3': withoutKeys(FIRST_PAD),
  'input.pad4': withoutKeys(FIRST_PAD),
  'input.pad5': withoutKeys(FIRST_PAD),
  'input.pad6': withoutKeys(FIRST_PAD),
  'input.pad7': withoutKeys(FIRST_PAD),
  'input.pad8': withoutKeys(FIRST_PAD),
  'input.mouseSpeed': 100,
  'input.deadZone': 35,
  'input.deadZones': [0, 0, 0, 0, 0, 0, 0, 0],
  'input.turboRate': 12,
  'input.opposites': false,
  'input.background': false,
  'input.viewer': false,
  'machine.region': 'auto',
  'machine.powerOn': 'noise',
  'cheats.active': true,
  'cheats.list': [],
  keys: {},
};

/** How a setting is shown and checked. `perGame`: may differ for one game. */
export type SettingShape =
  | { readonly kind: 'switch'; readonly perGame: boolean }
  | { readonly kind: 'choice'; readonly perGame: boolean; readonly values: readonly string[] }
  | {
      readonly kind: 'range';
      readonly perGame: boolean;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit: string;
    }
  | { readonly kind: 'bindings'; readonly perGame: boolean }
  | { readonly kind: 'profile' | 'profiles' | 'zones'; readonly perGame: boolean }
  | { readonly kind: 'cheats'; readonly perGame: boolean }
  | { readonly kind: 'hotkeys'; readonly perGame: boolean };

function choice(values: readonly string[], perGame = false): SettingShape {
  return { kind: 'choice', values, perGame };
}

function range(min: number, max: number, step: number, unit: string, perGame = false): SettingShape {
  return { kind: 'range', min, max, step, unit, perGame };
}

export const SETTING_SHAPES: Readonly<Record<SettingKey, SettingShape>> = {
  'general.language': choice(['system', 'en', 'pt']),
  'general.theme': choice(['dark', 'light', 'contrast', 'system']),
  'general.scale': range(80, 200, 10, '%'),
  'general.motion': choice(['system', 'reduced']),
  'general.pauseInBackground': { kind: 'switch', perGame: false },
  'general.resumeOnOpen': { kind: 'switch', perGame: true },
  'library.view': choice(['grid', 'list']),
  'library.sort': choice(['recent', 'title', 'added', 'played']),
  'video.scaling': choice(['integer', 'fit'], true),
  'video.aspect': choice(['8:7', 'square', 'stretch'], true),
  'video.filter': choice(['plain', 'sharp', 'edges', 'crt', 'ntsc'], true),
  'video.crop': { kind: 'switch', perGame: true },
  'video.interlace': choice(['weave', 'bob', 'blend'], true),
  'video.colour': choice(['raw', 'crt'], true),
  'video.pace': choice(['console', 'display']),
  'video.fps': { kind: 'switch', perGame: false },
  'audio.volume': range(0, 100, 5, '%', true),
  'audio.muted': { kind: 'switch', perGame: false },
  'audio.latency': range(30, 200, 10, 'ms'),
  'states.autoMinutes': range(1, 30, 1, 'min', true),
  'states.quota': range(20, 2000, 20, 'MB', true),
  'states.battery': choice(['ask', 'state', 'keep'], true),
  'speed.fastForward': range(2, 10, 1, '×', true),
  'speed.slowMotion': range(10, 90, 10, '%', true),
  'speed.runAhead': range(0, 4, 1, '', true),
  'input.port1': choice(PORT_1_DEVICES, true),
  'input.port2': choice(PORT_2_DEVICES, true),
  'input.profile': { kind: 'profile', perGame: true },
  'input.profiles': { kind: 'profiles', perGame: false },
  'input.pad1': { kind: 'bindings', perGame: true },
  'input.pad2': { kind: 'bindings', perGame: true },
  'input.pad3': { kind: 'bindings', perGame: true },
  'input.pad4': { kind: 'bindings', perGame: true },
  'input.pad5': { kind: 'bindings', perGame: true },
  'input.pad6': { kind: 'bindings', perGame: true },
  'input.pad7': { kind: 'bindings', perGame: true },
  'input.pad8': { kind: 'bindings', perGame: true },
  'input.mouseSpeed': range(25, 400, 25, '%', true),
  'input.deadZone': range(5, 90, 5, '%', true),
  'input.deadZones': { kind: 'zones', perGame: true },
  'input.turboRate': range(4, 30, 1, 'Hz', true),
  'input.opposites': { kind: 'switch', perGame: true },
  'input.background': { kind: 'switch', perGame: false },
  'input.viewer': { kind: 'switch', perGame: false },
  'machine.region': choice(['auto', 'ntsc', 'pal'], true),
  'machine.powerOn': choice(['noise', 'zero', 'ones'], true),
  'cheats.active': { kind: 'switch', perGame: true },
  'cheats.list': { kind: 'cheats', perGame: true },
  keys: { kind: 'hotkeys', perGame: false },
};

export const SETTING_KEYS = Object.keys(SETTING_SHAPES) as readonly SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTING_SHAPES, key);
}

/** The pads that are plugged in, as indexes of `PAD_SETTINGS`: a multitap in port 1 has players 1, 6, 7, 8, one in port 2 players 2 to 5. */
export function padsInUse(settings: Pick<Settings, 'input.port1' | 'input.port2'>): readonly number[] {
  const byDevice = (device: string, alone: number, more: readonly number[]): readonly number[] =>
    device === 'multitap' ? [alone, ...more] : device === 'pad' ? [alone] : [];
  return [...byDevice(settings['input.port1'], 0, [5, 6, 7]), ...byDevice(settings['input.port2'], 1, [2, 3, 4])];
}

function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= 16 && value.every((one) => typeof one === 'string' && one.length <= 64);
}

function isBindings(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  return (
    entries.length === PAD_BUTTONS.length &&
    entries.every(([name, list]) => PAD_BUTTONS.includes(name as PadButton) && isStringList(list))
  );
}

function isProfiles(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value as Record<string, unknown>);
  const isProfile = (profile: unknown): boolean =>
    typeof profile === 'object' &&
    profile !== null &&
    Object.entries(profile).every(([key, list]) => PAD_SETTINGS.includes(key as PadSetting) && isBindings(list));
  return (
    entries.length <= MOST_PROFILES &&
    entries.every(([name, profile]) => name !== '' && name.length <= PROFILE_NAME_LENGTH && isProfile(profile))
  );
}

function isZones(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === PAD_SETTINGS.length &&
    value.every((zone) => typeof zone === 'number' && zone >= 0 && zone <= 90)
  );
}

/** The settings with the bindings of the profile in use. A profile that is no longer there changes nothing. */
export function withProfile(settings: Settings): Settings {
  const { 'input.profile': name, 'input.profiles': profiles } = settings;
  return Object.hasOwn(profiles, name) ? { ...settings, ...profiles[name] } : settings;
}

/** Whether `value` may stand for the setting `key`. */
export function isSettingValue(key: SettingKey, value: unknown): boolean {
  const shape = SETTING_SHAPES[key];
  switch (shape.kind) {
    case 'switch':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && shape.values.includes(value);
    case 'range':
      return typeof value === 'number' && value >= shape.min && value <= shape.max;
    case 'bindings':
      return isBindings(value);
    case 'cheats':
      return isCheatList(value);
    case 'profile':
      return typeof value === 'string' && value.length <= PROFILE_NAME_LENGTH;
    case 'profiles':
      return isProfiles(value);
    case 'zones':
      return isZones(value);
    default:
      return (
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).length <= 256 &&
        Object.values(value).every(isStringList)
      );
  }
}

/** A value that failed a check, in the order in which the checks found them. */
export interface BadSetting {
  readonly key: string;
}

/** Keeps of `values` what is known and right; the others are named. */
export function sieveSettings(values: Readonly<Record<string, unknown>>): { good: PartialSettings; bad: BadSetting[] } {
  const good: Record<string, unknown> = {};
  const bad: BadSetting[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (isSettingKey(key) && isSettingValue(key, value)) good[key] = value;
    else bad.push({ key });
  }
  return { good, bad };
}
