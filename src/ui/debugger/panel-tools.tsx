import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../components/icons.tsx';
import { clipText, fileOf, type Contents } from './contents.ts';
import { useDebug } from './context.ts';
import type { ExportDoor } from './debug-model.ts';
import type { MenuEntry } from './menu.tsx';
import type { PanelActions } from './panel-doors.ts';

interface ToolProps {
  readonly title: string;
  readonly icon: 'copy' | 'save';
  readonly disabled: boolean;
  readonly run: () => Promise<void>;
}

function ToolButton({ title, icon, disabled, run }: ToolProps): JSX.Element {
  const { app } = useDebug();
  return (
    <button
      type="button"
      class="button button-icon"
      disabled={disabled}
      aria-label={title}
      title={title}
      onClick={() => app.attempt(run)}
    >
      <Icon name={icon} />
    </button>
  );
}

/** What the commands to copy and to save a panel do in this one; null while it has nothing. */
export function useExport(door: ExportDoor | null): void {
  const { debug, panel } = useDebug();
  useEffect(() => (door === null ? undefined : debug.exports.put(panel, door)));
}

interface ExportToolsProps {
  /** Asked for when it is wanted. */
  readonly contents: () => Contents | Promise<Contents>;
  readonly disabled?: boolean;
}

interface DoorToolsProps {
  readonly door: ExportDoor;
  /** What is written. */
  readonly save: string;
  readonly disabled?: boolean;
}

/** The two buttons, for panels with ways of their own. */
export function DoorTools({ door, save, disabled = false }: DoorToolsProps): JSX.Element {
  const { app } = useDebug();
  return (
    <>
      <ToolButton title={app.text('common.copy')} icon="copy" disabled={disabled} run={door.copy} />
      <ToolButton title={save} icon="save" disabled={disabled} run={door.save} />
    </>
  );
}

function useDoor(contents: ExportToolsProps['contents']): ExportDoor {
  const { debug } = useDebug();
  return {
    copy: async () => debug.copy(clipText(await contents())),
    save: async () => {
      const { kind, text } = fileOf(await contents());
      await debug.export(kind, text);
    },
  };
}

/** Copies and saves all that a panel shows as a table: with tabs to the clipboard, comma-separated to a file. The commands do the same. */
export function TableTools({ contents, disabled = false }: ExportToolsProps): JSX.Element {
  const { app } = useDebug();
  const door = useDoor(contents);
  useExport(disabled ? null : door);
  return <DoorTools door={door} save={app.text('video.csv')} disabled={disabled} />;
}

/** The same as rows of a menu, for panels that save pictures as well. */
export function useTableEntries({ contents, disabled = false }: ExportToolsProps): readonly MenuEntry[] {
  const { app } = useDebug();
  const door = useDoor(contents);
  useExport(disabled ? null : door);
  if (disabled) return [];
  return [
    { text: app.text('export.copyTable'), run: () => app.attempt(door.copy) },
    { text: app.text('video.csv'), run: () => app.attempt(door.save) },
  ];
}

/** The same for lines of text. */
export function TextTools({ contents, disabled = false }: ExportToolsProps): JSX.Element {
  const { app } = useDebug();
  const door = useDoor(contents);
  useExport(disabled ? null : door);
  return <DoorTools door={door} save={app.text('export.text')} disabled={disabled} />;
}

/** For a part of a panel: the commands are about the whole. */
export function PartTools({ contents, disabled = false }: ExportToolsProps): JSX.Element {
  const { app } = useDebug();
  return <DoorTools door={useDoor(contents)} save={app.text('export.text')} disabled={disabled} />;
}

/** Offers what the panel's buttons and keys do to the commands. */
export function usePanelActions(actions: PanelActions): void {
  const { app, debug, panel } = useDebug();
  useEffect(() => {
    const entries = Object.entries(actions).map(([name, run]) => [name, run && (() => app.attempt(run))] as const);
    return debug.doors.put(panel, Object.fromEntries(entries));
  });
}

/** Whether a dear question is asked while the game runs, too. */
export function LiveButton({ on, onToggle }: { readonly on: boolean; readonly onToggle: () => void }): JSX.Element {
  const { app } = useDebug();
  return (
    <button type="button" class="button" aria-pressed={on} title={app.text('events.live.hint')} onClick={onToggle}>
      {app.text('events.live')}
    </button>
  );
}
