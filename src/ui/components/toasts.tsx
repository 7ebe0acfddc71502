import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePage } from './context.ts';
import { Icon } from './icons.tsx';

function ToastPicture({ url }: { readonly url: string }): JSX.Element {
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img class="toast-picture" src={url} alt="" />;
}

export function Toasts(): JSX.Element {
  const { app, state } = usePage();
  return (
    <div class="toasts" role="status" aria-live="polite">
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
