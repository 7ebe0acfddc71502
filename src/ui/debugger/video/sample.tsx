import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Sample } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { NumberField } from './fields.tsx';

export interface SampleChoice {
  readonly sample: Sample;
  readonly field: JSX.Element;
}

/** When a viewer looks: now, or where the beam was last at a line and a dot. The field is for the panel's tools. */
export function useSample(): SampleChoice {
  const { app } = useDebug();
  const [on, setOn] = useState(false);
  const [line, setLine] = useState(0);
  const [dot, setDot] = useState(0);
  const field = (
    <div class="video-sample" role="group" aria-label={app.text('video.sample')}>
      <label class="debug-check" title={app.text('video.sample.hint')}>
        <input type="checkbox" checked={on} onChange={() => setOn(!on)} /> {app.text('video.sample')}
      </label>
      {on && (
        <>
          <NumberField label={app.text('debug.line')} short="V" value={line} most={311} onValue={setLine} />
          <NumberField label={app.text('debug.dot')} short="H" value={dot} most={340} onValue={setDot} />
        </>
      )}
    </div>
  );
  return { sample: on ? { line, dot } : null, field };
}
