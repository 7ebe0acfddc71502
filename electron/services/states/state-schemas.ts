import * as v from 'valibot';
import { LONGEST_NAME, LONGEST_NOTE, MADE_BY, SLOTS, type StateCalls } from '../../../src/shared/states.ts';

const MB = 1 << 20;
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const ids = v.pipe(v.array(id), v.maxLength(100_000));
const slot = v.picklist(SLOTS);
const count = v.pipe(v.number(), v.finite(), v.minValue(0));

function bytes(most: number): v.GenericSchema {
  return v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= most, `no bytes, or more than ${most}`);
}

const saveRequest = v.strictObject({
  hash,
  how: v.picklist(MADE_BY),
  slot: v.nullable(slot),
  parent: v.nullable(id),
  frame: count,
  playSeconds: count,
  state: bytes(16 * MB),
  picture: v.nullable(bytes(4 * MB)),
  sram: v.nullable(bytes(MB)),
  inputs: v.nullable(bytes(64 * MB)),
  anchor: v.nullable(id),
  devices: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(8)),
});

export const STATE_SCHEMAS: Readonly<Record<keyof StateCalls, v.GenericSchema>> = {
  'states.list': v.strictObject({ hash }),
  'states.save': saveRequest,
  'states.hold': saveRequest,
  'states.keepHeld': v.null(),
  'states.load': v.strictObject({ hash, id }),
  'states.latest': v.strictObject({ hash }),
  'states.inSlot': v.strictObject({ hash, slot }),
  'states.setSlot': v.strictObject({ hash, id, slot }),
  'states.picture': v.strictObject({ hash, id }),
  'states.change': v.strictObject({
    hash,
    id,
    change: v.strictObject({
      name: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_NAME))),
      note: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_NOTE))),
      pinned: v.optional(v.boolean()),
    }),
  }),
  'states.bin': v.strictObject({ hash, ids }),
  'states.restore': v.strictObject({ hash, ids }),
  'states.erase': v.strictObject({ hash, ids }),
  'states.acts': v.strictObject({ hash }),
  'states.loaded': v.strictObject({ hash, before: id, after: id }),
  'states.step': v.strictObject({ hash, direction: v.picklist(['undo', 'redo']), act: id, back: v.nullable(id) }),
  'states.quota': v.strictObject({ hash, bytes: count }),
  'states.applyQuota': v.strictObject({ hash, bytes: count }),
  'states.compare': v.strictObject({ hash, a: id, b: id }),
  'states.export': v.strictObject({ hash, ids }),
  'states.import': v.strictObject({ hash, name: v.pipe(v.string(), v.minLength(1), v.maxLength(512)), bytes: bytes(72 * MB) }),
  'states.running': v.strictObject({ hash: v.nullable(hash) }),
  'states.recovery': v.null(),
};
