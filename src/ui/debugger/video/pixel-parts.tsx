import type { JSX } from 'preact';
import type { LayerCandidate, PixelAnswer, PixelByte, PixelOrigin, WriteRecord } from '../../../session/debug-protocol.ts';
import type { TextKey } from '../../texts/translate.ts';
import { useDebug } from '../context.ts';
import { codeAddress, hex, writerCode } from '../places.ts';
import { MemoryLink, Swatch } from './fields.tsx';
import { cssOf } from './pixels.ts';
import { candidateState, layerTitle, mathWords, missing, WINDOW_LAYERS } from './pixel-words.ts';

/** The colour's way from the palette to the screen. */
export function ColorStory({ answer }: { readonly answer: PixelAnswer }): JSX.Element {
  const { app } = useDebug();
  const say = app.text.bind(app);
  const halves = answer.hires ? answer.colors : answer.colors.slice(1);
  return (
    <dl class="video-facts">
      <dt>{say('pixel.shown')}</dt>
      <dd>
        {answer.hires
          ? say('pixel.mainAndSub', { main: layerTitle(answer.main, say), sub: layerTitle(answer.sub, say) })
          : layerTitle(answer.main, say)}
        {' · '}
        {say('pixel.mode', { mode: answer.mode })}
        {' · '}
        {answer.forcedBlank ? say('reg.blank') : say('reg.brightness', { value: answer.brightness })}
      </dd>
      {halves.map((color, index) => (
        <>
          <dt key={`t${index}`}>{answer.hires ? say(index === 0 ? 'pixel.left' : 'pixel.right') : say('pixel.color')}</dt>
          <dd key={`d${index}`}>
            <i class="video-chip" style={{ background: cssOf(color.result) }} />
            <code>{mathWords(color, say)}</code>
          </dd>
        </>
      ))}
      <dt>{say('pixel.windows')}</dt>
      <dd>
        {answer.windows.some(Boolean)
          ? WINDOW_LAYERS.filter((_, index) => answer.windows[index])
              .map((layer) => (layer === 'color' ? say('pixel.colorWindow') : layerTitle(layer, say)))
              .join(', ')
          : say('pixel.noWindow')}
      </dd>
    </dl>
  );
}

interface LayersProps {
  readonly answer: PixelAnswer;
  /** CGRAM when the pixel was drawn. */
  readonly palette: ArrayLike<number> | null;
  readonly chosen: LayerCandidate | null;
  readonly onChoose: (one: LayerCandidate) => void;
}

