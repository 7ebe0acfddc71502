import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { commandOf, keysOf } from '../commands/registry.ts';
import { CommandButton } from '../components/command-button.tsx';
import { Icon } from '../components/icons.tsx';
import type { DoubtStatus, ProcessorName, RunTarget, Stop } from '../../session/debug-protocol.ts';
import type { TextKey } from '../texts/translate.ts';
import { useDebug } from './context.ts';
import { FormDialog } from './form-dialog.tsx';
import { Menu } from './menu.tsx';
import { PANELS } from './panels.ts';
import { codeAddress, hex, MEMORY_TITLES, PROCESSOR_TITLES } from './places.ts';

const BACK = ['debugBackFrame', 'debugBackScanline', 'debugBackCycle', 'debugBackOut', 'debugBackOver', 'debugBackInto'] as const;
const FORWARD = ['debugInto', 'debugOver', 'debugOut', 'debugCycle', 'debugScanline', 'debugFrame'] as const;
const TARGETS: readonly {
  readonly kind: Exclude<RunTarget['kind'], 'address' | 'beam'>;
  readonly text: TextKey;
  readonly backText: TextKey;
}[] = [
  { kind: 'vblank', text: 'debug.to.vblank', backText: 'debug.to.vblank' },
  { kind: 'hblank', text: 'debug.to.hblank', backText: 'debug.to.hblank' },
  { kind: 'nmi', text: 'debug.to.nmi', backText: 'debug.backTo.nmi' },
  { kind: 'irq', text: 'debug.to.irq', backText: 'debug.backTo.irq' },
  { kind: 'dma', text: 'debug.to.dma', backText: 'debug.backTo.dma' },
  { kind: 'hdma', text: 'debug.to.hdma', backText: 'debug.backTo.hdma' },
];
const REASONS: Readonly<Record<Stop['reason'], TextKey>> = {
  step: 'debug.stop.step',
  target: 'debug.stop.target',
  breakpoint: 'debug.stop.breakpoint',
  pause: 'debug.stop.pause',
  goto: 'debug.stop.goto',
  edit: 'debug.stop.edit',
  beginning: 'debug.stop.beginning',
  waiting: 'debug.stop.waiting',
  'no-return': 'debug.stop.noReturn',
  doubt: 'debug.stop.doubt',
};

const HITS = {
  execute: 'debug.hit.execute',
  read: 'debug.hit.read',
  write: 'debug.hit.write',
  uninitialised: 'debug.hit.uninitialised',
  invalid: 'debug.hit.invalid',
} as const;

function isOfPlace(kind: string): kind is keyof typeof HITS {
  return Object.hasOwn(HITS, kind);
}

function Processors(): JSX.Element {
  const { app, debug } = useDebug();
  const names = debug.info.value?.processors.map(({ name }) => name) ?? [];
  const chosen = debug.processor.value;
  const choose = (name: ProcessorName): void => {
    debug.processor.value = name;
    debug.cursor.value = null;
  };
  return (
    <div class="segments" role="radiogroup" aria-label={app.text('debug.processor')}>
      {names.map((name) => (
        <button key={name} type="button" class="button" role="radio" aria-checked={name === chosen} onClick={() => choose(name)}>
          {PROCESSOR_TITLES[name]}
        </button>
      ))}
    </div>
  );
}

/** Master clocks in which a machine that was just switched on has done nothing. */
const POWER_ON = 1364;

/** What stopped, in a few words. `began`: when the history begins, in master clocks since power-on. */
function useStopWords(): (stop: Stop, began: number) => string {
  const { app } = useDebug();
  return (stop, began) => {
    const [hit] = stop.hits;
    if (stop.reason !== 'breakpoint' || hit === undefined) return app.text(REASONS[stop.reason]);
    const { kind, memory, address, value } = hit;
    const bus = memory === 'cpu' || memory === 'smp';
    const place = bus ? codeAddress(memory, address) : `${MEMORY_TITLES[memory]} $${hex(address, 4)}`;
    if (kind === 'uninitialised' && began > POWER_ON) return app.text('debug.hit.unwritten', { place });
    if (isOfPlace(kind)) return app.text(HITS[kind], { place, value: hex(value, 2) });
    return app.text('debug.hit.event', {
      event: kind.toUpperCase(),
      place: codeAddress(memory === 'smp' ? 'smp' : 'cpu', hit.pc),
    });
  };
}

/** What is looked for in the past before the game goes on, how far that is, and a way out. */
function InDoubt({ doubt: { address, part } }: { readonly doubt: DoubtStatus }): JSX.Element {
  const { app, debug } = useDebug();
  const place = address === null ? '' : codeAddress('cpu', 0x7e0000 + address);
  return (
    <div class="debug-beam debug-doubt" title={app.text('debug.doubtHint')}>
      <span class="debug-state" role="status">
        {app.text(address === null ? 'debug.doubtOfAll' : 'debug.doubt', { place })}
      </span>
      <b>{Math.floor(part * 100)}&nbsp;%</b>
      <button type="button" class="button" onClick={() => app.attempt(() => debug.run())}>
        {app.text('debug.doubtStop')}
      </button>
    </div>
  );
}

