import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SampleInfo, VoiceInfo } from '../../../session/debug-protocol.ts';
import { Icon } from '../../components/icons.tsx';
import type { Table } from '../contents.ts';
import { useDebug, useLive } from '../context.ts';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { hex } from '../places.ts';
import { drawWave, Plot, type Pen } from '../plot.tsx';
import { NATIVE_RATE, SamplePlayer } from './sample-player.ts';
import { BLOCK_BYTES, BLOCK_SAMPLES, loopPosition, waveOf } from './scope.ts';

const LOWEST_RATE = 500;
const HIGHEST_RATE = 128000;

/** The voices as they are counted on the screen: `1 4`. */
function voiceWords(bits: number): string {
  return [0, 1, 2, 3, 4, 5, 6, 7]
    .filter((voice) => (bits & (1 << voice)) !== 0)
    .map((voice) => String(voice + 1))
    .join(' ');
}

/** The rate at which a voice plays the sample now; its own one when none does. */
export function rateOf(sample: SampleInfo, voices: readonly VoiceInfo[]): number {
  const playing = voices.find(({ voice, pitch }) => ((sample.voices >> voice) & 1) !== 0 && pitch > 0);
  return playing === undefined ? NATIVE_RATE : Math.max(LOWEST_RATE, Math.min(HIGHEST_RATE, playing.rate));
}

function SampleWave({ wave, loop }: { readonly wave: Int16Array; readonly loop: number | null }): JSX.Element {
  const { app } = useDebug();
  const draw = (pen: Pen): void => {
    const { context, width, height, color } = pen;
    if (loop !== null) {
      const x = (loop / wave.length) * width;
      context.fillStyle = color('--accent-soft');
      context.fillRect(x, 0, width - x, height);
      context.fillStyle = color('--accent');
      context.fillRect(x, 0, 1, height);
    }
    context.fillStyle = color('--line');
    context.fillRect(0, height / 2, width, 1);
    drawWave(pen, waveOf(wave), color('--ink'));
  };
  return <Plot label={app.text('samples.wave')} className="sample-wave" draw={draw} />;
}

interface DetailProps {
  readonly sample: SampleInfo;
  readonly voices: readonly VoiceInfo[];
  readonly playing: boolean;
  readonly wave: Int16Array | null;
  readonly typedRate: number | null;
  readonly onRate: (rate: number) => void;
  readonly onPlay: () => void;
  readonly onWav: () => void;
  readonly onBytes: () => void;
  /** Of the list. */
  readonly table: () => Table;
}

function Detail({ sample, voices, playing, wave, typedRate, onRate, onPlay, onWav, onBytes, table }: DetailProps): JSX.Element {
  const { app } = useDebug();
  const rate = typedRate ?? rateOf(sample, voices);
  const samples = sample.blocks * BLOCK_SAMPLES;
  return (
    <div class="sample-detail">
      {wave !== null && <SampleWave wave={wave} loop={loopPosition(sample)} />}
      <div class="debug-tools">
        <button type="button" class="button" aria-pressed={playing} onClick={onPlay}>
          <Icon name={playing ? 'pause' : 'play'} />
          <span>{app.text(playing ? 'samples.stop' : 'samples.play')}</span>
        </button>
        <label class="sample-rate-label">
          {app.text('samples.rate')}
          <input
            type="number"
            class="field debug-field sample-rate"
            min={LOWEST_RATE}
            max={HIGHEST_RATE}
            value={Math.round(rate)}
            onChange={(event) => {
              const value = Number(event.currentTarget.value);
              if (value >= LOWEST_RATE && value <= HIGHEST_RATE) onRate(value);
            }}
          />
          Hz
        </label>
        <button type="button" class="button" onClick={onWav}>
          <Icon name="export" />
          <span>WAV</span>
        </button>
        <button type="button" class="button" onClick={onBytes}>
          {app.text('debug.inMemory')}
        </button>
        <TableTools contents={table} />
        <span class="debug-soft debug-said">
          {app.text('samples.length', {
            count: samples.toLocaleString(app.language),
            time: ((samples / rate) * 1000).toLocaleString(app.language, { maximumFractionDigits: 0 }),
          })}
        </span>
      </div>
    </div>
  );
}

