import { signal } from '@preact/signals';
import type { IContentRenderer, ITabRenderer } from 'dockview-core';
import { render, type ComponentType, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { PageContext, type Page } from '../components/context.ts';
import { PanelContext, type PanelContextValue } from './context.ts';
import type { PanelDefinition } from './panels.ts';

function PanelHost({
  definition,
  page,
  panel,
  onReady,
}: {
  definition: PanelDefinition;
  page: Page;
  panel: PanelContextValue;
  /** Its component is there. */
  onReady: () => void;
}): JSX.Element {
  const [Component, setComponent] = useState<ComponentType | null>(null);
  useEffect(() => {
    page.app.attempt(async () => {
      const loaded = await definition.load();
      setComponent(() => loaded);
    });
  }, []);
  useEffect(() => {
    if (Component !== null) onReady();
  }, [Component]);
  return (
    <PageContext.Provider value={page}>
      <PanelContext.Provider value={panel}>{Component !== null && <Component />}</PanelContext.Provider>
    </PageContext.Provider>
  );
}

/** Milliseconds after a change before it is in the layout. */
const KEEP_AFTER = 300;

/** A panel's place in the dock: an element into which its component is drawn. */
export class PanelRenderer implements IContentRenderer {
  readonly element = document.createElement('div');
  readonly #page: Page;
  readonly #definition: PanelDefinition;
  readonly #visible = signal(true);
  readonly #onReady: () => void;
  readonly #onKept: () => void;

  /** `onKept`: it has kept something in the layout. */
  constructor(page: Page, id: string, definition: PanelDefinition, onReady: () => void, onKept: () => void) {
    this.#page = page;
    this.#onReady = onReady;
    this.#onKept = onKept;
    this.#definition = definition;
    this.element.className = `debug-panel debug-panel-${definition.id}`;
    this.element.dataset['panel'] = id;
    this.element.tabIndex = -1;
    this.element.addEventListener('focusin', () => void (page.app.debug.front = id));
  }

  init({ api, params }: Parameters<IContentRenderer['init']>[0]): void {
    this.#visible.value = api.isVisible;
    const kept: Record<string, unknown> = { ...params };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = (name: string, value: string | number): void => {
      kept[name] = value;
      clearTimeout(timer);
      timer = setTimeout(() => {
        api.updateParameters({ ...kept });
        this.#onKept();
      }, KEEP_AFTER);
    };
    api.onDidVisibilityChange(({ isVisible }) => void (this.#visible.value = isVisible));
    const panel = { app: this.#page.app, panel: api.id, visible: this.#visible, kept, keep };
    render(<PanelHost definition={this.#definition} page={this.#page} panel={panel} onReady={this.#onReady} />, this.element);
  }

  dispose(): void {
    render(null, this.element);
  }
}

/** A panel's tab. Its cross is for the mouse: a tab can't hold a button, and the panels' menu closes panels by keyboard. */
export class TabRenderer implements ITabRenderer {
  readonly element = document.createElement('div');
  readonly #title = document.createElement('span');
  readonly #cross = document.createElement('span');

  constructor() {
    this.element.className = 'debug-tab';
    this.#cross.className = 'debug-tab-close';
    this.#cross.setAttribute('aria-hidden', 'true');
    this.#cross.textContent = '×';
    this.element.append(this.#title, this.#cross);
  }

  init({ title, api }: Parameters<ITabRenderer['init']>[0]): void {
    this.#title.textContent = title;
    api.onDidTitleChange((event) => void (this.#title.textContent = event.title));
    this.#cross.addEventListener('pointerdown', (event) => event.stopPropagation());
    this.#cross.addEventListener('click', (event) => {
      event.stopPropagation();
      api.close();
    });
  }
}
