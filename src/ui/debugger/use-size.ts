import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** How many rows of a height fit into an element; 0 until it is laid out. */
export function useRowsThatFit(element: RefObject<HTMLElement | null>, rowHeight: number): number {
  const [rows, setRows] = useState(0);
  useEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setRows(Math.max(0, Math.floor(entry.contentRect.height / rowHeight)));
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [rowHeight]);
  return rows;
}
