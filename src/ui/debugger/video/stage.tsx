import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useDebug } from '../context.ts';
import type { Point } from './video-model.ts';
import type { RgbaPicture } from './pixels.ts';

/** CSS pixels. */
export function sizeOf(width: number, height: number): { readonly width: string; readonly height: string } {
  return { width: `${width}px`, height: `${height}px` };
}

interface BitmapProps {
  readonly picture: RgbaPicture;
  /** CSS pixels of a pixel. */
  readonly zoom: number;
}

/** A picture with sharp pixels. It is drawn once a display frame at most, and not while the panel is hidden. */
export function Bitmap({ picture, zoom }: BitmapProps): JSX.Element {
  const { visible } = useDebug();
  const element = useRef<HTMLCanvasElement>(null);
  const shown = visible.value;
  useEffect(() => {
    if (!shown) return undefined;
    const frame = requestAnimationFrame(() => {
      const canvas = element.current;
      const context = canvas?.getContext('2d') ?? null;
      if (canvas === null || context === null) return;
      if (canvas.width !== picture.width || canvas.height !== picture.height) {
        canvas.width = picture.width;
        canvas.height = picture.height;
      }
      const image = context.createImageData(picture.width, picture.height);
      image.data.set(picture.rgba);
      context.putImageData(image, 0, 0);
    });
    return () => cancelAnimationFrame(frame);
  }, [picture, shown]);
  return (
    <canvas ref={element} class="video-bitmap" aria-hidden="true" style={sizeOf(picture.width * zoom, picture.height * zoom)} />
  );
}

interface StageProps extends BitmapProps {
  readonly label: string;
  /** What is marked now, in words. */
  readonly value?: string;
  /** SVG in the picture's pixels. */
  readonly children?: ComponentChildren;
  readonly onPoint?: (point: Point) => void;
  readonly onHover?: (point: Point | null) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onContextMenu?: (event: MouseEvent) => void;
}

function pointIn(event: PointerEvent, picture: RgbaPicture): Point | null {
  if (!(event.currentTarget instanceof Element)) return null;
  const box = event.currentTarget.getBoundingClientRect();
  const x = Math.floor(((event.clientX - box.left) / box.width) * picture.width);
  const y = Math.floor(((event.clientY - box.top) / box.height) * picture.height);
  return x >= 0 && y >= 0 && x < picture.width && y < picture.height ? { x, y } : null;
}

/** A picture that is pointed at with the mouse or arrows, with marks over it. */
export function Stage({
  picture,
  zoom,
  label,
  value,
  children,
  onPoint,
  onHover,
  onKeyDown,
  onContextMenu,
}: StageProps): JSX.Element {
  const take = (event: PointerEvent): void => {
    const point = pointIn(event, picture);
    if (point !== null) onPoint?.(point);
  };
  return (
    <div
      class="video-stage"
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      data-first
      aria-label={value === undefined ? label : `${label}: ${value}`}
      style={sizeOf(picture.width * zoom, picture.height * zoom)}
      onPointerDown={take}
      onPointerMove={(event) => {
        if (event.buttons === 1) take(event);
        onHover?.(pointIn(event, picture));
      }}
      onPointerLeave={() => onHover?.(null)}
      onKeyDown={onKeyDown}
      onContextMenu={onContextMenu}
    >
      <Bitmap picture={picture} zoom={zoom} />
      <svg class="video-marks" aria-hidden="true" viewBox={`0 0 ${picture.width} ${picture.height}`}>
        {children}
      </svg>
    </div>
  );
}

/** A rectangle that is seen on every ground: light inside, dark outside. */
export function Outline({
  x,
  y,
  width,
  height,
  kind = 'plain',
}: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind?: 'plain' | 'chosen' | 'soft';
}): JSX.Element {
  return (
    <>
      <rect class="video-outline-under" x={x} y={y} width={width} height={height} />
      <rect class={`video-outline video-outline-${kind}`} x={x} y={y} width={width} height={height} />
    </>
  );
}

/** Lines between cells. */
export function Grid({
  width,
  height,
  cellWidth,
  cellHeight,
}: {
  readonly width: number;
  readonly height: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}): JSX.Element {
  let path = '';
  for (let x = cellWidth; x < width; x += cellWidth) path += `M${x} 0V${height}`;
  for (let y = cellHeight; y < height; y += cellHeight) path += `M0 ${y}H${width}`;
  return <path class="video-grid" d={path} />;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where an arrow leads from a cell, inside a grid; with Shift eight cells on. Null for other keys. The event is used up. */
export function arrowStep(event: KeyboardEvent, from: Point, columns: number, rows: number): Point | null {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  event.stopPropagation();
  const far = event.shiftKey ? 8 : 1;
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, value));
  return { x: clamp(from.x + step[0] * far, columns), y: clamp(from.y + step[1] * far, rows) };
}
