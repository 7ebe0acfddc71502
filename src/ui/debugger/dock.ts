import {
  createDockview,
  type ContextMenuItem,
  type DockviewApi,
  type IDockviewPanel,
  type SerializedDockview,
} from 'dockview-core';
// oxlint-disable-next-line import/no-unassigned-import
import 'dockview-core/styles.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-menus.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-panels.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-video.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-events.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-code.css';
// oxlint-disable-next-line import/no-unassigned-import
import '../styles/debugger-sound.css';
import type { Page } from '../components/context.ts';
import type { DockDoor } from './debug-model.ts';
import { PanelRenderer, TabRenderer } from './dock-parts.tsx';
import { MOST_OF_A_KIND, numberOf, PANELS, panelOf, type PanelDefinition, type PanelPlace } from './panels.ts';
import { POPOUT_PAGE, SecondWindows } from './second-windows.ts';

const FOCUSABLE = 'button:not([disabled]), input, select, textarea, [tabindex="0"]';

const FIRST = '[data-first]:not([disabled])';
/** CSS pixels from which on a panel is divided for another one of its kind. */
const ROOM = { width: 1000, height: 520 };
/** Of a small window a panel takes no more than this at first. */
const MOST_SHARE = { width: 0.43, height: 0.5 };
const ADDRESS = '[data-address]';

/** Display frames that a panel with `data-later` has until its `data-first` must be there. */
const MOST_TRIES = 60;
const DIRECTIONS = { left: 'left', right: 'right', above: 'above', below: 'below', within: 'within' } as const;

/** Panels that can be moved, stacked, floated and closed; its layout is kept. */
export class Dock implements DockDoor {
  readonly #api: DockviewApi;
  readonly #page: Page;
  readonly #element: HTMLElement;
  readonly #elements = new Map<string, HTMLElement>();
  readonly #windows: SecondWindows;
  readonly #onChange: (layout: string) => void;
  /** Windows of a layout are being opened, or all are being closed: what stands now is not to be kept. */
  #unsettled = false;
  /** The panel that is to have the focus as soon as it can. */
  #awaited: string | null = null;
  /** What in it is to have the focus. */
  #first = FIRST;

