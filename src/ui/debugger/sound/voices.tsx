import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { DspInfo, SampleInfo, VoiceInfo } from '../../../session/debug-protocol.ts';
import { Icon } from '../../components/icons.tsx';
import type { TextKey } from '../../texts/translate.ts';
import { useDebug, useLive } from '../context.ts';
import { TableTools, usePanelActions } from '../panel-tools.tsx';
import { hex, parseHex } from '../places.ts';
import { drawWave, Plot, type Pen } from '../plot.tsx';
import { ValueField } from '../value-field.tsx';
import { useSampleCache } from './sample-cache.ts';
import { isSolo, loopPosition, soundWords, parseSignedByte, samplePosition, scopeOf, soloMask } from './scope.ts';

/** Samples of the sound (32 kHz) that a voice's picture shows. */
const SCOPE_SAMPLES = 320;
const FULL_ENVELOPE = 2047;
const FULL_PITCH = 0x3fff;

const STAGES: Readonly<Record<VoiceInfo['stage'], TextKey>> = {
  attack: 'voices.attack',
  decay: 'voices.decay',
  sustain: 'voices.sustain',
  release: 'voices.release',
};

/** Registers of which each bit is a voice. */
const FLAGS = [
  { register: 0x4d, letter: 'E', text: 'voices.echo', of: ({ echo }: VoiceInfo) => echo },
  { register: 0x3d, letter: 'N', text: 'voices.noise', of: ({ noise }: VoiceInfo) => noise },
  { register: 0x2d, letter: 'P', text: 'voices.pitchMod', of: ({ pitchModulation }: VoiceInfo) => pitchModulation },
] as const satisfies readonly { register: number; letter: string; text: TextKey; of: (voice: VoiceInfo) => boolean }[];

/** Samples of a cycle, which may not be whole ones. */
function cycleWords(cycle: number, language: string): string {
  return cycle.toLocaleString(language, { maximumFractionDigits: 2 });
}

function isHeard({ envelope, volumeLeft, volumeRight }: VoiceInfo): boolean {
  return envelope > 0 && (volumeLeft !== 0 || volumeRight !== 0);
}

interface WaveProps {
  readonly voice: VoiceInfo;
  readonly sample: SampleInfo | undefined;
  readonly wave: Int16Array | null;
  readonly label: string;
}

function VoiceWave({ voice, sample, wave, label }: WaveProps): JSX.Element {
  const draw = (pen: Pen): void => {
    const { context, width, height, color } = pen;
    context.fillStyle = color('--line');
    context.fillRect(0, height / 2, width, 1);
    if (sample === undefined || wave === null || voice.noise) return;
    const at = Math.min(samplePosition(sample.start, voice.address), wave.length);
    const values = scopeOf(wave, loopPosition(sample), at, voice.pitch / 4096, SCOPE_SAMPLES);
    const level = voice.envelope / FULL_ENVELOPE;
    drawWave(
      pen,
      values.map((value) => value * level),
      color('--accent'),
    );
  };
  return <Plot label={label} className="voice-wave" draw={draw} />;
}

interface MuteProps {
  readonly index: number;
  /** What was silent before a voice was heard alone. */
  readonly before: { current: number };
}

function MuteAndSolo({ index, before }: MuteProps): JSX.Element {
  const { app } = useDebug();
  const silent = app.store.state.value.silentVoices;
  const muted = (silent & (1 << index)) !== 0;
  const solo = silent === (0xff & ~(1 << index));
  const number = index + 1;
  const toggleSolo = (): void => {
    if (!isSolo(silent)) before.current = silent;
    app.attempt(() => app.player.toggleParts(0, silent ^ soloMask(silent, index, before.current)));
  };
  return (
    <span class="voice-switches">
      <button
        type="button"
        class="button button-icon button-quiet"
        aria-pressed={muted}
        aria-label={app.text('voices.mute', { number })}
        title={app.text('voices.mute', { number })}
        onClick={() => app.attempt(() => app.player.toggleParts(0, 1 << index))}
      >
        <Icon name={muted ? 'mute' : 'volume'} />
      </button>
      <button
        type="button"
        class="button button-icon button-quiet voice-solo"
        aria-pressed={solo}
        aria-label={app.text('voices.solo', { number })}
        title={app.text('voices.solo', { number })}
        onClick={toggleSolo}
      >
        S
      </button>
    </span>
  );
}

