import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { MemoryName, TileFormat } from '../../../session/debug-protocol.ts';
import { Icon } from '../../components/icons.tsx';
import { AddressField } from '../address-field.tsx';
import { isCount, useDebug, useKept, useLive } from '../context.ts';
import { numberOf } from '../panels.ts';
import { Menu, type MenuEntry } from '../menu.tsx';
import { hex, MEMORY_TITLES } from '../places.ts';
import { useExport, usePanelActions } from '../panel-tools.tsx';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { usePlaceActions } from '../pointed/place-actions.tsx';
import { Choice, NumberField, Zoom } from './fields.tsx';
import { cut } from './pixels.ts';
import { type TilePlace, tilePlaces } from './tile-places.ts';
import { paletteStarts } from './palette-owners.ts';
import { copyPicture, pngOf } from './png.ts';
import { useSample } from './sample.tsx';
import { arrowStep, Grid, Outline, Stage } from './stage.tsx';
import { bitsOfTile, bytesOfTile, sheetShape, TILE_FORMATS } from './tile-bytes.ts';
import { TileEditor } from './tile-editor.tsx';
import { usePpu } from './use-hardware.ts';

const MEMORIES: readonly MemoryName[] = ['vram', 'rom', 'wram', 'sram', 'cpu'];
/** Tiles of a sheet. */
const MOST = 1024;
const GREY = -1;

function isTileMemory(value: unknown): value is MemoryName {
  return MEMORIES.some((one) => one === value);
}

function isFormat(value: unknown): value is TileFormat {
  return TILE_FORMATS.some((one) => one.value === value);
}

function greys(bits: number): number[] {
  const most = (1 << bits) - 1;
  return Array.from({ length: most + 1 }, (_, i) => Math.round((i * 31) / most) * 0x421);
}