/** What every layer has at the dot, on both screens. */
export function Layers({ answer, palette, chosen, onChoose }: LayersProps): JSX.Element {
  const { app } = useDebug();
  const say = app.text.bind(app);
  const subUsed = answer.candidates.some(({ screen, enabled }) => screen === 'sub' && enabled);
  const rows = answer.candidates.filter(({ layer, screen }) => !missing(answer.mode, layer) && (screen === 'main' || subUsed));
  return (
    <table class="video-table">
      <thead>
        <tr>
          <th scope="col">{say('pixel.layer')}</th>
          <th scope="col">{say('pixel.screen')}</th>
          <th scope="col">{say('pixel.index')}</th>
          <th scope="col">{say('pixel.priority')}</th>
          <th scope="col">{say('pixel.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={`${one.layer}${one.screen}`} class={one.wins ? 'video-wins' : one.enabled ? '' : 'video-off'}>
            <th scope="row">
              <button
                type="button"
                class="link video-link"
                aria-pressed={one.layer === chosen?.layer && one.screen === chosen.screen}
                onClick={() => onChoose(one)}
              >
                {layerTitle(one.layer, say)}
              </button>
            </th>
            <td>{say(one.screen === 'main' ? 'pixel.main' : 'pixel.sub')}</td>
            <td>
              {one.opaque && !one.directColor && palette !== null && (
                <i class="video-chip" style={{ background: cssOf(palette[one.color] ?? 0) }} />
              )}
              <code>{one.opaque ? `$${hex(one.color, 2)}` : '–'}</code>
              {one.directColor && ` ${say('pixel.direct')}`}
            </td>
            <td>{one.opaque ? one.priority : '–'}</td>
            <td>{say(candidateState(one))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function flips(origin: { readonly hFlip: boolean; readonly vFlip: boolean }): string {
  return `${origin.hFlip ? ' H' : ''}${origin.vFlip ? ' V' : ''}` || ' –';
}

/** Where a layer's pixel comes from, with the ways to the other viewers. */
export function Origin({ candidate, palettes }: { readonly candidate: LayerCandidate; readonly palettes: number }): JSX.Element {
  const { app, debug } = useDebug();
  const say = app.text.bind(app);
  const { origin, layer, color } = candidate;
  const bg = ['bg1', 'bg2', 'bg3', 'bg4'].indexOf(layer);
  // A place of the map that is not known was fetched before the look began.
  const unknown = origin === null ? candidate.opaque : origin.kind === 'background' && origin.mapAddress < 0;
  if (origin === null || unknown)
    return <p class="hint">{say(unknown ? 'pixel.unknown' : 'pixel.nothing', { layer: layerTitle(layer, say) })}</p>;
  const showTiles = (one: PixelOrigin, address: number): void => {
    const bits = one.kind === 'sprite' ? 4 : one.kind === 'background' ? (one.bits as 2 | 4 | 8) : ('mode7-vram' as const);
    debug.video.tiles.value = { memory: 'vram', address, format: bits, palette: palettes };
    debug.dock?.show('tiles');
  };
  const tileBase = (one: PixelOrigin): number =>
    one.kind === 'mode7' ? one.tile * 128 : one.tileAddress - (one.tileAddress % (one.kind === 'sprite' ? 32 : one.bits * 8));
  return (
    <dl class="video-facts">
      <dt>{say('pixel.from')}</dt>
      <dd>
        {origin.kind === 'sprite' && say('pixel.sprite', { index: origin.sprite })}
        {origin.kind === 'background' && say('pixel.entry', { layer: layerTitle(layer, say), entry: hex(origin.entry, 4) })}
        {origin.kind === 'mode7' && say('pixel.plane', { x: origin.planeX, y: origin.planeY })}
        {origin.kind === 'mode7' && origin.outside && ` (${say('pixel.outside')})`}{' '}
        {origin.kind === 'sprite' ? (
          <button
            type="button"
            class="link video-link"
            onClick={() => {
              debug.video.sprite.value = { index: origin.sprite };
              debug.dock?.show('sprites');
            }}
          >
            {say('panel.sprites')}
          </button>
        ) : (
          <button
            type="button"
            class="link video-link"
            onClick={() => {
              debug.video.tilemap.value = { bg, address: origin.mapAddress };
              debug.dock?.show('tilemap');
            }}
          >
            {say('panel.tilemap')}
          </button>
        )}
      </dd>
      <dt>{say('pixel.tile')}</dt>
      <dd>
        <code>
          {hex(origin.tile, 3)} @ VRAM ${hex(Math.max(0, origin.tileAddress), 4)}
        </code>{' '}
        <button type="button" class="link video-link" onClick={() => showTiles(origin, tileBase(origin))}>
          {say('panel.tiles')}
        </button>
      </dd>
      {origin.kind !== 'mode7' && (
        <>
          <dt>{say('pixel.palette')}</dt>
          <dd>
            {origin.palette} · {say('pixel.flip')}
            {flips(origin)}
            {origin.kind === 'background' && origin.highPriority && ` · ${say('pixel.front')}`}
          </dd>
        </>
      )}
      <dt>{say('pixel.index')}</dt>
      <dd>
        <code>${hex(color, 2)}</code>{' '}
        {!candidate.directColor && (
          <button
            type="button"
            class="link video-link"
            onClick={() => {
              debug.video.color.value = { index: color };
              debug.dock?.show('palette');
            }}
          >
            {say('panel.palette')}
          </button>
        )}
      </dd>
    </dl>
  );
}

const WHAT: Readonly<Record<PixelByte['what'], TextKey>> = {
  map: 'pixel.byte.map',
  tile: 'pixel.byte.tile',
  oam: 'pixel.byte.oam',
  'oam-high': 'pixel.byte.oamHigh',
  palette: 'pixel.byte.palette',
};

function Writer({ record }: { readonly record: WriteRecord }): JSX.Element {
  const { app, debug } = useDebug();
  const { agent, channel, frame, line, dot, position } = record;
  const code = writerCode(record);
  const by = agent === 'dma' || agent === 'hdma' ? `${agent.toUpperCase()} ${channel}` : '';
  const address = codeAddress('cpu', code);
  const go = async (): Promise<void> => {
    await debug.goTo(position);
    debug.showCode('cpu', code);
  };
  return (
    <>
      <td>
        {by}{' '}
        <button
          type="button"
          class="link video-link"
          title={app.text('pixel.showCode')}
          aria-label={`${app.text('pixel.showCode')}: ${address}`}
          onClick={() => debug.showCode('cpu', code)}
        >
          {address}
        </button>
      </td>
      <td>
        {app.text('debug.frame')} {frame} V {line} H {dot}
      </td>
      <td>
        <button type="button" class="link video-link" onClick={() => app.attempt(go)}>
          {app.text('memory.goThere')}
        </button>
      </td>
    </>
  );
}

function placeOf(memory: string, address: number, length: number): string {
  const last = length > 1 ? `–${hex(address + length - 1, 4)}` : '';
  return `${memory.toUpperCase()} $${hex(address, 4)}${last}`;
}

/** The bytes that made the pixel and who wrote them last. `answer` without writers: they are still searched. */
export function Bytes({
  bytes,
  known,
  palette,
  onAll,
}: {
  readonly bytes: readonly PixelByte[];
  /** Writers have been searched. */
  readonly known: boolean;
  readonly palette: ArrayLike<number> | null;
  /** Searches all of the history; null when that has been done. */
  readonly onAll: (() => void) | null;
}): JSX.Element {
  const { app } = useDebug();
  const missed = known && bytes.some(({ writer }) => writer === null);
  return (
    <>
      <table class="video-table video-bytes">
        <thead>
          <tr>
            <th scope="col">{app.text('pixel.byte')}</th>
            <th scope="col">{app.text('pixel.where')}</th>
            <th scope="col" colSpan={3}>
              {app.text('pixel.writer')}
            </th>
          </tr>
        </thead>
        <tbody>
          {bytes.map(({ what, screen, memory, address, length, writer }) => (
            <tr key={`${screen} ${what} ${address}`}>
              <th scope="row">
                {app.text(WHAT[what])}
                {screen === 'sub' && <span class="debug-soft"> {app.text('pixel.sub')}</span>}
              </th>
              <td>
                <MemoryLink memory={memory} address={address} text={placeOf(memory, address, length)} />
                {memory === 'cgram' && palette !== null && <Swatch color={palette[address >> 1] ?? 0} />}
              </td>
              {writer === null ? (
                <td colSpan={3} class="debug-soft">
                  {app.text(known ? (onAll === null ? 'memory.nobody' : 'pixel.notRecent') : 'pixel.searching')}
                </td>
              ) : (
                <Writer record={writer} />
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {missed && onAll !== null && (
        <button type="button" class="link" onClick={onAll}>
          {app.text('pixel.searchAll')}
        </button>
      )}
    </>
  );
}
