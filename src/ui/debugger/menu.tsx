import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from '../components/icons.tsx';
import { pointAnchor, useMenuPopover } from './popover.ts';

export interface MenuEntry {
  readonly text: string;
  /** For what is on or off. */
  readonly checked?: boolean;
  readonly hint?: string;
  readonly run: () => void;
}

interface MenuItemsProps {
  readonly entries: readonly (MenuEntry | 'line')[];
  readonly onClose: () => void;
}

export function MenuItems({ entries, onClose }: MenuItemsProps): JSX.Element {
  return (
    <>
      {entries.map((entry, index) =>
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
              onClose();
              entry.run();
            }}
          >
            <span class="debug-menu-check">{entry.checked === true && <Icon name="check" />}</span>
            <span class="grow">{entry.text}</span>
            {entry.hint !== undefined && <kbd>{entry.hint}</kbd>}
          </button>
        ),
      )}
    </>
  );
}

/** Arrows, Home, End and Escape in an open menu; they are used up. Tab closes it and goes on. */
export function moveInMenu(event: KeyboardEvent, box: HTMLElement | null, close: () => void): void {
  const all = [...(box?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const at = all.findIndex((one) => one === box?.ownerDocument.activeElement);
  if (event.key === 'ArrowDown') all[(at + 1) % all.length]?.focus();
  else if (event.key === 'ArrowUp') all[(at - 1 + all.length) % all.length]?.focus();
  else if (event.key === 'Home') all[0]?.focus();
  else if (event.key === 'End') all.at(-1)?.focus();
  else if (event.key === 'Escape') close();
  else if (event.key === 'Tab') {
    close();
    return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName;
  /** Shows the icon alone. */
  readonly bare?: boolean;
  readonly disabled?: boolean;
  /** How much of what is in it is switched off; said beside the label. */
  readonly count?: number;
  /** Asked for when the menu opens. */
  readonly entries: () => readonly (MenuEntry | 'line')[];
}

/** A button that opens a menu: arrows move in it, Escape closes it. */
export function Menu({ label, icon, bare = false, disabled = false, count = 0, entries }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useMenuPopover(open, {
    list,
    around: box,
    anchor: () => button.current?.getBoundingClientRect() ?? pointAnchor({ x: 0, y: 0 }),
    onAway: () => setOpen(false),
  });
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={box}
      class="debug-menu"
      data-escape={open ? '' : undefined}
      onKeyDown={(event) => {
        if (open) moveInMenu(event, list.current, close);
      }}
    >
      <button
        ref={button}
        type="button"
        class={bare ? 'button button-icon' : 'button'}
        disabled={disabled}
        title={label}
        aria-label={bare ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {icon !== undefined && <Icon name={icon} />}
        {!bare && <span>{label}</span>}
        {count > 0 && <b class="debug-number">−{count}</b>}
      </button>
      {open && (
        <div ref={list} class="debug-menu-list" popover="manual" role="menu" aria-label={label}>
          <MenuItems entries={entries()} onClose={close} />
        </div>
      )}
    </div>
  );
}
