import type { ImportResult, RecordId, RefusedFile, StateRecord } from '../shared/states.ts';
import type { App } from './app.ts';
import { tellRefused } from './refused.ts';

const STATE_FILES = '.dcstate,.state,.zip,.srm,.sav';

function download(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What can be done with a timeline's records, each with a toast that takes it back. */
export class TimelineActions {
  readonly #app: App;
  readonly #hash: string;

  constructor(app: App, hash: string) {
    this.#app = app;
    this.#hash = hash;
  }

  #changed(): void {
    this.#app.states.changed();
  }

  async change(record: StateRecord, change: { name?: string; note?: string; pinned?: boolean }): Promise<void> {
    await this.#app.bridge.call('states.change', { hash: this.#hash, id: record.id, change });
    this.#changed();
  }

  async setSlot(record: StateRecord, slot: StateRecord['slots'][number]): Promise<void> {
    await this.#app.bridge.call('states.setSlot', { hash: this.#hash, id: record.id, slot });
    this.#changed();
    this.#app.toast(this.#app.text('states.slotSet', { slot }), {
      action: 'common.undo',
      run: () => this.#app.states.step('undo'),
    });
  }

  async bin(ids: readonly RecordId[]): Promise<void> {
    await this.#app.bridge.call('states.bin', { hash: this.#hash, ids });
    this.#changed();
    this.#app.toast(this.#app.text('states.binned'), { action: 'common.undo', run: () => this.restore(ids) });
  }

  async restore(ids: readonly RecordId[]): Promise<void> {
    await this.#app.bridge.call('states.restore', { hash: this.#hash, ids });
    this.#changed();
  }

  async erase(ids: readonly RecordId[]): Promise<void> {
    await this.#app.bridge.call('states.erase', { hash: this.#hash, ids });
    this.#changed();
  }

  async export(ids: readonly RecordId[]): Promise<void> {
    const { name, bytes } = await this.#app.bridge.call('states.export', { hash: this.#hash, ids });
    download(name, bytes);
    this.#app.toast(this.#app.text('states.exported', { name }));
  }

  /** The battery save that a record holds, as other emulators read it. */
  async exportBattery(record: StateRecord, title: string): Promise<void> {
    const { sram } = await this.#app.bridge.call('states.load', { hash: this.#hash, id: record.id });
    if (sram === null) throw new Error(this.#app.text('states.noBattery'));
    const name = `${title}.srm`;
    download(name, sram);
    this.#app.toast(this.#app.text('states.exported', { name }));
  }

  import(): void {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = STATE_FILES;
    input.multiple = true;
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      if (files.length > 0) this.#app.attempt(() => this.take(files));
    });
    input.click();
  }

  /** Takes what can be taken of the files; what can't is told together. A battery save comes last, for the game begins anew with it. */
  async take(files: readonly File[]): Promise<void> {
    const ids: RecordId[] = [];
    const refused: RefusedFile[] = [];
    let battery: { readonly file: File; readonly bytes: Uint8Array } | null = null;
    for (const file of files) {
      const result = await this.#import(file);
      if (result.kind === 'states') {
        ids.push(...result.ids);
        refused.push(...result.refused);
      } else if (battery === null) battery = { file, bytes: result.bytes };
      else refused.push({ fileName: file.name, reason: this.#app.text('states.batteryTwice') });
    }
    if (ids.length > 0) {
      this.#changed();
      this.#app.toast(this.#app.text('states.imported', { count: ids.length }), {
        action: 'common.undo',
        run: () => this.bin(ids),
      });
    }
    if (battery !== null) {
      const { file, bytes } = battery;
      await this.#app.states
        .importBattery(bytes)
        .catch((error: unknown) => void refused.push({ fileName: file.name, reason: this.#app.reasonOf(error) }));
    }
    tellRefused(this.#app, refused);
  }

  async #import(file: File): Promise<ImportResult> {
    const { name } = file;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return await this.#app.bridge.call('states.import', { hash: this.#hash, name, bytes });
    } catch (error) {
      return {
        kind: 'states',
        ids: [],
        refused: [{ fileName: name, reason: error instanceof Error ? error.message : String(error) }],
      };
    }
  }
}
