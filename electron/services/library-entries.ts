import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { Game } from '../../src/shared/bridge.ts';
import type { RomFacts, RomSource } from './inspect.ts';

/** A game as it stands in library.json. */
export interface Entry {
  facts: RomFacts;
  title: string;
  source: RomSource;
  fileSize: number;
  fileTime: number;
  addedAt: number;
  lastPlayed: number;
  playSeconds: number;
  favourite: boolean;
  demo: boolean;
  temporary: boolean;
  forgotten: boolean;
}

export interface LibraryFile {
  readonly version: 1;
  readonly folders: readonly string[];
  readonly entries: readonly Entry[];
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

export function newEntry(
  facts: RomFacts,
  title: string,
  source: RomSource,
  { demo, fileSize, fileTime }: { demo: boolean; fileSize: number; fileTime: number },
): Entry {
  return {
    facts,
    title,
    source,
    fileSize,
    fileTime,
    demo,
    addedAt: Date.now(),
    lastPlayed: 0,
    playSeconds: 0,
    favourite: false,
    temporary: false,
    forgotten: false,
  };
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
    missing: source.path !== undefined && !existsSync(source.path),
    temporary: entry.temporary,
    patch: source.patchPath === undefined ? '' : basename(source.patchPath),
    ownCover: false,
    hasPicture: hasScreenshot || (entry.demo && existsSync(coverOf(entry))),
  };
}
