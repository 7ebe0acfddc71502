import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { commandOf, isAvailable, keysOf } from '../commands/registry.ts';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon, type IconName } from '../components/icons.tsx';
import type { Overlay as OverlayName } from '../state/ui-state.ts';
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

/** The page that was left for the menu is where one is in it. */
function GameMenu({ from }: { readonly from: OverlayName }): JSX.Element {
  const { app, state } = usePage();
  const show = (overlay: 'none' | 'states' | 'settings' | 'cheats'): void => app.attempt(() => app.player.showOverlay(overlay));
  const keyOf = (id: string): string => {
    const key = keysOf(commandOf(id), state)[0];
    return key === undefined ? '' : app.keyLabel(key);
  };
  return (
    <Dialog title={app.text('overlay.title')} className="overlay-menu" onClose={() => show('none')}>
      <h2>{state.player?.game.title}</h2>
      <MenuButton
        icon="play"
        text={app.text('overlay.resume')}
        hint={keyOf('overlay')}
        first={from === 'none'}
        onClick={() => show('none')}
      />
      <MenuButton
        icon="states"
        text={app.text('overlay.states')}
        hint={keyOf('states')}
        first={from === 'states'}
        onClick={() => show('states')}
      />
      <MenuButton
        icon="code"
        text={app.text('cheats.title')}
        hint={keyOf('cheats')}
        first={from === 'cheats'}
        onClick={() => show('cheats')}
      />
      <MenuButton
        icon="settings"
        text={app.text('overlay.settings')}
        hint={keyOf('settings')}
        first={from === 'settings'}
        onClick={() => show('settings')}
      />
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
  const shown = useRef<OverlayName>('none');
  const from = useRef<OverlayName>('none');
  if (shown.current !== state.overlay) {
    from.current = shown.current;
    shown.current = state.overlay;
  }
  switch (state.overlay) {
    case 'menu':
      return <GameMenu from={from.current} />;
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
