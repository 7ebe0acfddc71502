import type { ListingLine, MemoryName, ProcessorName } from '../../../session/debug-protocol.ts';
import type { App } from '../../app.ts';
import { commandOf, keysOf } from '../../commands/registry.ts';
import type { MenuEntry } from '../menu.tsx';
import { codeAddress, hex } from '../places.ts';
import { type Place, toggleStop } from './place.ts';

/** A command as an entry, with its key. */
export function commandEntry(app: App, id: string): MenuEntry {
  const command = commandOf(id);
  const key = keysOf(command, app.store.state.peek())[0];
  return {
    text: app.titleOf(command),
    ...(key === undefined ? {} : { hint: app.keyLabel(key) }),
    run: () => app.runCommand(id),
  };
}

/** What can be asked about bytes that a row names. `title` is what they are called; `at` may have to find out where they are. */
export function byteEntries(app: App, title: string, at: () => Place | Promise<Place>): readonly MenuEntry[] {
  const { debug } = app;
  const fill = { place: title };
  const ask = (question?: 'whoWrote' | 'whenChanged'): void =>
    app.attempt(async () => {
      const { memory, from, to } = await at();
      debug.memoryGoal.value = { memory, address: from, to, ...(question === undefined ? {} : { ask: question }) };
      debug.dock?.show('memory');
    });
  const stop = (access: 'read' | 'write'): void =>
    app.attempt(async () => {
      const set = await toggleStop(debug, await at(), access);
      app.toast(app.text(set ? 'memory.stopSet' : 'place.stopGone', fill));
    });
  return [
    { text: app.text('rows.inMemory', fill), run: () => ask() },
    { text: app.text('rows.whoWrote', fill), run: () => ask('whoWrote') },
    { text: app.text('rows.whenChanged', fill), run: () => ask('whenChanged') },
    { text: app.text('rows.stopWrite', fill), run: () => stop('write') },
    { text: app.text('rows.stopRead', fill), run: () => stop('read') },
  ];
}

/** Watches bytes as a number. */
export function watchEntry(app: App, title: string, { memory, from, to }: Place): MenuEntry {
  const type = `u${String(8 * Math.min(4, to - from + 1))}`;
  return {
    text: app.text('rows.watch', { place: title }),
    run: () => {
      app.debug.notes.addWatch(`$${hex(from, 4)}`, { name: title, memory, type });
      app.toast(app.text('search.watched', { place: title }));
    },
  };
}

/** What can be done with an instruction that a row names. */
export function codeEntries(app: App, processor: ProcessorName, address: number): readonly MenuEntry[] {
  const { debug } = app;
  const place = codeAddress(processor, address);
  const stop = async (): Promise<void> => {
    const set = await debug.toggleBreakpoint(address, processor);
    app.toast(app.text(set ? 'memory.stopSet' : 'place.stopGone', { place }));
  };
  return [
    { text: app.text('pixel.showCode'), run: () => debug.showCode(processor, address) },
    { text: app.text('debug.inMemory'), run: () => debug.showMemory({ memory: processor, address }) },
    { text: app.text('place.stopCode', { address: place }), run: () => app.attempt(stop) },
    { text: app.text('references.here'), run: () => debug.showReferences(processor, address) },
    { text: app.text('rows.copyAddress'), run: () => app.attempt(() => debug.copy(place)) },
  ];
}

/** What can be asked about the bytes that an instruction reads or writes. */
export function operandEntries(
  app: App,
  processor: ProcessorName,
  line: ListingLine | undefined,
): readonly (MenuEntry | 'line')[] {
  const effective = line?.effective ?? null;
  if (effective === null) return [];
  const { address, bytes, label } = effective;
  const place: Place = { memory: processor, from: address, to: address + bytes - 1 };
  const title = label === '' ? codeAddress(processor, address) : label;
  return ['line', ...byteEntries(app, title, () => place), watchEntry(app, title, place)];
}

export function isBus(memory: MemoryName): memory is ProcessorName {
  return memory === 'cpu' || memory === 'smp';
}