/** Where the beam is. */
function Beam(): JSX.Element | null {
  const { app, debug } = useDebug();
  const words = useStopWords();
  const status = debug.status.value;
  if (status === null) return null;
  if (status.running && status.doubt !== null) return <InDoubt doubt={status.doubt} />;
  const { line, dot, frame, stop, running, history } = status;
  const said = running
    ? app.text('debug.running')
    : debug.busy.value
      ? app.text('debug.busy')
      : stop === null
        ? ''
        : words(stop, history.start.time);
  return (
    <div class="debug-beam">
      <span class="debug-state" role="status" title={said}>
        {said}
      </span>
      <span aria-label={app.text('debug.line')} title={app.text('debug.line')}>
        V&nbsp;<b>{String(line).padStart(3, '\u2007')}</b>
      </span>
      <span aria-label={app.text('debug.dot')} title={app.text('debug.dot')}>
        H&nbsp;<b>{String(dot).padStart(3, '\u2007')}</b>
      </span>
      <span>
        {app.text('debug.frame')}&nbsp;<b>{frame.toLocaleString(app.language)}</b>
      </span>
    </div>
  );
}

/** Leads back from the last leap through time; not there when there was none. */
function Return(): JSX.Element | null {
  const { app, debug } = useDebug();
  const key = keysOf(commandOf('debugReturn'), app.store.state.value)[0];
  if (debug.moments.left.value.length === 0 || debug.running) return null;
  const title = app.text('command.debugReturn');
  return (
    <button
      type="button"
      class="button debug-return"
      aria-label={app.text('debug.return')}
      title={key === undefined ? title : `${title} (${app.keyLabel(key)})`}
      onClick={() => app.runCommand('debugReturn')}
    >
      <Icon name="return" />
      <span>{app.text('debug.return')}</span>
    </button>
  );
}

/** Asks for a line and a dot, and goes there. */
export function BeamDialog(): JSX.Element | null {
  const { app, debug } = useDebug();
  const way = debug.beamAsked.value;
  const [line, setLine] = useState('0');
  const [dot, setDot] = useState('0');
  if (way === null) return null;
  const close = (): void => void (debug.beamAsked.value = null);
  const go = (): void => {
    close();
    app.attempt(() => debug.runTo({ kind: 'beam', line: Number(line), dot: Number(dot) }, way === 'back'));
  };
  const title = app.text(way === 'back' ? 'command.debugBackToBeam' : 'command.debugToBeam');
  return (
    <FormDialog title={title} submit={app.text('debug.go')} onSubmit={go} onClose={close}>
      <label>
        <span>{app.text('debug.line')}</span>
        <input
          class="field"
          type="number"
          min={0}
          max={311}
          value={line}
          data-first
          onInput={(event) => setLine(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>{app.text('debug.dot')}</span>
        <input class="field" type="number" min={0} max={340} value={dot} onInput={(event) => setDot(event.currentTarget.value)} />
      </label>
    </FormDialog>
  );
}

function RunTo({ back }: { readonly back: boolean }): JSX.Element {
  const { app, debug } = useDebug();
  const state = app.store.state.value;
  const cursor = back ? 'debugBackToCursor' : 'debugToCursor';
  const beam = back ? 'debugBackToBeam' : 'debugToBeam';
  const key = keysOf(commandOf(cursor), state)[0];
  return (
    <Menu
      label={app.text(back ? 'debug.backTo' : 'debug.to')}
      entries={() => [
        ...TARGETS.map(({ kind, text, backText }) => ({
          text: app.text(back ? backText : text),
          run: () => app.attempt(() => debug.runTo({ kind }, back)),
        })),
        'line',
        {
          text: app.text(commandOf(cursor).title),
          ...(key === undefined ? {} : { hint: app.keyLabel(key) }),
          run: () => app.runCommand(cursor),
        },
        { text: app.text('debug.to.beam'), run: () => app.runCommand(beam) },
      ]}
    />
  );
}

function Panels(): JSX.Element {
  const { app, debug } = useDebug();
  const toggle = (id: string): void => {
    if (debug.dock?.isOpen(id) === true) debug.dock.close(id);
    else debug.dock?.show(id);
  };
  return (
    <Menu
      label={app.text('debug.panels')}
      icon="grid"
      entries={() => [
        ...PANELS.map(({ id, title }) => ({
          text: app.text(title),
          checked: debug.dock?.isOpen(id) ?? false,
          run: () => toggle(id),
        })),
        'line',
        { text: app.text('command.debugLayouts'), run: () => app.runCommand('debugLayouts') },
        { text: app.text('command.debugReset'), run: () => app.runCommand('debugReset') },
      ]}
    />
  );
}

export function Toolbar(): JSX.Element {
  const { app } = useDebug();
  return (
    <div class="debug-bar" role="toolbar" aria-label={app.text('debug.toolbar')}>
      <div class="debug-steps">
        <CommandButton id="debugBackRun" label={false} />
        {BACK.map((id) => (
          <CommandButton key={id} id={id} label={false} />
        ))}
        <CommandButton id="debugRun" label={false} />
        {FORWARD.map((id) => (
          <CommandButton key={id} id={id} label={false} />
        ))}
      </div>
      <RunTo back />
      <RunTo back={false} />
      <Processors />
      <Beam />
      <Return />
      <span class="grow" />
      <Panels />
      <CommandButton id="debugger" label={false} />
    </div>
  );
}
