import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DapStatus } from '../../shared/dap.ts';
import { usePage } from '../components/context.ts';
import type { TextKey } from '../texts/translate.ts';

function stateOf({ fault, listening, attached }: DapStatus): TextKey {
  if (fault !== null) return 'attach.fault';
  if (listening === null) return 'attach.off';
  return attached ? 'attach.attached' : 'attach.waiting';
}

/** Where an editor finds the game in this window: a port of this machine and a token; off until it is switched on. */
export function AttachSettings(): JSX.Element | null {
  const { app } = usePage();
  const [status, setStatus] = useState<DapStatus | null>(null);
  useEffect(() => {
    app.attempt(async () => setStatus(await app.bridge.call('dap.status', null)));
    return app.bridge.on('dap.changed', setStatus);
  }, [app]);
  if (status === null) return null;
  const set = (on: boolean, port: number): void =>
    app.attempt(async () => setStatus(await app.bridge.call('dap.set', { on, port })));
  const setPort = (text: string): void => {
    const port = Number(text);
    if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) set(status.on, port);
    else setStatus({ ...status });
  };
  return (
    <>
      <div class="setting">
        <span class="setting-name grow">{app.text('attach.on')}</span>
        <input
          type="checkbox"
          role="switch"
          class="switch"
          aria-label={app.text('attach.on')}
          checked={status.on}
          onChange={(event) => set(event.currentTarget.checked, status.port)}
        />
      </div>
      <div class="setting">
        <span class="setting-name grow">{app.text('attach.port')}</span>
        <input
          class="field attach-port"
          type="number"
          min={0}
          max={65_535}
          aria-label={app.text('attach.port')}
          value={status.port}
          onChange={(event) => setPort(event.currentTarget.value)}
        />
        <CopyButton label={app.text('attach.copyPort')} text={String(status.listening ?? status.port)} />
      </div>
      <div class="setting">
        <span class="setting-name grow">{app.text('attach.token')}</span>
        <input class="field attach-token" readOnly aria-label={app.text('attach.token')} value={status.token} />
        <CopyButton label={app.text('attach.copyToken')} text={status.token} />
        <button
          type="button"
          class="button"
          onClick={() => app.attempt(async () => setStatus(await app.bridge.call('dap.newToken', null)))}
        >
          {app.text('attach.newToken')}
        </button>
      </div>
      <p class="hint" role="status">
        {app.text(stateOf(status), { port: status.listening ?? status.port, reason: status.fault ?? '' })}
      </p>
      <p class="hint">{app.text('attach.hint')}</p>
    </>
  );
}

function CopyButton({ label, text }: { readonly label: string; readonly text: string }): JSX.Element {
  const { app } = usePage();
  return (
    <button type="button" class="button" aria-label={label} onClick={() => app.attempt(() => app.debug.copy(text))}>
      {app.text('common.copy')}
    </button>
  );
}
