import type { JSX, RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { StateRecord, Timeline } from '../../../shared/states.ts';
import { usePage } from '../../components/context.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icons.tsx';
import type { TextKey } from '../../texts/translate.ts';
import { TimelineActions } from '../../timeline-actions.ts';
import { CompareView } from './compare-view.tsx';
import { RecordDetails } from './record-details.tsx';
import { RecordList } from './record-list.tsx';
import { nameOf, shownRecords, type Filter } from './record-texts.ts';
import { Storage } from './storage.tsx';

const FILTERS: readonly (readonly [Filter, TextKey])[] = [
  ['all', 'states.filter.all'],
  ['mine', 'states.filter.mine'],
  ['automatic', 'states.filter.automatic'],
  ['bin', 'states.filter.bin'],
];

/** The game's timeline as it is now; null until it is read. */
function useTimeline(hash: string): { timeline: Timeline | null; problem: string } {
  const { app, state } = usePage();
  const [timeline, setTimeline] = useState<Timeline | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let wanted = true;
    const read = async (): Promise<void> => {
      try {
        const found = await app.bridge.call('states.list', { hash });
        if (!wanted) return;
        setTimeline(found);
        setProblem('');
      } catch (error) {
        if (wanted) setProblem(app.reasonOf(error));
      }
    };
    void read();
    return () => void (wanted = false);
  }, [hash, state.states.version]);
  return { timeline, problem };
}

function Problems({ timeline }: { readonly timeline: Timeline }): JSX.Element | null {
  const { app } = usePage();
  if (timeline.problems.length === 0) return null;
  return (
    <details class="problems">
      <summary>{app.text('states.problems', { count: timeline.problems.length })}</summary>
      <ul>
        {timeline.problems.map(({ fileName, reason }) => (
          <li key={fileName}>{`${fileName}: ${reason}`}</li>
        ))}
      </ul>
    </details>
  );
}

interface ToolsProps {
  readonly query: string;
  readonly filter: Filter;
  readonly storage: boolean;
  readonly setQuery: (query: string) => void;
  readonly setFilter: (filter: Filter) => void;
  readonly setStorage: (on: boolean) => void;
  readonly actions: TimelineActions;
  readonly all: readonly StateRecord[];
  readonly saving: RefObject<HTMLButtonElement | null>;
}

function Tools({ query, filter, storage, setQuery, setFilter, setStorage, actions, all, saving }: ToolsProps): JSX.Element {
  const { app } = usePage();
  const there = all.filter(({ binned }) => !binned);
  return (
    <div class="timeline-tools">
      <label class="search grow">
        <Icon name="search" />
        <input
          type="search"
          aria-label={app.text('states.search')}
          placeholder={app.text('states.search')}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <div class="segments" role="group" aria-label={app.text('states.show')}>
        {FILTERS.map(([id, text]) => (
          <button key={id} type="button" class="button" aria-pressed={filter === id} onClick={() => setFilter(id)}>
            {app.text(text)}
          </button>
        ))}
      </div>
      <div class="buttons">
        <button ref={saving} type="button" class="button" onClick={() => app.attempt(() => app.states.save(null))}>
          <Icon name="save" />
          {app.text('command.saveNew')}
        </button>
        <button type="button" class="button" onClick={() => actions.import()}>
          <Icon name="load" />
          {app.text('states.import')}
        </button>
        <button
          type="button"
          class="button"
          disabled={there.length === 0}
          onClick={() => app.attempt(() => actions.export(there.map(({ id }) => id)))}
        >
          <Icon name="export" />
          {app.text('states.exportAll')}
        </button>
        <button type="button" class="button" aria-pressed={storage} onClick={() => setStorage(!storage)}>
          <Icon name="disk" />
          {app.text('states.storage')}
        </button>
      </div>
    </div>
  );
}

function Empty({ filter, query }: { readonly filter: Filter; readonly query: string }): JSX.Element {
  const { app } = usePage();
  const text: TextKey = query !== '' ? 'states.noMatch' : filter === 'bin' ? 'states.binEmpty' : 'states.noneYet';
  return (
    <div class="empty">
      <Icon name="states" />
      <p>{app.text(text, { query })}</p>
    </div>
  );
}

/** All states of the game that is played: the tree, and the record that is looked at. */
export function TimelinePage(): JSX.Element | null {
  const { app, state } = usePage();
  const hash = state.player?.game.hash ?? '';
  const { timeline, problem } = useTimeline(hash);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [storage, setStorage] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [base, setBase] = useState<StateRecord | null>(null);
  const [compared, setCompared] = useState<StateRecord | null>(null);
  const actions = useMemo(() => new TimelineActions(app, hash), [hash]);
  const all = timeline?.records ?? [];
  const records = useMemo(() => shownRecords(app, all, filter, query), [timeline, filter, query, app.language]);
  const { here } = state.states;
  const selected = records.find(({ id }) => id === chosen) ?? records.find(({ id }) => id === here) ?? records[0] ?? null;
  const saving = useRef<HTMLButtonElement>(null);
  // Where there is nothing to choose from, keyboard and gamepad begin at what makes the first.
  useEffect(() => {
    if (timeline !== null && selected === null) saving.current?.focus();
  }, [timeline === null]);
  const close = (): void => app.attempt(() => app.player.showOverlay('none'));
  const take = (record: StateRecord): void => {
    if (base !== null && base.id !== record.id) setCompared(record);
    else if (!record.binned) app.attempt(() => app.states.load(record.id));
  };
  return (
    <Dialog title={app.text('states.title')} className="timeline" onClose={close}>
      <header class="dialog-head">
        <h2 class="grow">{`${state.player?.game.title ?? ''} ▸ ${app.text('states.title')}`}</h2>
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {base !== null && compared !== null ? (
        <CompareView
          a={base}
          b={compared}
          close={() => {
            setBase(null);
            setCompared(null);
          }}
        />
      ) : (
        <>
          <Tools {...{ query, filter, storage, setQuery, setFilter, setStorage, actions, all, saving }} />
          {storage && <Storage hash={hash} records={all} actions={actions} />}
          {timeline !== null && <Problems timeline={timeline} />}
          {base !== null && (
            <p class="compare-hint" role="status">
              {app.text('states.compareChoose', { name: nameOf(app, base) })}
              <button type="button" class="link" data-back onClick={() => setBase(null)}>
                {app.text('common.cancel')}
              </button>
            </p>
          )}
          {problem !== '' && (
            <div class="empty" role="alert">
              <Icon name="alert" />
              <p>{problem}</p>
            </div>
          )}
          {timeline === null && problem === '' && <p class="empty">{app.text('states.reading')}</p>}
          {timeline !== null && selected === null && <Empty filter={filter} query={query} />}
          {selected !== null && (
            <div class="timeline-body" data-together="">
              <RecordList records={records} all={all} selected={selected.id} here={here} select={setChosen} take={take} />
              <RecordDetails
                record={selected}
                actions={actions}
                compare={() => (base === null || base.id === selected.id ? setBase(selected) : setCompared(selected))}
              />
            </div>
          )}
        </>
      )}
    </Dialog>
  );
}
