import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { LONGEST_NAME, LONGEST_NOTE, SLOTS, type Slot, type StateRecord } from '../../../shared/states.ts';
import { usePage } from '../../components/context.ts';
import { Icon, type IconName } from '../../components/icons.tsx';
import type { TextKey } from '../../texts/translate.ts';
import type { TimelineActions } from '../../timeline-actions.ts';
import { dayOf, durationOf, nameOf, sizeOf, timeOf } from './record-texts.ts';
import { useThumbnail } from './thumbnails.ts';

interface DetailsProps {
  readonly record: StateRecord;
  readonly actions: TimelineActions;
  readonly compare: () => void;
}

interface ActionProps {
  readonly icon: IconName;
  readonly text: TextKey;
  readonly strong?: boolean;
  readonly pressed?: boolean;
  readonly run: () => unknown;
}

function Action({ icon, text, strong = false, pressed, run }: ActionProps): JSX.Element {
  const { app } = usePage();
  return (
    <button
      type="button"
      class={strong ? 'button button-strong' : 'button'}
      aria-pressed={pressed}
      onClick={() => app.attempt(run)}
    >
      <Icon name={icon} />
      {app.text(text)}
    </button>
  );
}

/** Name and note, kept when the field is left. */
function Words({ record, actions }: { readonly record: StateRecord; readonly actions: TimelineActions }): JSX.Element {
  const { app } = usePage();
  const [name, setName] = useState(record.name);
  const [note, setNote] = useState(record.note);
  // Each by itself: to keep one must not take away what is being written in the other.
  useEffect(() => setName(record.name), [record.id, record.name]);
  useEffect(() => setNote(record.note), [record.id, record.note]);
  const keep = (): void => {
    if (name === record.name && note === record.note) return;
    app.attempt(() => actions.change(record, { name: name.trim(), note }));
  };
  return (
    <form
      class="record-words"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <input
        class="field"
        aria-label={app.text('states.name')}
        placeholder={nameOf(app, { ...record, name: '' })}
        maxLength={LONGEST_NAME}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
        onBlur={keep}
      />
      <textarea
        class="field"
        rows={2}
        aria-label={app.text('states.note')}
        placeholder={app.text('states.note')}
        maxLength={LONGEST_NOTE}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
        onBlur={keep}
      />
    </form>
  );
}

function Erase({ record, actions }: Omit<DetailsProps, 'compare'>): JSX.Element {
  const [sure, setSure] = useState(false);
  useEffect(() => setSure(false), [record.id]);
  return (
    <div class="buttons">
      <Action icon="reset" text="states.restore" strong run={() => actions.restore([record.id])} />
      {sure ? (
        <Action icon="trash" text="states.eraseSure" run={() => actions.erase([record.id])} />
      ) : (
        <Action icon="trash" text="states.erase" run={() => setSure(true)} />
      )}
    </div>
  );
}

function Actions({ record, actions, compare }: DetailsProps): JSX.Element {
  const { app, state } = usePage();
  const title = state.player?.game.title ?? '';
  return (
    <>
      <div class="buttons">
        <Action icon="load" text="states.loadShort" strong run={() => app.states.load(record.id)} />
        {state.player?.game.battery === true && (
          <Action
            icon="load"
            text="states.loadKeep"
            run={() => app.states.load(record.id, app.text('states.loadedOne'), 'keep')}
          />
        )}
      </div>
      <div class="buttons">
        <Action
          icon="pin"
          text={record.pinned ? 'states.unpin' : 'states.pin'}
          pressed={record.pinned}
          run={() => actions.change(record, { pinned: !record.pinned })}
        />
        <Action icon="compare" text="states.compareWith" run={compare} />
        <Action icon="export" text="states.export" run={() => actions.export([record.id])} />
        {state.player?.game.battery === true && (
          <Action icon="disk" text="states.exportBattery" run={() => actions.exportBattery(record, title)} />
        )}
        <Action icon="trash" text="states.toBin" run={() => actions.bin([record.id])} />
      </div>
      <label class="record-slot">
        {app.text('states.putInSlot')}
        <select
          class="select"
          value={record.slots[0] ?? ''}
          onChange={(event) => {
            const slot = Number(event.currentTarget.value) as Slot;
            if (event.currentTarget.value !== '') app.attempt(() => actions.setSlot(record, slot));
          }}
        >
          {record.slots.length === 0 && <option value="">{app.text('states.noSlot')}</option>}
          {SLOTS.map((slot) => (
            <option key={slot} value={slot}>
              {app.text('states.slot', { slot })}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** Everything about one record, and what can be done with it. */
export function RecordDetails({ record, actions, compare }: DetailsProps): JSX.Element {
  const { app, state } = usePage();
  const url = useThumbnail(app, state.player?.game.hash ?? '', record.id);
  const facts: readonly (readonly [TextKey, string])[] = [
    ['states.fact.made', `${dayOf(app, record.created)}, ${timeOf(app, record)}`],
    ['states.fact.played', durationOf(record.playSeconds)],
    ['states.fact.frame', new Intl.NumberFormat(app.language).format(record.frame)],
    ['states.fact.size', sizeOf(app, record.size)],
  ];
  return (
    <aside class="record-details" aria-label={nameOf(app, record)}>
      <div class="record-large">{url === null ? <Icon name="states" /> : <img src={url} alt="" />}</div>
      <Words record={record} actions={actions} />
      {record.binned ? (
        <Erase record={record} actions={actions} />
      ) : (
        <Actions record={record} actions={actions} compare={compare} />
      )}
      <dl class="record-facts numbers">
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{app.text(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
