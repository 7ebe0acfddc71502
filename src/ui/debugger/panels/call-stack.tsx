import type { JSX } from 'preact';
import type { CallFrame, ProcessorName } from '../../../session/debug-protocol.ts';
import type { TextKey } from '../../texts/translate.ts';
import { useDebug, useLive } from '../context.ts';
import { TableTools } from '../panel-tools.tsx';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { codeAddress } from '../places.ts';

const KINDS: Readonly<Record<CallFrame['kind'], TextKey>> = {
  call: 'calls.call',
  nmi: 'calls.nmi',
  irq: 'calls.irq',
  brk: 'calls.brk',
  cop: 'calls.cop',
};

interface RowProps {
  readonly frame: CallFrame & { readonly name: string };
  readonly processor: ProcessorName;
}

function Row({ frame: { kind, from, to, name, time }, processor }: RowProps): JSX.Element {
  const { app, debug } = useDebug();
  const { onContextMenu, menu } = useContextMenu(app.text('rows.actions'), () => [
    { text: app.text('rows.call'), hint: 'Enter', run: () => debug.showCode(processor, from) },
    { text: app.text('rows.routine'), run: () => debug.showCode(processor, to) },
    ...(processor === 'cpu'
      ? [{ text: app.text('rows.backToCall'), run: () => app.attempt(() => debug.goTo({ time, micro: 0 })) }]
      : []),
    { text: app.text('rows.copyAddress'), run: () => app.attempt(() => debug.copy(codeAddress(processor, to))) },
  ]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li class="debug-call" onContextMenu={onContextMenu}>
      <button type="button" class="debug-item" onClick={() => debug.showCode(processor, from)}>
        <span class={kind === 'call' ? 'debug-kind' : 'debug-kind debug-kind-strong'}>{app.text(KINDS[kind])}</span>
        <code>{codeAddress(processor, to)}</code>
        {name !== '' && <b> {name} </b>}
        <span class="debug-soft">
          ← <code>{codeAddress(processor, from)}</code>
        </span>
      </button>
      {menu}
    </li>
  );
}

/** Calls and interrupts that are open, the innermost first. */
export function CallStackPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const processor = debug.processor.value;
  const live = useLive('callStack', { processor }, { stopped: true });
  const answer = live?.argument.processor === processor ? live.value : null;
  const frames = answer ?? [];
  return (
    <div class="debug-scroll">
      {debug.status.value?.running === true && <p class="hint">{app.text('debug.whenStopped')}</p>}
      {answer?.length === 0 && <p class="hint">{app.text('calls.none')}</p>}
      <ol class="debug-list">
        {frames.map((frame) => (
          <Row key={`${frame.time} ${frame.from}`} frame={frame} processor={processor} />
        ))}
      </ol>
      {frames.length > 0 && (
        <div class="debug-foot">
          <TableTools
            contents={() => ({
              titles: ['kind', 'routine', 'name', 'from'],
              rows: frames.map(({ kind, from, to, name }) => [
                kind,
                codeAddress(processor, to),
                name,
                codeAddress(processor, from),
              ]),
            })}
          />
        </div>
      )}
    </div>
  );
}
