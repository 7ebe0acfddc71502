import { render, type ComponentChildren, type JSX } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { Palette } from '../panels/palette.tsx';
import { PageContext, usePage } from './context.ts';
import { Toasts } from './toasts.tsx';

/** Draws into another window of the page. */
function InWindow({ at, children }: { readonly at: Window; readonly children: ComponentChildren }): null {
  const page = useContext(PageContext);
  const place = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const element = at.document.createElement('div');
    at.document.body.append(element);
    place.current = element;
    return () => {
      render(null, element);
      element.remove();
    };
  }, [at]);
  useLayoutEffect(() => {
    if (place.current !== null) render(<PageContext.Provider value={page}>{children}</PageContext.Provider>, place.current);
  });
  return null;
}

/** The palette, in the first window while the person works there. */
export function Palettes(): JSX.Element | null {
  const { app, state } = usePage();
  return state.palette && app.windows.front === window ? <Palette /> : null;
}

/** What every further window has besides its panels: messages, and the palette when the person works there. */
export function OtherWindows({ covered }: { readonly covered: boolean }): JSX.Element {
  const { app, state } = usePage();
  const { others, front } = app.windows;
  useLayoutEffect(() => {
    for (const { document } of others) {
      document.querySelectorAll<HTMLElement>('.dv-popout-window').forEach((panels) => void (panels.inert = covered));
    }
  }, [others, covered]);
  return (
    <>
      {others.map((one) => (
        <InWindow key={one.name} at={one}>
          <Toasts />
          {state.palette && front === one && <Palette />}
        </InWindow>
      ))}
    </>
  );
}
