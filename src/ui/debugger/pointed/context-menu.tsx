import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { elementOf } from '../../windows.ts';
import { type MenuEntry, MenuItems, moveInMenu } from '../menu.tsx';

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

/** Pixels between a menu and the edge of the window. */
const EDGE = 4;

function List({ label, at, entries, onClose }: ContextMenuProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const close = (): void => {
    onClose();
    before.current?.focus();
  };
  useEffect(() => {
    const list = box.current;
    const page = list?.ownerDocument;
    const view = page?.defaultView;
    if (list === null || page === undefined || view === null || view === undefined) return undefined;
    before.current = list.parentElement?.querySelector<HTMLElement>(':focus') ?? null;
    list.popover = 'manual';
    list.showPopover();
    const { width, height } = list.getBoundingClientRect();
    list.style.left = `${Math.max(EDGE, Math.min(at.x, view.innerWidth - width - EDGE))}px`;
    list.style.top = `${Math.max(EDGE, Math.min(at.y, view.innerHeight - height - EDGE))}px`;
    list.querySelector<HTMLElement>('[role^=menuitem]')?.focus();
    const away = (event: PointerEvent): void => {
      if (!list.contains(elementOf(event.target))) onClose();
    };
    page.addEventListener('pointerdown', away, true);
    return () => page.removeEventListener('pointerdown', away, true);
  }, [at]);
  return (
    <div
      ref={box}
      class="debug-menu-list debug-context"
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
