import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SpriteInfo } from '../../../session/debug-protocol.ts';
import { isCount, useDebug, useKept, useLive } from '../context.ts';
import { Menu, type MenuEntry } from '../menu.tsx';
import { markOf, numberOf } from '../panels.ts';
import { hex } from '../places.ts';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { usePlaceActions } from '../pointed/place-actions.tsx';
import { Rows, useRowWindow } from '../scroll.tsx';
import type { Table } from '../contents.ts';
import { usePanelActions, useTableEntries } from '../panel-tools.tsx';
import { Choice, Zoom } from './fields.tsx';
import { cut } from './pixels.ts';
import { copyPicture, pngOf } from './png.ts';
import { useSample } from './sample.tsx';
import { rowOf } from './sprite-oam.ts';
import { SpriteFacts } from './sprite-facts.tsx';
import { arrowStep, Grid, Outline, Stage } from './stage.tsx';
import { usePicture } from './use-picture.ts';
import { useWidth, WIDE } from './use-width.ts';

function cellOf({ index, width, height }: SpriteInfo): { x: number; y: number; width: number; height: number } {
  return { x: (index & 15) * 64, y: (index >> 4) * 64, width, height };
}

function flipText({ hFlip, vFlip }: SpriteInfo): string {
  return `${hFlip ? 'H' : '·'}${vFlip ? 'V' : '·'}`;
}

function spritesTable(list: readonly SpriteInfo[]): Table {
  return {
    titles: ['index', 'x', 'y', 'width', 'height', 'tile', 'palette', 'priority', 'hFlip', 'vFlip', 'visible'],
    rows: list.map((one) => [
      one.index,
      one.x,
      one.y,
      one.width,
      one.height,
      hex(one.tile, 3),
      one.palette,
      one.priority,
      Number(one.hFlip),
      Number(one.vFlip),
      Number(one.visible),
    ]),
  };
}

