import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from './context.ts';

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Says that a recording runs and for how long; a click ends it. */
export function RecordBadge(): JSX.Element | null {
  const { app, state } = usePage();
  const [, tick] = useState(0);
  const { recording } = state;
  useEffect(() => {
    if (recording === null) return undefined;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [recording]);
  if (recording === null) return null;
  const command = recording.kind === 'wav' ? 'recordSound' : 'recordVideo';
  const kind = app.text(recording.kind === 'wav' ? 'record.sound' : 'record.video');
  const time = clock(Math.floor((Date.now() - recording.since) / 1000));
  return (
    <button type="button" class="badge badge-record" title={app.text('record.stop')} onClick={() => app.runCommand(command)}>
      <span class="visually-hidden">{app.text('record.stop')}</span>
      <span class="record-dot" aria-hidden="true" />
      {`${kind} ${time}`}
    </button>
  );
}
