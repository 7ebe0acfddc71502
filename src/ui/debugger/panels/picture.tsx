import type { JSX } from 'preact';
import { Picture } from '../../components/picture.tsx';
import { useDebug } from '../context.ts';
import { useExport } from '../panel-tools.tsx';
import { PictureTools, PixelPicker } from '../video/pixel-picker.tsx';

/** The game's picture. While it has the focus the keys are the game's, or choose a pixel. */
export function PicturePanel(): JSX.Element {
  const { app, debug } = useDebug();
  const run = async (command: string): Promise<void> => app.runCommand(command);
  useExport({ copy: () => run('copyScreenshot'), save: () => run('screenshot') });
  const title = app.store.state.value.player?.game.title ?? '';
  return (
    <div class="debug-column">
      <PictureTools />
      {debug.video.inspecting.value ? (
        <PixelPicker>
          <Picture title={title} aims />
        </PixelPicker>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div class="debug-picture" data-game data-first tabIndex={0} role="group" aria-label={app.text('debug.picture.keys')}>
          <Picture title={title} aims={false} />
          <span class="debug-picture-hint">{app.text('debug.picture.hint')}</span>
        </div>
      )}
    </div>
  );
}
