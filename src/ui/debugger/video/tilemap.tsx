import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Mode7Line, TilemapInfo } from '../../../session/debug-protocol.ts';
import { isCount, useDebug, useKept, useLive } from '../context.ts';
import { numberOf } from '../panels.ts';
import { Menu, type MenuEntry } from '../menu.tsx';
import type { Table } from '../contents.ts';
import { useTableEntries, usePanelActions } from '../panel-tools.tsx';
import { hex } from '../places.ts';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { usePlaceActions } from '../pointed/place-actions.tsx';
import { layersOfMode } from './palette-owners.ts';
import { Zoom } from './fields.tsx';
import { copyPicture, pngOf } from './png.ts';
import { useSample } from './sample.tsx';
import { linesOutlines, mode7Outline, signed13, wrapped } from './screen-frame.ts';
import type { Point } from './video-model.ts';
import { arrowStep, Grid, Outline, Stage } from './stage.tsx';
import { MapEntry } from './tilemap-entry.tsx';
import { type PpuValues, usePpu } from './use-hardware.ts';

interface FrameProps {
  readonly map: TilemapInfo;
  readonly ppu: PpuValues;
  /** Lines of mode 7 as they were drawn; null while nobody knows. */
  readonly lines: readonly Mode7Line[] | null;
}

function Polygon({ points }: { readonly points: readonly Point[] }): JSX.Element {
  const text = points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return (
    <>
      <polygon class="video-outline-under" points={text} />
      <polygon class="video-outline" points={text} />
    </>
  );
}

/** Where the screen looks on the map. */
function ScreenFrame({ map, ppu, lines: drawn }: FrameProps): JSX.Element {
  const lines = ppu['overscan'] === 1 ? 239 : 224;
  if (ppu['bgMode'] === 7) {
    const matrix = {
      a: ppu['m7A'] ?? 0,
      b: ppu['m7B'] ?? 0,
      c: ppu['m7C'] ?? 0,
      d: ppu['m7D'] ?? 0,
      x: signed13(ppu['m7X'] ?? 0),
      y: signed13(ppu['m7Y'] ?? 0),
      hScroll: signed13(map.hScroll),
      vScroll: signed13(map.vScroll),
    };
    const outlines = drawn === null || drawn.length === 0 ? [mode7Outline(matrix, lines)] : linesOutlines(drawn);
    return (
      <>
        {outlines.map((points, index) => (
          <Polygon key={index} points={points} />
        ))}
      </>
    );
  }
  const wide = ppu['bgMode'] === 5 || ppu['bgMode'] === 6 ? 2 : 1;
  // The first line of the picture is line 1.
  const frame = { x: map.hScroll * wide, y: map.vScroll + 1, width: 256 * wide, height: lines };
  return (
    <>
      {wrapped(frame, map.width, map.height).map((part) => (
        <Outline key={`${part.x},${part.y}`} {...part} />
      ))}
    </>
  );
}

/** The map's entries as a table for a spreadsheet. */
export function tilemapTable({ entries, addresses, columns }: TilemapInfo, mode: number): Table {
  const place = (i: number): readonly (string | number)[] => [i % columns, Math.floor(i / columns), hex(addresses[i] ?? 0, 4)];
  if (mode === 7)
    return {
      titles: ['x', 'y', 'address', 'tile'],
      rows: Array.from(entries, (value, i) => [...place(i), hex(value & 0xff, 2)]),
    };
  return {
    titles: ['x', 'y', 'address', 'entry', 'tile', 'palette', 'priority', 'hFlip', 'vFlip'],
    rows: Array.from(entries, (value, i) => [
      ...place(i),
      hex(value, 4),
      hex(value & 0x3ff, 3),
      (value >> 10) & 7,
      (value >> 13) & 1,
      (value >> 14) & 1,
      (value >> 15) & 1,
    ]),
  };
}

