import type { ComponentChildren, JSX, Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export const ROW_HEIGHT = 20;

export interface RowWindow {
  readonly box: Ref<HTMLDivElement> & { readonly current: HTMLDivElement | null };
  /** The first row that is seen. */
  readonly first: number;
  /** Rows that fit, the last one cut off. */
  readonly count: number;
  /** Scrolls just as far as a row needs to be seen, or to the top when it is far away. */
  readonly show: (row: number) => void;
}

/**
 * Which of a million rows of one height are seen in an element that scrolls; `head` pixels at its top stay covered. The row `held` stays seen when there
 * is less room.
 */
export function useRowWindow(head = 0, held = -1): RowWindow {
  const box = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [height, setHeight] = useState(0);
  const row = useRef(held);
  row.current = held;
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const onScroll = (): void => setFirst(Math.floor(element.scrollTop / ROW_HEIGHT));
    let before = element.clientHeight;
    const observer = new ResizeObserver(() => {
      const { clientHeight, scrollTop } = element;
      const bottom = (row.current + 1) * ROW_HEIGHT + head - scrollTop;
      if (row.current >= 0 && clientHeight < before && bottom > clientHeight && bottom <= before)
        element.scrollTop = scrollTop + bottom - clientHeight;
      before = clientHeight;
      setHeight(clientHeight);
    });
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);
  const count = Math.ceil(Math.max(0, height - head) / ROW_HEIGHT);
  const show = (row: number): void => {
    const element = box.current;
    if (element === null) return;
    const whole = Math.max(1, Math.floor((element.clientHeight - head) / ROW_HEIGHT));
    const top = Math.floor(element.scrollTop / ROW_HEIGHT);
    if (row >= top && row < top + whole) return;
    const near = row >= top - whole && row < top + 2 * whole;
    const to = near ? (row < top ? row : row - whole + 1) : row - Math.floor(whole / 3);
    element.scrollTop = Math.max(0, to) * ROW_HEIGHT;
  };
  return { box, first, count, show };
}

interface RowsProps {
  readonly window: RowWindow;
  readonly total: number;
  readonly children: ComponentChildren;
}

/** The place of all rows, with those in it that are seen. */
export function Rows({ window, total, children }: RowsProps): JSX.Element {
  return (
    <div class="debug-all-rows" role="presentation" style={{ height: `${String(total * ROW_HEIGHT)}px` }}>
      <div
        class="debug-seen-rows"
        role="presentation"
        style={{ transform: `translateY(${String(window.first * ROW_HEIGHT)}px)` }}
      >
        {children}
      </div>
    </div>
  );
}
