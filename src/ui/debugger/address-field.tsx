import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ProcessorName } from '../../session/debug-protocol.ts';
import { useDebug } from './context.ts';
import { parseHex } from './places.ts';

interface AddressFieldProps {
  readonly label: string;
  readonly processor: ProcessorName;
  readonly onAddress: (address: number) => void;
}

/** An address: hexadecimal digits, a label, or an expression. Enter goes there. */
export function AddressField({ label, processor, onAddress }: AddressFieldProps): JSX.Element {
  const { app, debug } = useDebug();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const take = async (field: HTMLElement): Promise<void> => {
    const number = parseHex(text);
    const answer = number === null ? await debug.ask('evaluate', { text, processor }) : { value: number, problem: null };
    if (answer.problem === null) {
      setText('');
      onAddress(answer.value);
      // What is there now is worked with.
      field.closest('[data-panel]')?.querySelector<HTMLElement>('[data-first]')?.focus();
    } else setProblem(answer.problem.message);
  };
  return (
    <input
      type="text"
      class="field debug-field debug-address"
      data-address
      aria-label={label}
      placeholder={app.text('debug.goToShort')}
      title={problem === '' ? label : problem}
      aria-invalid={problem !== ''}
      spellcheck={false}
      autocomplete="off"
      value={text}
      onInput={(event) => {
        setText(event.currentTarget.value);
        setProblem('');
      }}
      onKeyDown={(event) => {
        const field = event.currentTarget;
        if (event.key === 'Enter' && text.trim() !== '') app.attempt(() => take(field));
      }}
    />
  );
}