  /** `kept` is a layout of `onChange`; one that can't be read is given up for the first one. */
  constructor(element: HTMLElement, page: Page, kept: string | null, onChange: (layout: string) => void) {
    this.#page = page;
    this.#element = element;
    this.#onChange = onChange;
    this.#api = createDockview(element, {
      theme: { name: 'dotclock', className: 'debug-theme' },
      createComponent: ({ id, name }) => {
        const ready = (): void => {
          if (this.#awaited === id) this.#focus(id);
        };
        const panel = new PanelRenderer(page, id, panelOf(name) ?? PANELS[0], ready, () => this.#changed());
        this.#elements.set(id, panel.element);
        return panel;
      },
      createTabComponent: () => new TabRenderer(),
      defaultTabComponent: 'tab',
      disableTabsOverflowList: false,
      defaultRenderer: 'always',
      announcements: false,
      popoutUrl: POPOUT_PAGE,
      getTabContextMenuItems: ({ panel }) => this.#tabMenu(panel),
    });
    this.#windows = new SecondWindows(this.#api, page.app);
    if (kept === null || !this.#restore(kept)) this.reset();
    this.#api.onDidLayoutChange(() => this.#changed());
    this.#api.onDidPopoutGroupPositionChange(() => this.#changed());
    this.#api.onDidPopoutGroupSizeChange(() => this.#changed());
  }

  #changed(): void {
    if (this.#unsettled) return;
    this.#windows.name();
    this.#onChange(this.layout());
  }

  /** What a tab offers to the mouse; by keyboard it is in the palette. */
  #tabMenu(panel: IDockviewPanel): ContextMenuItem[] {
    const { app } = this.#page;
    const out = this.#windows.isOut(panel);
    return [
      out
        ? { label: app.text('command.debugPutBack'), action: () => this.#windows.close(panel) }
        : { label: app.text('command.debugPopOut'), action: () => app.attempt(() => this.#move(panel)) },
      ...(panelOf(panel.id)?.several === true
        ? [{ label: app.text('command.debugAnother'), action: () => this.another(panel.id) }]
        : []),
      { label: app.text('debug.closePanel'), action: () => panel.api.close() },
    ];
  }

  async #move(panel: IDockviewPanel): Promise<void> {
    if (await this.#windows.open(panel)) this.show(panel.id);
  }

  async popOut(): Promise<void> {
    const panel = this.#api.activePanel;
    if (panel === undefined) return;
    if (this.#windows.isOut(panel)) this.show(panel.id);
    else await this.#move(panel);
  }

  putBack(): void {
    const panel = this.#api.activePanel;
    if (panel !== undefined && this.#windows.isOut(panel)) this.#windows.close(panel);
    else this.#windows.closeAll();
  }

  #restore(kept: string): boolean {
    try {
      const layout = JSON.parse(kept) as SerializedDockview;
      if (!Object.values(layout.panels).every(({ contentComponent = '' }) => panelOf(contentComponent) !== null)) return false;
      // Wherever the layout comes from: panels are moved to our own page and to no other.
      this.#unsettled = true;
      this.#api.fromJSON({ ...layout, popoutGroups: (layout.popoutGroups ?? []).map((one) => ({ ...one, url: POPOUT_PAGE })) });
      void this.#settle();
      for (const panel of this.#api.panels) panel.api.setTitle(this.#title(panel.id));
      return this.#api.panels.length > 0;
    } catch {
      this.#unsettled = false;
      this.#api.clear();
      return false;
    }
  }

  /** When the windows of a layout are open, or were refused. */
  async #settle(): Promise<void> {
    await this.#api.popoutRestorationPromise;
    this.#unsettled = false;
    this.#changed();
  }

  #title(id: string): string {
    const definition = panelOf(id);
    if (definition === null) return id;
    const title = this.#page.app.text(definition.title);
    return numberOf(id) === 1 ? title : `${title} ${numberOf(id)}`;
  }

  isOpen(panel: string): boolean {
    return this.#api.getPanel(panel) !== undefined;
  }

  /** Opens a panel, or brings it to the front, and gives it the focus: what `first` selects in it, when that is there. */
  show(panel: string, first = FIRST): void {
    const definition = panelOf(panel);
    if (definition === null) return;
    const there = this.#api.getPanel(panel);
    if (there === undefined) this.#add(definition);
    else there.api.setActive();
    this.#awaited = panel;
    this.#first = first;
    requestAnimationFrame(() => this.#focus(panel));
  }

  goToAddress(): void {
    const { front } = this.#page.app.debug;
    const there = front !== null && this.isOpen(front) && this.#elements.get(front)?.querySelector(ADDRESS) !== null;
    this.show(there ? front : 'disassembly', ADDRESS);
  }

  #focus(panel: string, tries = MOST_TRIES): void {
    const element = this.isOpen(panel) ? this.#elements.get(panel) : undefined;
    if (element === undefined) return;
    const { ownerDocument } = element;
    if (ownerDocument !== this.#page.app.windows.front.document) ownerDocument.defaultView?.focus();
    const inside = (selector: string): HTMLElement | null => element.querySelector<HTMLElement>(selector);
    const wanted = inside(this.#first);
    if (element.contains(ownerDocument.activeElement) && (this.#first === FIRST || wanted === null)) return;
    if (wanted === null && tries > 0 && inside('[data-later]') !== null) {
      const free = this.#awaited === panel && ownerDocument.querySelector('[aria-modal="true"]') === null;
      if (free) requestAnimationFrame(() => this.#focus(panel, tries - 1));
      return;
    }
    const first = wanted ?? inside(FOCUSABLE) ?? (element.hasChildNodes() ? element : null);
    if (first === null) return;
    this.#awaited = null;
    this.#first = FIRST;
    first.focus();
  }

  another(panel: string): string | null {
    const definition = panelOf(panel);
    const there = this.#api.getPanel(panel);
    if (definition?.several !== true || there === undefined) return null;
    const ids = Array.from({ length: MOST_OF_A_KIND - 1 }, (_, i) => `${definition.id}:${i + 2}`);
    const id = [definition.id, ...ids].find((one) => !this.isOpen(one));
    if (id === undefined) return null;
    const { width, height } = there.api;
    const direction = width >= ROOM.width ? 'right' : height >= ROOM.height ? 'below' : 'within';
    this.#api.addPanel({
      id,
      component: definition.id,
      title: this.#title(id),
      position: { referencePanel: panel, direction },
      ...(there.params === undefined ? {} : { params: { ...there.params } }),
    });
    this.show(id);
    return id;
  }

  #add({ id, place }: PanelDefinition): void {
    const panel = { id, component: id, title: this.#title(id) };
    const found = place === null ? null : this.#placeOf(place);
    if (found === null) {
      this.#api.addPanel(panel);
      return;
    }
    const { width, height, side } = found.place;
    const { clientWidth, clientHeight } = this.#element;
    const sizes = {
      ...(width === undefined ? {} : { initialWidth: Math.min(width, clientWidth * MOST_SHARE.width) }),
      ...(height === undefined ? {} : { initialHeight: Math.min(height, clientHeight * MOST_SHARE.height) }),
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
    const { windows } = this.#page.app;
    const places = [this.#element, ...windows.others.map(({ document: { body } }) => body)];
    const all = places.flatMap((place) => [...place.querySelectorAll<HTMLElement>('[data-panel]')]);
    const seen = all.filter((one) => one.offsetParent !== null);
    const at = seen.findIndex((one) => one.contains(windows.focused));
    const next = seen[(at + (back ? -1 : 1) + seen.length) % seen.length];
    const panel = next?.dataset['panel'];
    if (panel !== undefined) this.#focus(panel);
  }

  dispose(): void {
    this.#unsettled = true;
    this.#windows.dispose();
    this.#api.dispose();
  }
}
