import type { MenuItemConstructorOptions } from 'electron';
import type { MenuGroup, MenuItem } from '../src/shared/bridge.ts';

/** The native menu's template, from the page's commands. The page handles the keys; the menu shows them. */
export function menuTemplate(
  groups: readonly MenuGroup[],
  mac: boolean,
  run: (command: string) => void,
): MenuItemConstructorOptions[] {
  const item = ({ command, title, accelerator, enabled, checked }: MenuItem): MenuItemConstructorOptions => ({
    label: title,
    enabled,
    ...(accelerator === '' ? {} : { accelerator, registerAccelerator: false }),
    ...(checked === null ? {} : { type: 'checkbox', checked }),
    click: () => run(command),
  });
  const menus = groups.map(({ title, items }, index): MenuItemConstructorOptions => {
    const recent: MenuItemConstructorOptions[] =
      index === 0 && mac ? [{ role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] }] : [];
    return { label: title, submenu: [...items.map(item), ...recent] };
  });
  return mac ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}
