import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { SETTING_SHAPES } from '../../../shared/settings.ts';
import type { QuotaPreview, StateRecord } from '../../../shared/states.ts';
import { usePage } from '../../components/context.ts';
import { effectiveSettings } from '../../state/ui-state.ts';
import type { TimelineActions } from '../../timeline-actions.ts';
import { dayOf, sizeOf } from './record-texts.ts';

const MB = 1 << 20;

interface StorageProps {
  readonly hash: string;
  readonly records: readonly StateRecord[];
  readonly actions: TimelineActions;
}

function Bin({
  binned,
  actions,
}: {
  readonly binned: readonly StateRecord[];
  readonly actions: TimelineActions;
}): JSX.Element | null {
  const { app } = usePage();
  const [sure, setSure] = useState(false);
  if (binned.length === 0) return null;
  return (
    <div class="storage-row">
      <span class="grow">{app.text('states.inBin', { count: binned.length, size: sizeOf(app, sum(binned)) })}</span>
      <button
        type="button"
        class="button"
        onClick={() => (sure ? app.attempt(() => actions.erase(binned.map(({ id }) => id))) : setSure(true))}
      >
        {app.text(sure ? 'states.eraseSure' : 'states.emptyBin')}
      </button>
    </div>
  );
}

function sum(records: readonly StateRecord[]): number {
  return records.reduce((total, { size }) => total + size, 0);
}

/** Room for automatic states: what there is, and what another limit would remove, before it does. */
export function Storage({ hash, records, actions }: StorageProps): JSX.Element {
  const { app, state } = usePage();
  const quota = effectiveSettings(state)['states.quota'];
  const [limit, setLimit] = useState(quota);
  const [preview, setPreview] = useState<QuotaPreview | null>(null);
  useEffect(() => {
    let wanted = true;
    app.attempt(async () => {
      const found = await app.bridge.call('states.quota', { hash, bytes: limit * MB });
      if (wanted) setPreview(found);
    });
    return () => void (wanted = false);
  }, [limit, records]);
  const shape = SETTING_SHAPES['states.quota'];
  if (shape.kind !== 'range') throw new Error('the limit is a range.');
  const apply = async (): Promise<void> => {
    await app.settings.set('states.quota', limit);
    const count = await app.bridge.call('states.applyQuota', { hash, bytes: limit * MB });
    app.states.changed();
    app.toast(app.text('states.limitSet', { limit, count }));
  };
  return (
    <section class="storage" aria-label={app.text('states.storage')}>
      <p>{app.text('states.total', { count: records.length, size: sizeOf(app, sum(records)) })}</p>
      <label class="storage-row">
        <span class="grow">{app.text('setting.states.quota')}</span>
        <span class="range">
          <input
            type="range"
            min={shape.min}
            max={shape.max}
            step={shape.step}
            value={limit}
            onInput={(event) => setLimit(Number(event.currentTarget.value))}
          />
          <output>{`${limit} MB`}</output>
        </span>
      </label>
      <p class="hint" aria-live="polite">
        {preview === null
          ? '…'
          : preview.count === 0
            ? app.text('states.limitKeeps', { used: sizeOf(app, preview.used) })
            : app.text('states.limitRemoves', {
                count: preview.count,
                size: sizeOf(app, preview.bytes),
                from: dayOf(app, preview.oldest),
                to: dayOf(app, preview.newest),
              })}
      </p>
      {limit !== quota && (
        <button type="button" class="button button-strong" onClick={() => app.attempt(apply)}>
          {app.text('states.limitApply')}
        </button>
      )}
      <Bin binned={records.filter(({ binned }) => binned)} actions={actions} />
    </section>
  );
}
