import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BACK, ERASE, SPACE } from '../menu-pad.ts';
import { usePage } from './context.ts';
import { Dialog } from './dialog.tsx';

const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl-', 'zxcvbnm:.='] as const;
const ACCENTS = 'áâãàçéêíóôõú';
/** Amid the letters. */
const FIRST = 'g';

/** The keys on the screen that a gamepad writes with. */
export function PadKeys(): JSX.Element | null {
  const { app } = usePage();
  const [upper, setUpper] = useState(false);
  const keyboard = app.padKeyboard;
  const { field } = keyboard;
  if (field === null) return null;
  const name = field.getAttribute('aria-label') ?? '';
  const rows = app.language === 'pt' ? [...ROWS, ACCENTS] : ROWS;
  return (
    <Dialog title={app.text('padKeys.title', { field: name })} className="pad-keys" onClose={() => keyboard.close()}>
      <p class="pad-written" aria-live="polite">
        <span class="hint">{name}</span>
        <output>{keyboard.text}</output>
      </p>
      {rows.map((row) => (
        <div key={row} class="pad-row">
          {Array.from(upper ? row.toUpperCase() : row, (letter, at) => (
            <button
              key={at}
              type="button"
              class="button"
              data-first={row[at] === FIRST ? '' : undefined}
              onClick={() => keyboard.type(letter)}
            >
              {letter}
            </button>
          ))}
        </div>
      ))}
      <div class="pad-row">
        <button type="button" class="button" aria-pressed={upper} onClick={() => setUpper(!upper)}>
          {app.text('padKeys.capitals')}
        </button>
        <button type="button" class="button" onClick={() => keyboard.type(' ')}>
          {app.text('padKeys.space')}
          <kbd>{app.keyLabel(`pad:${SPACE}`)}</kbd>
        </button>
        <button type="button" class="button" onClick={() => keyboard.erase()}>
          {app.text('padKeys.erase')}
          <kbd>{app.keyLabel(`pad:${ERASE}`)}</kbd>
        </button>
        <button type="button" class="button button-strong" onClick={() => keyboard.close()}>
          {app.text('padKeys.done')}
          <kbd>{app.keyLabel(`pad:${BACK}`)}</kbd>
        </button>
      </div>
    </Dialog>
  );
}
