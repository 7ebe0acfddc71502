import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { crc32 } from '../../../src/session/cart-identity.ts';
import {
  LONGEST_NAME,
  LONGEST_NOTE,
  type ActsAround,
  type RecordId,
  type Slot,
  type StateAct,
} from '../../../src/shared/states.ts';

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const slot = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9));
/** Milliseconds since 1970, counted on when two would be the same: orders the entries of all writers. */
const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));

const ENTRY = v.variant('op', [
  v.object({ time, op: v.literal('name'), id, name: v.pipe(v.string(), v.maxLength(LONGEST_NAME)) }),
  v.object({ time, op: v.literal('note'), id, note: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)) }),
  v.object({ time, op: v.literal('pin'), id, pinned: v.boolean() }),
  v.object({ time, op: v.literal('slot'), slot, id: v.nullable(id) }),
  /** A record was removed for good: its children go on from its parent. */
  v.object({ time, op: v.literal('gone'), id, parent: v.nullable(id) }),
  v.object({ time, op: v.literal('save'), act: id, slot: v.nullable(slot), before: v.nullable(id), id }),
  v.object({ time, op: v.literal('load'), act: id, before: id, after: id }),
  /** `back` is where the game was when a load was taken back, or done again. */
  v.object({ time, op: v.literal('undo'), act: id, back: v.nullable(id) }),
  v.object({ time, op: v.literal('redo'), act: id, back: v.nullable(id) }),
]);
export type Entry = v.InferOutput<typeof ENTRY>;
type WithoutTime<T> = T extends unknown ? Omit<T, 'time'> : never;
export type Change = WithoutTime<Entry>;

const LONGEST_LINE = 64 << 10;

export function newId(): string {
  return randomBytes(8).toString('hex');
}

/** Entries as lines: CRC-32 of the JSON in eight digits, a space, the JSON. A line begins with a line end too, so that a torn one spoils only itself. */
export function packEntries(entries: readonly Entry[]): Uint8Array {
  const lines = entries.map((entry) => {
    const text = JSON.stringify(entry);
    return `\n${crc32(Buffer.from(text)).toString(16).padStart(8, '0')} ${text}\n`;
  });
  return Buffer.from(lines.join(''));
}

/** The entries of a journal file that can be read; whatever the bytes, the others are left out. */
export function unpackEntries(bytes: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  for (const line of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n')) {
    if (line.length < 10 || line.length > LONGEST_LINE || line[8] !== ' ') continue;
    const text = line.slice(9);
    if (crc32(Buffer.from(text)) !== Number.parseInt(line.slice(0, 8), 16)) continue;
    try {
      const parsed = v.safeParse(ENTRY, JSON.parse(text));
      if (parsed.success) entries.push(parsed.output);
    } catch {
      // Its sum is right and it is no JSON: nobody wrote that as a journal.
    }
  }
  return entries;
}

/** What the journals of a game say together: the later entry counts. */
export class JournalState {
  readonly names = new Map<RecordId, string>();
  readonly notes = new Map<RecordId, string>();
  readonly pins = new Map<RecordId, boolean>();
  readonly slots = new Map<Slot, RecordId>();
  /** Removed records and their parents. */
  readonly gone = new Map<RecordId, RecordId | null>();
  #done: StateAct[] = [];
  #undone: StateAct[] = [];
  latest = 0;

  constructor(entries: readonly Entry[]) {
    for (const entry of [...entries].sort((a, b) => a.time - b.time)) this.apply(entry);
  }

  get acts(): ActsAround {
    return { undo: this.#done.at(-1) ?? null, redo: this.#undone.at(-1) ?? null };
  }

  apply(entry: Entry): void {
    this.latest = Math.max(this.latest, entry.time);
    switch (entry.op) {
      case 'name':
        this.names.set(entry.id, entry.name);
        break;
      case 'note':
        this.notes.set(entry.id, entry.note);
        break;
      case 'pin':
        this.pins.set(entry.id, entry.pinned);
        break;
      case 'slot':
        if (entry.id === null) this.slots.delete(entry.slot as Slot);
        else this.slots.set(entry.slot as Slot, entry.id);
        break;
      case 'gone':
        this.gone.set(entry.id, entry.parent);
        break;
      case 'save':
        this.#act({ id: entry.act, kind: 'save', slot: entry.slot as Slot | null, before: entry.before, record: entry.id });
        break;
      case 'load':
        this.#act({ id: entry.act, kind: 'load', before: entry.before, after: entry.after });
        break;
      default:
        this.#move(entry);
    }
  }

  /** Something new: what was taken back before it cannot be done again. */
  #act(act: StateAct): void {
    this.#done.push(act);
    this.#undone = [];
  }

  #move({ op, act: id, back }: Extract<Entry, { op: 'undo' | 'redo' }>): void {
    const [from, to] = op === 'undo' ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const act = from.at(-1);
    if (act?.id !== id) return;
    from.pop();
    if (act.kind === 'save' || back === null) to.push(act);
    else to.push(op === 'undo' ? { ...act, after: back } : { ...act, before: back });
  }
}
