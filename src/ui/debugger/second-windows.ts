import type { DockviewApi, IDockviewPanel } from 'dockview-core';
import type { App } from '../app.ts';

/** The empty page that panels are moved to. Hosts allow this one window and no other. */
export const POPOUT_PAGE = 'popout.html';

/** The windows that panels of a dock were moved to. */
export class SecondWindows {
  readonly #api: DockviewApi;
  readonly #app: App;

  constructor(api: DockviewApi, app: App) {
    this.#api = api;
    this.#app = app;
    api.onDidAddPopoutGroup(({ window: one }) => {
      this.#furnish(one);
      app.windows.add(one);
      this.#count();
      this.name();
    });
    api.onWillClosePopoutWindow(({ window: one }) => {
      app.windows.remove(one);
      this.#count();
      // A page that is about to be left can't be closed at once: nothing empty stays behind.
      setTimeout(() => one.close());
    });
  }

  #count(): void {
    const { length } = this.#app.windows.others;
    this.#app.store.update((state) => void (state.secondWindows = length));
  }

  /** Landmark and heading, as the first window has them. */
  #furnish({ document: page }: Window): void {
    const heading = page.createElement('h1');
    heading.className = 'visually-hidden';
    const panels = page.querySelector('.dv-popout-window');
    panels?.setAttribute('role', 'main');
    panels?.prepend(heading);
  }

  isOut(panel: IDockviewPanel): boolean {
    return panel.api.location.type === 'popout';
  }

  /** Moves a panel to a window of its own. False when the browser refused the window, and the panel is where it was. */
  async open(panel: IDockviewPanel): Promise<boolean> {
    const app = this.#app;
    const opened = await this.#api.addPopoutGroup(panel, { popoutUrl: POPOUT_PAGE });
    if (!opened) app.toast(app.text('debug.windowRefused'), { kind: 'error' });
    return opened;
  }

  /** Closes the window in which a panel stands; its panels go back into the first one. */
  close(panel: IDockviewPanel): void {
    if (this.isOut(panel)) panel.api.getWindow().close();
  }

  closeAll(): void {
    for (const { window: one } of this.#api.getPopouts()) one.close();
  }

  /** Says in the titles which panels stand in which window. */
  name(): void {
    for (const { window: one } of this.#api.getPopouts()) {
      const inside = this.#api.panels.filter((panel) => this.isOut(panel) && panel.api.getWindow() === one);
      const title = inside.map(({ title: words }) => words ?? '').join(', ');
      one.document.title = `${title} – ${document.title}`;
      const heading = one.document.querySelector('h1');
      if (heading !== null) heading.textContent = title;
    }
  }

  dispose(): void {
    for (const { window: one } of this.#api.getPopouts()) this.#app.windows.remove(one);
    this.#count();
  }
}
