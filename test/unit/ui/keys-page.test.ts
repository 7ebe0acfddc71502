import { expect, it } from 'vitest';
import { COMMANDS } from '../../../src/ui/commands/registry.ts';
import { bindingLabel, keyLabel, NO_LAYOUT, type Naming } from '../../../src/ui/key-labels.ts';
import { translate } from '../../../src/ui/texts/translate.ts';
import { DEFAULT_SETTINGS, PAD_BUTTONS } from '../../../src/shared/settings.ts';

const naming: Naming = { mac: false, layout: NO_LAYOUT, text: (key, fill) => translate('en', key, fill) };

function code(key: string): string {
  return key.includes('`') ? `\`\` ${key} \`\`` : `\`${key}\``;
}

/** docs/guide/keys.md is made from the commands: `npx vitest run test/unit/ui/keys-page.test.ts -u` writes it anew. */
it('docs/guide/keys.md lists every command with its keys', async () => {
  const lines = [
    '# Keys',
    '',
    'Made from the commands. On a Mac, Ctrl is Cmd. Everything can be changed in Settings, Shortcuts and Controls.',
  ];
  lines.push('', '## Player 1', '');
  for (const button of PAD_BUTTONS) {
    const keys = DEFAULT_SETTINGS['input.pad1'][button];
    lines.push(`- ${button}: ${keys.map((key) => code(bindingLabel(key, naming))).join(', ')}`);
  }
  for (const group of ['game', 'states', 'view', 'app', 'debugger'] as const) {
    lines.push('', `## ${translate('en', `group.${group}`)}`, '');
    for (const command of COMMANDS.filter((one) => one.group === group && one.fillTexts === undefined)) {
      const keys = command.keys.map((key) => code(keyLabel(key, naming))).join(', ');
      lines.push(`- ${translate('en', command.title, command.fill)}: ${keys === '' ? 'no key' : keys}`);
    }
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../../../docs/guide/keys.md');
});