/** Any memory as tiles. */
export function TilesPanel(): JSX.Element {
  const { app, debug, panel, kept } = useDebug();
  const [memory, setMemory] = useKept<MemoryName>('memory', 'vram', isTileMemory);
  const [address, setAddress] = useKept('address', 0, isCount);
  const [format, setFormat] = useKept<TileFormat>('format', 4, isFormat);
  const [columns, setColumns] = useKept('columns', 16, (value): value is number => isCount(value) && value >= 1 && value <= 64);
  const [palette, setPalette] = useKept(
    'palette',
    GREY,
    (value): value is number => value === GREY || (isCount(value) && value < 256),
  );
  const [zoom, setZoom] = useState(2);
  const [grid, setGrid] = useState(true);
  const [cursor, setCursor] = useState(0);
  const { sample, field } = useSample();
  const info = debug.info.value?.memories ?? [];
  const size = info.find(({ name }) => name === memory)?.size ?? 0;
  const tile = bytesOfTile(format);
  const { rows } = sheetShape(size, address, tile, columns, MOST);
  const query = { memory, address, format, columns, rows, palette, sample };
  const sheet = useLive('tiles', size === 0 ? undefined : query, { every: 66 })?.value ?? null;
  const at = address + cursor * tile;
  const bytes = useLive('readMemory', { memory, address: at, length: tile })?.value ?? null;
  const cgram = useLive('palette', { sample }, { every: 66 })?.value ?? null;
  const bits = bitsOfTile(format);
  const colors = palette === GREY || cgram === null ? greys(bits) : Array.from(cgram.subarray(palette), Number);
  const ppu = usePpu(sample);
  const goTo = ({ address: start, format: of, palette: first }: TilePlace): void => {
    setMemory('vram');
    setFormat(of);
    setAddress(start);
    setPalette(first);
    setCursor(0);
  };
  const places = ppu === null ? [] : tilePlaces(ppu);
  const [begun, setBegun] = useState(kept['address'] !== undefined);
  const goal = numberOf(panel) === 1 ? debug.video.tiles.value : null;
  // At first the tiles of the first layer, unless another panel has sent the user here.
  useEffect(() => {
    if (begun || ppu === null) return;
    setBegun(true);
    if (goal === null && places[0] !== undefined) goTo(places[0]);
  }, [begun, ppu]);
  useEffect(() => {
    if (goal === null) return;
    setMemory(goal.memory);
    setFormat(goal.format);
    setPalette(goal.palette);
    // The sheet begins at a round address before it, so that the tile stands among its neighbours.
    const unit = bytesOfTile(goal.format);
    const start = goal.address - (goal.address % (unit * 256));
    setAddress(start);
    setCursor(Math.floor((goal.address - start) / unit));
  }, [goal]);
  const move = (to: number): void => {
    setAddress(Math.max(0, Math.min(Math.max(0, size - tile), to)));
  };
  const actions = usePlaceActions({ memory, from: at, to: at + tile - 1 });
  const entries = (): MenuEntry[] => [
    ...actions.entries(),
    { text: app.text('debug.inMemory'), hint: 'Enter', run: () => debug.showMemory({ memory, address: at }) },
  ];
  const { onContextMenu, menu } = useContextMenu(app.text('place.actions'), entries);
  const onKey = (event: KeyboardEvent): void => {
    if (actions.onKey(event)) return;
    const next = arrowStep(event, { x: cursor % columns, y: Math.floor(cursor / columns) }, columns, rows);
    const page = columns * rows * tile;
    if (next !== null) setCursor(next.y * columns + next.x);
    else if (event.key === 'PageDown' && address + page < size) move(address + page);
    else if (event.key === 'PageUp') move(address - page);
    else if (event.key === 'Enter') debug.showMemory({ memory, address: at });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const savePicture = async (): Promise<void> => {
    if (sheet !== null) await debug.export('png', await pngOf(sheet));
  };
  const copySheet = async (): Promise<void> => {
    if (sheet !== null) await copyPicture(app.windows.front.navigator, sheet);
  };
  useExport(sheet === null ? null : { copy: copySheet, save: savePicture });
  const one = sheet === null ? null : { x: (cursor % columns) * 8, y: Math.floor(cursor / columns) * 8, width: 8, height: 8 };
  const saveTile = async (): Promise<void> => {
    if (sheet !== null && one !== null) await debug.export('png', await pngOf(cut(sheet, one)));
  };
  const saveBytes = async (): Promise<void> =>
    debug.export('bin', await debug.ask('readMemory', { memory, address, length: columns * rows * tile }));
  const copyBytes = (): Promise<void> => debug.copy(Array.from(bytes ?? [], (byte) => hex(byte, 2)).join(' '));
  const showBytes = (): void => debug.showMemory({ memory, address: at });
  const drawn = sheet !== null;
  usePanelActions({
    grid: () => setGrid(!grid),
    inMemory: showBytes,
    savePicture: drawn ? savePicture : undefined,
    saveTile: drawn ? saveTile : undefined,
    saveBytes: drawn ? saveBytes : undefined,
    copyBytes: bytes === null ? undefined : copyBytes,
  });
  const choose = (start: number): string =>
    start >= 128 && bits === 4
      ? app.text('tiles.spritePalette', { number: (start - 128) >> 4 })
      : `${start / (1 << bits)} ($${hex(start, 2)})`;
  return (
    <div class="debug-column" data-later>
      <div class="debug-tools video-tools">
        <Choice
          label={app.text('memory.which')}
          value={memory}
          options={MEMORIES.filter((name) => info.some((one) => one.name === name)).map((value) => ({
            value,
            text: MEMORY_TITLES[value],
          }))}
          onValue={(value) => {
            setMemory(value);
            setAddress(0);
            setCursor(0);
          }}
        />
        <Menu
          label={app.text('tiles.places')}
          entries={() =>
            places.map((one) => ({
              text: `${one.layer} · VRAM $${hex(one.address, 4)}`,
              run: () => goTo(one),
            }))
          }
        />
        <AddressField label={app.text('debug.goTo')} processor="cpu" onAddress={move} />
        <Choice label={app.text('tiles.format')} value={format} options={TILE_FORMATS} onValue={setFormat} />
        <Choice
          label={app.text('panel.palette')}
          value={palette}
          options={[
            { value: GREY, text: app.text('tiles.grey') },
            ...paletteStarts(bits).map((value) => ({ value, text: choose(value) })),
          ]}
          onValue={setPalette}
        />
        <NumberField label={app.text('tiles.columns')} short="↔" value={columns} least={1} most={64} onValue={setColumns} />
        <Zoom value={zoom} most={6} onValue={setZoom} />
        <button type="button" class="button" aria-pressed={grid} onClick={() => setGrid(!grid)}>
          {app.text('video.grid')}
        </button>
        {field}
        <span class="grow" />
        <Menu label={app.text('place.actions')} icon="more" bare entries={entries} />
        <Menu
          label={app.text('video.export')}
          icon="save"
          bare
          entries={() =>
            sheet === null || one === null
              ? []
              : [
                  { text: app.text('video.png'), run: () => app.attempt(savePicture) },
                  {
                    text: app.text('tiles.png'),
                    run: () => app.attempt(saveTile),
                  },
                  {
                    text: app.text('video.copyPicture'),
                    run: () => app.attempt(copySheet),
                  },
                  {
                    text: app.text('tiles.bin'),
                    run: () => app.attempt(saveBytes),
                  },
                ]
          }
        />
      </div>
      <div class="video-split">
        <div class="video-view">
          {sheet !== null && (
            <Stage
              picture={sheet}
              zoom={zoom}
              label={app.text('panel.tiles')}
              value={`$${hex(at, 4)}`}
              onPoint={({ x, y }) => setCursor((y >> 3) * columns + (x >> 3))}
              onKeyDown={onKey}
              onContextMenu={onContextMenu}
            >
              {grid && <Grid width={sheet.width} height={sheet.height} cellWidth={8} cellHeight={8} />}
              {one !== null && <Outline {...one} kind="chosen" />}
            </Stage>
          )}
        </div>
        <div class="video-aside">
          {bytes !== null && sample === null && (
            <TileEditor
              bytes={bytes}
              format={format}
              colors={colors}
              onBytes={(changed) => app.attempt(() => debug.write({ memory, address: at }, Array.from(changed)))}
            />
          )}
        </div>
      </div>
      <div class="debug-foot">
        <b class="debug-number">
          {MEMORY_TITLES[memory]} ${hex(at, 4)}
        </b>
        <span>{app.text('tiles.number', { number: hex(Math.floor(at / tile) & 0x3ff, 3) })}</span>
        {memory === 'vram' && <span>{app.text('tiles.word', { address: hex(at >> 1, 4) })}</span>}
        <button type="button" class="link video-link" onClick={() => debug.showMemory({ memory, address: at })}>
          {app.text('debug.inMemory')}
        </button>
        <button
          type="button"
          class="button button-icon"
          aria-label={app.text('tiles.copy')}
          title={app.text('tiles.copy')}
          onClick={() => app.attempt(copyBytes)}
        >
          <Icon name="copy" />
        </button>
      </div>
      {actions.answer !== null && <div class="debug-foot">{actions.answer}</div>}
      {menu}
    </div>
  );
}
