import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDebug, useLive } from '../context.ts';
import { Rows, useRowWindow } from '../scroll.tsx';

/** Rows of one question when all are written to a file. */
const PART = 5000;

/** Every instruction that was executed, while it is switched on. */
export function TracePanel(): JSX.Element {
  const { app, debug } = useDebug();
  const [on, setOn] = useState(false);
  const [cpu, setCpu] = useState(true);
  const [smp, setSmp] = useState(false);
  const [condition, setCondition] = useState('');
  const [follow, setFollow] = useState(true);
  const window = useRowWindow();
  const ends = useLive('traceRows', on ? { first: 0, most: 0 } : undefined);
  const total = ends?.value.total ?? 0;
  const begin = Math.max(0, total - 100_000);
  const first = begin + window.first;
  const live = useLive('traceRows', total > 0 ? { first, most: window.count + 1 } : undefined);
  useEffect(() => {
    const box = window.box.current;
    if (follow && box !== null) box.scrollTop = box.scrollHeight;
  }, [total, follow]);
  const toggle = async (): Promise<void> => {
    const none = { cpuFormat: '', smpFormat: '' };
    await debug.ask('trace', on ? null : { ...none, cpu, smp, cpuCondition: condition, smpCondition: smp ? condition : '' });
    setOn(!on);
    debug.changed();
  };
  const all = async (): Promise<string> => {
    const rows: string[] = [];
    for (let at = begin; at < total; at += PART) {
      const part = await debug.ask('traceRows', { first: at, most: PART });
      rows.push(...part.rows);
    }
    return `${rows.join('\n')}\n`;
  };
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <button type="button" class="button" aria-pressed={on} data-first onClick={() => app.attempt(toggle)}>
          {app.text(on ? 'trace.stop' : 'trace.start')}
        </button>
        <label class="debug-check">
          <input type="checkbox" checked={cpu} disabled={on} onChange={() => setCpu(!cpu)} /> S-CPU
        </label>
        <label class="debug-check">
          <input type="checkbox" checked={smp} disabled={on} onChange={() => setSmp(!smp)} /> SPC700
        </label>
        <input
          type="text"
          class="field debug-field grow"
          aria-label={app.text('trace.condition')}
          placeholder={app.text('trace.condition')}
          disabled={on}
          spellcheck={false}
          value={condition}
          onInput={(event) => setCondition(event.currentTarget.value)}
        />
        <label class="debug-check">
          <input type="checkbox" checked={follow} onChange={() => setFollow(!follow)} /> {app.text('trace.follow')}
        </label>
        <button
          type="button"
          class="button"
          disabled={total === 0}
          onClick={() => app.attempt(async () => debug.export('txt', await all()))}
        >
          {app.text('common.save')}
        </button>
      </div>
      <div
        ref={window.box}
        class="debug-rows debug-rows-scroll"
        role="log"
        aria-live="off"
        tabIndex={0}
        aria-label={app.text('panel.trace')}
      >
        <Rows window={window} total={total - begin}>
          {(live?.value.rows ?? []).map((row, index) => (
            <div key={first + index} class="trace-row">
              {row}
            </div>
          ))}
        </Rows>
        {total === 0 && <p class="hint debug-empty">{app.text('trace.none')}</p>}
      </div>
    </div>
  );
}
