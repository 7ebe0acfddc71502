import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { PRIORITY_COMMANDS } from '../../commands/parts.ts';
import { commandOf } from '../../commands/registry.ts';
import { effectiveSettings } from '../../state/ui-state.ts';
import { useDebug } from '../context.ts';
import { Menu, type MenuEntry } from '../menu.tsx';
import { placeOfPixel, pixelAt } from './pixel-place.ts';
import { arrowStep, sizeOf } from './stage.tsx';
import { usePicture } from './use-picture.ts';
import type { Point } from './video-model.ts';

const LAYERS = { layer1: 'BG1', layer2: 'BG2', layer3: 'BG3', layer4: 'BG4', layer5: 'OBJ' } as const;

function Toggle({ id, text, on }: { readonly id: string; readonly text: string; readonly on?: boolean }): JSX.Element {
  const { app } = useDebug();
  const command = commandOf(id);
  const checked = command.checked?.(app.store.state.value);
  const title = app.titleOf(command);
  return (
    <button
      type="button"
      class="button video-toggle"
      aria-pressed={on ?? checked}
      aria-label={title.includes(text) ? title : undefined}
      title={title}
      onClick={() => app.runCommand(id)}
    >
      {text}
    </button>
  );
}

/** What is drawn of the picture, and choosing a pixel. */
export function PictureTools(): JSX.Element {
  const { app, debug } = useDebug();
  const state = app.store.state.value;
  const hidden = PRIORITY_COMMANDS.filter((command) => command.checked?.(state) === false).length;
  const entries = (): (MenuEntry | 'line')[] => [
    ...PRIORITY_COMMANDS.map((command) => ({
      text: app.titleOf(command),
      checked: command.checked?.(state) === true,
      run: () => app.runCommand(command.id),
    })),
    'line',
    { text: app.titleOf(commandOf('allLayers')), run: () => app.runCommand('allLayers') },
  ];
  return (
    <div class="debug-tools video-picture-tools" role="group" aria-label={app.text('video.parts')}>
      {Object.entries(LAYERS).map(([id, text]) => (
        <Toggle key={id} id={id} text={text} />
      ))}
      <Toggle id="layer6" text={app.text('video.windows')} />
      <Toggle id="layer7" text={app.text('video.math')} />
      <Menu label={app.text('menu.priorities')} count={hidden} entries={entries} />
      <span class="grow" />
      <Toggle id="debugInspect" text={app.text('pixel.point')} on={debug.video.inspecting.value} />
    </div>
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The picture while pixels are chosen: with clicks and arrows, Escape ends it. */
export function PixelPicker({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { app, debug } = useDebug();
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const picture = usePicture(true);
  const lines = picture?.height ?? 224;
  const settings = effectiveSettings(app.store.state.value);
  const display = { scaling: settings['video.scaling'], aspect: settings['video.aspect'], crop: settings['video.crop'] };
  const pixel = debug.video.pixel.value;
  useEffect(() => {
    const box = element.current;
    if (box === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: box.clientWidth, height: box.clientHeight }));
    observer.observe(box);
    box.focus();
    return () => observer.disconnect();
  }, []);
  const ratio = devicePixelRatio;
  const surface = { width: size.width * ratio, height: size.height * ratio };
  const mark = size.width === 0 ? null : placeOfPixel(pixel, surface, lines, display);
  const choose = (point: Point): void => void (debug.video.pixel.value = point);
  const onPointer = (event: PointerEvent): void => {
    const box = element.current?.getBoundingClientRect();
    if (box === undefined) return;
    const point = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    choose(pixelAt(point, surface, lines, display));
  };
  const onPress = (event: PointerEvent): void => {
    onPointer(event);
    if (debug.running) app.runCommand('debugRun');
    if (debug.dock?.isOpen('pixel') !== true) debug.dock?.show('pixel');
  };
  const onKey = (event: KeyboardEvent): void => {
    const next = arrowStep(event, pixel, 256, lines);
    if (next !== null) choose(next);
    else if (event.key === 'Escape') debug.video.inspecting.value = false;
    else if (event.key === 'Enter') debug.dock?.show('pixel');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={element}
      class="debug-picture video-picker"
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-first
      data-escape
      aria-label={`${app.text('pixel.pick')}: ${pixel.x}, ${pixel.y}`}
      onPointerDown={onPress}
      onPointerMove={(event) => event.buttons === 1 && onPointer(event)}
      onKeyDown={onKey}
    >
      {children}
      {mark !== null && (
        <i
          class="video-mark"
          style={{
            left: `${mark.x / ratio}px`,
            top: `${mark.y / ratio}px`,
            ...sizeOf(mark.width / ratio, mark.height / ratio),
          }}
        />
      )}
    </div>
  );
}
