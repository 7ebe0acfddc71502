import type { JSX } from 'preact';
import type { KeptBookmark } from '../../../shared/debugger.ts';
import { Icon } from '../../components/icons.tsx';
import type { Table } from '../contents.ts';
import { useDebug } from '../context.ts';
import type { FrozenByte } from '../../../session/debug-protocol.ts';
import { codeAddress, hex, MEMORY_TITLES, parseHex } from '../places.ts';
import { TableTools } from '../panel-tools.tsx';
import { ValueField } from '../value-field.tsx';

function placeOf({ memory, address }: { readonly memory: FrozenByte['memory']; readonly address: number }): string {
  if (memory === 'cpu' || memory === 'smp') return codeAddress(memory, address);
  return `${MEMORY_TITLES[memory]} $${hex(address, 4)}`;
}

function Bookmark({ mark }: { readonly mark: KeptBookmark }): JSX.Element {
  const { app, debug } = useDebug();
  const { memory, address, name } = mark;
  const place = placeOf(mark);
  const go = (): void => {
    if (memory === 'cpu' || memory === 'smp') debug.showCode(memory, address);
    else debug.showMemory({ memory, address });
  };
  const rename = (text: string): void =>
    debug.notes.setBookmarks(debug.notes.bookmarks.peek().map((one) => (one === mark ? { ...mark, name: text } : one)));
  return (
    <li>
      <button type="button" class="debug-item mark-place" onClick={go}>
        <code>{place}</code>
      </button>
      <input
        type="text"
        class="field debug-field grow"
        aria-label={app.text('marks.name', { place })}
        placeholder={app.text('marks.unnamed')}
        maxLength={256}
        value={name}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label={app.text('marks.remove', { place })}
        onClick={() => debug.notes.toggleBookmark(memory, address)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function Frozen({ byte }: { readonly byte: FrozenByte }): JSX.Element {
  const { app, debug } = useDebug();
  const place = placeOf(byte);
  const set = (value: number): void =>
    app.attempt(() => debug.notes.setFrozen(debug.notes.frozen.peek().map((one) => (one === byte ? { ...byte, value } : one))));
  return (
    <li>
      <button type="button" class="debug-item mark-place" onClick={() => debug.showMemory(byte)}>
        <code>{place}</code>
      </button>
      <ValueField
        label={app.text('marks.value', { place })}
        text={hex(byte.value, 2)}
        width={2}
        parse={(text) => {
          const value = parseHex(text);
          return value === null || value > 0xff ? null : value;
        }}
        onValue={set}
      />
      <span class="grow" />
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label={app.text('marks.release', { place })}
        onClick={() => app.attempt(() => debug.notes.toggleFrozen(byte))}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** Places that one comes back to, and bytes that keep their value. */
export function MarksPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const bookmarks = debug.notes.bookmarks.value;
  const frozen = debug.notes.frozen.value;
  const table = (): Table => ({
    titles: ['kind', 'place', 'name', 'value'],
    rows: [
      ...bookmarks.map((mark) => ['bookmark', placeOf(mark), mark.name, '']),
      ...frozen.map((byte) => ['frozen', placeOf(byte), '', hex(byte.value, 2)]),
    ],
  });
  return (
    <div class="debug-scroll marks">
      <section>
        <h2>{app.text('marks.bookmarks')}</h2>
        {bookmarks.length === 0 && <p class="hint">{app.text('marks.noBookmarks')}</p>}
        <ul class="debug-list">
          {bookmarks.map((mark) => (
            <Bookmark key={`${mark.memory} ${String(mark.address)}`} mark={mark} />
          ))}
        </ul>
      </section>
      <section>
        <h2>{app.text('marks.frozen')}</h2>
        {frozen.length === 0 && <p class="hint">{app.text('marks.noFrozen')}</p>}
        <ul class="debug-list">
          {frozen.map((byte) => (
            <Frozen key={`${byte.memory} ${String(byte.address)}`} byte={byte} />
          ))}
        </ul>
      </section>
      <div class="debug-foot">
        <TableTools disabled={bookmarks.length + frozen.length === 0} contents={table} />
        {frozen.length > 0 && (
          <button type="button" class="link" onClick={() => app.runCommand('debugReleaseAll')}>
            {app.text('marks.releaseAll')}
          </button>
        )}
      </div>
    </div>
  );
}
