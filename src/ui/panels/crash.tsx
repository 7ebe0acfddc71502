import type { JSX } from 'preact';
import { usePage } from '../components/context.ts';
import { Icon } from '../components/icons.tsx';
import { useThumbnail } from './timeline/thumbnails.ts';
import { timeAgo } from '../times.ts';

/** The emulator stopped in the middle of a game: which one, why, what is safe, and from where one can go on. */
export function CrashPage(): JSX.Element | null {
  const { app, state } = usePage();
  const { player } = state;
  const { rescued } = state.states;
  const url = useThumbnail(app, player?.game.hash ?? '', rescued?.id ?? null);
  if (player === null || player.fault === null) return null;
  const { game, fault } = player;
  const report = `Dotclock ${state.start?.version ?? ''}\n${game.title} (${game.fileName})\n${game.hash}\n\n${fault}`;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(report);
    app.toast(app.text('crash.copied'));
  };
  return (
    <main class="crash">
      <div class="crash-head" role="alert">
        {url === null ? <Icon name="alert" /> : <img src={url} alt="" />}
        <h1>{app.text('crash.title', { title: game.title })}</h1>
        <p class="hint">{game.fileName}</p>
        <p class="alert-reason">{app.reasonOf(fault.split('\n', 1)[0].replace(/^Uncaught (\w*Error: )?/, ''))}</p>
        {rescued === null && <p>{app.text('crash.noState')}</p>}
        {rescued && <p>{app.text('crash.state', { time: timeAgo(rescued.created, app.language) })}</p>}
        <p class="hint">{app.text('crash.again')}</p>
      </div>
      <div class="buttons">
        <button
          type="button"
          class="button button-strong"
          data-first
          onClick={() => app.attempt(() => app.player.restartFromAuto())}
        >
          {app.text(rescued === null ? 'crash.restart' : 'crash.goOn')}
        </button>
        <button type="button" class="button" onClick={() => app.runCommand('library')}>
          {app.text('command.library')}
        </button>
        <button type="button" class="button" onClick={() => app.attempt(copy)}>
          {app.text('crash.copy')}
        </button>
      </div>
      <details>
        <summary>{app.text('common.details')}</summary>
        <pre>{report}</pre>
      </details>
    </main>
  );
}
