import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { DebugInfo, ProcessorName, ProcessorStatus } from '../../../session/debug-protocol.ts';
import type { Table } from '../contents.ts';
import { useDebug } from '../context.ts';
import { TableTools } from '../panel-tools.tsx';
import { codeAddress, hex, PROCESSOR_TITLES } from '../places.ts';
import { ValueField } from '../value-field.tsx';

/** Flags from bit 7 to bit 0. */
const FLAGS: Readonly<Record<ProcessorName, { readonly register: string; readonly letters: string }>> = {
  cpu: { register: 'p', letters: 'NVMXDIZC' },
  smp: { register: 'psw', letters: 'NVPBHIZC' },
};

function digitsOf(bits: number): number {
  return Math.ceil(bits / 4);
}

/** The value before the last stop, so that what changed can be seen. */
function useBefore(status: ProcessorStatus, time: number): Readonly<Record<string, number>> {
  const kept = useRef({ time, now: status.registers, before: status.registers });
  if (kept.current.time !== time) kept.current = { time, now: status.registers, before: kept.current.now };
  else kept.current.now = status.registers;
  return kept.current.before;
}

function Flags({ status }: { readonly status: ProcessorStatus }): JSX.Element {
  const { app, debug } = useDebug();
  const { register, letters } = FLAGS[status.name];
  const value = status.registers[register];
  return (
    <div class="debug-flags" role="group" aria-label={app.text('debug.flags')}>
      {Array.from(letters, (letter, index) => {
        const bit = 0x80 >> index;
        const on = (value & bit) !== 0;
        return (
          <button
            key={letter}
            type="button"
            aria-pressed={on}
            aria-label={app.text('debug.flag', { name: letter })}
            onClick={() => app.attempt(() => debug.setRegister(status.name, register, value ^ bit))}
          >
            {on ? letter : letter.toLowerCase()}
          </button>
        );
      })}
    </div>
  );
}

interface ProcessorProps {
  readonly status: ProcessorStatus;
  readonly info: DebugInfo['processors'][number];
}

function Processor({ status, info }: ProcessorProps): JSX.Element {
  const { app, debug } = useDebug();
  const before = useBefore(status, debug.status.value?.position.time ?? 0);
  const { name } = status;
  const title = PROCESSOR_TITLES[name];
  const running = debug.running;
  return (
    <section class="debug-registers" aria-label={title}>
      <h2>
        {title}
        {status.waiting && <span class="tag">{app.text('debug.waiting')}</span>}
        {!running && status.instruction !== status.pc && (
          <span class="tag" title={app.text('debug.inside.hint', { place: codeAddress(name, status.instruction) })}>
            {app.text('debug.inside')}
          </span>
        )}
      </h2>
      <dl>
        {info.registers.map(({ name: register, bits }) => {
          const value = status.registers[register];
          const text = register === 'pc' ? codeAddress(name, value) : hex(value, digitsOf(bits));
          const changed = !running && before[register] !== value;
          return (
            <div key={register}>
              <dt>{register.toUpperCase()}</dt>
              <dd>
                <ValueField
                  label={`${title} ${register.toUpperCase()}`}
                  text={text}
                  width={text.length}
                  className={changed ? 'debug-changed' : ''}
                  onValue={(typed) => app.attempt(() => debug.setRegister(name, register, typed))}
                />
              </dd>
            </div>
          );
        })}
      </dl>
      <Flags status={status} />
    </section>
  );
}

/** Both processors' registers; each value is changed where it stands. */
export function RegistersPanel(): JSX.Element | null {
  const { debug, visible } = useDebug();
  const info = debug.info.value;
  const status = visible.value ? debug.status.value : debug.status.peek();
  if (info === null || status === null) return null;
  const table = (): Table => ({
    titles: ['processor', 'register', 'value'],
    rows: status.processors.flatMap(({ name, registers }) => {
      const bits = info.processors.find((one) => one.name === name)?.registers ?? [];
      return bits.map((one) => [PROCESSOR_TITLES[name], one.name.toUpperCase(), hex(registers[one.name], digitsOf(one.bits))]);
    }),
  });
  return (
    <div class="debug-scroll">
      {status.processors.map((one) => {
        const processor = info.processors.find(({ name }) => name === one.name);
        return processor === undefined ? null : <Processor key={one.name} status={one} info={processor} />;
      })}
      <div class="debug-foot">
        <TableTools contents={table} />
      </div>
    </div>
  );
}
