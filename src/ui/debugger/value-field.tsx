import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { parseHex } from './places.ts';

interface ValueFieldProps {
  readonly label: string;
  readonly text: string;
  /** Digits that fit. */
  readonly width: number;
  readonly disabled?: boolean;
  readonly className?: string;
  /** Reads what was typed; null when it is nothing that fits. Hexadecimal digits without it. */
  readonly parse?: (text: string) => number | null;
  /** What was typed, when it could be read: as a number, and as it stands. */
  readonly onValue?: (value: number) => void;
  readonly onText?: (text: string) => void;
}

/** A number that is changed where it stands: Enter takes it, Escape gives it up. */
export function ValueField({
  label,
  text,
  width,
  disabled = false,
  className = '',
  parse = parseHex,
  onValue,
  onText,
}: ValueFieldProps): JSX.Element {
  const [typed, setTyped] = useState<string | null>(null);
  const given = useRef(false);
  const finish = (take: boolean): void => {
    if (typed === null || given.current) return;
    given.current = true;
    const value = parse(typed);
    setTyped(null);
    if (!take || value === null || typed === text) return;
    onValue?.(value);
    onText?.(typed);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.stopPropagation();
    finish(event.key === 'Enter');
    if (event.currentTarget instanceof HTMLInputElement) event.currentTarget.select();
  };
  const wrong = typed !== null && parse(typed) === null;
  return (
    <input
      type="text"
      class={`debug-value ${className}`}
      aria-label={label}
      aria-invalid={wrong}
      spellcheck={false}
      autocomplete="off"
      size={width}
      readOnly={disabled}
      data-escape={typed === null ? undefined : ''}
      value={typed ?? text}
      onFocus={(event) => event.currentTarget.select()}
      onInput={(event) => {
        given.current = false;
        setTyped(event.currentTarget.value);
      }}
      onKeyDown={onKey}
      onBlur={() => finish(true)}
    />
  );
}
