import type { MenuGroup, MenuItem } from '../../shared/bridge.ts';
import { ACTIONS_OF_PANELS, doId } from '../debugger/panel-doors.ts';
import { PANELS } from '../debugger/panels.ts';
import type { TextKey } from '../texts/translate.ts';
import type { Command } from './command.ts';

/** A command, a line between commands, or a menu of its own with its title. */
type Row = string | readonly [title: TextKey, ...commands: string[]];
const LINE = '-';
const SLOTS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];
const inPanels = (...panels: readonly string[]): string[] =>
  ACTIONS_OF_PANELS.filter(({ panel }) => panels.includes(panel)).map(doId);
const numbered = (id: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${id}${index + 1}`);

/** How the commands of a group stand in its menu. What is not here stands at its end. */
const ROWS: Readonly<Record<Command['group'], readonly Row[]>> = {
  app: [
    'palette',
    LINE,
    'openFile',
    'addFolder',
    'rescan',
    'cancelScan',
    LINE,
    'newCollection',
    'renameCollection',
    'removeCollection',
    LINE,
    'settings',
    'quit',
  ],
  game: [
    'overlay',
    'pause',
    'step',
    'fast',
    'slow',
    'replay',
    LINE,
    'reset',
    'power',
    LINE,
    'screenshot',
    'copyScreenshot',
    'recordVideo',
    'recordSound',
    ['menu.movie', 'movieRecord', 'movieRecordNow', 'moviePlay', 'movieStop', 'movieTakeOver', 'movieOfSession'],
    LINE,
    ['menu.controllers', 'port1', 'port2', 'nextPads', 'mouse'],
    'cheats',
    'cheatsActive',
    LINE,
    'library',
  ],
  states: [
    'states',
    'undoState',
    'redoState',
    LINE,
    'saveNew',
    'loadNewest',
    LINE,
    ['menu.saveSlot', ...SLOTS.map((slot) => `save${slot}`)],
    ['menu.loadSlot', ...SLOTS.map((slot) => `load${slot}`)],
  ],
  view: [
    'fullscreen',
    LINE,
    'filter',
    'scaling',
    'crop',
    LINE,
    'fps',
    'inputViewer',
    LINE,
    'mute',
    'louder',
    'quieter',
    LINE,
    'toggleView',
    'theme',
    LINE,
    ['menu.layers', ...numbered('layer', 7), 'allLayers'],
    ['menu.priorities', ...numbered('priority', 12)],
    ['menu.voices', ...numbered('voice', 8)],
  ],
  debugger: [
    'debugger',
    'debugRun',
    'debugBackRun',
    LINE,
    'debugInto',
    'debugOver',
    'debugOut',
    ['menu.stepFurther', 'debugCycle', 'debugDot', 'debugScanline', 'debugFrame'],
    [
      'menu.stepBack',
      'debugBackInto',
      'debugBackOver',
      'debugBackOut',
      'debugBackCycle',
      'debugBackDot',
      'debugBackScanline',
      'debugBackFrame',
    ],
    ['menu.runTo', ...['Vblank', 'Hblank', 'Nmi', 'Irq', 'Dma', 'Hdma', 'Cursor', 'Beam'].map((to) => `debugTo${to}`)],
    [
      'menu.runBack',
      ...['Vblank', 'Hblank', 'Nmi', 'Irq', 'Dma', 'Hdma', 'Cursor', 'Beam'].map((to) => `debugBackTo${to}`),
      'debugReturn',
    ],
    LINE,
    [
      'menu.row',
      'debugBreakpoint',
      'debugSetPc',
      'debugLabel',
      'debugComment',
      'debugAssemble',
      'debugMark',
      'debugReferences',
      'debugCoverage',
    ],
    [
      'menu.place',
      'debugAddBreakpoint',
      'debugWhoWrote',
      'debugWhenChanged',
      'debugStopWrite',
      'debugStopRead',
      'debugFreeze',
      'debugReleaseAll',
    ],
    'debugProcessor',
    'debugInspect',
    'debugUndo',
    'debugRedo',
    LINE,
    [
      'menu.files',
      'debugImportSymbols',
      'debugImportTable',
      'debugImportLog',
      'debugExportLabels',
      'debugExportLog',
      'debugExportRom',
      'debugExportIps',
      'debugExportSpc',
      'debugTraceFile',
    ],
    [
      'menu.panel',
      'debugGoToAddress',
      'debugFind',
      'debugFindNext',
      'debugFindPrevious',
      'debugCopyPanel',
      'debugSavePanel',
      'debugTrace',
      'debugAnother',
      'debugClosePanel',
    ],
    ['menu.inCode', ...inPanels('disassembly', 'references', 'coverage', 'source', 'trace', 'profiler', 'breakpoints')],
    ['menu.inMemory', ...inPanels('memory', 'search', 'compare', 'hardware')],
    ['menu.inVideo', ...inPanels('frameEvents', 'hdma', 'tiles', 'tilemap', 'sprites', 'palette', 'voices', 'samples')],
    ['menu.panels', ...PANELS.map(({ id }) => `debugPanel.${id}`)],
    ['menu.windows', 'debugNextPanel', 'debugLastPanel', 'debugPopOut', 'debugPutBack', 'debugLayouts', 'debugReset'],
  ],
};

const SEPARATOR: MenuItem = { command: LINE, title: '', accelerator: '', enabled: false, checked: null };

/** The rows of a group's menu. `item` describes a command, `text` gives a menu's title. */
export function menuRows(
  group: Command['group'],
  commands: readonly Command[],
  item: (command: Command) => MenuItem,
  text: (key: TextKey) => string,
): MenuGroup['items'] {
  const left = new Map(commands.filter((one) => one.group === group && one.hidden !== true).map((one) => [one.id, one]));
  const take = (id: string): MenuItem[] => {
    const command = left.get(id);
    left.delete(id);
    return command === undefined ? [] : [item(command)];
  };
  const placed = ROWS[group].flatMap((row): MenuGroup['items'] => {
    if (row === LINE) return [SEPARATOR];
    if (typeof row === 'string') return take(row);
    const [title, ...ids] = row;
    const items = ids.flatMap(take);
    return items.length === 0 ? [] : [{ title: text(title), items }];
  });
  const rest = [...left.values()].map(item);
  return rest.length === 0 ? placed : [...placed, SEPARATOR, ...rest];
}
