import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { STATE_SLOTS, type StateInfo, type StateSlot } from '../../shared/bridge.ts';
import { commandOf, isAvailable, keyLabel, keysOf } from '../commands/registry.ts';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon, type IconName } from '../components/icons.tsx';
import { timeAgo } from '../times.ts';
import { CheatsPage } from './cheats.tsx';
import { SettingsPage } from './settings.tsx';

const MENU_COMMANDS = ['screenshot', 'recordVideo', 'reset', 'power', 'fullscreen', 'palette'] as const;

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
    return key === undefined ? '' : keyLabel(key, app.mac);
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
            text={app.text(command.title, command.fill)}
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
      <p class="hint">{app.text('overlay.hint', { palette: keyOf('palette') })}</p>
    </Dialog>
  );
}

function StatePicture({ picture }: { readonly picture: Uint8Array | null }): JSX.Element {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (picture === null) return undefined;
    const made = URL.createObjectURL(new Blob([picture.slice()], { type: 'image/png' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return <div class="cover">{url === null ? <Icon name="states" /> : <img src={url} alt="" />}</div>;
}

function StateCard({ slot, info }: { readonly slot: StateSlot; readonly info: StateInfo | undefined }): JSX.Element {
  const { app } = usePage();
  const name = slot === 'auto' ? app.text('states.auto') : app.text('states.slot', { slot });
  const save = (): void =>
    app.attempt(async () => {
      await app.player.saveTo(slot);
      await app.player.showOverlay('none');
    });
  return (
    <div class="state-card" role="group" aria-label={name}>
      <StatePicture picture={info?.picture ?? null} />
      <strong>{name}</strong>
      <span class="hint">{info === undefined ? app.text('states.empty') : timeAgo(info.savedAt, app.language)}</span>
      <div class="buttons">
        {info !== undefined && (
          <button
            type="button"
            class="button"
            aria-label={app.text('states.load', { slot: name })}
            onClick={() => app.attempt(() => app.player.loadFrom(slot))}
          >
            <Icon name="load" />
            {app.text('states.loadShort')}
          </button>
        )}
        {slot !== 'auto' && (
          <button type="button" class="button" aria-label={app.text('states.save', { slot: name })} onClick={save}>
            <Icon name="save" />
            {app.text('states.saveShort')}
          </button>
        )}
      </div>
    </div>
  );
}

function StatesPage(): JSX.Element {
  const { app } = usePage();
  const [states, setStates] = useState<readonly StateInfo[]>([]);
  useEffect(() => app.attempt(async () => setStates(await app.player.listStates())), []);
  return (
    <Dialog title={app.text('states.title')} className="wide" onClose={() => app.attempt(() => app.player.showOverlay('none'))}>
      <header class="dialog-head">
        <h2 class="grow">{app.text('states.title')}</h2>
        <button
          type="button"
          class="button button-icon"
          aria-label={app.text('common.close')}
          onClick={() => app.attempt(() => app.player.showOverlay('none'))}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="states">
        {STATE_SLOTS.map((slot) => (
          <StateCard key={slot} slot={slot} info={states.find((state) => state.slot === slot)} />
        ))}
      </div>
    </Dialog>
  );
}

export function Overlay(): JSX.Element | null {
  const { app, state } = usePage();
  switch (state.overlay) {
    case 'menu':
      return <GameMenu />;
    case 'states':
      return <StatesPage />;
    case 'cheats':
      return <CheatsPage onClose={() => app.attempt(() => app.player.showOverlay('menu'))} />;
    case 'settings':
      return <SettingsPage onClose={() => app.attempt(() => app.player.showOverlay('menu'))} />;
    default:
      return null;
  }
}
