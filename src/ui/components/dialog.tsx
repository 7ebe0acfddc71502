import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { elementOf } from '../windows.ts';

interface DialogProps {
  readonly title: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A layer in front that keeps the focus inside and gives it back when it closes. */
export function Dialog({ title, className = '', onClose, children }: DialogProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  // Before the next key: what is typed at once belongs to the dialog.
  useLayoutEffect(() => {
    const page = box.current?.ownerDocument ?? document;
    if (!page.hasFocus()) page.defaultView?.focus();
    const before = elementOf(page.activeElement);
    const first =
      box.current?.querySelector<HTMLElement>('[data-first]:not(:disabled)') ??
      box.current?.querySelector<HTMLElement>('input:not(:disabled), button:not(:disabled)');
    first?.focus();
    return () => {
      if (before?.isConnected === true) before.focus();
    };
  }, []);
  const keepInside = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || box.current === null) return;
    const all = [
      ...box.current.querySelectorAll<HTMLElement>(
        'button:not([disabled]), input:not([disabled]), select, textarea, summary, a[href], [tabindex="0"]',
      ),
    ].filter((one) => one.offsetParent !== null);
    const edge = event.shiftKey ? all[0] : all[all.length - 1];
    if (box.current.ownerDocument.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div class="layer" onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div ref={box} class={`dialog ${className}`} role="dialog" aria-modal="true" aria-label={title} onKeyDown={keepInside}>
        {children}
      </div>
    </div>
  );
}