interface RowProps {
  readonly before: MuteProps['before'];
  readonly voice: VoiceInfo;
  readonly dsp: DspInfo | null;
  readonly sample: SampleInfo | undefined;
  readonly wave: Int16Array | null;
}

function VoiceRow({ voice, dsp, sample, wave, before }: RowProps): JSX.Element {
  const { app, debug } = useDebug();
  const { voice: index, volumeLeft, volumeRight, pitch, rate, source, envelope, adsr, adsr1, adsr2, gain, stage } = voice;
  const number = index + 1;
  const base = index << 4;
  const write = (register: number, ...bytes: number[]): void =>
    app.attempt(() => debug.write({ memory: 'dsp', address: register }, bytes));
  const flip = (register: number): void => {
    if (dsp !== null) write(register, dsp.registers[register] ^ (1 << index));
  };
  const name = (key: TextKey): string => `${app.text('voices.voice', { number })}: ${app.text(key)}`;
  const shape = adsr ? `ADSR ${hex(adsr1, 2)} ${hex(adsr2, 2)}` : `GAIN ${hex(gain, 2)}`;
  const silent = (app.store.state.value.silentVoices & (1 << index)) !== 0;
  return (
    <tr class={isHeard(voice) && !silent ? 'voice-row' : 'voice-row voice-quiet'}>
      <th scope="row">{number}</th>
      <td>
        <MuteAndSolo index={index} before={before} />
      </td>
      <td>
        <VoiceWave voice={voice} sample={sample} wave={wave} label={name('voices.wave')} />
      </td>
      <td
        class="debug-number voice-note"
        title={voice.cycle === null ? '' : app.text('voices.cycle', { count: cycleWords(voice.cycle, app.language) })}
      >
        <b>{voice.noise ? app.text('voices.noise') : soundWords(voice)}</b>
        <span class="debug-soft">{voice.noise ? '' : `${rate.toLocaleString(app.language)} Hz`}</span>
      </td>
      <td>
        <ValueField
          label={name('voices.pitch')}
          text={hex(pitch, 4)}
          width={4}
          parse={(text) => {
            const value = parseHex(text);
            return value === null || value > FULL_PITCH ? null : value;
          }}
          onValue={(value) => write(base | 2, value & 0xff, value >> 8)}
        />
      </td>
      <td>
        <ValueField
          label={name('voices.sample')}
          text={hex(source, 2)}
          width={2}
          onValue={(value) => write(base | 4, value & 0xff)}
        />
      </td>
      <td>
        <span
          class="voice-level"
          role="meter"
          aria-label={name('voices.envelope')}
          aria-valuemin={0}
          aria-valuemax={FULL_ENVELOPE}
          aria-valuenow={envelope}
        >
          <span style={{ width: `${String((envelope / FULL_ENVELOPE) * 100)}%` }} />
        </span>
        <span class="debug-soft voice-shape" title={shape}>
          {adsr ? app.text(STAGES[stage]) : `${app.text(STAGES[stage])}, GAIN`}
        </span>
      </td>
      <td>
        <ValueField
          label={name('voices.left')}
          text={String(volumeLeft)}
          width={4}
          parse={parseSignedByte}
          onValue={(value) => write(base, value)}
        />
      </td>
      <td>
        <ValueField
          label={name('voices.right')}
          text={String(volumeRight)}
          width={4}
          parse={parseSignedByte}
          onValue={(value) => write(base | 1, value)}
        />
      </td>
      <td>
        <span class="debug-flags" role="group" aria-label={name('voices.flags')}>
          {FLAGS.map(({ register, letter, text, of }) => (
            <button
              key={letter}
              type="button"
              aria-pressed={of(voice)}
              aria-label={name(text)}
              title={app.text(text)}
              onClick={() => flip(register)}
            >
              {of(voice) ? letter : letter.toLowerCase()}
            </button>
          ))}
        </span>
      </td>
    </tr>
  );
}

