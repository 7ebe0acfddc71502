import * as v from 'valibot';
import { STATE_SCHEMAS } from './states/state-schemas.ts';
import { GROWING_KINDS, type CallName } from '../../src/shared/bridge.ts';
import { COLLECTION_SCHEMA } from './collections.ts';
import { DEBUGGER_SCHEMAS } from './debugger-store.ts';

const nothing = v.null();
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const ticket = v.pipe(v.string(), v.regex(/^[0-9a-f]{1,64}$/));
const fileName = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

function bytes(most: number): v.GenericSchema {
  return v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= most, `no bytes, or more than ${most}`);
}

const menuItem = v.strictObject({
  command: v.pipe(v.string(), v.maxLength(64)),
  title: v.pipe(v.string(), v.maxLength(128)),
  accelerator: v.pipe(v.string(), v.maxLength(64)),
  enabled: v.boolean(),
  checked: v.nullable(v.boolean()),
});
const menuTitle = v.pipe(v.string(), v.maxLength(64));
/** Far more than a menu can show. */
const MOST_ROWS = 500;
const menuPart = v.strictObject({ title: menuTitle, items: v.pipe(v.array(menuItem), v.maxLength(MOST_ROWS)) });
const menuGroup = v.strictObject({
  title: menuTitle,
  items: v.pipe(v.array(v.union([menuItem, menuPart])), v.maxLength(MOST_ROWS)),
});
/** Keys and values of settings are checked by the settings service, which knows them. */
const settingsPatch = v.record(v.pipe(v.string(), v.maxLength(64)), v.unknown());

const seq = v.pipe(v.number(), v.safeInteger());
const word = v.pipe(v.string(), v.maxLength(64));
/** What the game's page says to an editor. */
const dapMessage = v.variant('type', [
  v.strictObject({
    type: v.literal('response'),
    request_seq: seq,
    command: word,
    success: v.boolean(),
    message: v.optional(v.pipe(v.string(), v.maxLength(10_000))),
    body: v.optional(v.unknown()),
  }),
  v.strictObject({ type: v.literal('event'), event: word, body: v.optional(v.unknown()) }),
]);

const MB = 1 << 20;

/** What each call's argument must be; a call that is not here does not exist. */
export const CALL_SCHEMAS: Readonly<Record<CallName, v.GenericSchema>> = {
  'app.start': nothing,
  'app.menu': v.pipe(v.array(menuGroup), v.maxLength(16)),
  'app.fullscreen': v.boolean(),
  'app.title': v.pipe(v.string(), v.maxLength(256)),
  'app.closing': v.picklist(['writing', 'stays']),
  'app.readyToClose': nothing,
  'app.quit': nothing,
  'library.list': nothing,
  'library.addFolder': v.strictObject({ ticket: v.nullable(ticket) }),
  'library.removeFolder': v.strictObject({ id: ticket }),
  'library.restoreFolder': v.strictObject({ id: ticket }),
  'library.rescan': nothing,
  'library.cancelScan': nothing,
  'library.favourite': v.strictObject({ hash, on: v.boolean() }),
  'library.forget': v.strictObject({ hash }),
  'library.restore': v.strictObject({ hash }),
  'library.browse': v.strictObject({ ticket: v.nullable(ticket) }),
  'library.open': v.strictObject({
    name: fileName,
    bytes: bytes(64 * MB),
    base: v.nullable(hash),
    all: v.optional(v.boolean(), false),
  }),
  'library.openPath': v.strictObject({
    path: v.pipe(v.string(), v.minLength(1), v.maxLength(32_768)),
    base: v.nullable(hash),
    all: v.boolean(),
  }),
  'library.choose': v.strictObject({ ticket, entry: fileName }),
  'library.openDialog': nothing,
  'library.openChosen': v.strictObject({ ticket, base: v.nullable(hash), all: v.boolean() }),
  'game.load': v.strictObject({ hash }),
  'game.played': v.strictObject({ hash, seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(86_400)) }),
  'sram.write': v.strictObject({ hash, bytes: bytes(MB) }),
  'sram.keepOriginal': v.strictObject({ hash }),
  ...STATE_SCHEMAS,
  ...DEBUGGER_SCHEMAS,
  'dap.status': nothing,
  'dap.set': v.strictObject({ on: v.boolean(), port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)) }),
  'dap.newToken': nothing,
  'dap.send': dapMessage,
  'picture.get': v.strictObject({ hash }),
  'picture.set': v.strictObject({ hash, png: bytes(4 * MB) }),
  'cover.set': v.strictObject({ hash, png: bytes(4 * MB) }),
  'cover.reset': v.strictObject({ hash }),
  'collections.save': COLLECTION_SCHEMA,
  'collections.remove': v.strictObject({ id: ticket }),
  'movie.save': v.strictObject({ hash, bytes: bytes(256 * MB) }),
  'screenshot.save': v.strictObject({ hash, png: bytes(16 * MB) }),
  'recording.start': v.strictObject({ hash, kind: v.picklist(GROWING_KINDS) }),
  'recording.write': v.strictObject({
    id: ticket,
    position: v.pipe(v.number(), v.integer(), v.minValue(0)),
    bytes: bytes(16 * MB),
  }),
  'recording.stop': v.strictObject({ id: ticket }),
  'file.show': v.strictObject({ name: fileName }),
  'settings.get': nothing,
  'settings.set': v.strictObject({ hash: v.nullable(hash), patch: settingsPatch }),
  'settings.reset': v.strictObject({
    hash: v.nullable(hash),
    keys: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(64)),
  }),
};

/** The call's name and argument when both are right. Throws an Error that says what is not. */
export function checkCall(name: unknown, argument: unknown): { name: CallName; argument: unknown } {
  if (typeof name !== 'string' || !Object.hasOwn(CALL_SCHEMAS, name)) throw new Error('there is no such call.');
  const parsed = v.safeParse(CALL_SCHEMAS[name as CallName], argument);
  if (!parsed.success) throw new Error(`${name}: ${parsed.issues[0].message}`);
  return { name: name as CallName, argument: parsed.output };
}
