import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useDebug, useLive } from '../context.ts';
import { TableTools } from '../panel-tools.tsx';
import { hex, parseHex } from '../places.ts';
import { ValueField } from '../value-field.tsx';
import { CHIP_REGISTERS, dspMeaning, dspRows, VOICE_REGISTERS, type DspRegister } from './dsp-registers.ts';

const VOICES = [0, 1, 2, 3, 4, 5, 6, 7];

function parseByte(text: string): number | null {
  const value = parseHex(text);
  return value === null || value > 0xff ? null : value;
}

/** The registers before the last stop, so that what changed can be seen. */
function useBefore(registers: Uint8Array | null, time: number): Uint8Array | null {
  const kept = useRef({ time, now: registers, before: registers });
  if (registers !== null) {
    if (kept.current.now === null) kept.current = { time, now: registers, before: registers };
    else if (kept.current.time !== time) kept.current = { time, now: registers, before: kept.current.now };
    else kept.current.now = registers;
  }
  return kept.current.before;
}

/** The sound chip's 128 registers by name. */
export function DspPanel(): JSX.Element {
  const { app, debug } = useDebug();
  const live = useLive('dsp', null, { every: 100 });
  const registers = live?.value.registers ?? null;
  const before = useBefore(registers, debug.status.value?.position.time ?? 0);
  const running = debug.status.value?.running === true;
  const field = ({ register, name }: DspRegister, voice: number | null): JSX.Element => {
    const label = voice === null ? name : `${app.text('voices.voice', { number: voice + 1 })}: ${name}`;
    const value = registers?.[register] ?? 0;
    const changed = !running && before !== null && before[register] !== value;
    return (
      <ValueField
        label={label}
        text={hex(value, 2)}
        width={2}
        className={changed ? 'debug-changed' : ''}
        parse={parseByte}
        onValue={(typed) => app.attempt(() => debug.write({ memory: 'dsp', address: register }, [typed]))}
      />
    );
  };
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <span class="debug-soft">{app.text('dsp.hint')}</span>
        <span class="grow" />
        <TableTools
          disabled={registers === null}
          contents={() => ({
            titles: ['register', 'name', 'value', 'meaning'],
            rows: dspRows(registers ?? new Uint8Array(128)),
          })}
        />
      </div>
      <div class="debug-scroll dsp-tables">
        <table class="debug-table" aria-label={app.text('panel.voices')}>
          <thead>
            <tr>
              <td />
              {VOICES.map((voice) => (
                <th key={voice} scope="col">
                  {voice + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {VOICE_REGISTERS.map((one) => (
              <tr key={one.register}>
                <th scope="row">
                  <code>
                    <span class="debug-soft">x{hex(one.register, 1)}</span> {one.name}
                  </code>
                </th>
                {VOICES.map((voice) => (
                  <td key={voice}>{field({ ...one, register: (voice << 4) | one.register }, voice)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <table class="debug-table dsp-chip" aria-label={app.text('dsp.chip')}>
          <tbody>
            {CHIP_REGISTERS.map((one) => (
              <tr key={one.register}>
                <th scope="row">
                  <code>
                    <span class="debug-soft">{hex(one.register, 2)}</span> {one.name}
                  </code>
                </th>
                <td>{field(one, null)}</td>
                <td class="debug-number debug-soft">{dspMeaning(one.form, registers?.[one.register] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
