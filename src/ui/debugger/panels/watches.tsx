import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { WATCH_FORMATS, type KeptWatch, type WatchFormat } from '../../../shared/debugger.ts';
import { Icon } from '../../components/icons.tsx';
import type { TextKey } from '../../texts/translate.ts';
import { useDebug, useLive } from '../context.ts';
import { hex } from '../places.ts';

const FORMATS: Readonly<Record<WatchFormat, TextKey>> = {
  hex: 'watch.hex',
  decimal: 'watch.decimal',
  signed: 'watch.signed',
  binary: 'watch.binary',
  char: 'watch.char',
};

export function formatWatch(value: number, format: WatchFormat): string {
  switch (format) {
    case 'hex':
      return `$${hex(value >>> 0, value > 0xffff || value < 0 ? 6 : value > 0xff ? 4 : 2)}`;
    case 'signed':
      return String(value > 0xff ? (value << 16) >> 16 : (value << 24) >> 24);
    case 'binary':
      return `%${(value >>> 0).toString(2).padStart(value > 0xff ? 16 : 8, '0')}`;
    case 'char':
      return value >= 0x20 && value < 0x7f ? `'${String.fromCharCode(value)}'` : `$${hex(value >>> 0, 2)}`;
    default:
      return String(value);
  }
}

function Watch({ watch }: { readonly watch: KeptWatch }): JSX.Element {
  const { app, debug } = useDebug();
  const live = useLive('evaluate', { text: watch.text, processor: watch.processor });
  const all = debug.notes.watches;
  const change = (format: WatchFormat): void =>
    debug.notes.setWatches(all.peek().map((one) => (one.id === watch.id ? { ...one, format } : one)));
  const problem = live?.value.problem ?? null;
  return (
    <li class="debug-watch">
      <code class="grow">{watch.text}</code>
      {problem === null ? (
        <output class="debug-number" aria-label={watch.text}>
          {live === null ? '' : formatWatch(live.value.value, watch.format)}
        </output>
      ) : (
        <span class="debug-bad" title={problem.message}>
          {problem.message}
        </span>
      )}
      <select
        class="select debug-field"
        aria-label={app.text('watch.format', { text: watch.text })}
        value={watch.format}
        onChange={(event) => change(event.currentTarget.value as WatchFormat)}
      >
        {WATCH_FORMATS.map((format) => (
          <option key={format} value={format}>
            {app.text(FORMATS[format])}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label={app.text('watch.remove', { text: watch.text })}
        onClick={() => debug.notes.setWatches(all.peek().filter(({ id }) => id !== watch.id))}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

/** Expressions and their values, kept for the game. */
export function WatchesPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [text, setText] = useState('');
  const watches = debug.notes.watches.value;
  const add = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    debug.notes.addWatch(text.trim());
    setText('');
  };
  return (
    <div class="debug-column">
      <form class="debug-tools" onSubmit={add}>
        <input
          type="text"
          class="field debug-field grow"
          aria-label={app.text('watch.add')}
          placeholder={app.text('watch.placeholder')}
          spellcheck={false}
          autocomplete="off"
          maxLength={4096}
          data-first
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="button button-icon" aria-label={app.text('watch.add')} title={app.text('watch.add')}>
          <Icon name="plus" />
        </button>
      </form>
      <div class="debug-scroll">
        {watches.length === 0 && <p class="hint">{app.text('watch.none')}</p>}
        <ul class="debug-list">
          {watches.map((watch) => (
            <Watch key={watch.id} watch={watch} />
          ))}
        </ul>
      </div>
    </div>
  );
}
