import type { StepKind } from '../../session/debug-protocol.ts';
import type { IconName } from '../components/icons.tsx';
import { PANELS } from '../debugger/panels.ts';
import type { UiState } from '../state/ui-state.ts';
import type { TextKey } from '../texts/translate.ts';
import { playing, type Command } from './command.ts';

function debugging(state: UiState): boolean {
  return state.debugger && playing(state);
}

function step(id: string, kind: StepKind, back: boolean, title: TextKey, icon: IconName, keys: readonly string[]): Command {
  return {
    id,
    group: 'debugger',
    title,
    icon,
    keys,
    repeats: true,
    available: debugging,
    run: (app) => app.debug.step(kind, back),
  };
}

function action(id: string, title: TextKey, keys: readonly string[], run: Command['run']): Command {
  return { id, group: 'debugger', title, keys, available: debugging, run };
}

/** Keys of the debugger go before others while it is open. Shift goes backwards. */
export const DEBUGGER_COMMANDS: readonly Command[] = [
  {
    id: 'debugger',
    group: 'debugger',
    title: 'command.debugger',
    icon: 'bug',
    keys: ['F12', 'Mod+Shift+KeyD'],
    available: playing,
    checked: (state) => state.debugger,
    run: (app) => app.debug.toggle(),
  },
  {
    id: 'debugRun',
    group: 'debugger',
    title: 'command.debugRun',
    icon: 'pause',
    checkedIcon: 'play',
    keys: ['F5'],
    available: debugging,
    checked: (state) => state.player?.paused === true,
    run: (app) => app.debug.run(),
  },
  {
    ...action('debugBackRun', 'command.debugBackRun', ['Shift+F5'], (app) => app.debug.continueBack()),
    icon: 'rewind',
  },
  step('debugInto', 'into', false, 'command.debugInto', 'into', ['F11']),
  step('debugOver', 'over', false, 'command.debugOver', 'over', ['F10']),
  step('debugOut', 'out', false, 'command.debugOut', 'out', ['Mod+F11']),
  step('debugCycle', 'cycle', false, 'command.debugCycle', 'cycle', ['F6']),
  step('debugDot', 'dot', false, 'command.debugDot', 'cycle', ['Mod+F6']),
  step('debugScanline', 'scanline', false, 'command.debugScanline', 'scanline', ['F7']),
  step('debugFrame', 'frame', false, 'command.debugFrame', 'frame', ['F8']),
  step('debugBackInto', 'into', true, 'command.debugBackInto', 'intoBack', ['Shift+F11']),
  step('debugBackOver', 'over', true, 'command.debugBackOver', 'overBack', ['Shift+F10']),
  step('debugBackOut', 'out', true, 'command.debugBackOut', 'outBack', ['Mod+Shift+F11']),
  step('debugBackCycle', 'cycle', true, 'command.debugBackCycle', 'cycleBack', ['Shift+F6']),
  step('debugBackDot', 'dot', true, 'command.debugBackDot', 'cycleBack', ['Mod+Shift+F6']),
  step('debugBackScanline', 'scanline', true, 'command.debugBackScanline', 'scanlineBack', ['Shift+F7']),
  step('debugBackFrame', 'frame', true, 'command.debugBackFrame', 'frameBack', ['Shift+F8']),
  action('debugToVblank', 'command.debugToVblank', [], (app) => app.debug.runTo({ kind: 'vblank' })),
  action('debugToHblank', 'command.debugToHblank', [], (app) => app.debug.runTo({ kind: 'hblank' })),
  action('debugToNmi', 'command.debugToNmi', [], (app) => app.debug.runTo({ kind: 'nmi' })),
  action('debugToIrq', 'command.debugToIrq', [], (app) => app.debug.runTo({ kind: 'irq' })),
  action('debugToDma', 'command.debugToDma', [], (app) => app.debug.runTo({ kind: 'dma' })),
  action('debugToHdma', 'command.debugToHdma', [], (app) => app.debug.runTo({ kind: 'hdma' })),
  action('debugToCursor', 'command.debugToCursor', ['Mod+F10'], (app) => app.debug.runToCursor()),
  action('debugToBeam', 'command.debugToBeam', [], (app) => void (app.debug.beamAsked.value = 'forward')),
  action('debugBackToVblank', 'command.debugBackToVblank', [], (app) => app.debug.runTo({ kind: 'vblank' }, true)),
  action('debugBackToHblank', 'command.debugBackToHblank', [], (app) => app.debug.runTo({ kind: 'hblank' }, true)),
  action('debugBackToNmi', 'command.debugBackToNmi', [], (app) => app.debug.runTo({ kind: 'nmi' }, true)),
  action('debugBackToIrq', 'command.debugBackToIrq', [], (app) => app.debug.runTo({ kind: 'irq' }, true)),
  action('debugBackToDma', 'command.debugBackToDma', [], (app) => app.debug.runTo({ kind: 'dma' }, true)),
  action('debugBackToHdma', 'command.debugBackToHdma', [], (app) => app.debug.runTo({ kind: 'hdma' }, true)),
  action('debugBackToCursor', 'command.debugBackToCursor', ['Mod+Alt+F10'], (app) => app.debug.runToCursor(true)),
  action('debugBackToBeam', 'command.debugBackToBeam', [], (app) => void (app.debug.beamAsked.value = 'back')),
  {
    ...action('debugReturn', 'command.debugReturn', ['Mod+F7'], (app) => app.debug.returnBack()),
    icon: 'return',
  },
  action('debugSetPc', 'command.debugSetPc', ['Mod+Shift+F10'], (app) => app.debug.setPcToCursor()),
  action('debugBreakpoint', 'command.debugBreakpoint', ['F9'], (app) => {
    const { processor, address } = app.debug.row;
    return address === null ? undefined : app.debug.toggleBreakpoint(address, processor);
  }),
  action('debugProcessor', 'command.debugProcessor', ['Mod+F5'], (app) => app.debug.nextProcessor()),
  action('debugUndo', 'command.debugUndo', ['Mod+KeyZ'], (app) => app.debug.undo(false)),
  action('debugRedo', 'command.debugRedo', ['Mod+Shift+KeyZ'], (app) => app.debug.undo(true)),
  action('debugNextPanel', 'command.debugNextPanel', ['Mod+Period'], (app) => app.debug.dock?.focusNext(false)),
  action('debugLastPanel', 'command.debugLastPanel', ['Mod+Comma'], (app) => app.debug.dock?.focusNext(true)),
  action('debugInspect', 'command.debugInspect', ['Mod+KeyI'], (app) => app.debug.inspect()),
  action('debugPopOut', 'command.debugPopOut', ['Mod+Shift+Period'], (app) => app.debug.dock?.popOut()),
  {
    ...action('debugPutBack', 'command.debugPutBack', ['Mod+Shift+Comma'], (app) => app.debug.dock?.putBack()),
    available: (state) => debugging(state) && state.secondWindows > 0,
  },
  action('debugLayouts', 'command.debugLayouts', [], (app) => void (app.debug.layoutsOpen.value = true)),
  action('debugReset', 'command.debugReset', [], (app) => app.debug.dock?.reset()),
  ...PANELS.map(({ id, title }) => ({
    ...action(`debugPanel.${id}`, 'command.debugPanel', [], (app) => app.debug.dock?.show(id)),
    fillTexts: { panel: title },
  })),
];