/** All samples that the directory names: seen, heard and written to files. */
export function SamplesPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const samples = useLive('samples', null, { every: 250 })?.value ?? [];
  const voices = useLive('voices', null, { every: 250 })?.value ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [typedRate, setTypedRate] = useState<number | null>(null);
  const player = useRef<SamplePlayer>(new SamplePlayer());
  useEffect(() => () => void player.current.dispose(), []);
  const at = Math.max(
    0,
    samples.findIndex(({ source }) => source === chosen),
  );
  const sample = samples.length === 0 ? undefined : samples[at];
  const question = sample === undefined ? undefined : { start: sample.start, blocks: sample.blocks };
  const live = useLive('sample', question, { every: 1000 });
  const fits = live !== null && live.argument.start === sample?.start && live.argument.blocks === sample.blocks;
  const wave = fits ? live.value : null;

  const choose = (index: number): void => {
    const next = samples[Math.max(0, Math.min(samples.length - 1, index))];
    if (next === undefined) return;
    setChosen(next.source);
    setTypedRate(null);
    app.windows.front.document.getElementById(`sample-${String(next.source)}`)?.scrollIntoView({ block: 'nearest' });
  };
  const play = async (): Promise<void> => {
    if (sample === undefined) return;
    if (playing) player.current.stop();
    else {
      const { start, blocks } = sample;
      const sound = await debug.ask('sample', { start, blocks });
      player.current.play(sound, typedRate ?? rateOf(sample, voices), loopPosition(sample), () => setPlaying(false));
    }
    setPlaying(!playing);
  };
  const saveWav = async (): Promise<void> => {
    if (sample === undefined) return;
    const { start, blocks } = sample;
    const rate = Math.round(typedRate ?? rateOf(sample, voices));
    await debug.export('wav', await debug.ask('sampleWav', { start, blocks, rate }));
  };
  const showBytes = (): void => {
    if (sample !== undefined) debug.showMemory({ memory: 'aram', address: sample.start });
  };
  const some = sample !== undefined;
  usePanelActions({ play: some ? play : undefined, wav: some ? saveWav : undefined, inMemory: some ? showBytes : undefined });
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -999, End: 999 };
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== undefined) choose(at + step);
    else if (event.key === 'Enter' || event.key === ' ') app.attempt(play);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const table = (): Table => ({
    titles: ['source', 'start', 'loop', 'samples', 'voices'],
    rows: samples.map(({ source, start, loop, blocks, loops, voices: bits }) => [
      hex(source, 2),
      hex(start, 4),
      loops ? hex(loop, 4) : '',
      blocks * BLOCK_SAMPLES,
      voiceWords(bits),
    ]),
  });
  return (
    <div class="sample-panel">
      <div class="sample-parts">
        <div class="sample-side">
          <div class="sample-head" aria-hidden="true">
            <span>{app.text('samples.number')}</span>
            <span>{app.text('samples.start')}</span>
            <span>{app.text('samples.loop')}</span>
            <span>{app.text('samples.bytes')}</span>
            <span>{app.text('samples.voices')}</span>
          </div>
          <div
            class="debug-scroll sample-list"
            role="listbox"
            tabIndex={0}
            data-first
            aria-label={app.text('panel.samples')}
            aria-activedescendant={sample === undefined ? undefined : `sample-${String(sample.source)}`}
            onKeyDown={onKey}
          >
            {samples.map((one, index) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={one.source}
                id={`sample-${String(one.source)}`}
                class={index === at ? 'sample-row sample-chosen' : 'sample-row'}
                role="option"
                aria-selected={index === at}
                onClick={() => choose(index)}
                onDblClick={() => app.attempt(play)}
              >
                <b>${hex(one.source, 2)}</b>
                <span>${hex(one.start, 4)}</span>
                <span>{one.loops ? `$${hex(one.loop, 4)}` : '–'}</span>
                <span>{(one.blocks * BLOCK_BYTES).toLocaleString(app.language)}</span>
                <span>{voiceWords(one.voices)}</span>
              </div>
            ))}
            {samples.length === 0 && <p class="hint">{app.text('samples.none')}</p>}
          </div>
        </div>
        {sample !== undefined && (
          <Detail
            sample={sample}
            voices={voices}
            playing={playing}
            wave={wave}
            typedRate={typedRate}
            onRate={setTypedRate}
            onPlay={() => app.attempt(play)}
            onWav={() => app.attempt(saveWav)}
            onBytes={showBytes}
            table={table}
          />
        )}
      </div>
    </div>
  );
}
