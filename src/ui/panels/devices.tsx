import type { JSX } from 'preact';
import type { Settings } from '../../shared/settings.ts';
import { commandOf, COMMANDS, isPadKey, keysOf } from '../commands/registry.ts';
import { usePage } from '../components/context.ts';

interface DeviceRow {
  readonly name: string;
  readonly keys: readonly string[];
}

function Rows({
  title,
  hint,
  rows,
}: {
  readonly title: string;
  readonly hint: string;
  readonly rows: readonly DeviceRow[];
}): JSX.Element {
  return (
    <section class="setting setting-tall" aria-label={title}>
      <span class="setting-name grow">
        {title}
        <span class="hint setting-hint">{hint}</span>
      </span>
      <dl class="bindings device-keys">
        {rows.map(({ name, keys }) => (
          <div key={name} class="binding-row">
            <dt class="binding-name">{name}</dt>
            <dd class="chips">
              {keys.map((key) => (
                <span key={key} class="chip chip-fixed">
                  {key}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What the computer's mouse and keys are to a mouse or a Super Scope. Nothing for what has bindings, or has nothing. */
export function DeviceKeys({
  device,
}: {
  readonly device: Settings['input.port1'] | Settings['input.port2'];
}): JSX.Element | null {
  const { app, state } = usePage();
  const command = (id: string, first: string): DeviceRow => ({
    name: app.titleOf(commandOf(id)),
    keys: [first, ...keysOf(commandOf(id), state).map((key) => app.keyLabel(key))],
  });
  const hint = app.text('device.hint');
  if (device === 'mouse') {
    const rows = [
      { name: app.text('device.mouse.left'), keys: [app.text('device.left')] },
      { name: app.text('device.mouse.right'), keys: [app.text('device.right')] },
      command('mouse', app.text('device.onPicture')),
    ];
    return <Rows title={app.text('value.mouse')} hint={hint} rows={rows} />;
  }
  if (device !== 'superscope') return null;
  const rows = [
    { name: app.text('device.scope.fire'), keys: [app.text('device.left')] },
    command('scopeCursor', app.text('device.right')),
    command('scopeTurbo', app.text('device.middle')),
    command('scopePause', app.text('device.back')),
  ];
  return <Rows title={app.text('value.superscope')} hint={hint} rows={rows} />;
}

/** The shortcuts that gamepads have, where one looks for a gamepad's buttons. */
export function PadShortcuts(): JSX.Element | null {
  const { app, state } = usePage();
  const rows = COMMANDS.map((command) => ({
    name: app.titleOf(command),
    keys: keysOf(command, state)
      .filter(isPadKey)
      .map((key) => app.keyLabel(key)),
  })).filter(({ keys }) => keys.length > 0);
  if (rows.length === 0) return null;
  return <Rows title={app.text('device.shortcuts')} hint={app.text('device.shortcuts.hint')} rows={rows} />;
}
