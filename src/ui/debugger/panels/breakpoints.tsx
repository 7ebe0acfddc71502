import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Breakpoint, BreakpointState } from '../../../session/debug-protocol.ts';
import type { App } from '../../app.ts';
import { Icon } from '../../components/icons.tsx';
import { useDebug } from '../context.ts';
import { PartTools, TableTools, usePanelActions } from '../panel-tools.tsx';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { isBus } from '../pointed/row-entries.ts';
import { codeAddress, eventTitle, hex, MEMORY_TITLES } from '../places.ts';

/** What it stops on, in a few words. */
function wordsOf(one: Breakpoint, app: App): string {
  if (one.event !== null) return eventTitle(one.event, app);
  const bus = one.memory === 'cpu' || one.memory === 'smp';
  const write = (address: number): string =>
    bus ? codeAddress(one.memory === 'smp' ? 'smp' : 'cpu', address) : `$${hex(address, 4)}`;
  const range = one.from === one.to ? write(one.from) : `${write(one.from)}–${write(one.to)}`;
  return bus ? range : `${MEMORY_TITLES[one.memory]} ${range}`;
}

function lettersOf({ event, execute, read, write, forbid }: Breakpoint): string {
  if (event !== null) return '!';
  if (forbid) return '⊘';
  return `${read ? 'R' : ''}${write ? 'W' : ''}${execute ? 'X' : ''}`;
}

interface RowProps {
  readonly one: BreakpointState;
  readonly onEdit: () => void;
}

function Row({ one, onEdit }: RowProps): JSX.Element {
  const { app, debug } = useDebug();
  const list = debug.breakpoints.value;
  const words = wordsOf(one, app);
  const change = (part: Partial<Breakpoint>): void =>
    app.attempt(() => debug.setBreakpoints(list.map((other) => (other.id === one.id ? { ...other, ...part } : other))));
  const remove = (): void => app.attempt(() => debug.setBreakpoints(list.filter(({ id }) => id !== one.id)));
  const show = (): void => {
    if (one.execute && isBus(one.memory)) debug.showCode(one.memory, one.from);
    else debug.showMemory({ memory: one.memory, address: one.from });
  };
  const { onContextMenu, menu } = useContextMenu(app.text('rows.actions'), () => [
    { text: app.text('rows.edit'), hint: 'Enter', run: onEdit },
    ...(one.event === null ? [{ text: app.text('rows.show'), run: show }] : []),
    { text: app.text('rows.on'), checked: one.enabled, run: () => change({ enabled: !one.enabled }) },
    { text: app.text('rows.remove'), hint: app.keyLabel('Delete'), run: remove },
  ]);
  const hit = debug.status.value?.stop?.hits.some(({ id }) => id === one.id) === true;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      class={hit ? 'debug-stop debug-stop-hit' : 'debug-stop'}
      onContextMenu={onContextMenu}
      onKeyDown={(event) => event.key === 'Delete' && remove()}
    >
      <input
        type="checkbox"
        aria-label={app.text('breaks.enable', { what: words })}
        checked={one.enabled}
        onChange={() => change({ enabled: !one.enabled })}
      />
      <button type="button" class="debug-item grow" title={app.text('breaks.edit', { what: words })} onClick={onEdit}>
        <span class="debug-kind">{lettersOf(one)}</span>
        <code>{words}</code>
        {one.condition !== '' && <code class="debug-soft">{one.condition}</code>}
        {one.log !== '' && <span class="debug-soft">“{one.log}”</span>}
      </button>
      <span class="debug-number" title={app.text('breaks.hits')}>
        {one.hits.toLocaleString(app.language)}
      </span>
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-label={app.text('breaks.remove', { what: words })}
        onClick={remove}
      >
        <Icon name="close" />
      </button>
      {menu}
    </li>
  );
}

/** Groups are switched on and off together. */
function Groups(): JSX.Element | null {
  const { app, debug } = useDebug();
  const list = debug.breakpoints.value;
  const names = [...new Set(list.map(({ group }) => group))].filter((name) => name !== '');
  if (names.length === 0) return null;
  const set = (name: string, enabled: boolean): void =>
    app.attempt(() => debug.setBreakpoints(list.map((one) => (one.group === name ? { ...one, enabled } : one))));
  return (
    <div class="debug-groups">
      {names.map((name) => {
        const on = list.some(({ group, enabled }) => group === name && enabled);
        return (
          <button key={name} type="button" class="button" aria-pressed={on} onClick={() => set(name, !on)}>
            {name}
          </button>
        );
      })}
    </div>
  );
}

/** Lines that are shown; all of them can be copied. */
const SHOWN_LINES = 200;

/** What breakpoints have written: the newest line stays in sight, unless somebody has scrolled back. */
function Log(): JSX.Element | null {
  const { app, debug } = useDebug();
  const lines = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const log = debug.log.value;
  useLayoutEffect(() => {
    const list = lines.current;
    if (list !== null && follows.current) list.scrollTop = list.scrollHeight;
  });
  if (log.length === 0) return null;
  const scrolled = (): void => {
    const list = lines.current;
    if (list !== null) follows.current = list.scrollTop + list.clientHeight >= list.scrollHeight - 4;
  };
  return (
    <section class="debug-log" aria-label={app.text('breaks.log')}>
      <h2>
        {app.text('breaks.log')}
        <button type="button" class="link" onClick={() => void (debug.log.value = [])}>
          {app.text('breaks.clear')}
        </button>
        <PartTools contents={() => log.map(({ text }) => text).join('\n')} />
      </h2>
      <div class="debug-log-lines" ref={lines} role="group" aria-label={app.text('breaks.log')} tabIndex={0} onScroll={scrolled}>
        {log.slice(-SHOWN_LINES).map(({ number, text }) => (
          <div key={number}>{text}</div>
        ))}
      </div>
    </section>
  );
}

/** What stops the game or writes to the log. */
export function BreakpointsPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const list = debug.breakpoints.value;
  const clearLog = (): void => void (debug.log.value = []);
  usePanelActions({ clearLog });
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <button type="button" class="button" data-first onClick={() => app.runCommand('debugAddBreakpoint')}>
          <Icon name="plus" />
          <span>{app.text('breaks.add')}</span>
        </button>
        <Groups />
        <span class="grow" />
        <TableTools
          disabled={list.length === 0}
          contents={() => ({
            titles: ['on', 'access', 'place', 'condition', 'log', 'group', 'hits'],
            rows: list.map((one) => [
              Number(one.enabled),
              lettersOf(one),
              wordsOf(one, app),
              one.condition,
              one.log,
              one.group,
              one.hits,
            ]),
          })}
        />
      </div>
      <div class="debug-scroll">
        {list.length === 0 && <p class="hint">{app.text('breaks.none')}</p>}
        <ul class="debug-list">
          {list.map((one) => (
            <Row key={one.id} one={one} onEdit={() => void (debug.breakpointAsked.value = one)} />
          ))}
        </ul>
      </div>
      <Log />
    </div>
  );
}