/** A background's whole map, with the part that is on the screen. */
export function TilemapPanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const [bg, setBg] = useKept('layer', 0, (value): value is number => isCount(value) && value < 4);
  const [zoom, setZoom] = useKept('zoom', 1, (value): value is number => isCount(value) && value >= 1 && value <= 4);
  const [grid, setGrid] = useState(false);
  const [frame, setFrame] = useState(true);
  const [entry, setEntry] = useState(0);
  const { sample, field } = useSample();
  const ppu = usePpu(sample);
  const mode = ppu?.['bgMode'] ?? 0;
  // Mode 7's plane is a million pixels.
  const answer = useLive('tilemap', { bg, sample }, { every: mode === 7 ? 300 : 100 });
  const running = debug.status.value?.running === true;
  const drawn = useLive('mode7Lines', mode === 7 && frame ? null : undefined, { stopped: true });
  const layers = layersOfMode(mode, ppu?.['extBg'] === 1);
  const map = answer !== null && answer.argument.bg === bg ? answer.value : null;
  const goal = numberOf(panel) === 1 ? debug.video.tilemap.value : null;
  useEffect(() => {
    if (goal !== null) setBg(goal.bg);
  }, [goal]);
  const sought = useMemo(
    () => (goal === null || map === null ? -1 : map.addresses.indexOf(goal.address)),
    [goal, map !== null, bg],
  );
  useEffect(() => {
    if (sought >= 0) setEntry(sought);
  }, [sought, goal]);
  const address = map?.addresses[entry];
  const place = address === undefined ? null : { memory: 'vram' as const, from: address, to: address + (mode === 7 ? 0 : 1) };
  const actions = usePlaceActions(place);
  const showEntry = (): void => {
    if (address !== undefined) debug.showMemory({ memory: 'vram', address });
  };
  const entries = (): MenuEntry[] => [...actions.entries(), { text: app.text('debug.inMemory'), hint: 'Enter', run: showEntry }];
  const { onContextMenu, menu } = useContextMenu(app.text('place.actions'), entries);
  const tableEntries = useTableEntries({
    contents: () => (map === null ? '' : tilemapTable(map, mode)),
    disabled: map === null,
  });
  const savePicture = async (): Promise<void> => {
    if (map !== null) await debug.export('png', await pngOf(map));
  };
  usePanelActions({
    grid: () => setGrid(!grid),
    frame: () => setFrame(!frame),
    inMemory: showEntry,
    savePicture: map === null ? undefined : savePicture,
  });
  const cell = map === null ? { x: 0, y: 0 } : { x: entry % map.columns, y: Math.floor(entry / map.columns) };
  return (
    <div class="debug-column" data-later>
      <div class="debug-tools video-tools">
        <div class="segments" role="radiogroup" aria-label={app.text('pixel.layer')}>
          {[0, 1, 2, 3].map((one) => (
            <button
              key={one}
              type="button"
              class="button"
              role="radio"
              aria-checked={one === bg}
              onClick={() => {
                setBg(one);
                setEntry(0);
              }}
            >
              <span class={one < layers ? '' : 'debug-soft'}>BG{one + 1}</span>
            </button>
          ))}
        </div>
        <Zoom value={zoom} most={4} onValue={setZoom} />
        <button type="button" class="button" aria-pressed={grid} onClick={() => setGrid(!grid)}>
          {app.text('video.grid')}
        </button>
        <button type="button" class="button" aria-pressed={frame} onClick={() => setFrame(!frame)}>
          {app.text('tilemap.frame')}
        </button>
        {field}
        <span class="grow" />
        <Menu label={app.text('place.actions')} icon="more" bare entries={entries} />
        <Menu
          label={app.text('video.export')}
          icon="save"
          bare
          entries={() =>
            map === null
              ? []
              : [
                  ...tableEntries,
                  'line',
                  { text: app.text('video.png'), run: () => app.attempt(savePicture) },
                  {
                    text: app.text('video.copyPicture'),
                    run: () => app.attempt(() => copyPicture(app.windows.front.navigator, map)),
                  },
                ]
          }
        />
      </div>
      {map === null ? (
        <p class="hint video-note">
          {answer !== null && ppu !== null && app.text('tilemap.none', { mode, layer: `BG${bg + 1}` })}
        </p>
      ) : (
        <div class="video-split">
          <div class="video-view">
            <Stage
              picture={map}
              zoom={zoom}
              label={`${app.text('panel.tilemap')} BG${bg + 1}`}
              value={`${cell.x}, ${cell.y}`}
              onPoint={({ x, y }) => setEntry(Math.floor(y / map.tileHeight) * map.columns + Math.floor(x / map.tileWidth))}
              onKeyDown={(event) => {
                if (actions.onKey(event)) return;
                const next = arrowStep(event, cell, map.columns, map.rows);
                if (next !== null) setEntry(next.y * map.columns + next.x);
                else if (event.key === 'Enter') showEntry();
              }}
              onContextMenu={onContextMenu}
            >
              {grid && <Grid width={map.width} height={map.height} cellWidth={map.tileWidth} cellHeight={map.tileHeight} />}
              {frame && ppu !== null && <ScreenFrame map={map} ppu={ppu} lines={running ? null : (drawn?.value ?? null)} />}
              <Outline
                x={cell.x * map.tileWidth}
                y={cell.y * map.tileHeight}
                width={map.tileWidth}
                height={map.tileHeight}
                kind="chosen"
              />
            </Stage>
          </div>
          <div class="video-aside">
            <MapEntry map={map} mode={mode} entry={Math.min(entry, map.entries.length - 1)} fixed={sample !== null} />
          </div>
        </div>
      )}
      {actions.answer !== null && <div class="debug-foot">{actions.answer}</div>}
      {menu}
    </div>
  );
}
