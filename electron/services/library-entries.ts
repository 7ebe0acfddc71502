import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { Game } from '../../src/shared/bridge.ts';
import type { RomFacts, RomSource } from './inspect.ts';

/** A patch that is kept in the data folder: the file there, and the name that it came with. */
export interface KeptPatch {
  readonly file: string;
  readonly name: string;
}

/** A game as it stands in library.json. */
export interface Entry {
  facts: RomFacts;
  title: string;
  /** Without `patches`: those stand in the entry's own. */
  source: RomSource;
  /** Patches over the source that were dropped on it, in their order. */
  patches?: readonly KeptPatch[];
  /** What the scanner saw of the files: when it is another now, they have changed. */
  stamp: string;
  /** Stamps of other files that hold the very same game, by `fileKey`. */
  copies?: Readonly<Record<string, string>>;
  addedAt: number;
  lastPlayed: number;
  playSeconds: number;
  favourite: boolean;
  demo: boolean;
  temporary: boolean;
  forgotten: boolean;
}

/** What is kept of a game whose file the library does not have now; it comes back with the game. */
export type KeptGame = Pick<Entry, 'title' | 'addedAt' | 'lastPlayed' | 'playSeconds' | 'favourite'>;

export interface LibraryFile {
  readonly version: 1;
  readonly folders: readonly string[];
  readonly entries: readonly Entry[];
  readonly kept?: Readonly<Record<string, KeptGame>>;
}

/** An entry as an earlier version wrote it: size and time in place of the stamp. */
export function readEntry(written: Entry & { fileSize?: number; fileTime?: number }): Entry {
  const { fileSize, fileTime, ...entry } = written;
  const known = fileSize !== undefined && fileTime !== undefined && entry.source.patchPath === undefined;
  const { source, facts } = entry;
  const doubled = source.patchPath !== undefined && entry.title === doubledTitle(source, facts);
  const title = doubled ? titleFor(source, facts) : entry.title;
  return { ...entry, title, stamp: entry.stamp ?? (known ? `${fileSize}:${fileTime}` : '') };
}

/** What a player calls a file: without extension and without the brackets of dump lists. */
export function titleOf(fileName: string): string {
  const stem = basename(fileName, extname(fileName));
  const clean = stem
    .replace(/\s*[([][^)\]]*[)\]]/g, '')
    .replace(/_/g, ' ')
    .trim();
  const spaced = /\s/.test(clean) ? clean : clean.replace(/-/g, ' ');
  return spaced === '' ? stem : spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A demo cart's picture from before it was first played stands beside it. */
export function coverOf(entry: Entry): string {
  return (entry.source.path ?? '').replace(/\.sfc$/, '.png');
}

export function folderId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

const BRACKETS = /[([]([^)\]]*)[)\]]/g;

function bracketsOf(fileName: string): readonly string[] {
  return [...fileName.matchAll(BRACKETS)].map(([, inside]) => inside.trim());
}

/** What a patch makes of a game, in brackets behind its title: what its name says beyond the game's own, else which kind of patch it is. */
export function patchedTitle(game: string, gameFile: string, patchFile: string): string {
  const own = titleOf(patchFile);
  const bare = game.replace(BRACKETS, '').trim().toLowerCase();
  const same = own.toLowerCase() === bare;
  const begins = own.toLowerCase().startsWith(`${bare} `);
  const rest = begins ? own.slice(bare.length).replace(/^[\s\-:+,]+/, '') : '';
  const known = new Set(bracketsOf(gameFile));
  const more = bracketsOf(basename(patchFile)).filter((one) => one !== '' && !known.has(one));
  const kind = extname(patchFile).slice(1).toUpperCase();
  return `${game} (${same ? more.join(', ') || kind : rest || own})`;
}

/** A title made of names alone. */
export function titleFor({ path, entry, patchPath }: RomSource, facts: RomFacts, name = path ?? ''): string {
  const file = entry ?? facts.entry ?? name;
  const game = titleOf(file);
  return patchPath === undefined ? game : patchedTitle(game, basename(file), patchPath);
}

/** What an earlier version called it: the patch's name whole, though it is the game's own. */
function doubledTitle({ path = '', entry, patchPath = '' }: RomSource, facts: RomFacts): string {
  return `${titleOf(entry ?? facts.entry ?? path)} (${titleOf(patchPath)})`;
}

export function newEntry(
  facts: RomFacts,
  title: string,
  source: RomSource,
  { demo, stamp }: { demo: boolean; stamp: string },
): Entry {
  return {
    facts,
    title,
    source,
    stamp,
    demo,
    addedAt: Date.now(),
    lastPlayed: 0,
    playSeconds: 0,
    favourite: false,
    temporary: source.path === undefined,
    forgotten: false,
  };
}

/** Whether all files are where they were, as far as the source names any. */
export function isThere({ path, patchPath }: RomSource): boolean {
  return (path === undefined || existsSync(path)) && (patchPath === undefined || existsSync(patchPath));
}

function patchNames({ source: { patchPath }, patches = [] }: Entry): string[] {
  return [...(patchPath === undefined ? [] : [basename(patchPath)]), ...patches.map(({ name }) => name)];
}

/** A game as the page may know it. */
export function asGame(entry: Entry, hasScreenshot: boolean): Game {
  const { facts, source } = entry;
  const file = basename(source.path ?? '');
  return {
    hash: facts.hash,
    title: entry.title,
    fileName: facts.entry === null ? file : `${file} › ${facts.entry}`,
    folder: source.path === undefined ? '' : basename(dirname(source.path)),
    size: facts.size,
    region: facts.region,
    mapping: facts.mapping,
    chip: facts.chip,
    battery: facts.battery,
    addedAt: entry.addedAt,
    lastPlayed: entry.lastPlayed,
    playSeconds: entry.playSeconds,
    favourite: entry.favourite,
    demo: entry.demo,
    missing: !isThere(source),
    temporary: entry.temporary,
    patch: patchNames(entry).join(' + '),
    ownCover: false,
    hasPicture: hasScreenshot || (entry.demo && existsSync(coverOf(entry))),
  };
}
