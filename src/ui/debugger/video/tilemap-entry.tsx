import type { JSX } from 'preact';
import type { TileFormat, TilemapInfo } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { hex } from '../places.ts';
import { ValueField } from '../value-field.tsx';
import { MemoryLink, NumberField } from './fields.tsx';
import { cut } from './pixels.ts';
import { Bitmap } from './stage.tsx';

interface MapEntryProps {
  readonly map: TilemapInfo;
  readonly mode: number;
  readonly entry: number;
  /** Shows the past: nothing can be changed. */
  readonly fixed: boolean;
}

function firstColor(map: TilemapInfo, mode: number, palette: number): number {
  return map.bits >= 7 ? 0 : (palette << map.bits) + (mode === 0 ? map.bg * 32 : 0);
}

/** A map entry, changed where it stands. */
export function MapEntry({ map, mode, entry, fixed }: MapEntryProps): JSX.Element {
  const { app, debug } = useDebug();
  const value = map.entries[entry] ?? 0;
  const address = map.addresses[entry] ?? 0;
  const mode7 = mode === 7;
  const x = entry % map.columns;
  const y = Math.floor(entry / map.columns);
  const tile = mode7 ? value & 0xff : value & 0x3ff;
  const palette = (value >> 10) & 7;
  const tileAddress = mode7 ? tile * 128 : (map.tileAddress + tile * map.bits * 8) & 0xffff;
  const write = (next: number): void =>
    app.attempt(() => debug.write({ memory: 'vram', address }, mode7 ? [next & 0xff] : [next & 0xff, next >> 8]));
  const bit = (name: 'tilemap.front' | 'reg.hFlip' | 'reg.vFlip', mask: number): JSX.Element => (
    <label class="debug-check">
      <input type="checkbox" checked={(value & mask) !== 0} disabled={fixed} onChange={() => write(value ^ mask)} />{' '}
      {app.text(name)}
    </label>
  );
  const showTile = (): void => {
    const format: TileFormat = mode7 ? 'mode7-vram' : (map.bits as 2 | 4 | 8);
    debug.video.tiles.value = { memory: 'vram', address: tileAddress, format, palette: firstColor(map, mode, palette) };
    debug.dock?.show('tiles');
  };
  const part = { x: x * map.tileWidth, y: y * map.tileHeight, width: map.tileWidth, height: map.tileHeight };
  return (
    <>
      <div class="video-sample-picture">
        <Bitmap picture={cut(map, part)} zoom={map.tileWidth > 8 ? 5 : 10} />
      </div>
      <dl class="video-facts">
        <dt>{app.text('tilemap.place')}</dt>
        <dd>
          {x}, {y}
        </dd>
        <dt>{app.text('tilemap.entry')}</dt>
        <dd>
          <ValueField
            label={app.text('tilemap.entry')}
            text={hex(value, mode7 ? 2 : 4)}
            width={4}
            disabled={fixed}
            onValue={(next) => write(next & (mode7 ? 0xff : 0xffff))}
          />{' '}
          <MemoryLink memory="vram" address={address} text={`VRAM $${hex(address, 4)}`} />
        </dd>
        <dt>{app.text('pixel.tile')}</dt>
        <dd>
          <code>${hex(tile, 3)}</code>{' '}
          <button type="button" class="link video-link" onClick={showTile}>
            {app.text('panel.tiles')} ${hex(tileAddress, 4)}
          </button>
        </dd>
        {!mode7 && (
          <>
            <dt>{app.text('pixel.palette')}</dt>
            <dd class="video-row">
              {fixed ? (
                palette
              ) : (
                <NumberField
                  label={app.text('pixel.palette')}
                  short=""
                  value={palette}
                  most={7}
                  onValue={(next) => write((value & ~0x1c00) | (next << 10))}
                />
              )}
              <button
                type="button"
                class="link video-link"
                onClick={() => {
                  debug.video.color.value = { index: firstColor(map, mode, palette) };
                  debug.dock?.show('palette');
                }}
              >
                {app.text('panel.palette')}
              </button>
            </dd>
            <dt>{app.text('tilemap.flags')}</dt>
            <dd>
              {bit('tilemap.front', 0x2000)}
              {bit('reg.hFlip', 0x4000)}
              {bit('reg.vFlip', 0x8000)}
            </dd>
          </>
        )}
        <dt>{app.text('tilemap.layer')}</dt>
        <dd>
          {map.columns}×{map.rows}, {map.bits} bpp
          <br />
          {app.text('tilemap.mapAt')} <MemoryLink memory="vram" address={map.mapAddress} />
          <br />
          {app.text('tilemap.tilesAt')} <MemoryLink memory="vram" address={map.tileAddress} />
          <br />
          {app.text('tilemap.scroll', { x: map.hScroll, y: map.vScroll })}
        </dd>
      </dl>
    </>
  );
}