const TITLES = ['voice', 'note', 'rate', 'pitch', 'sample', 'stage', 'envelope', 'left', 'right', 'flags'];

function cellsOf(voice: VoiceInfo): readonly (string | number)[] {
  const { source, envelope, stage, volumeLeft, volumeRight, pitch, rate, echo, noise, pitchModulation } = voice;
  const flags = `${echo ? 'E' : '.'}${noise ? 'N' : '.'}${pitchModulation ? 'P' : '.'}`;
  const sound = [soundWords(voice), rate, hex(pitch, 4), hex(source, 2), stage, envelope];
  return [voice.voice + 1, ...sound, volumeLeft, volumeRight, flags];
}

/** The eight voices: what each plays now, and how it sounds alone or left out. */
export function VoicesPanel(): JSX.Element {
  const { app } = useDebug();
  const voices = useLive('voices', null, { every: 30 })?.value ?? [];
  const dsp = useLive('dsp', null, { every: 100 })?.value ?? null;
  const samples = useLive('samples', null, { every: 500 })?.value ?? [];
  const cache = useSampleCache();
  const { silentVoices } = app.store.state.value;
  const before = useRef(0);
  const hearAll = (): Promise<void> => app.player.toggleParts(0, silentVoices);
  usePanelActions({ all: silentVoices === 0 ? undefined : hearAll });
  const bySource = new Map(samples.map((sample) => [sample.source, sample]));
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <button type="button" class="button" data-first disabled={silentVoices === 0} onClick={() => app.attempt(hearAll)}>
          <Icon name="volume" />
          <span>{app.text('voices.all')}</span>
        </button>
        {dsp !== null && (
          <span class="debug-soft debug-said">
            {app.text('voices.main', { left: dsp.mainLeft, right: dsp.mainRight })}
            {' · '}
            {app.text('voices.echoes', {
              left: dsp.echoLeft,
              right: dsp.echoRight,
              delay: dsp.echoDelay,
              feedback: dsp.feedback,
            })}
            {!dsp.echoWrites && ` · ${app.text('voices.echoKept')}`}
          </span>
        )}
        <span class="grow" />
        <button type="button" class="button" onClick={() => app.runCommand('debugExportSpc')}>
          <Icon name="export" />
          <span>SPC</span>
        </button>
        <TableTools contents={() => ({ titles: TITLES, rows: voices.map(cellsOf) })} />
      </div>
      <div class="debug-scroll debug-table-box">
        <table class="debug-table voice-table">
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{app.text('voices.number')}</span>
              </th>
              <th scope="col">{app.text('voices.heard')}</th>
              <th scope="col">{app.text('voices.wave')}</th>
              <th scope="col" title={app.text('voices.noteHint')}>
                {app.text('voices.note')}
              </th>
              <th scope="col">{app.text('voices.pitch')}</th>
              <th scope="col">{app.text('voices.sample')}</th>
              <th scope="col">{app.text('voices.envelope')}</th>
              <th scope="col" title={app.text('voices.left')}>
                {app.text('voices.leftShort')}
              </th>
              <th scope="col" title={app.text('voices.right')}>
                {app.text('voices.rightShort')}
              </th>
              <th scope="col">{app.text('voices.flags')}</th>
            </tr>
          </thead>
          <tbody>
            {voices.map((voice) => {
              const sample = bySource.get(voice.source);
              const wave = sample === undefined || voice.envelope === 0 ? null : cache.get(sample);
              return <VoiceRow key={voice.voice} before={before} voice={voice} dsp={dsp} sample={sample} wave={wave} />;
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
