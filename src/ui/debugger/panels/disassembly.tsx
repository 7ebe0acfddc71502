import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CodeLine, ProcessorName } from '../../../session/debug-protocol.ts';
import { commandOf } from '../../commands/registry.ts';
import { Icon } from '../../components/icons.tsx';
import { useDebug, useLive } from '../context.ts';
import { Menu, type MenuEntry } from '../menu.tsx';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { commandEntry, operandEntries } from '../pointed/row-entries.ts';
import { useChosenRow } from '../code/chosen-row.tsx';
import { numberOf } from '../panels.ts';
import { codeAddress, hex } from '../places.ts';
import { useExport, usePanelActions } from '../panel-tools.tsx';
import { FindButton, type FoundHow, type GoesOn, useFinder } from '../find-bar.tsx';
import { useRowsThatFit } from '../use-size.ts';
import { AddressField } from '../address-field.tsx';
import { Detail, useDetails } from '../code/details.tsx';
import { assembleOver, breakpointOf, setName } from '../code/edits.ts';
import { BankChoice } from '../code/bank-choice.tsx';
import { CodeScrollbar } from '../code/code-scrollbar.tsx';
import { CodeRow, type Editing, type Row } from '../code/code-row.tsx';
import { SkippedLines } from '../code/skipped.tsx';
import type { CodeAction } from '../debug-model.ts';

const ROW = 20;
/** Rows that a turn of the wheel moves. */
const WHEEL = 3;

/** Commands with files that the menu offers. */
const FILES = ['debugImportSymbols', 'debugExportLabels', 'debugExportLog', 'debugExportRom', 'debugExportIps'];

interface Place {
  readonly address: number;
  /** Rows above it. */
  readonly before: number;
}

function rowsOf(lines: readonly CodeLine[], editing: Editing | null): Row[] {
  return lines.flatMap((line): Row[] => {
    const code: Row = { kind: 'code', line };
    const named = line.label !== '' || (editing?.part === 'label' && editing.address === line.address);
    return named ? [{ kind: 'label', line }, code] : [code];
  });
}

/** Where a bank's memory begins: in those with I/O below it, that is the ROM's half. */
function bankStart(bank: number): number {
  return bank * 0x10000 + ((bank & 0x40) === 0 ? 0x8000 : 0);
}

/** Goes where the program counter is, unless it is on the screen. */
function usePlace(processor: ProcessorName, shown: number, lines: readonly CodeLine[]): [Place | null, (place: Place) => void] {
  const { debug, panel } = useDebug();
  const [place, setPlace] = useState<Place | null>(null);
  const status = debug.status.value;
  const goal = numberOf(panel) === 1 ? debug.codeGoal.value : null;
  const pc = status?.processors.find(({ name }) => name === processor)?.instruction ?? 0;
  const followed = useRef('');
  const third = Math.max(1, Math.floor(shown / 3));
  useEffect(() => {
    if (goal !== null) setPlace({ address: goal.address, before: third });
  }, [goal]);
  useEffect(() => {
    if (status === null || shown === 0) return;
    const key = `${processor} ${status.position.time} ${status.position.micro} ${pc}`;
    if ((status.running && place !== null) || followed.current === key) return;
    followed.current = key;
    const inside = lines.slice(1, Math.max(2, shown - 2)).some(({ address }) => address === pc);
    if (!inside) setPlace({ address: pc, before: third });
  }, [status, processor, shown]);
  return [place, setPlace];
}

function textOf(processor: ProcessorName, line: CodeLine): string {
  const bytes = line.bytes.map((byte) => hex(byte, 2)).join(' ');
  const comment = line.comment === '' ? '' : ` ; ${line.comment}`;
  const label = line.label === '' ? '' : `${line.label}:\n`;
  return `${label}${codeAddress(processor, line.address)}  ${bytes.padEnd(12)}${line.text}${comment}`;
}

