import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/ui/commands/registry.ts';
import { titleOf } from '../../../src/ui/commands/command.ts';
import { fit, otherWords } from '../../../src/ui/search-words.ts';
import { en } from '../../../src/ui/texts/en.ts';
import { isTextKey, translate, type Language } from '../../../src/ui/texts/translate.ts';

/** The commands that a word finds, best first. */
function found(query: string, language: Language): readonly string[] {
  return COMMANDS.filter((command) => command.hidden !== true)
    .map((command) => {
      const title = titleOf(command, (key, fill) => translate(language, key, fill));
      return { id: command.id, rank: fit(title, otherWords(command.title, language), query) };
    })
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) => a.rank! - b.rank!)
    .map(({ id }) => id);
}

describe('the words by which commands are found', () => {
  it.each([
    ['stop', ['movieStop', 'cancelScan', 'recordVideo', 'recordSound', 'pause']],
    ['record', ['movieRecord', 'movieRecordNow', 'recordVideo', 'recordSound']],
    ['pause', ['pause']],
    ['resume', ['pause']],
    ['quit', ['quit', 'library']],
    ['exit', ['quit', 'library']],
    ['close game', ['library']],
    ['fullscreen', ['fullscreen']],
    ['mute', ['mute']],
    ['sound off', ['mute']],
    ['volume', ['louder', 'quieter', 'mute']],
    ['load', ['loadNewest', 'load1']],
    ['load state', ['loadNewest', 'load1']],
    ['save state', ['saveNew', 'save1']],
    ['savestate', ['saveNew', 'save1', 'states']],
    ['screenshot', ['screenshot', 'copyScreenshot']],
    ['shader', ['filter']],
    ['options', ['settings']],
    ['rom', ['openFile']],
    ['restart', ['reset', 'power']],
    ['rewind', ['replay']],
    ['turbo', ['fast']],
    ['frame advance', ['step']],
    ['fps', ['fps']],
    ['game genie', ['cheats']],
  ] as const)('English: %s', (query, ids) => {
    expect(found(query, 'en')).toEqual(expect.arrayContaining([...ids]));
  });

  it.each([
    ['parar', ['movieStop', 'pause', 'cancelScan', 'recordVideo']],
    ['stop', ['movieStop', 'pause']],
    ['gravar', ['movieRecord', 'recordVideo', 'recordSound']],
    ['sair', ['quit', 'library']],
    ['encerrar', ['quit', 'library', 'movieStop']],
    ['fullscreen', ['fullscreen']],
    ['silenciar', ['mute']],
    ['volume', ['louder', 'quieter', 'mute']],
    ['salvar estado', ['save1', 'saveNew']],
    ['carregar', ['load1', 'loadNewest']],
    ['captura', ['screenshot', 'copyScreenshot']],
    ['print', ['screenshot']],
    ['opções', ['settings']],
    ['rebobinar', ['replay']],
  ] as const)('Portuguese: %s', (query, ids) => {
    expect(found(query, 'pt')).toEqual(expect.arrayContaining([...ids]));
  });

  it('what says the word comes before what merely means it', () => {
    expect(found('pause', 'en')[0]).toBe('debugRun');
    expect(found('quit', 'en')[0]).toBe('quit');
    expect(found('exit', 'en')[0]).toBe('quit');
    const stop = found('stop', 'en');
    expect(stop.indexOf('movieStop')).toBeLessThan(stop.indexOf('recordVideo'));
    expect(stop.indexOf('recordVideo')).toBeLessThan(stop.indexOf('pause'));
    expect(found('mute', 'en')[0]).toBe('mute');
    expect(found('states', 'en')[0]).toBe('states');
    expect(found('settings', 'en')[0]).toBe('settings');
  });

  it('are of titles that there are', () => {
    const others = Object.keys(en).filter((key) => key.startsWith('also.'));
    expect(others.filter((key) => !isTextKey(key.slice('also.'.length)))).toEqual([]);
  });
});
