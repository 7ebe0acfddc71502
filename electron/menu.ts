import type { MenuItemConstructorOptions } from 'electron';
import type { MenuGroup, MenuItem, MenuPart } from '../src/shared/bridge.ts';

/**
 * The key that a menu shows. macOS takes every key that a menu shows for itself, whatever is being typed into: there only keys that nobody types with
 * are shown.
 */
function shownKey(accelerator: string, mac: boolean): string {
  return !mac || /(CmdOrCtrl|Alt)\+|(^|\+)F\d+$/.test(accelerator) ? accelerator : '';
}

/** The native menu's template, from the page's commands. The page handles the keys; the menu shows them. */
export function menuTemplate(
  groups: readonly MenuGroup[],
  mac: boolean,
  run: (command: string) => void,
): MenuItemConstructorOptions[] {
  const item = ({ command, title, accelerator, enabled, checked }: MenuItem): MenuItemConstructorOptions => {
    if (command === '-') return { type: 'separator' };
    const key = shownKey(accelerator, mac);
    return {
      label: title,
      enabled,
      ...(key === '' ? {} : { accelerator: key, registerAccelerator: false }),
      ...(checked === null ? {} : { type: 'checkbox', checked }),
      click: () => run(command),
    };
  };
  const row = (one: MenuItem | MenuPart): MenuItemConstructorOptions =>
    'items' in one ? { label: one.title, submenu: one.items.map(item) } : item(one);
  const menus = groups.map(({ title, items }, index): MenuItemConstructorOptions => {
    const recent: MenuItemConstructorOptions[] =
      index === 0 && mac ? [{ role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] }] : [];
    return { label: title, submenu: [...items.map(row), ...recent] };
  });
  if (!mac) return menus;
  // Without it Cmd+C, V, X and A do nothing in text fields.
  return [{ role: 'appMenu' }, ...menus.slice(0, 1), { role: 'editMenu' }, ...menus.slice(1), { role: 'windowMenu' }];
}
