import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/menu.ts';
import { checkCall } from '../../../electron/services/call-schemas.ts';
import type { MenuGroup, MenuItem } from '../../../src/shared/bridge.ts';
import type { Command } from '../../../src/ui/commands/command.ts';
import { menuRows } from '../../../src/ui/commands/menus.ts';
import { COMMANDS } from '../../../src/ui/commands/registry.ts';

const GROUPS = ['app', 'game', 'states', 'view', 'debugger'] as const;
const item = ({ id, title }: Command): MenuItem => ({ command: id, title, accelerator: '', enabled: true, checked: null });
const rows = (group: Command['group'], commands = COMMANDS): MenuGroup['items'] => menuRows(group, commands, item, (key) => key);
const idsOf = (items: MenuGroup['items']): string[] =>
  items.flatMap((row) => ('items' in row ? row.items : [row])).map(({ command }) => command);

describe('the native menus', () => {
  it.each(GROUPS)('have every command of %s once, and nothing that is none', (group) => {
    const wanted = COMMANDS.filter((one) => one.group === group && one.hidden !== true).map(({ id }) => id);
    expect(
      idsOf(rows(group))
        .filter((id) => id !== '-')
        .sort(),
    ).toEqual(wanted.sort());
  });

  it.each(GROUPS)('of %s fit a small screen', (group) => {
    const items = rows(group);
    expect(items.length).toBeLessThanOrEqual(26);
    for (const row of items) if ('items' in row) expect(row.items.length, row.title).toBeLessThanOrEqual(30);
    const at = items.map((row) => 'command' in row && row.command === '-');
    expect([at[0], at.at(-1)]).toEqual([false, false]);
    expect(at.some((line, index) => line && at[index + 1])).toBe(false);
  });

  it('take a command that nobody has placed, and more of them than there are now', () => {
    const more = Array.from({ length: 200 }, (_, index) => ({ ...COMMANDS[0], id: `new${index}`, hidden: false }));
    const items = rows(more[0].group, [...COMMANDS, ...more]);
    expect(idsOf(items)).toContain('new199');
    expect(checkCall('app.menu', [{ title: 'Debugger', items }]).name).toBe('app.menu');
    expect(() => checkCall('app.menu', [{ title: 'x', items: [{ title: 'y', items: [{ title: 'z', items: [] }] }] }])).toThrow();
  });

  it('are made with lines and menus of their own', () => {
    const groups = [
      {
        title: 'Game',
        items: [
          { ...item(COMMANDS[0]), command: '-' },
          { title: 'Movie', items: [item(COMMANDS[1])] },
        ],
      },
    ];
    expect(menuTemplate(groups, false, () => {})).toMatchObject([
      { label: 'Game', submenu: [{ type: 'separator' }, { label: 'Movie', submenu: [{ label: COMMANDS[1].title }] }] },
    ]);
  });

  it('on a Mac edit text, and take no key that somebody types', () => {
    const keys = ['P', '.', 'Shift+3', 'CmdOrCtrl+K', 'Alt+Return', 'F9', 'Shift+F9', 'Esc', 'CmdOrCtrl+Shift+C'];
    const items = keys.map((accelerator) => ({ ...item(COMMANDS[0]), accelerator }));
    const shown = (mac: boolean): unknown[] => {
      const menu = menuTemplate([{ title: 'Game', items }], mac, () => {}).find(({ label }) => label === 'Game');
      return ((menu?.submenu ?? []) as { accelerator?: string }[]).slice(0, keys.length).map(({ accelerator }) => accelerator);
    };
    expect(shown(false)).toEqual(keys);
    expect(shown(true)).toEqual([
      undefined,
      undefined,
      undefined,
      'CmdOrCtrl+K',
      'Alt+Return',
      'F9',
      'Shift+F9',
      undefined,
      'CmdOrCtrl+Shift+C',
    ]);
    const roles = (mac: boolean): unknown[] => menuTemplate([{ title: 'Game', items }], mac, () => {}).map(({ role }) => role);
    expect(roles(true)).toContain('editMenu');
    expect(roles(false)).toEqual([undefined]);
  });
});
