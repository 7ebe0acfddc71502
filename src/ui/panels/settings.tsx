import { Fragment, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  DEFAULT_SETTINGS,
  PAD_SETTINGS,
  padsInUse,
  SETTING_SHAPES,
  withProfile,
  type PadSetting,
  type SettingKey,
  type Settings,
} from '../../shared/settings.ts';
import { usePage } from '../components/context.ts';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icons.tsx';
import { otherWords } from '../search-words.ts';
import { SHOWN_SETTINGS, valueText } from '../settings-actions.ts';
import { matches } from '../state/ui-state.ts';
import { isTextKey, type TextKey } from '../texts/translate.ts';
import { AttachSettings } from './attach-settings.tsx';
import { BindingsEditor, HotkeysEditor } from './bindings.tsx';
import { DeviceKeys, PadShortcuts } from './devices.tsx';
import { ProfileControl } from './profiles.tsx';

const SECTIONS = ['general', 'library', 'video', 'audio', 'states', 'speed', 'input', 'machine', 'debugger', 'keys'] as const;
/** What is plugged in stands below the ports. */
const LAST_PORT: SettingKey = 'input.port2';
type SettingsSection = (typeof SECTIONS)[number];

function sectionOf(key: SettingKey): SettingsSection {
  return key.split('.')[0] as SettingsSection;
}

/** What a setting does, where its name does not say all of it. */
function hintOf(key: SettingKey): TextKey | null {
  const hint = `setting.${key}.hint`;
  return isTextKey(hint) ? hint : null;
}

interface ControlProps {
  readonly settingKey: SettingKey;
  readonly values: Settings;
  readonly label: string;
  readonly set: (value: unknown) => void;
  readonly setOther: <K extends SettingKey>(key: K, value: Settings[K]) => void;
}

function Control({ settingKey, values, label, set, setOther }: ControlProps): JSX.Element {
  const { app } = usePage();
  const shape = SETTING_SHAPES[settingKey];
  const value = values[settingKey];
  switch (shape.kind) {
    case 'switch':
      return (
        <input
          type="checkbox"
          role="switch"
          class="switch"
          aria-label={label}
          checked={value as boolean}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <select class="select" aria-label={label} value={value as string} onChange={(event) => set(event.currentTarget.value)}>
          {shape.values.map((one) => (
            <option key={one} value={one}>
              {app.text(valueText(settingKey, one))}
            </option>
          ))}
        </select>
      );
    case 'range':
      return (
        <span class="range">
          <input
            type="range"
            aria-label={label}
            min={shape.min}
            max={shape.max}
            step={shape.step}
            value={value as number}
            onInput={(event) => set(Number(event.currentTarget.value))}
          />
          <output>{`${value as number} ${shape.unit}`}</output>
        </span>
      );
    case 'bindings': {
      const pad = PAD_SETTINGS.indexOf(settingKey as PadSetting);
      const setDeadZone = (zone: number): void => setOther('input.deadZones', values['input.deadZones'].with(pad, zone));
      const bindings = value as Settings['input.pad1'];
      return <BindingsEditor pad={pad} bindings={bindings} values={values} set={set} setDeadZone={setDeadZone} />;
    }
    case 'profile':
      return <ProfileControl values={values} label={label} set={set} />;
    default:
      return <HotkeysEditor keys={value as Settings['keys']} set={set} />;
  }
}

interface SettingRowProps {
  readonly settingKey: SettingKey;
  readonly hash: string | null;
  /** Of a pad that no port has. */
  readonly unplugged: boolean;
}

function SettingRow({ settingKey, hash, unplugged }: SettingRowProps): JSX.Element {
  const { app, state } = usePage();
  const label = app.text(`setting.${settingKey}` as TextKey);
  const own = hash === null ? undefined : state.gameSettings[hash];
  const plain = { ...state.settings, ...own };
  const values = withProfile(plain);
  const shape = SETTING_SHAPES[settingKey];
  const target = hash !== null && shape.perGame ? hash : null;
  const tall = shape.kind === 'bindings' || shape.kind === 'hotkeys';
  const profile = shape.kind === 'bindings' && Object.hasOwn(plain['input.profiles'], plain['input.profile']);
  const setOther = <K extends SettingKey>(key: K, value: Settings[K]): void =>
    app.attempt(() => app.settings.set(key, value, target));
  /** Bindings of a profile in use are changed there, for every game that has it. */
  const set = (value: unknown): void => {
    const { 'input.profile': name, 'input.profiles': profiles } = plain;
    const changed = { ...profiles, [name]: { ...profiles[name], [settingKey]: value } };
    app.attempt(() =>
      profile ? app.settings.set('input.profiles', changed) : app.settings.set(settingKey, value as never, target),
    );
  };
  const hasOwn = target !== null && own?.[settingKey] !== undefined;
  const game = state.player?.game;
  /** What is changed here does not count for the game that is played. */
  const elsewhere = hash === null && game !== undefined && state.gameSettings[game.hash]?.[settingKey] !== undefined;
  const hint = hintOf(settingKey);
  const isDefault =
    (profile || target === null) && JSON.stringify(values[settingKey]) === JSON.stringify(DEFAULT_SETTINGS[settingKey]);
  const resettable = target === null || profile ? !isDefault : hasOwn;
  return (
    <div class={tall ? 'setting setting-tall' : 'setting'} data-setting={settingKey}>
      <span class="setting-name grow">
        {label}
        {unplugged && <span class="tag">{app.text('device.unplugged')}</span>}
        {profile && <span class="tag">{plain['input.profile']}</span>}
        {hasOwn && !profile && <span class="tag">{app.text('settings.own')}</span>}
        {elsewhere && <span class="tag">{app.text('settings.gameHasOwn', { title: game.title })}</span>}
        {settingKey === 'video.filter' && !state.filterEffects && (
          <span class="hint setting-hint setting-warning">{app.text('video.noEffects')}</span>
        )}
        {hint !== null && <span class="hint setting-hint">{app.text(hint)}</span>}
      </span>
      <Control settingKey={settingKey} values={values} label={label} set={set} setOther={setOther} />
      <button
        type="button"
        class="button button-icon button-quiet setting-reset"
        disabled={!resettable}
        aria-label={app.text('settings.resetOne', { name: label })}
        title={app.text('common.reset')}
        onClick={(event) => {
          // The button goes with what it resets.
          event.currentTarget.closest('.setting')?.querySelector<HTMLElement>('input, select, button')?.focus();
          if (profile) set(DEFAULT_SETTINGS[settingKey]);
          else app.attempt(() => app.settings.reset(settingKey, label, target));
        }}
      >
        <Icon name="reset" />
      </button>
    </div>
  );
}

