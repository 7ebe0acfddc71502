import {
  exportCodeLog,
  exportLabels,
  exportRom,
  exportSpc,
  importCodeLog,
  importSymbols,
  importTable,
} from '../debugger/code/exports.ts';
import type { CodeAction } from '../debugger/debug-model.ts';
import { ACTIONS_OF_PANELS, doId } from '../debugger/panel-doors.ts';
import { panelOf } from '../debugger/panels.ts';
import type { PlaceQuestion } from '../debugger/pointed/place.ts';
import type { UiState } from '../state/ui-state.ts';
import type { TextKey } from '../texts/translate.ts';
import { playing, type Command } from './command.ts';

function debugging(state: UiState): boolean {
  return state.debugger && playing(state);
}

function action(id: string, title: TextKey, keys: readonly string[], run: Command['run']): Command {
  return { id, group: 'debugger', title, keys, available: debugging, run };
}

function ask(id: string, title: TextKey, question: PlaceQuestion): Command {
  return action(id, title, [], (app) => void (app.debug.placeAsked.value = question));
}

/** What the disassembly does with its chosen row. */
function onRow(id: string, title: TextKey, what: CodeAction): Command {
  return action(id, title, [], (app) => app.debug.onRow(what));
}

/** What panels do, for the palette and for keys of one's own. */
export const DEBUGGER_ACTION_COMMANDS: readonly Command[] = [
  action('debugGoToAddress', 'command.debugGoToAddress', ['Mod+KeyG'], (app) => app.debug.dock?.goToAddress()),
  action('debugFind', 'command.debugFind', ['Mod+KeyF'], (app) => app.debug.find('find')),
  action('debugFindNext', 'command.debugFindNext', ['F3'], (app) => app.debug.find('findNext')),
  action('debugFindPrevious', 'command.debugFindPrevious', ['Shift+F3'], (app) => app.debug.find('findPrevious')),
  action('debugCopyPanel', 'command.debugCopyPanel', ['Mod+Shift+KeyC'], (app) => app.debug.exportPanel('copy')),
  action('debugSavePanel', 'command.debugSavePanel', ['Mod+KeyS'], (app) => app.debug.exportPanel('save')),
  action('debugAddBreakpoint', 'command.debugAddBreakpoint', ['Mod+KeyB'], (app) => app.debug.newBreakpoint()),
  ask('debugStopWrite', 'command.debugStopWrite', 'stopWrite'),
  ask('debugStopRead', 'command.debugStopRead', 'stopRead'),
  ask('debugWhoWrote', 'command.debugWhoWrote', 'whoWrote'),
  ask('debugWhenChanged', 'command.debugWhenChanged', 'whenChanged'),
  ask('debugFreeze', 'command.debugFreeze', 'freeze'),
  action('debugReleaseAll', 'command.debugReleaseAll', [], (app) => app.debug.notes.setFrozen([])),
  onRow('debugLabel', 'command.debugLabel', 'label'),
  onRow('debugComment', 'command.debugComment', 'comment'),
  onRow('debugAssemble', 'command.debugAssemble', 'code'),
  onRow('debugMark', 'command.debugMark', 'mark'),
  onRow('debugReferences', 'command.debugReferences', 'references'),
  onRow('debugCoverage', 'command.debugCoverage', 'coverage'),
  action('debugAnother', 'command.debugAnother', [], (app) => app.debug.another()),
  action('debugClosePanel', 'command.debugClosePanel', [], (app) => app.debug.closePanel()),
  action('debugTrace', 'command.debugTrace', [], (app) => app.debug.toggleTrace()),
  action('debugTraceFile', 'command.debugTraceFile', [], (app) => app.debug.toggleTraceFile()),
  action('debugImportSymbols', 'command.debugImportSymbols', [], importSymbols),
  action('debugImportTable', 'command.debugImportTable', [], importTable),
  action('debugImportLog', 'command.debugImportLog', [], importCodeLog),
  action('debugExportLabels', 'command.debugExportLabels', [], exportLabels),
  action('debugExportLog', 'command.debugExportLog', [], exportCodeLog),
  action('debugExportRom', 'command.debugExportRom', [], (app) => exportRom(app, 'rom')),
  action('debugExportIps', 'command.debugExportIps', [], (app) => exportRom(app, 'ips')),
  action('debugExportSpc', 'command.debugExportSpc', [], exportSpc),
  ...ACTIONS_OF_PANELS.map((one) => ({
    ...action(doId(one), 'command.debugDo', [], (app) => app.debug.doIn(one.panel, one.action)),
    fillTexts: { panel: panelOf(one.panel)?.title ?? 'menu.panel', action: one.text },
  })),
];
