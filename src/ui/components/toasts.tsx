import type { JSX } from 'preact';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';

function ToastPicture({ url }: { readonly url: string }): JSX.Element {
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img class="toast-picture" src={url} alt="" />;
}

/** Pixels between messages and what they stand in. */
const EDGE = 12;
/** A narrower picture has no room for them. */
const LEAST_WIDTH = 240;

/** In the debugger messages stand at the foot of the picture, where no control is; without one in this window in their corner. */
function useFootOfPicture(box: RefObject<HTMLDivElement | null>, toasts: readonly unknown[], shown: boolean): void {
  useLayoutEffect(() => {
    const { current } = box;
    const view = current?.ownerDocument.defaultView ?? null;
    if (current === null || view === null || !shown) return undefined;
    const { ownerDocument, style } = current;
    const inCorner = (): void => {
      for (const name of ['left', 'right', 'bottom']) style.removeProperty(`--toasts-${name}`);
    };
    const place = (): void => {
      const panel = ownerDocument.querySelector('[data-panel=picture]');
      if (panel === null) return;
      const { left, right, bottom, width } = panel.getBoundingClientRect();
      if (width < LEAST_WIDTH) {
        inCorner();
        return;
      }
      style.setProperty('--toasts-left', `${String(left + EDGE)}px`);
      style.setProperty('--toasts-right', `${String(view.innerWidth - right + EDGE)}px`);
      style.setProperty('--toasts-bottom', `${String(view.innerHeight - bottom + EDGE)}px`);
    };
    const observer = new view.ResizeObserver(place);
    let waiting = 0;
    // When the debugger begins its panels come after its first message.
    const begin = (): void => {
      const panel = ownerDocument.querySelector('[data-panel=picture]');
      if (panel === null) {
        waiting = view.requestAnimationFrame(begin);
        return;
      }
      place();
      observer.observe(panel);
      observer.observe(ownerDocument.body);
    };
    begin();
    return () => {
      view.cancelAnimationFrame(waiting);
      observer.disconnect();
      inCorner();
    };
  }, [toasts, shown]);
}

export function Toasts(): JSX.Element {
  const { app, state } = usePage();
  const box = useRef<HTMLDivElement>(null);
  useFootOfPicture(box, state.toasts, state.debugger && state.toasts.length > 0);
  return (
    <div ref={box} class="toasts" role="status" aria-live="polite">
      {state.toasts.map((toast) => (
        <div
          key={toast.id}
          class={`toast toast-${toast.kind}`}
          // A pointer that merely rests where a message comes up asks for nothing: in a game it would stay for ever.
          onMouseMove={({ movementX, movementY }) => (movementX || movementY) && app.toasts.hold(toast.id, 'pointer')}
          onMouseLeave={() => app.toasts.letGo(toast.id, 'pointer')}
          onFocusIn={() => app.toasts.hold(toast.id, 'focus')}
          onFocusOut={() => app.toasts.letGo(toast.id, 'focus')}
        >
          {toast.kind === 'error' && <Icon name="alert" />}
          {toast.picture !== null && <ToastPicture url={toast.picture} />}
          <span>{toast.text}</span>
          {toast.action !== null && (
            <button type="button" class="link" onClick={() => app.toasts.run(toast.id)}>
              {toast.action}
            </button>
          )}
          <button
            type="button"
            class="button button-icon button-quiet"
            aria-label={app.text('common.close')}
            onClick={() => app.toasts.drop(toast.id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
