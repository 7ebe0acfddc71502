import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LayerCandidate, PixelAnswer } from '../../../session/debug-protocol.ts';
import { useDebug, useLive } from '../context.ts';
import { DoorTools, useExport } from '../panel-tools.tsx';
import { NumberField } from './fields.tsx';
import { Magnifier } from './magnifier.tsx';
import { Bytes, ColorStory, Layers, Origin } from './pixel-parts.tsx';
import { pixelText } from './pixel-words.ts';
import { useSettled } from './use-settled.ts';
import { usePicture } from './use-picture.ts';
import type { Point } from './video-model.ts';

/** Keyframes in which writers are searched at first: some three seconds. */
const RECENT = 10;
const ALL = 100_000;
/** Milliseconds that a pixel must stay chosen before writers are searched. */
const SETTLES_AFTER = 250;
/** Dot of a line at which the picture's dot 0 is on its way to the screen. */
const FIRST_DOT = 15;

/** The candidate whose origin is told: of the layer that was chosen, or the one that is seen. */
function toldOf(answer: PixelAnswer, wanted: Pick<LayerCandidate, 'layer' | 'screen'> | null): LayerCandidate | null {
  const { candidates } = answer;
  const same = candidates.find(({ layer, screen }) => layer === wanted?.layer && screen === wanted.screen);
  return same ?? candidates.find(({ wins, screen }) => wins && screen === 'main') ?? null;
}

function firstColorOf({ origin, color }: LayerCandidate): number {
  if (origin?.kind === 'sprite') return 128 + origin.palette * 16;
  if (origin?.kind === 'background' && origin.bits < 8) return color & ~((1 << origin.bits) - 1);
  return 0;
}

function Story({ answer }: { readonly answer: PixelAnswer }): JSX.Element {
  const { app } = useDebug();
  const [wanted, setWanted] = useState<LayerCandidate | null>(null);
  const [most, setMost] = useState(RECENT);
  const { x, line } = answer;
  const y = line - 1;
  const settled = useSettled(`${x} ${y} ${answer.position.time}`, SETTLES_AFTER);
  const palette = useLive('palette', { sample: { line, dot: x + FIRST_DOT } }, { stopped: true })?.value ?? null;
  const writers = useLive('pixel', settled ? { x, y, dots: true, writers: true, most } : undefined, { stopped: true });
  useEffect(() => setMost(RECENT), [x, y]);
  const same = writers !== null && writers.argument.x === x && writers.argument.y === y && writers.value !== null;
  const fresh = same && writers.value?.position.time === answer.position.time;
  const told = toldOf(answer, wanted);
  return (
    <div class="video-columns">
      <section>
        <h3>{app.text('pixel.layers')}</h3>
        <Layers answer={answer} palette={palette} chosen={told} onChoose={setWanted} />
        {told === null ? (
          <p class="hint">{app.text(answer.forcedBlank ? 'pixel.blanked' : 'pixel.onlyBackdrop')}</p>
        ) : (
          <Origin candidate={told} palettes={firstColorOf(told)} />
        )}
      </section>
      <section>
        <h3>{app.text('pixel.bytes')}</h3>
        <Bytes
          bytes={fresh ? (writers.value?.bytes ?? []) : answer.bytes}
          known={fresh}
          palette={palette}
          onAll={most === ALL ? null : () => setMost(ALL)}
        />
      </section>
    </div>
  );
}

/** Why a pixel has the colour it has, and who wrote every byte of it. */
export function PixelPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const { x, y } = debug.video.pixel.value;
  const picture = usePicture(true);
  const live = useLive('pixel', { x, y, dots: true }, { stopped: true });
  const answer = live?.argument.x === x && live.argument.y === y ? live.value : null;
  const running = debug.status.value?.running === true;
  const lines = picture?.height ?? 224;
  const door = {
    copy: async () => (answer === null ? undefined : debug.copy(pixelText(answer, app.text.bind(app)))),
    save: () => debug.export('json', JSON.stringify(answer, null, 2)),
  };
  useExport(answer === null ? null : door);
  const choose = (point: Point): void => void (debug.video.pixel.value = point);
  return (
    <div class="debug-column" data-later>
      <div class="debug-tools">
        <button
          type="button"
          class="button"
          aria-pressed={debug.video.inspecting.value}
          title={app.text('pixel.point.hint')}
          onClick={() => debug.inspect()}
        >
          {app.text('pixel.point')}
        </button>
        <NumberField label="X" short="X" value={x} most={255} onValue={(value) => choose({ x: value, y })} />
        <NumberField label="Y" short="Y" value={y} most={lines - 1} onValue={(value) => choose({ x, y: value })} />
        <span class="grow" />
        <DoorTools door={door} save={app.text('video.export')} disabled={answer === null} />
      </div>
      <div class="debug-scroll video-pixel">
        <div class="video-pixel-top">
          {picture !== null && <Magnifier picture={picture} onPoint={choose} />}
          {answer !== null && !running && <ColorStory answer={answer} />}
        </div>
        {running && (
          <p class="hint">
            {app.text('debug.whenStopped')}{' '}
            <button type="button" class="link" onClick={() => app.runCommand('debugRun')}>
              {app.text('pixel.pause')}
            </button>
          </p>
        )}
        {!running && live !== null && live.value === null && <p class="hint">{app.text('pixel.none')}</p>}
        {!running && answer !== null && <Story answer={answer} />}
      </div>
    </div>
  );
}
