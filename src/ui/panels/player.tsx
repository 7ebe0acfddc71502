import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { CommandButton } from '../components/command-button.tsx';
import { usePage } from '../components/context.ts';
import { Picture } from '../components/picture.tsx';
import { RecordBadge } from '../components/record-badge.tsx';
import { CrashPage } from './crash.tsx';
import { MovieBadge, ReplayBar, RewindBadge } from './replay.tsx';
import { hasMouse, hasScope } from '../pointer.ts';
import { effectiveSettings } from '../state/ui-state.ts';
import { InputViewer } from './input-viewer.tsx';

/** Milliseconds without movement after which the bars and the pointer go. */
const QUIET_AFTER = 2000;

function useQuiet(): boolean {
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setQuiet(true), QUIET_AFTER);
    const wake = (): void => {
      setQuiet(false);
      clearTimeout(timer);
      timer = setTimeout(() => setQuiet(true), QUIET_AFTER);
    };
    addEventListener('pointermove', wake);
    addEventListener('focusin', wake);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', wake);
      removeEventListener('focusin', wake);
    };
  }, []);
  return quiet;
}

export function PlayerPanel(): JSX.Element | null {
  const { app, state } = usePage();
  const quiet = useQuiet();
  const { player } = state;
  if (player === null) return null;
  if (player.fault !== null) return <CrashPage />;
  const settings = effectiveSettings(state);
  const speed = player.speed === 'normal' ? null : app.text(player.speed === 'fast' ? 'player.fast' : 'player.slow');
  const { stats } = player;
  const aims = hasScope(settings);
  const mood = player.paused ? '' : aims ? ' player-aims' : quiet ? ' player-quiet' : '';
  return (
    <main class={`player${mood}`}>
      <h1 class="visually-hidden">{player.game.title}</h1>
      <Picture title={player.game.title} aims={aims} />
      <div class="player-bar">
        <CommandButton id="library" label={false} />
        <span class="player-title grow">{player.game.title}</span>
        <CommandButton id="replay" label={false} />
        <CommandButton id="pause" label={false} />
        <CommandButton id="fast" label={false} />
        <CommandButton id="screenshot" label={false} />
        <CommandButton id="mute" label={false} />
        <CommandButton id="states" label={false} />
        <CommandButton id="fullscreen" label={false} />
        <CommandButton id="overlay" label={false} />
      </div>
      {settings['input.viewer'] && <InputViewer />}
      <div class="badges">
        <RecordBadge />
        <MovieBadge />
        <RewindBadge />
        {player.paused && state.overlay === 'none' && player.replay === null && (
          <span class="badge">{app.text('player.paused')}</span>
        )}
        {speed !== null && <span class="badge">{speed}</span>}
        {hasMouse(settings) && !state.mouseLocked && (
          <button type="button" class="badge" onClick={() => app.runCommand('mouse')}>
            {app.text('player.mouse')}
          </button>
        )}
        {state.soundBlocked && (
          <button type="button" class="badge" onClick={() => app.player.startSound()}>
            {app.text('player.soundOff')}
          </button>
        )}
        {settings['video.fps'] && stats !== null && (
          <span class="badge numbers">
            {app.text('player.stats', {
              fps: stats.frameRate.toFixed(1),
              ms: stats.frameTime.toFixed(2),
              p99: stats.frameTime99.toFixed(2),
              gaps: app.player.running?.underruns ?? 0,
            })}
          </span>
        )}
      </div>
      <ReplayBar />
    </main>
  );
}
