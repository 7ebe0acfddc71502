import type { JSX } from 'preact';
import { useDebug } from '../context.ts';
import { hex } from '../places.ts';
import { cssOf } from './pixels.ts';

interface NumberFieldProps {
  readonly label: string;
  /** What stands before the field. */
  readonly short: string;
  readonly value: number;
  readonly least?: number;
  readonly most: number;
  readonly onValue: (value: number) => void;
}

/** A decimal number with bounds. */
export function NumberField({ label, short, value, least = 0, most, onValue }: NumberFieldProps): JSX.Element {
  return (
    <label class="video-number" title={label}>
      <span aria-hidden="true">{short}</span>
      <input
        type="number"
        class="field debug-field"
        aria-label={label}
        min={least}
        max={most}
        value={value}
        onInput={(event) => {
          const typed = event.currentTarget.valueAsNumber;
          if (Number.isInteger(typed) && typed >= least && typed <= most) onValue(typed);
        }}
        onBlur={(event) => void (event.currentTarget.value = String(value))}
      />
    </label>
  );
}

interface ChoiceProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onValue: (value: T) => void;
}

export function Choice<T extends string | number>({ label, value, options, onValue }: ChoiceProps<T>): JSX.Element {
  return (
    <select
      class="select"
      aria-label={label}
      title={label}
      value={String(value)}
      onChange={(event) => {
        const chosen = options[event.currentTarget.selectedIndex];
        if (chosen !== undefined) onValue(chosen.value);
      }}
    >
      {options.map((one) => (
        <option key={one.value} value={String(one.value)}>
          {one.text}
        </option>
      ))}
    </select>
  );
}

/** A zoom that follows the panel's width. */
export const FIT = 0;

/** CSS pixels of a pixel. */
export function Zoom({
  value,
  most,
  fit = false,
  onValue,
}: {
  readonly value: number;
  readonly most: number;
  /** FIT is offered too. */
  readonly fit?: boolean;
  readonly onValue: (value: number) => void;
}): JSX.Element {
  const { app } = useDebug();
  const fixed = Array.from({ length: most }, (_, i) => ({ value: i + 1, text: `${i + 1}×` }));
  const options = fit ? [{ value: FIT, text: app.text('video.fit') }, ...fixed] : fixed;
  return <Choice label={app.text('video.zoom')} value={value} options={options} onValue={onValue} />;
}

/** A colour with its value. */
export function Swatch({ color, title }: { readonly color: number; readonly title?: string }): JSX.Element {
  return (
    <span class="video-swatch" title={title}>
      <i style={{ background: cssOf(color) }} />
      <code>${hex(color, 4)}</code>
    </span>
  );
}

/** An address that leads to the memory panel. */
export function MemoryLink({
  memory,
  address,
  text,
}: {
  readonly memory: 'vram' | 'oam' | 'cgram' | 'wram' | 'rom' | 'sram' | 'cpu';
  readonly address: number;
  readonly text?: string;
}): JSX.Element {
  const { app, debug } = useDebug();
  const shown = text ?? `$${hex(address, 4)}`;
  const place = text ?? `${memory.toUpperCase()} ${shown}`;
  return (
    <button
      type="button"
      class="link video-link"
      aria-label={`${app.text('debug.inMemory')}: ${place}`}
      title={app.text('debug.inMemory')}
      onClick={() => debug.showMemory({ memory, address })}
    >
      {shown}
    </button>
  );
}
