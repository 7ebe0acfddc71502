import { playing, type Command } from './command.ts';

export const RECORDING_COMMANDS: readonly Command[] = [
  {
    id: 'recordVideo',
    group: 'game',
    title: 'command.recordVideo',
    icon: 'record',
    keys: ['Shift+F9'],
    available: playing,
    checked: (state) => state.recording?.kind === 'webm',
    run: (app) => app.record.toggle('webm'),
  },
  {
    id: 'recordSound',
    group: 'game',
    title: 'command.recordSound',
    icon: 'record',
    keys: ['Mod+F9'],
    available: playing,
    checked: (state) => state.recording?.kind === 'wav',
    run: (app) => app.record.toggle('wav'),
  },
];
