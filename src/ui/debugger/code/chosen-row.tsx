import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ProcessorName } from '../../../session/debug-protocol.ts';
import { useDebug, useKept } from '../context.ts';
import { numberOf } from '../panels.ts';
import { PROCESSOR_TITLES } from '../places.ts';

const NAMES = ['cpu', 'smp'] as const;

function isProcessor(value: unknown): value is ProcessorName {
  return NAMES.some((name) => name === value);
}

export interface ChosenRow {
  readonly processor: ProcessorName;
  readonly cursor: number | null;
  readonly setCursor: (address: number) => void;
  /** Chooses the processor, where the panel has one of its own. */
  readonly choice: JSX.Element | null;
}

/** The first disassembly shows the chosen processor; further ones have one of their own, at first the other one, and a row of their own. */
export function useChosenRow(): ChosenRow {
  const { app, debug, panel } = useDebug();
  const first = numberOf(panel) === 1;
  const [own, setOwn] = useKept<ProcessorName>('processor', debug.processor.peek() === 'cpu' ? 'smp' : 'cpu', isProcessor);
  const [address, setAddress] = useState<number | null>(null);
  useEffect(() => (first ? undefined : debug.codes.put(panel, { processor: own, address })));
  if (first)
    return {
      processor: debug.processor.value,
      cursor: debug.cursor.value,
      setCursor: (to) => void (debug.cursor.value = to),
      choice: null,
    };
  return {
    processor: own,
    cursor: address,
    setCursor: (to) => {
      setAddress(to);
      // A key that comes before the next drawing is about this row, too.
      debug.codes.put(panel, { processor: own, address: to });
    },
    choice: (
      <select
        class="select"
        aria-label={app.text('debug.own')}
        title={app.text('debug.own')}
        value={own}
        onChange={(event) => {
          setOwn(event.currentTarget.value === 'smp' ? 'smp' : 'cpu');
          setAddress(null);
        }}
      >
        {NAMES.map((name) => (
          <option key={name} value={name}>
            {PROCESSOR_TITLES[name]}
          </option>
        ))}
      </select>
    ),
  };
}
