import { packState, unpackState, type Chunk, type ContainerKind } from '../core/state/container.ts';
import { StateError } from '../core/state/state-io.ts';
import { InputLog } from './input-log.ts';
import type { CheatWrite, DeviceName, Devices, LoadOptions } from './protocol.ts';

const MOVIE_KIND: ContainerKind = { magic: 'DOTMOVIE', name: 'movie' };
const MOVIE_VERSION = 1;
const MOST_EVENTS = 100_000;
const MOST_CHEATS = 4096;

/** Something besides the buttons, before a step is run. */
export type MovieEvent =
  | { readonly step: number; readonly what: 'reset' }
  | { readonly step: number; readonly what: 'devices'; readonly devices: Devices }
  | { readonly step: number; readonly what: 'cheats'; readonly cheats: readonly CheatWrite[] };

/** The machine's memories after so many steps, as one CRC-32: WRAM, VRAM, audio RAM. */
export interface MovieCheck {
  readonly step: number;
  readonly crc: number;
}

/** From where it begins: power-on, or a state that the movie has with it. */
export interface MovieStart {
  readonly region: 'ntsc' | 'pal';
  readonly powerOn: LoadOptions['powerOn'];
  readonly devices: Devices;
  readonly cheats: readonly CheatWrite[];
  /** Battery RAM at power-on; null when the cart has none or the movie begins with a state. */
  readonly sram: Uint8Array | null;
  /** The state that it begins with, null for power-on. */
  readonly state: Uint8Array | null;
  /** For inputs that belong to a saved state: SHA-256 of the state's bytes, which are kept elsewhere. */
  readonly stateHash: string | null;
}

/** Everything that a machine was given since some moment: enough to make it do the same again. */
export interface Movie {
  readonly romHash: string;
  readonly start: MovieStart;
  readonly inputs: InputLog;
  readonly events: readonly MovieEvent[];
  readonly checks: readonly MovieCheck[];
  /** How often its author went back and tried again. */
  readonly retries: number;
}

interface MovieInfo {
  readonly version: number;
  readonly region: unknown;
  readonly powerOn: unknown;
  readonly devices: unknown;
  readonly cheats: unknown;
  readonly stateHash: unknown;
  readonly events: unknown;
  readonly retries: unknown;
}

/** A file of the movie (docs/movie-format.md). */
export function encodeMovie(movie: Movie): Uint8Array {
  const { start } = movie;
  const info: MovieInfo = {
    version: MOVIE_VERSION,
    region: start.region,
    powerOn: start.powerOn,
    devices: start.devices,
    cheats: start.cheats,
    stateHash: start.stateHash,
    events: movie.events,
    retries: movie.retries,
  };
  const checks = new DataView(new ArrayBuffer(movie.checks.length * 8));
  movie.checks.forEach(({ step, crc }, i) => {
    checks.setUint32(i * 8, step, true);
    checks.setUint32(i * 8 + 4, crc, true);
  });
  const chunk = (tag: string, bytes: Uint8Array): Chunk => ({ tag, version: MOVIE_VERSION, bytes });
  const chunks = [
    chunk('INFO', toAscii(JSON.stringify(info))),
    chunk('INPT', movie.inputs.encode()),
    chunk('HASH', new Uint8Array(checks.buffer)),
  ];
  if (start.sram !== null) chunks.push(chunk('SRAM', start.sram));
  if (start.state !== null) chunks.push(chunk('STAT', start.state));
  return packState({ romHash: movie.romHash, frame: movie.inputs.length }, chunks, MOVIE_KIND);
}

