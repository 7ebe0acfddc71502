import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { BatteryChoice } from '../../states-actions.ts';
import { usePage } from '../../components/context.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icons.tsx';
import { timeAgo } from '../../times.ts';
import { nameOf } from './record-texts.ts';
import { useThumbnail } from './thumbnails.ts';

/** A state with another in-game save is about to be loaded. */
export function BatteryDialog(): JSX.Element | null {
  const { app, state } = usePage();
  const [always, setAlways] = useState(false);
  const { question } = state.states;
  const url = useThumbnail(app, state.player?.game.hash ?? '', question?.record.id ?? null);
  if (question === null) return null;
  const { record, newer } = question;
  const answer = (choice: BatteryChoice): void => app.attempt(() => app.states.answer(choice, always));
  const title = app.text(newer ? 'states.battery.newer' : 'states.battery.other');
  return (
    <Dialog title={title} className="folders" onClose={() => answer('cancel')}>
      <header class="dialog-head">
        <h2 class="grow">{title}</h2>
      </header>
      <div class="state-question">
        {url !== null && <img src={url} alt="" />}
        <div>
          <p>{app.text('states.battery.what', { name: nameOf(app, record), time: timeAgo(record.created, app.language) })}</p>
          <p class="hint">{app.text('states.battery.hint')}</p>
        </div>
      </div>
      <footer class="dialog-foot state-answers">
        <label class="for-game grow">
          <input type="checkbox" checked={always} onChange={(event) => setAlways(event.currentTarget.checked)} />
          {app.text('states.battery.always')}
        </label>
        <button type="button" class="button" onClick={() => answer('cancel')}>
          {app.text('common.cancel')}
        </button>
        <button type="button" class="button" onClick={() => answer('state')}>
          {app.text('states.battery.state')}
        </button>
        <button type="button" class="button button-strong" data-first onClick={() => answer('keep')}>
          {app.text('states.battery.keep')}
        </button>
      </footer>
    </Dialog>
  );
}

/** A game was running when Dotclock ended without closing it. */
export function RecoveryDialog(): JSX.Element | null {
  const { app, state } = usePage();
  const { recovery } = state.states;
  const url = useThumbnail(app, recovery?.hash ?? '', recovery?.record.id ?? null);
  if (recovery === null) return null;
  const close = (): void => app.store.update((draft) => void (draft.states = { ...draft.states, recovery: null }));
  const goOn = (): void => {
    close();
    app.attempt(() => app.player.play(recovery.hash, 'recover'));
  };
  return (
    <Dialog title={app.text('states.recovery')} className="folders" onClose={close}>
      <header class="dialog-head">
        <h2 class="grow">{app.text('states.recovery')}</h2>
      </header>
      <div class="state-question">
        {url === null ? <Icon name="states" /> : <img src={url} alt="" />}
        <p>{app.text('states.recovery.what', { title: recovery.title, time: timeAgo(recovery.record.created, app.language) })}</p>
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={close}>
          {app.text('states.recovery.later')}
        </button>
        <button type="button" class="button button-strong" data-first onClick={goOn}>
          {app.text('states.recovery.goOn')}
        </button>
      </footer>
    </Dialog>
  );
}
