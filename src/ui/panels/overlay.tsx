import type { JSX } from 'preact';
import { commandOf, isAvailable, keysOf } from '../commands/registry.ts';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon, type IconName } from '../components/icons.tsx';
import { CheatsPage } from './cheats.tsx';
import { SettingsPage } from './settings.tsx';
import { TimelinePage } from './timeline/timeline-page.tsx';

const MENU_COMMANDS = ['replay', 'screenshot', 'recordVideo', 'reset', 'power', 'debugger', 'fullscreen', 'palette'] as const;

interface MenuButtonProps {
  readonly icon: IconName;
  readonly text: string;
  readonly hint?: string;
  readonly first?: boolean;
  readonly onClick: () => void;
}

function MenuButton({ icon, text, hint = '', first = false, onClick }: MenuButtonProps): JSX.Element {
  return (
    <button type="button" class="menu-button" data-first={first ? '' : undefined} onClick={onClick}>
      <Icon name={icon} />
      <span class="grow">{text}</span>
      {hint !== '' && <kbd>{hint}</kbd>}
    </button>
  );
}

function GameMenu(): JSX.Element {
  const { app, state } = usePage();
  const show = (overlay: 'none' | 'states' | 'settings' | 'cheats'): void => app.attempt(() => app.player.showOverlay(overlay));
  const keyOf = (id: string): string => {
    const key = keysOf(commandOf(id), state)[0];
    return key === undefined ? '' : app.keyLabel(key);
  };
  return (
    <Dialog title={app.text('overlay.title')} className="overlay-menu" onClose={() => show('none')}>
      <h2>{state.player?.game.title}</h2>
      <MenuButton icon="play" text={app.text('overlay.resume')} hint={keyOf('overlay')} first onClick={() => show('none')} />
      <MenuButton icon="states" text={app.text('overlay.states')} hint={keyOf('states')} onClick={() => show('states')} />
      <MenuButton icon="code" text={app.text('cheats.title')} hint={keyOf('cheats')} onClick={() => show('cheats')} />
      <MenuButton icon="settings" text={app.text('overlay.settings')} hint={keyOf('settings')} onClick={() => show('settings')} />
      <hr />
      {MENU_COMMANDS.map((id) => commandOf(id))
        .filter((command) => isAvailable(command, state))
        .map((command) => (
          <MenuButton
            key={command.id}
            icon={command.icon ?? 'play'}
            text={app.titleOf(command)}
            hint={keyOf(command.id)}
            onClick={() => {
              if (command.id !== 'fullscreen' && command.id !== 'palette') show('none');
              app.runCommand(command.id);
            }}
          />
        ))}
      <hr />
      <MenuButton
        icon="back"
        text={app.text('command.library')}
        hint={keyOf('library')}
        onClick={() => app.runCommand('library')}
      />
      <MenuButton icon="close" text={app.text('command.quit')} hint={keyOf('quit')} onClick={() => app.runCommand('quit')} />
      <p class="hint">{app.text('overlay.hint', { palette: keyOf('palette') })}</p>
    </Dialog>
  );
}

export function Overlay(): JSX.Element | null {
  const { app, state } = usePage();
  switch (state.overlay) {
    case 'menu':
      return <GameMenu />;
    case 'states':
      return <TimelinePage />;
    case 'cheats':
      return <CheatsPage onClose={() => app.attempt(() => app.player.showOverlay('menu'))} />;
    case 'settings':
      return <SettingsPage onClose={() => app.attempt(() => app.player.showOverlay('menu'))} />;
    default:
      return null;
  }
}
