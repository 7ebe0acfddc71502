import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App } from '../app.ts';
import type { InputControl } from '../input.ts';
import type { UiState } from '../state/ui-state.ts';

export interface Page {
  readonly app: App;
  readonly input: InputControl;
}

export const PageContext = createContext<Page | null>(null);

/** The page's app; a component that reads it is drawn again when the state changes. */
export function usePage(): Page & { readonly state: UiState } {
  const page = useContext(PageContext);
  if (page === null) throw new Error('a component stands outside the page.');
  return { ...page, state: page.app.store.state.value };
}
