import { croppedLines, pixelUnder, type PlacementOptions, placePicture } from '../../../host/web/placement.ts';
import type { Rectangle } from './pixels.ts';
import type { Point } from './video-model.ts';

export type Display = PlacementOptions & { readonly crop: boolean };

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The picture's pixel under a point of an element (0 to 1), moved to the nearest one inside. */
export function pixelAt(point: Point, surface: Size, lines: number, display: Display): Point {
  const { x, y } = pixelUnder(point, surface, lines, display);
  const hidden = display.crop ? croppedLines(lines) : 0;
  const outside = y >= 0 ? y : point.y < 0.5 ? hidden : lines - 1 - hidden;
  return { x: Math.max(0, Math.min(255, x)), y: outside };
}

/** Where a pixel of the picture is on a surface; null when the crop hides it. */
export function placeOfPixel({ x, y }: Point, surface: Size, lines: number, display: Display): Rectangle | null {
  const hidden = display.crop ? croppedLines(lines) : 0;
  const shown = lines - 2 * hidden;
  if (y < hidden || y >= hidden + shown) return null;
  const place = placePicture(surface, shown, display);
  const width = place.width / 256;
  const height = place.height / shown;
  return { x: place.x + x * width, y: place.y + (y - hidden) * height, width, height };
}
