import type { JSX } from 'preact';
import { useDebug } from '../context.ts';
import { cut, type RgbaPicture } from './pixels.ts';
import { arrowStep, Outline, Stage } from './stage.tsx';
import type { Point } from './video-model.ts';

const AROUND = 8;
const ZOOM = 8;
const SIDE = 2 * AROUND + 1;

/** The picture around the chosen pixel. Arrows and clicks choose another one. */
export function Magnifier({
  picture,
  onPoint,
}: {
  readonly picture: RgbaPicture;
  readonly onPoint: (point: Point) => void;
}): JSX.Element {
  const { app, debug } = useDebug();
  const { x, y } = debug.video.pixel.value;
  const left = x - AROUND;
  const top = y - AROUND;
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, value));
  return (
    <Stage
      picture={cut(picture, { x: left, y: top, width: SIDE, height: SIDE })}
      zoom={ZOOM}
      label={app.text('pixel.magnifier')}
      value={`${x}, ${y}`}
      onPoint={(point) => onPoint({ x: clamp(left + point.x, picture.width), y: clamp(top + point.y, picture.height) })}
      onKeyDown={(event) => {
        const next = arrowStep(event, { x, y }, picture.width, picture.height);
        if (next !== null) onPoint(next);
      }}
    >
      <Outline x={AROUND} y={AROUND} width={1} height={1} kind="chosen" />
    </Stage>
  );
}