/** @throws StateError with the reason for what is no whole movie of a version that we know */
export function decodeMovie(bytes: Uint8Array): Movie {
  const { header, chunks } = unpackState(bytes, MOVIE_KIND);
  const find = (tag: string): Uint8Array | null => {
    const found = chunks.find((chunk) => chunk.tag === tag);
    if (found !== undefined && found.version > MOVIE_VERSION) {
      throw new StateError(`part "${tag}" of the movie was made by a newer Dotclock; update to play it.`);
    }
    return found?.bytes.slice() ?? null;
  };
  const needed = (tag: string): Uint8Array => find(tag) ?? damaged(`part "${tag}" is missing`);
  const info = parseInfo(needed('INFO'));
  const inputs = InputLog.decode(needed('INPT'));
  if (inputs.length !== header.frame) damaged('its length does not fit its inputs');
  const hash = info.stateHash;
  return {
    romHash: header.romHash,
    start: {
      region: info.region === 'ntsc' || info.region === 'pal' ? info.region : damaged('its region is unknown'),
      powerOn: parsePowerOn(info.powerOn),
      devices: parseDevices(info.devices),
      cheats: parseCheats(info.cheats),
      sram: find('SRAM'),
      state: find('STAT'),
      stateHash:
        hash === null || (typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)) ? hash : damaged('the state that it names'),
    },
    inputs,
    events: parseEvents(info.events, inputs.length),
    checks: parseChecks(needed('HASH'), inputs.length),
    retries: isCount(info.retries) ? info.retries : 0,
  };
}

function damaged(what: string): never {
  throw new StateError(`the movie is damaged: ${what}.`);
}

function toAscii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function parseInfo(bytes: Uint8Array): MovieInfo {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  let info: unknown;
  try {
    info = JSON.parse(text);
  } catch {
    damaged('its description can’t be read');
  }
  if (!isRecord(info)) damaged('its description is no object');
  return info as unknown as MovieInfo;
}

function parsePowerOn(value: unknown): LoadOptions['powerOn'] {
  if (isRecord(value)) {
    if (isCount(value['seed'])) return { seed: value['seed'] };
    if (isCount(value['fill']) && value['fill'] < 256) return { fill: value['fill'] };
  }
  return damaged('its power-on contents');
}

const DEVICES: readonly DeviceName[] = ['none', 'pad', 'multitap', 'mouse', 'superscope'];

function parseDevices(value: unknown): Devices {
  if (!Array.isArray(value) || value.length !== 2 || !value.every((one) => DEVICES.includes(one as DeviceName)))
    damaged('its controllers');
  return value as unknown as Devices;
}

function parseCheats(value: unknown): readonly CheatWrite[] {
  if (!Array.isArray(value) || value.length > MOST_CHEATS) damaged('its cheats');
  return (value as readonly unknown[]).map((one) => {
    if (!isRecord(one)) return damaged('a cheat');
    const { address, value: byte } = one;
    return isCount(address) && address < 1 << 24 && isCount(byte) && byte < 256 ? { address, value: byte } : damaged('a cheat');
  });
}

function parseEvents(value: unknown, length: number): readonly MovieEvent[] {
  if (!Array.isArray(value) || value.length > MOST_EVENTS) damaged('its events');
  let last = 0;
  return (value as readonly unknown[]).map((one): MovieEvent => {
    if (!isRecord(one)) return damaged('an event');
    const { step, what } = one;
    if (!isCount(step) || step < last || step > length) return damaged('the time of an event');
    last = step;
    if (what === 'reset') return { step, what };
    if (what === 'devices') return { step, what, devices: parseDevices(one['devices']) };
    if (what === 'cheats') return { step, what, cheats: parseCheats(one['cheats']) };
    return damaged('an event');
  });
}

function parseChecks(bytes: Uint8Array, length: number): readonly MovieCheck[] {
  if (bytes.length % 8 !== 0) damaged('its checks');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let last = -1;
  return Array.from({ length: bytes.length / 8 }, (_, i) => {
    const step = view.getUint32(i * 8, true);
    if (step <= last || step > length) return damaged('its checks');
    last = step;
    return { step, crc: view.getUint32(i * 8 + 4, true) };
  });
}
