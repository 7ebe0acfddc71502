import type { JSX } from 'preact';
import type { ListingLine, ProcessorName } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { codeAddress, hex, MEMORY_TITLES } from '../places.ts';

/** What is known of the chosen row. */
export function Detail({
  line,
  processor,
}: {
  readonly line: ListingLine | undefined;
  readonly processor: ProcessorName;
}): JSX.Element {
  const words = useDetails(processor);
  if (line === undefined) return <div class="debug-foot" />;
  const [address, ...rest] = words(line);
  return (
    <div class="debug-foot code-detail">
      <b>{address}</b>
      {rest.map((one) => (
        <span key={one}>{one}</span>
      ))}
    </div>
  );
}

/** What is known of a row, in some words each. DB and D are those of now: at another place they may be others. */
export function useDetails(processor: ProcessorName): (line: ListingLine) => string[] {
  const { app, debug } = useDebug();
  const registers = debug.status.value?.processors.find(({ name }) => name === processor)?.registers ?? {};
  const pc = registers['pc'];
  return (line) => {
    const { address, kind, executed, accumulator, index, effective, target, place, source } = line;
    const words = [codeAddress(processor, address)];
    if (processor === 'cpu' && (kind === 'code' || kind === 'probable')) {
      words.push(`M${accumulator} X${index}${executed ? '' : ` ${app.text('debug.guessed')}`}`);
      const now = `DB ${hex(registers['db'] ?? 0, 2)} D ${hex(registers['d'] ?? 0, 4)}`;
      words.push(address === pc ? now : app.text('debug.registersNow', { registers: now }));
    }
    if (place !== null) words.push(`${MEMORY_TITLES[place.memory]} $${hex(place.address, 4)}`);
    if (effective !== null) {
      const name = effective.label === '' ? '' : ` ${effective.label}`;
      words.push(`[${codeAddress(processor, effective.address)}${name}] = ${hex(effective.value, effective.bytes * 2)}`);
    }
    if (target !== null) words.push(`→ ${codeAddress(processor, target)}`);
    if (source !== null) words.push(`${source.file}:${source.line}`);
    return words;
  };
}
