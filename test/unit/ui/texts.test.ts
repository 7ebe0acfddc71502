import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SETTING_KEYS, SETTING_SHAPES } from '../../../src/shared/settings.ts';
import { COMMANDS } from '../../../src/ui/commands/registry.ts';
import { en, type TextKey } from '../../../src/ui/texts/en.ts';
import { pt } from '../../../src/ui/texts/pt.ts';
import { isTextKey, languageOf, translate, translateReason } from '../../../src/ui/texts/translate.ts';
import { valueText } from '../../../src/ui/settings-actions.ts';

function holes(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
}

describe('the catalogue', () => {
  it('has every text in both languages, with the same holes', () => {
    expect(Object.keys(pt).sort()).toEqual(Object.keys(en).sort());
    for (const key of Object.keys(en) as TextKey[]) expect(holes(pt[key]), key).toEqual(holes(en[key]));
    expect(Object.values(pt).filter((text) => text.trim() === '')).toEqual([]);
  });

  it('has a text for each setting, value and command', () => {
    for (const key of SETTING_KEYS) {
      expect(isTextKey(`setting.${key}`), key).toBe(true);
      const shape = SETTING_SHAPES[key];
      if (shape.kind === 'choice') for (const value of shape.values) expect(isTextKey(valueText(key, value))).toBe(true);
    }
    for (const command of COMMANDS) expect(isTextKey(command.title), command.id).toBe(true);
  });

  it('has no text that nobody shows', () => {
    const folder = new URL('../../../src/ui', import.meta.url).pathname;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !name.startsWith('texts'),
    );
    const source = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    const made =
      /^(also|setting|value|section|group|sort|reason|filter|notKept|padButton)\.|^trace\.(cpu|smp)(Condition|Format)$/;
    expect(
      Object.keys(en).filter((key) => !made.test(key) && !source.includes(`'${key}'`) && !source.includes(`"${key}"`)),
    ).toEqual([]);
  });

  it('knows what the host says in English', () => {
    const root = new URL('../../..', import.meta.url).pathname;
    const folders = [
      'electron/services',
      'electron/services/states',
      'src/core',
      'src/core/cart',
      'src/core/state',
      'src/session',
      'src/host/web',
    ];
    const host = folders.flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(root, folder, name), 'utf8')),
    );
    // Between its holes a sentence stands in the source as it is.
    const said = (key: TextKey): boolean =>
      host.some((source) => en[key].split(/\{\w+\}/).every((part) => source.includes(part)));
    expect((Object.keys(en) as TextKey[]).filter((key) => key.startsWith('reason.') && !said(key))).toEqual([]);
    expect(translateReason('pt', en['reason.full'])).toBe(pt['reason.full']);
    expect(translateReason('pt', '"A [!].sfc" is not where it was. Put it back or add its new folder.')).toBe(
      '“A [!].sfc” não está onde estava. Coloque-o de volta ou adicione a nova pasta.',
    );
    expect(translateReason('en', en['reason.text'])).toBe(en['reason.text']);
    expect(translateReason('pt', 'something else')).toBe('something else');
    expect(translateReason('pt', 'the movie is damaged: part "INPT" is missing.')).toBe(
      'o filme está danificado: falta a parte “INPT”.',
    );
    expect(translateReason('pt', 'this is not a Dotclock save state.')).toBe('isto não é um estado salvo do Dotclock.');
    expect(translateReason('en', 'this is not a Dotclock movie.')).toBe('this is not a Dotclock movie.');
  });

  it('has in both languages what a game, an archive or a patch can be refused with', () => {
    const folder = new URL('../../../electron/services', import.meta.url).pathname;
    const files = ['library', 'inspect', 'archives', 'patches', 'inspector-process', 'folder-browser', 'recordings', 'covers'];
    const missing = files.flatMap((name) => {
      const source = readFileSync(join(folder, `${name}.ts`), 'utf8');
      const literals = [...source.matchAll(/(?:Error\(|#lost\(|[?:])\s*(['"`])((?:(?!\1).)*\.)\1/gs)].map(([, , text]) => text);
      return literals.filter((text) => {
        const filled = text.replace(/\$\{[^}]*\}/g, '7');
        return filled.includes(' ') && translateReason('pt', filled) === filled;
      });
    });
    expect(missing).toEqual([]);
  });

  it('has in both languages what a state or a movie can be refused with', () => {
    const root = new URL('../../..', import.meta.url).pathname;
    const read = (folder: string, skip: readonly string[] = []): string[] =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts') && !skip.includes(name))
        .map((name) => readFileSync(join(root, folder, name), 'utf8'));
    const sources = [
      ...read('src/core/state'),
      ...read('electron/services/states'),
      readFileSync(join(root, 'src/session/movie.ts'), 'utf8'),
    ];
    const said = sources.flatMap((source) =>
      [...source.matchAll(/(?:StateError\(|RecordError\()\s*(['"`])((?:(?!\1).)*\.)\1/gs)].map(([, , text = '']) => text),
    );
    expect(said.length).toBeGreaterThan(20);
    const missing = said.filter((text) => {
      // A snapshot never leaves the program.
      if (text.includes('snapshot')) return false;
      const filled = text
        .replace('${kind.name}', 'movie')
        .replace('${what}', 'a cheat')
        .replace(/\$\{[^}]*\}/g, '7');
      return translateReason('pt', filled) === filled;
    });
    expect(missing).toEqual([]);
  });

  it('fills holes and follows the system', () => {
    expect(translate('pt', 'states.saved', { slot: 3 })).toBe('Salvo na posição 3.');
    expect(translate('en', 'library.count', { count: 1 })).toBe('1 game');
    expect(translate('en', 'library.count', { count: 0 })).toBe('0 games');
    expect(languageOf('system', 'pt-BR')).toBe('pt');
    expect(languageOf('system', 'de')).toBe('en');
    expect(languageOf('pt', 'en')).toBe('pt');
  });
});