interface ListProps {
  readonly list: readonly SpriteInfo[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  /** Other keys; true when it was one of the panel's. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly onContextMenu: (event: MouseEvent) => void;
}

function SpriteRows({ list, chosen, onChoose, onKey: onOther, onContextMenu }: ListProps): JSX.Element {
  const { app, panel } = useDebug();
  const mark = markOf('sprite', panel);
  const window = useRowWindow();
  const at = list.findIndex(({ index }) => index === chosen);
  useEffect(() => {
    if (at >= 0) window.show(at);
  }, [at]);
  const onKey = (event: KeyboardEvent): void => {
    if (onOther(event)) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 16, PageUp: -16 };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = list[Math.max(0, Math.min(list.length - 1, at + step))];
    if (next !== undefined) onChoose(next.index);
    event.preventDefault();
    event.stopPropagation();
  };
  const seen = list.slice(window.first, window.first + window.count + 1);
  return (
    <div
      ref={window.box}
      class="debug-rows debug-rows-scroll sprite-rows"
      role="listbox"
      tabIndex={0}
      aria-label={app.text('sprites.list')}
      aria-activedescendant={seen.some(({ index }) => index === chosen) ? `${mark}${chosen}` : undefined}
      onKeyDown={onKey}
      onContextMenu={onContextMenu}
    >
      <Rows window={window} total={list.length}>
        {seen.map((one) => (
          <div
            key={one.index}
            id={`${mark}${one.index}`}
            class={`event-row ${one.index === chosen ? 'event-chosen' : ''} ${one.visible ? '' : 'debug-soft'}`}
            role="option"
            aria-selected={one.index === chosen}
            onPointerDown={() => onChoose(one.index)}
          >
            {String(one.index).padStart(3, '\u2007')} {String(one.x).padStart(4, '\u2007')} {String(one.y).padStart(3, '\u2007')}{' '}
            {`${one.width}×${one.height}`.padEnd(5, '\u2007')} ${hex(one.tile, 3)} P{one.palette} ↑{one.priority} {flipText(one)}
          </div>
        ))}
      </Rows>
      {list.length === 0 && <p class="hint debug-empty">{app.text('sprites.none')}</p>}
    </div>
  );
}

const VIEWS = ['screen', 'sheet', 'list'] as const;
type View = (typeof VIEWS)[number];

function isView(value: unknown): value is View {
  return VIEWS.some((one) => one === value);
}

function isSprite(value: unknown): value is number {
  return isCount(value) && value < 128;
}

/** The 128 sprites: where they are on the screen, what they look like, and all their bytes say. */
export function SpritesPanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const [index, setIndex] = useKept('sprite', 0, isSprite);
  const [view, setView] = useKept<View>('view', 'screen', isView);
  const { box, width } = useWidth();
  const [zoom, setZoom] = useState(1);
  const [onlyVisible, setOnlyVisible] = useState(false);
  const { sample, field } = useSample();
  const answer = useLive('sprites', { sample }, { every: 100 })?.value ?? null;
  const picture = usePicture(view === 'screen');
  const goal = numberOf(panel) === 1 ? debug.video.sprite.value : null;
  useEffect(() => {
    if (goal !== null) setIndex(goal.index);
  }, [goal]);
  const all = answer?.list ?? [];
  const list = useMemo(() => (onlyVisible ? all.filter(({ visible }) => visible) : all), [all, onlyVisible]);
  const one = all[index];
  const alone = answer === null || one === undefined ? null : cut(answer.sheet, cellOf(one));
  const actions = usePlaceActions({ memory: 'oam', from: index * 4, to: index * 4 + 3 });
  const showBytes = (): void => debug.showMemory({ memory: 'oam', address: index * 4 });
  const entries = (): MenuEntry[] => [...actions.entries(), { text: app.text('debug.inMemory'), hint: 'Enter', run: showBytes }];
  const { onContextMenu, menu } = useContextMenu(app.text('place.actions'), entries);
  const onKey = (event: KeyboardEvent): boolean => {
    if (actions.onKey(event)) return true;
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return false;
    showBytes();
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const tableEntries = useTableEntries({ contents: () => spritesTable(list), disabled: answer === null });
  const savePicture = async (): Promise<void> => {
    if (alone !== null) await debug.export('png', await pngOf(alone));
  };
  const saveSheet = async (): Promise<void> => {
    if (answer !== null) await debug.export('png', await pngOf(answer.sheet));
  };
  usePanelActions({
    visible: () => setOnlyVisible(!onlyVisible),
    inMemory: showBytes,
    savePicture: alone === null ? undefined : savePicture,
    saveSheet: answer === null ? undefined : saveSheet,
  });
  const pointScreen = (x: number, y: number): void => {
    const hit = all.find((sprite) => {
      const top = rowOf(sprite);
      return x >= sprite.x && x < sprite.x + sprite.width && y >= top && y < top + sprite.height;
    });
    if (hit !== undefined) setIndex(hit.index);
  };
  return (
    <div ref={box} class="debug-column" data-later>
      <div class="debug-tools video-tools">
        <Choice
          label={app.text('sprites.view')}
          value={view}
          options={[
            { value: 'screen', text: app.text('sprites.screen') },
            { value: 'sheet', text: app.text('sprites.sheet') },
            { value: 'list', text: app.text('events.rows') },
          ]}
          onValue={setView}
        />
        <Zoom value={zoom} most={4} onValue={setZoom} />
        <button type="button" class="button" aria-pressed={onlyVisible} onClick={() => setOnlyVisible(!onlyVisible)}>
          {app.text('sprites.visible')}
        </button>
        {field}
        <span class="grow" />
        <Menu label={app.text('place.actions')} icon="more" bare entries={entries} />
        <Menu
          label={app.text('video.export')}
          icon="save"
          bare
          entries={() =>
            answer === null || alone === null
              ? []
              : [
                  ...tableEntries,
                  'line',
                  { text: app.text('sprites.png'), run: () => app.attempt(savePicture) },
                  {
                    text: app.text('sprites.allPng'),
                    run: () => app.attempt(saveSheet),
                  },
                  {
                    text: app.text('video.copyPicture'),
                    run: () => app.attempt(() => copyPicture(app.windows.front.navigator, alone)),
                  },
                ]
          }
        />
      </div>
      <div class="video-split">
        {view !== 'list' && (
          <div class="video-view">
            {view === 'screen' && picture !== null && (
              <Stage
                picture={picture}
                zoom={zoom}
                label={app.text('sprites.onScreen')}
                value={String(index)}
                onPoint={({ x, y }) => pointScreen(x, y)}
                onContextMenu={onContextMenu}
                onKeyDown={(event) => {
                  if (onKey(event)) return;
                  const next = arrowStep(event, { x: index, y: 0 }, 128, 1);
                  if (next !== null) setIndex(next.x);
                }}
              >
                {all
                  .filter(({ visible }) => visible)
                  .map((sprite) => (
                    <Outline
                      key={sprite.index}
                      x={sprite.x}
                      y={rowOf(sprite)}
                      width={sprite.width}
                      height={sprite.height}
                      kind="soft"
                    />
                  ))}
                {one !== undefined && <Outline x={one.x} y={rowOf(one)} width={one.width} height={one.height} kind="chosen" />}
              </Stage>
            )}
            {view === 'sheet' && answer !== null && (
              <Stage
                picture={answer.sheet}
                zoom={zoom}
                label={app.text('sprites.sheet')}
                value={String(index)}
                onPoint={({ x, y }) => setIndex((y >> 6) * 16 + (x >> 6))}
                onContextMenu={onContextMenu}
                onKeyDown={(event) => {
                  if (onKey(event)) return;
                  const next = arrowStep(event, { x: index & 15, y: index >> 4 }, 16, 8);
                  if (next !== null) setIndex(next.y * 16 + next.x);
                }}
              >
                <Grid width={1024} height={512} cellWidth={64} cellHeight={64} />
                <Outline x={(index & 15) * 64} y={(index >> 4) * 64} width={64} height={64} kind="chosen" />
              </Stage>
            )}
          </div>
        )}
        {(view === 'list' || width >= WIDE) && (
          <SpriteRows list={list} chosen={index} onChoose={setIndex} onKey={onKey} onContextMenu={onContextMenu} />
        )}
        {one !== undefined && alone !== null && (
          <div class="video-aside">
            <SpriteFacts sprite={one} picture={alone} fixed={sample !== null} />
          </div>
        )}
      </div>
      {actions.answer !== null && <div class="debug-foot">{actions.answer}</div>}
      {menu}
    </div>
  );
}
