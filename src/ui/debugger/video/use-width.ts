import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** CSS pixels from which two views stand side by side. */
export const WIDE = 720;

/** An element and its width in CSS pixels; 0 until it is laid out. */
export function useWidth(): { readonly box: RefObject<HTMLDivElement | null>; readonly width: number } {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}
