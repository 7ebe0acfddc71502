import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../components/icons.tsx';
import { elementOf } from '../windows.ts';

export interface MenuEntry {
  readonly text: string;
  /** For what is on or off. */
  readonly checked?: boolean;
  readonly hint?: string;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName;
  /** Shows the icon alone. */
  readonly bare?: boolean;
  /** Asked for when the menu opens. */
  readonly entries: () => readonly (MenuEntry | 'line')[];
}

/** A button that opens a menu: arrows move in it, Escape closes it. */
export function Menu({ label, icon, bare = false, entries }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [...(box.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useEffect(() => {
    if (!open) return undefined;
    items()[0]?.focus();
    const away = (event: PointerEvent): void => {
      if (box.current?.contains(elementOf(event.target)) !== true) setOpen(false);
    };
    const page = box.current?.ownerDocument;
    page?.addEventListener('pointerdown', away);
    return () => page?.removeEventListener('pointerdown', away);
  }, [open]);
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!open) return;
    const all = items();
    const at = all.findIndex((one) => one === box.current?.ownerDocument.activeElement);
    if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus();
    else if (event.key === 'ArrowUp') all[(at - 1 + all.length) % all.length]?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') {
      setOpen(false);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} class="debug-menu" data-escape={open ? '' : undefined} onKeyDown={onKey}>
      <button
        type="button"
        class={bare ? 'button button-icon' : 'button'}
        title={label}
        aria-label={bare ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {icon !== undefined && <Icon name={icon} />}
        {!bare && <span>{label}</span>}
      </button>
      {open && (
        <div class="debug-menu-list" role="menu" aria-label={label}>
          {entries().map((entry, index) =>
            entry === 'line' ? (
              <hr key={`line-${String(index)}`} />
            ) : (
              <button
                key={entry.text}
                type="button"
                role={entry.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
                aria-checked={entry.checked}
                tabIndex={-1}
                onClick={() => {
                  close();
                  entry.run();
                }}
              >
                <span class="debug-menu-check">{entry.checked === true && <Icon name="check" />}</span>
                <span class="grow">{entry.text}</span>
                {entry.hint !== undefined && <kbd>{entry.hint}</kbd>}
              </button>
            ),
          )}
        </div>
      )}
    </div>
  );
}
