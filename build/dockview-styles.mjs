import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle-options.mjs';

const folder = join(root, 'node_modules/dockview-core/dist');
const file = join(folder, 'dockview-core.styles.css');

/** The style sheet that the package carries as a string in its script, without the themes. @throws Error when it is no longer there */
export function dockviewCss() {
  const script = readFileSync(join(folder, 'dockview-core.js'), 'utf8');
  const [, literal] = /\.textContent = ("(?:[^"\\]|\\.)*")/.exec(script) ?? [];
  if (literal === undefined) throw new Error('dockview-core.js has no style sheet in it any more.');
  const css = JSON.parse(literal);
  const themes = css.indexOf('.dockview-theme-');
  const rules = css.split(/(?<=\n\})\n/);
  return themes < 0 ? css : rules.filter((rule) => !rule.trimStart().startsWith('.dockview-theme-')).join('\n');
}

/** Lets `dockview-core/styles.css` be imported: a style that a script puts into the page would break the content security policy. */
export function dockviewStyles() {
  return {
    name: 'dockview-styles',
    enforce: 'pre',
    resolveId: (source) => (source === 'dockview-core/styles.css' ? file : null),
    load: (id) => (id === file ? dockviewCss() : null),
  };
}
