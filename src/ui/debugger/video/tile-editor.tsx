import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { TileFormat } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { hex } from '../places.ts';
import { cssOf, inkOn, rgbOf, type RgbaPicture } from './pixels.ts';
import { arrowStep, Grid, Outline, Stage } from './stage.tsx';
import { bitsOfTile, pixelOfTile, withPixel } from './tile-bytes.ts';
import type { Point } from './video-model.ts';

const ZOOM = 20;
/** Colours that are offered to paint with. */
const MOST_INKS = 16;

interface TileEditorProps {
  readonly bytes: Uint8Array;
  readonly format: TileFormat;
  /** The tile's colours, beginning with the transparent one. */
  readonly colors: readonly number[];
  readonly onBytes: (bytes: Uint8Array) => void;
}

/** A tile pixel by pixel: a click or Space paints with the chosen colour. */
export function TileEditor({ bytes, format, colors, onBytes }: TileEditorProps): JSX.Element {
  const { app } = useDebug();
  const [cursor, setCursor] = useState<Point>({ x: 0, y: 0 });
  const [ink, setInk] = useState(1);
  const rgba = new Uint8Array(256);
  for (let i = 0; i < 64; i++) {
    const pixel = pixelOfTile(bytes, format, i & 7, i >> 3);
    if (pixel !== 0) rgba.set([...rgbOf(colors[pixel] ?? 0), 255], i * 4);
  }
  const picture: RgbaPicture = { width: 8, height: 8, rgba };
  const here = pixelOfTile(bytes, format, cursor.x, cursor.y);
  const paint = ({ x, y }: Point): void => {
    if (pixelOfTile(bytes, format, x, y) !== ink) onBytes(withPixel(bytes, format, x, y, ink));
  };
  const onKey = (event: KeyboardEvent): void => {
    const next = arrowStep(event, cursor, 8, 8);
    if (next !== null) setCursor(next);
    else if (event.key === ' ' || event.key === 'Enter') {
      paint(cursor);
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const inks = Math.min(1 << bitsOfTile(format), MOST_INKS);
  return (
    <div class="tile-editor">
      <Stage
        picture={picture}
        zoom={ZOOM}
        label={app.text('tiles.editor')}
        value={`${cursor.x}, ${cursor.y}: ${here}`}
        onPoint={(point) => {
          setCursor(point);
          paint(point);
        }}
        onKeyDown={onKey}
      >
        <Grid width={8} height={8} cellWidth={1} cellHeight={1} />
        <Outline x={cursor.x} y={cursor.y} width={1} height={1} kind="chosen" />
      </Stage>
      <div class="tile-inks" role="radiogroup" aria-label={app.text('tiles.ink')}>
        {Array.from({ length: inks }, (_, i) => (
          <button
            key={i}
            type="button"
            role="radio"
            aria-checked={i === ink}
            title={i === 0 ? app.text('pixel.transparent') : `$${hex(colors[i] ?? 0, 4)}`}
            style={i === 0 ? {} : { background: cssOf(colors[i] ?? 0), color: inkOn(colors[i] ?? 0) }}
            onClick={() => setInk(i)}
          >
            {hex(i, 1)}
          </button>
        ))}
      </div>
    </div>
  );
}