/** One page: sections at the left, search at the top, a switch for "this game only" while one is played. */
export function SettingsPage({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { app, state } = usePage();
  const [section, setSection] = useState<SettingsSection>(state.player === null ? 'general' : 'video');
  const [query, setQuery] = useState('');
  const { settingsQuery } = state;
  const sought = useRef<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  // Somebody asked for one of them: it is looked for, as if it had been written.
  useLayoutEffect(() => {
    if (settingsQuery === '') return;
    setQuery(settingsQuery);
    sought.current = settingsQuery;
    app.store.set({ settingsQuery: '' });
  }, [settingsQuery]);
  // Once it is there, it has the focus.
  useEffect(() => {
    if (sought.current === null || sought.current !== query) return;
    sought.current = null;
    list.current?.querySelector<HTMLElement>('input, select, button')?.focus();
  });
  const [forGame, setForGame] = useState(false);
  const game = state.player?.game;
  const hash = forGame ? (game?.hash ?? null) : null;
  const ports = { ...state.settings, ...(hash === null ? null : state.gameSettings[hash]) };
  /** Players whose pad no port has are left out, unless they are searched for. */
  const isUnplugged = (key: SettingKey): boolean => {
    const pad = PAD_SETTINGS.indexOf(key as PadSetting);
    return pad >= 0 && !padsInUse(ports).includes(pad);
  };
  const controls = query === '' && section === 'input';
  const words = (key: SettingKey): string => {
    const shape = SETTING_SHAPES[key];
    const values = shape.kind === 'choice' ? shape.values.map((value) => app.text(valueText(key, value))) : [];
    const hint = hintOf(key);
    const more = hint === null ? values : [...values, app.text(hint)];
    const name: TextKey = `setting.${key}`;
    return [app.text(name), app.text(`section.${sectionOf(key)}`), ...more, otherWords(name, app.language)].join(' ');
  };
  const shown = SHOWN_SETTINGS.filter((key) => (query === '' ? sectionOf(key) === section : matches(words(key), query))).filter(
    (key) => (query !== '' || !isUnplugged(key)) && (hash === null || SETTING_SHAPES[key].perGame),
  );
  const attachWords = (['section.debugger', 'attach.on', 'attach.port', 'attach.token', 'attach.hint'] as const).map((key) =>
    app.text(key),
  );
  const attach = hash === null && (query === '' ? section === 'debugger' : matches(attachWords.join(' '), query));
  return (
    <Dialog title={app.text('settings.title')} className="wide settings" onClose={onClose}>
      <header class="dialog-head">
        <h2>{app.text('settings.title')}</h2>
        <label class="search grow">
          <Icon name="search" />
          <input
            type="search"
            data-first
            aria-label={app.text('settings.search')}
            placeholder={app.text('settings.search')}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        {game !== undefined && (
          <label class="for-game" title={app.text('settings.forGame.hint')}>
            <input
              type="checkbox"
              role="switch"
              class="switch"
              checked={forGame}
              onChange={(event) => setForGame(event.currentTarget.checked)}
            />
            {app.text('settings.forGame', { title: game.title })}
          </label>
        )}
        <button type="button" class="button button-icon" aria-label={app.text('common.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="settings-body" data-together="">
        <nav class="settings-nav" data-current="" aria-label={app.text('settings.title')}>
          {SECTIONS.map((one) => (
            <button
              key={one}
              type="button"
              class="nav-item"
              aria-current={query === '' && section === one ? 'page' : undefined}
              onClick={() => {
                setSection(one);
                setQuery('');
              }}
            >
              {app.text(`section.${one}`)}
            </button>
          ))}
        </nav>
        <div ref={list} class="settings-list">
          {shown.map((key) => (
            <Fragment key={key}>
              <SettingRow settingKey={key} hash={hash} unplugged={isUnplugged(key)} />
              {key === LAST_PORT && controls && (
                <>
                  <DeviceKeys device={ports['input.port1']} />
                  <DeviceKeys device={ports['input.port2']} />
                </>
              )}
            </Fragment>
          ))}
          {controls && hash === null && <PadShortcuts />}
          {attach && <AttachSettings />}
          {shown.length === 0 && !attach && query !== '' && <p class="hint">{app.text('settings.none', { query })}</p>}
        </div>
      </div>
    </Dialog>
  );
}
