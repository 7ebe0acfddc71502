import {
  createDockview,
  type DockviewApi,
  type IContentRenderer,
  type ITabRenderer,
  type SerializedDockview,
} from 'dockview-core';
// oxlint-disable-next-line import/no-unassigned-import
import 'dockview-core/styles.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-video.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-code.css';
import { signal } from '@preact/signals';
import { render, type ComponentType, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { PageContext, type Page } from '../components/context.ts';
import { PanelContext, type PanelContextValue } from './context.ts';
import type { DockDoor } from './debug-model.ts';
import { PANELS, panelOf, type PanelDefinition, type PanelPlace } from './panels.ts';

const FOCUSABLE = 'button:not([disabled]), input, select, textarea, [tabindex="0"]';

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

/** A panel's place in the dock: an element into which its component is drawn. */
class PanelRenderer implements IContentRenderer {
  readonly element = document.createElement('div');
  readonly #page: Page;
  readonly #definition: PanelDefinition;
  readonly #visible = signal(true);
  readonly #onReady: () => void;

  constructor(page: Page, definition: PanelDefinition, onReady: () => void) {
    this.#page = page;
    this.#onReady = onReady;
    this.#definition = definition;
    this.element.className = `debug-panel debug-panel-${definition.id}`;
    this.element.dataset['panel'] = definition.id;
    this.element.tabIndex = -1;
  }

  init({ api }: Parameters<IContentRenderer['init']>[0]): void {
    this.#visible.value = api.isVisible;
    api.onDidVisibilityChange(({ isVisible }) => void (this.#visible.value = isVisible));
    const panel = { app: this.#page.app, visible: this.#visible };
    render(<PanelHost definition={this.#definition} page={this.#page} panel={panel} onReady={this.#onReady} />, this.element);
  }

  dispose(): void {
    render(null, this.element);
  }
}

/** A panel's tab. Its cross is for the mouse: a tab can't hold a button, and the panels' menu closes panels by keyboard. */
class TabRenderer implements ITabRenderer {
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

/** Display frames that a panel with `data-later` has until its `data-first` must be there. */
const MOST_TRIES = 60;
const DIRECTIONS = { left: 'left', right: 'right', above: 'above', below: 'below', within: 'within' } as const;

/** Panels that can be moved, stacked, floated and closed; its layout is kept. */
export class Dock implements DockDoor {
  readonly #api: DockviewApi;
  readonly #page: Page;
  readonly #element: HTMLElement;
  /** The panel that is to have the focus as soon as it can. */
  #awaited: string | null = null;

  /** `kept` is a layout of `onChange`; one that can't be read is given up for the first one. */
  constructor(element: HTMLElement, page: Page, kept: string | null, onChange: (layout: string) => void) {
    this.#page = page;
    this.#element = element;
    this.#api = createDockview(element, {
      theme: { name: 'dotclock', className: 'debug-theme' },
      createComponent: ({ name }) =>
        new PanelRenderer(page, panelOf(name) ?? PANELS[0], () => {
          if (this.#awaited === name) this.#focus(name);
        }),
      createTabComponent: () => new TabRenderer(),
      defaultTabComponent: 'tab',
      disableTabsOverflowList: false,
      defaultRenderer: 'always',
      announcements: false,
    });
    if (kept === null || !this.#restore(kept)) this.reset();
    this.#api.onDidLayoutChange(() => onChange(this.layout()));
  }

  #restore(kept: string): boolean {
    try {
      const layout = JSON.parse(kept) as SerializedDockview;
      if (!Object.values(layout.panels).every(({ contentComponent = '' }) => panelOf(contentComponent) !== null)) return false;
      this.#api.fromJSON(layout);
      for (const panel of this.#api.panels) panel.api.setTitle(this.#title(panel.id));
      return this.#api.panels.length > 0;
    } catch {
      this.#api.clear();
      return false;
    }
  }

  #title(id: string): string {
    const definition = panelOf(id);
    return definition === null ? id : this.#page.app.text(definition.title);
  }

  isOpen(panel: string): boolean {
    return this.#api.getPanel(panel) !== undefined;
  }

  /** Opens a panel, or brings it to the front, and gives it the focus. */
  show(panel: string): void {
    const definition = panelOf(panel);
    if (definition === null) return;
    const there = this.#api.getPanel(panel);
    if (there === undefined) this.#add(definition);
    else there.api.setActive();
    this.#awaited = panel;
    requestAnimationFrame(() => this.#focus(panel));
  }

  #focus(panel: string, tries = MOST_TRIES): void {
    const element = this.#element.querySelector<HTMLElement>(`[data-panel="${panel}"]`);
    if (element === null || element.contains(document.activeElement)) return;
    const inside = (selector: string): HTMLElement | null => element.querySelector<HTMLElement>(selector);
    const wanted = inside('[data-first]:not([disabled])');
    if (wanted === null && tries > 0 && inside('[data-later]') !== null) {
      const free = this.#awaited === panel && document.querySelector('[aria-modal="true"]') === null;
      if (free) requestAnimationFrame(() => this.#focus(panel, tries - 1));
      return;
    }
    const first = wanted ?? inside(FOCUSABLE) ?? (element.hasChildNodes() ? element : null);
    if (first === null) return;
    this.#awaited = null;
    first.focus();
  }

  #add({ id, place }: PanelDefinition): void {
    const panel = { id, component: id, title: this.#title(id) };
    const found = place === null ? null : this.#placeOf(place);
    if (found === null) {
      this.#api.addPanel(panel);
      return;
    }
    const { width, height, side } = found.place;
    const sizes = {
      ...(width === undefined ? {} : { initialWidth: width }),
      ...(height === undefined ? {} : { initialHeight: height }),
    };
    this.#api.addPanel({ ...panel, ...sizes, position: { referencePanel: found.neighbour, direction: DIRECTIONS[side] } });
  }

  /** The wanted place when its neighbour is open, or where that neighbour would be put itself. Null when no panel is open. */
  #placeOf(place: PanelPlace): { readonly neighbour: string; readonly place: PanelPlace } | null {
    const together = place.among?.find((id) => this.isOpen(id));
    if (together !== undefined) return { neighbour: together, place: { beside: together, side: 'within' } };
    if (this.isOpen(place.beside)) return { neighbour: place.beside, place };
    const next = panelOf(place.beside)?.place ?? null;
    if (next !== null) return this.#placeOf(next);
    const neighbour = this.#api.panels[0]?.id;
    return neighbour === undefined ? null : { neighbour, place };
  }

  close(panel: string): void {
    this.#api.getPanel(panel)?.api.close();
  }

  layout(): string {
    return JSON.stringify(this.#api.toJSON());
  }

  arrange(layout: string): boolean {
    const before = this.layout();
    if (this.#restore(layout)) return true;
    if (!this.#restore(before)) this.reset();
    return false;
  }

  reset(): void {
    this.#api.clear();
    for (const definition of PANELS) if (definition.shown) this.#add(definition);
    for (const definition of PANELS) {
      if (definition.shown && definition.place?.side !== 'within') this.#api.getPanel(definition.id)?.api.setActive();
    }
  }

  focusNext(back: boolean): void {
    const seen = [...this.#element.querySelectorAll<HTMLElement>('[data-panel]')].filter((one) => one.offsetParent !== null);
    const at = seen.findIndex((one) => one.contains(document.activeElement));
    const next = seen[(at + (back ? -1 : 1) + seen.length) % seen.length];
    const panel = next?.dataset['panel'];
    if (panel !== undefined) this.#focus(panel);
  }

  dispose(): void {
    this.#api.dispose();
  }
}
