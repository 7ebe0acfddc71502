import type { ComponentChild, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { sameWindow, windowOf, type CardWindow } from './card-window.ts';

/** What is drawn before anything is measured. */
const START: CardWindow = { from: 0, to: 48, above: 0, below: 0 };

interface CardsProps<T> {
  readonly className: string;
  readonly items: readonly T[];
  readonly card: (item: T) => ComponentChild;
}

/** Cards of equal height in a grid or a list. Only what is seen, and a little more, is in the page. */
export function WindowedCards<T>({ className, items, card }: CardsProps<T>): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<CardWindow>(START);
  useLayoutEffect(() => {
    const element = box.current;
    const scroller = element?.closest<HTMLElement>('[data-scroller]') ?? null;
    if (element === null || scroller === null) return undefined;
    const look = (): void => {
      const one = element.querySelector<HTMLElement>(':scope > article');
      // The list has become shorter than what was scrolled.
      if (one === null) {
        setShown(START);
        return;
      }
      const style = getComputedStyle(element);
      const columns = Math.max(1, style.gridTemplateColumns === 'none' ? 1 : style.gridTemplateColumns.split(' ').length);
      const pitch = one.offsetHeight + (Number.parseFloat(style.rowGap) || 0);
      const top = scroller.getBoundingClientRect().top - element.getBoundingClientRect().top;
      const next = windowOf(items.length, columns, pitch, top, scroller.clientHeight);
      setShown((before) => (sameWindow(before, next) ? before : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    observer.observe(scroller);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, [items, className]);
  const { from, to, above, below } = shown;
  return (
    <div ref={box} class={className} style={{ paddingTop: `${above}px`, paddingBottom: `${below}px` }}>
      {items.slice(from, to).map(card)}
    </div>
  );
}
