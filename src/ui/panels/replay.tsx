import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { HistoryPicture } from '../../session/protocol.ts';
import { usePage } from '../components/context.ts';
import { Icon } from '../components/icons.tsx';
import type { ReplayState } from '../state/ui-state.ts';
import { clock } from '../times.ts';

/** Small pictures that the bar shows at most. */
const MOST_PICTURES = 12;

function SmallPicture({ picture }: { readonly picture: HistoryPicture }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const { width, height, rgb } = picture;
    const image = context.createImageData(width, height);
    for (let i = 0; i < width * height; i++) {
      for (let channel = 0; channel < 3; channel++) image.data[i * 4 + channel] = rgb[i * 3 + channel];
      image.data[i * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} />;
}

/** Pictures at even distances over what can be gone back to. */
function spread(pictures: readonly HistoryPicture[], { first, end }: ReplayState): readonly HistoryPicture[] {
  const chosen: HistoryPicture[] = [];
  for (let i = 0; i < MOST_PICTURES; i++) {
    const position = first + ((end - first) * (i + 0.5)) / MOST_PICTURES;
    const nearest = pictures.reduce<HistoryPicture | null>(
      (best, one) => (best === null || Math.abs(one.position - position) < Math.abs(best.position - position) ? one : best),
      null,
    );
    if (nearest !== null && chosen.at(-1) !== nearest) chosen.push(nearest);
  }
  return chosen;
}

/** The bar on which one goes back through what was played. The picture above shows the moment. */
export function ReplayBar(): JSX.Element | null {
  const { app, state } = usePage();
  const slider = useRef<HTMLInputElement>(null);
  const replay = state.player?.replay ?? null;
  const open = replay !== null;
  useEffect(() => slider.current?.focus(), [open]);
  if (replay === null) return null;
  const { first, end, position, frameRate } = replay;
  const ago = (end - position) / frameRate;
  const said = position === end ? app.text('replay.now') : app.text('replay.ago', { time: clock(ago) });
  const second = Math.round(frameRate);
  const seek = (to: number): void => app.attempt(() => app.time.seek(to));
  const keys = (event: KeyboardEvent): void => {
    const step: Readonly<Record<string, number>> = { PageUp: second, PageDown: -second };
    if (event.key === 'Enter' && event.target === slider.current) app.attempt(() => app.time.closeReplay(true));
    else if (step[event.key] !== undefined) seek(position + step[event.key]);
    else {
      event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <section class="replay" aria-label={app.text('replay.title')} onKeyDown={keys}>
      <div class="replay-pictures" aria-hidden="true">
        {spread(app.time.pictures, replay).map((picture) => (
          <button key={picture.position} type="button" tabIndex={-1} onClick={() => seek(picture.position)}>
            <SmallPicture picture={picture} />
          </button>
        ))}
      </div>
      <input
        ref={slider}
        class="replay-slider"
        type="range"
        min={first}
        max={end}
        step={1}
        value={position}
        aria-label={app.text('replay.position')}
        aria-valuetext={said}
        onInput={(event) => seek(Number(event.currentTarget.value))}
      />
      <div class="replay-row">
        <strong class="numbers">{said}</strong>
        <span class="hint grow">{app.text('replay.hint')}</span>
        <button type="button" class="button" onClick={() => app.attempt(() => app.time.closeReplay(false))}>
          <Icon name="close" />
          {app.text('replay.back')}
          <kbd>Esc</kbd>
        </button>
        <button type="button" class="button button-strong" onClick={() => app.attempt(() => app.time.closeReplay(true))}>
          <Icon name="play" />
          {app.text('replay.here')}
        </button>
      </div>
    </section>
  );
}

/** What the movie does and how far it is, beside the other badges. */
export function MovieBadge(): JSX.Element | null {
  const { app, state } = usePage();
  const { movie = null, frameRate = 1 } = state.player ?? {};
  if (movie === null) return null;
  const { mode, step, length } = movie;
  const frames = (count: number): string => count.toLocaleString(app.language);
  if (mode === 'recording') {
    return (
      <button
        type="button"
        class="badge badge-recording numbers"
        title={app.text('movie.endRecording')}
        onClick={() => app.runCommand('movieStop')}
      >
        <span class="visually-hidden">{app.text('movie.endRecording')}</span>
        {`${app.text('movie.recording')} ${clock(Math.floor(step / frameRate))}`}
        <span class="badge-more">{app.text('movie.frame', { frame: frames(step) })}</span>
      </button>
    );
  }
  const name = app.text(mode === 'ended' ? 'movie.mode.ended' : 'movie.mode.playing');
  return (
    <span class="badge numbers">
      {`${name} ${clock(Math.floor(step / frameRate))} / ${clock(Math.floor(length / frameRate))}`}
      <span class="badge-more">{app.text('movie.frameOf', { frame: frames(step), length: frames(length) })}</span>
    </span>
  );
}

/** How far back the game has run while its key is held. */
export function RewindBadge(): JSX.Element | null {
  const { app, state } = usePage();
  const { player } = state;
  if (player === null || player.rewinding === null) return null;
  const gone = Math.max(0, player.rewinding - (player.stats?.frame ?? player.rewinding));
  return (
    <span class="badge numbers" role="status">
      {`◀◀ ${app.text('player.rewinding')} ${clock(gone / player.frameRate)}`}
    </span>
  );
}
