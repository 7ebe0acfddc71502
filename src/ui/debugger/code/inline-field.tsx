import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { showPopover } from '../popover.ts';

interface InlineFieldProps {
  readonly label: string;
  readonly text: string;
  readonly className?: string;
  readonly maxLength?: number;
  /** Enter. Answers what is wrong with it, or '' when it was taken. */
  readonly onTake: (text: string) => Promise<string>;
  /** Escape, or the focus went away. */
  readonly onClose: () => void;
}

/** A text that is written where it stands in a row. What is wrong with it stands below. */
export function InlineField({ label, text, className = '', maxLength = 256, onTake, onClose }: InlineFieldProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const [problem, setProblem] = useState('');
  const said = useRef<HTMLSpanElement>(null);
  const busy = useRef(false);
  // Before the next key: letters typed at once belong to the text.
  useLayoutEffect(() => field.current?.select(), []);
  useLayoutEffect(() => {
    const box = field.current?.getBoundingClientRect();
    if (said.current !== null && box !== undefined) showPopover(said.current, box);
  }, [problem]);
  const take = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      setProblem(await onTake(typed));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    busy.current = false;
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') void take();
  };
  return (
    <span class="code-inline">
      <input
        ref={field}
        type="text"
        class={`code-field ${className}`}
        aria-label={label}
        aria-invalid={problem !== ''}
        data-escape
        spellcheck={false}
        autocomplete="off"
        maxLength={maxLength}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setProblem('');
        }}
        onPointerDown={(event) => event.stopPropagation()}
        onKeyDown={onKey}
        onBlur={() => problem === '' && !busy.current && onClose()}
      />
      {problem !== '' && (
        <span ref={said} class="code-problem" popover="manual" role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
