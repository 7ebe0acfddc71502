import type { JSX } from 'preact';
import type { MemoryName, WriteRecord } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { codeAddress, hex, MEMORY_TITLES, writerCode } from '../places.ts';

interface WriterProps {
  readonly record: WriteRecord | 'nobody' | 'nobody-earlier' | null;
  readonly memory: MemoryName;
  /** Asks for the one before. */
  readonly earlier: () => Promise<void>;
}

/** The answer to "who wrote this", with the way there. */
export function Writer({ record, memory, earlier }: WriterProps): JSX.Element | null {
  const { app, debug } = useDebug();
  if (record === null) return null;
  if (record === 'nobody') return <output class="debug-answer">{app.text('memory.nobody')}</output>;
  if (record === 'nobody-earlier') return <output class="debug-answer">{app.text('memory.noEarlier')}</output>;
  const { agent, channel, frame, line, dot, old, value, position, starter } = record;
  const code = writerCode(record);
  const processor = agent === 'cpu' || agent === 'dma' || agent === 'hdma' ? 'cpu' : 'smp';
  const address = codeAddress(processor, code);
  const from = starter === null ? '' : ` (${address})`;
  const transfer = agent === 'dma' || agent === 'hdma' ? `${agent.toUpperCase()} ${channel}${from}` : address;
  const by = agent === 'dsp' ? 'S-DSP' : transfer;
  const go = async (): Promise<void> => {
    await debug.goTo(position);
    debug.showCode(processor, code);
  };
  return (
    <output class="debug-answer">
      <span>
        {app.text('memory.writtenBy', {
          place: `${MEMORY_TITLES[memory]} $${hex(record.address, 4)}`,
          old: hex(old, 2),
          value: hex(value, 2),
          by,
          frame,
          line,
          dot,
        })}
      </span>
      <button type="button" class="link" onClick={() => app.attempt(go)}>
        {app.text('memory.goThere')}
      </button>
      <button type="button" class="link" onClick={() => app.attempt(earlier)}>
        {app.text('memory.earlier')}
      </button>
    </output>
  );
}
