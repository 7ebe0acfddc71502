import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { elementOf } from '../../windows.ts';
import { type MenuEntry, MenuItems, moveInMenu } from '../menu.tsx';
import { pointAnchor, useMenuPopover } from '../popover.ts';

type Entries = () => readonly (MenuEntry | 'line')[];

interface Point {
  readonly x: number;
  readonly y: number;
}

interface ContextMenuProps {
  readonly label: string;
  readonly at: Point;
  readonly entries: Entries;
  readonly onClose: () => void;
}

function List({ label, at, entries, onClose }: ContextMenuProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    before.current = box.current?.parentElement?.querySelector<HTMLElement>(':focus') ?? null;
  }, [at]);
  useMenuPopover(at, { list: box, anchor: () => pointAnchor(at), onAway: onClose });
  const close = (): void => {
    onClose();
    before.current?.focus();
  };
  return (
    <div
      ref={box}
      class="debug-menu-list"
      popover="manual"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      data-escape
      onKeyDown={(event) => moveInMenu(event, box.current, close)}
      onContextMenu={(event) => event.preventDefault()}
    >
      <MenuItems entries={entries()} onClose={close} />
    </div>
  );
}

/** Where a menu that was asked for by keyboard stands: at what is chosen, else where the browser says. */
function placeOf(event: MouseEvent): Point {
  const asked = elementOf(event.currentTarget);
  const chosen = event.button === 2 ? null : asked?.querySelector('[aria-selected=true], .video-outline-chosen, .event-chosen');
  const box = chosen?.getBoundingClientRect();
  return box === undefined ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.bottom };
}

export interface ContextMenu {
  /** For the element that is pointed at. */
  readonly onContextMenu: (event: MouseEvent) => void;
  /** To be drawn anywhere in the panel. */
  readonly menu: JSX.Element | null;
}

/** A menu for what the mouse points at, or for what is chosen when it is asked for by the menu key. */
export function useContextMenu(label: string, entries: Entries): ContextMenu {
  const [at, setAt] = useState<Point | null>(null);
  const empty = at !== null && entries().length === 0;
  useEffect(() => {
    if (empty) setAt(null);
  }, [empty]);
  return {
    onContextMenu: (event) => {
      event.preventDefault();
      setAt(placeOf(event));
    },
    menu: at === null || empty ? null : <List label={label} at={at} entries={entries} onClose={() => setAt(null)} />,
  };
}