export function DisassemblyPanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const rowMark = numberOf(panel) === 1 ? 'code-' : `code${numberOf(panel)}-`;
  const list = useRef<HTMLDivElement>(null);
  const shown = useRowsThatFit(list, ROW);
  const { processor, cursor, setCursor, choice } = useChosenRow();
  const lastLines = useRef<readonly CodeLine[]>([]);
  const [place, setPlace] = usePlace(processor, shown, lastLines.current);
  const [editing, setEditing] = useState<Editing | null>(null);
  const been = useRef<Place[]>([]);
  const live = useLive('disassemble', place === null ? undefined : { processor, ...place, after: shown + 1 }, { every: 60 });
  const lines = live === null || live.argument.processor !== processor ? [] : live.value;
  lastLines.current = lines;
  const rows = rowsOf(lines, editing).slice(0, shown + 1);
  const status = debug.status.value?.processors.find(({ name }) => name === processor);
  const pc = status?.instruction ?? -1;
  const breakpoints = debug.breakpoints.value;
  const bookmarks = debug.notes.bookmarks.value;
  const chosen = lines.find(({ address }) => address === cursor);
  const stop = chosen === undefined ? undefined : breakpointOf(chosen, breakpoints);
  const details = useDetails(processor);

  const go = (address: number): void => {
    if (place !== null) been.current.push({ address: lines[0]?.address ?? place.address, before: 0 });
    setCursor(address);
    setPlace({ address, before: Math.floor(shown / 3) });
  };
  const back = (): void => {
    const last = been.current.pop();
    if (last !== undefined) setPlace(last);
  };
  const scroll = (by: number): void => {
    const [first] = lines;
    if (first === undefined) return;
    if (by > 0) setPlace({ address: lines[Math.min(by, lines.length - 1)].address, before: 0 });
    else if (by < 0) setPlace({ address: first.address, before: -by });
  };
  const follow = (line = chosen): void => {
    const to = line?.target ?? null;
    if (to !== null) go(to);
    else if (line !== undefined && line.effective !== null)
      debug.showMemory({ memory: processor, address: line.effective.address });
  };
  const move = (by: number): void => {
    const at = lines.findIndex(({ address }) => address === cursor);
    const next = at < 0 ? Math.floor(shown / 3) : at + by;
    if (next < 0 || next >= shown - 1) scroll(by);
    const line = lines[Math.max(0, Math.min(lines.length - 1, next))];
    if (line !== undefined) setCursor(line.address);
  };
  const edit = (part: Editing['part']): void => {
    if (chosen === undefined) return;
    if (part === 'code' && debug.running) app.toast(app.text('debug.whenStopped'));
    else setEditing({ address: chosen.address, part });
  };
  const closeField = (): void => {
    setEditing(null);
    list.current?.focus();
  };
  const take = async (line: CodeLine, text: string): Promise<string> => {
    if (editing?.part === 'label') await setName(debug, processor, line, { name: text.trim() });
    else if (editing?.part === 'comment') await setName(debug, processor, line, { comment: text.trim() });
    else {
      const { problem, next, over } = await assembleOver(debug, processor, line, text);
      if (problem !== '') return problem;
      setCursor(next);
      if (over > 0) app.toast(app.text('debug.assembledOver', { count: over }));
    }
    closeField();
    return '';
  };
  /** Of the row itself, or of what it names. */
  const references = (operand: boolean): void => {
    const address = operand ? (chosen?.target ?? chosen?.effective?.address) : chosen?.address;
    if (address !== undefined) debug.showReferences(processor, address);
  };
  const mark = (): void => {
    if (chosen !== undefined) debug.notes.toggleBookmark(processor, chosen.address, chosen.label);
  };
  const coverage = (): void => {
    const where = chosen?.place ?? null;
    if (where?.memory === 'rom') debug.showCoverage(where.address);
    else app.toast(app.text('coverage.notRom'));
  };
  const act = (what: CodeAction): void => {
    if (what === 'mark') mark();
    else if (what === 'references') references(false);
    else if (what === 'coverage') coverage();
    else edit(what);
  };
  const asked = debug.rowAsked.value;
  useEffect(() => {
    if (asked === null || asked.panel !== panel) return;
    debug.rowAsked.value = null;
    act(asked.what);
  }, [asked]);
  const copyRows = (): Promise<void> => debug.copy(lines.map((line) => textOf(processor, line)).join('\n'));
  useExport({ copy: copyRows, save: exportCode });
  /** Chooses the next row that says a text, from the chosen one on, or from the first that is seen. */
  const find = async (text: string, back: boolean, goesOn: GoesOn): Promise<FoundHow> => {
    const from = cursor ?? lines[0]?.address ?? pc;
    const ask = (on: boolean) => debug.ask('findTextPart', { processor, text, from, back, on });
    let { found, part } = await ask(false);
    while (found === undefined) {
      if (!goesOn(part)) return 'stopped';
      ({ found, part } = await ask(true));
    }
    if (found === null) return 'none';
    const seen = lines.slice(0, Math.max(1, shown - 2)).some(({ address }) => address === found.address);
    if (seen) setCursor(found.address);
    else go(found.address);
    return found.wrapped ? 'wrapped' : 'found';
  };
  const finder = useFinder({ label: app.text('find.inCode'), find, leave: () => list.current?.focus() });
  const showBytes = (): void => {
    if (chosen !== undefined) debug.showMemory({ memory: processor, address: chosen.address });
  };
  usePanelActions({
    back,
    follow: () => follow(),
    toPc: () => go(pc),
    operand: () => references(true),
    find: finder.open,
    findNext: () => finder.next(false),
    findPrevious: () => finder.next(true),
    inMemory: showBytes,
  });
  const entries = (): (MenuEntry | 'line')[] => [
    ...['debugToCursor', 'debugBackToCursor', 'debugSetPc'].map((id) => commandEntry(app, id)),
    'line',
    ...['debugBreakpoint', 'debugAddBreakpoint'].map((id) => commandEntry(app, id)),
    ...(stop === undefined
      ? []
      : [{ text: app.text('rows.editBreakpoint'), run: () => void (debug.breakpointAsked.value = stop) }]),
    'line',
    { text: app.text('debug.follow'), hint: app.keyLabel('Enter'), run: () => follow() },
    { text: app.text('debug.inMemory'), run: showBytes },
    ...operandEntries(app, processor, chosen),
    'line',
    { text: app.text('debug.label'), hint: 'L', run: () => edit('label') },
    { text: app.text('debug.comment'), hint: ';', run: () => edit('comment') },
    { text: app.text('debug.assemble'), hint: 'A', run: () => edit('code') },
    { text: app.text('debug.mark'), hint: 'M', run: mark },
    'line',
    { text: app.text('references.here'), hint: 'X', run: () => references(false) },
    { text: app.text('references.operand'), hint: '⇧X', run: () => references(true) },
    { text: app.text('coverage.here'), run: coverage },
  ];
  const { onContextMenu, menu } = useContextMenu(app.text('debug.row'), entries);
  const onKey = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.altKey && event.key === 'ArrowLeft') back();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'PageDown') move(Math.max(1, shown - 2));
    else if (event.key === 'PageUp') move(-Math.max(1, shown - 2));
    else if (event.key === 'Home') go(pc);
    else if (event.key === 'Enter') follow();
    else if (event.key === 'l') edit('label');
    else if (event.key === ';') edit('comment');
    else if (event.key === 'a') edit('code');
    else if (event.code === 'KeyX') references(event.shiftKey);
    else if (event.key === 'm') mark();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="debug-column">
      <div class="debug-tools">
        <button
          type="button"
          class="button button-icon"
          title={app.text('debug.back')}
          aria-label={app.text('debug.back')}
          onClick={back}
        >
          <Icon name="back" />
        </button>
        <AddressField label={app.text('debug.goTo')} processor={processor} onAddress={go} />
        <button type="button" class="button" onClick={() => go(pc)}>
          PC
        </button>
        {choice}
        {processor === 'cpu' && (
          <BankChoice bank={(lines[0]?.address ?? place?.address ?? 0) >>> 16} onBank={(bank) => go(bankStart(bank))} />
        )}
        <span class="grow" />
        <FindButton finder={finder} />
        <Menu
          label={app.text('debug.row')}
          icon="more"
          bare
          entries={() => [
            ...entries(),
            'line',
            ...FILES.map((id) => ({ text: app.titleOf(commandOf(id)), run: () => app.runCommand(id) })),
            'line',
            { text: app.text('debug.copyRows'), run: () => app.attempt(copyRows) },
            { text: app.text('debug.exportCode'), run: () => app.attempt(exportCode) },
          ]}
        />
      </div>
      {finder.bar}
      <div class="code-body">
        <div
          ref={list}
          class="debug-rows"
          role="listbox"
          tabIndex={0}
          data-first
          aria-label={app.text('panel.disassembly')}
          aria-activedescendant={chosen === undefined ? undefined : `${rowMark}${chosen.address}`}
          onKeyDown={onKey}
          onContextMenu={onContextMenu}
          onWheel={(event) => scroll(Math.sign(event.deltaY) * WHEEL)}
        >
          {rows.map((row) => (
            <CodeRow
              key={`${row.kind}${row.line.address}`}
              id={`${rowMark}${row.line.address}`}
              row={row}
              processor={processor}
              pc={row.line.address === pc}
              chosen={row.line.address === cursor}
              breakpoint={breakpointOf(row.line, breakpoints)}
              marked={bookmarks.some((one) => one.memory === processor && one.address === row.line.address)}
              editing={editing?.address === row.line.address ? editing.part : null}
              onTake={(text) => take(row.line, text)}
              onClose={closeField}
              onChoose={() => setCursor(row.line.address)}
              onBreakpoint={() => app.attempt(() => debug.toggleBreakpoint(row.line.address, processor))}
              details={details(row.line).join(' · ')}
              onFollow={() => follow(row.line)}
            />
          ))}
        </div>
        <CodeScrollbar
          address={lines[0]?.address ?? place?.address ?? 0}
          onAddress={(address) => setPlace({ address, before: 0 })}
        />
      </div>
      <Detail line={chosen} processor={processor} />
      <SkippedLines />
      {menu}
    </div>
  );

  /** The code of the bank around the chosen row, as text. */
  async function exportCode(): Promise<void> {
    const from = (cursor ?? pc) & ~0x7fff;
    let at = from;
    const all: string[] = [];
    while (at < from + 0x8000) {
      const part = await debug.ask('disassemble', { processor, address: at, before: 0, after: 1000 });
      const inside = part.filter(({ address }) => address >= at && address < from + 0x8000);
      all.push(...inside.map((line) => textOf(processor, line)));
      const last = part.at(-1);
      if (last === undefined || last.address <= at) break;
      at = last.address + Math.max(1, last.bytes.length);
    }
    await debug.export('txt', `${all.join('\n')}\n`);
  }
}
