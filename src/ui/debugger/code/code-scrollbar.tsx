import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useDebug } from '../context.ts';

const BANK = 0x10000;

interface CodeScrollbarProps {
  /** Of the first row that is seen. */
  readonly address: number;
  readonly onAddress: (address: number) => void;
}

/** Where in its bank the code is that is seen; dragged with the mouse. By keyboard Page Up, Page Down and the field for addresses do the same. */
export function CodeScrollbar({ address, onAddress }: CodeScrollbarProps): JSX.Element {
  const { app } = useDebug();
  const bar = useRef<HTMLDivElement>(null);
  const drag = ({ clientY }: PointerEvent): void => {
    const box = bar.current?.getBoundingClientRect();
    if (box === undefined || box.height === 0) return;
    const share = Math.max(0, Math.min(1, (clientY - box.top) / box.height));
    onAddress((address & ~(BANK - 1)) | Math.min(BANK - 1, Math.round(share * BANK)));
  };
  return (
    <div
      ref={bar}
      class="code-scrollbar"
      aria-hidden="true"
      title={app.text('rows.inBank')}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event)}
    >
      <i style={{ top: `${String(((address & (BANK - 1)) / BANK) * 100)}%` }} />
    </div>
  );
}
