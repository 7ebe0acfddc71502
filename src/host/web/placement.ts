export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacementOptions {
  readonly scaling: 'integer' | 'fit';
  readonly aspect: '8:7' | 'square' | 'stretch';
}

/** Width to height of one of the console's pixels. */
const PIXEL_ASPECT = 8 / 7;

/**
 * Where a picture of `lines` lines and 256 columns goes on a surface, all in device pixels. Integer scaling keeps every line equally high
 * (and, with square pixels, every column equally wide); on a surface too small for one device pixel a line it falls back to fit.
 */
export function placePicture(surface: { width: number; height: number }, lines: number, options: PlacementOptions): Rectangle {
  const { width, height } = surface;
  if (options.aspect === 'stretch' && options.scaling === 'fit') return { x: 0, y: 0, width, height };
  const columnWidth = 256 * (options.aspect === '8:7' ? PIXEL_ASPECT : 1);
  let scale = Math.min(width / columnWidth, height / lines);
  if (options.scaling === 'integer' && scale >= 1) scale = Math.floor(scale);
  let wide = Math.round(columnWidth * scale);
  if (options.aspect === 'stretch') wide = width;
  const high = Math.round(lines * scale);
  return { x: Math.floor((width - wide) / 2), y: Math.floor((height - high) / 2), width: wide, height: high };
}

/**
 * The console's pixel under a point of the surface (0 to 1 from its left and top edges), for a picture of `lines` lines of which the crop may hide some.
 * Outside the picture it is outside 0 to 255 and 0 to `lines` - 1.
 */
export function pixelUnder(
  point: { x: number; y: number },
  surface: { width: number; height: number },
  lines: number,
  options: PlacementOptions & { readonly crop: boolean },
): { x: number; y: number } {
  const hidden = options.crop ? croppedLines(lines) : 0;
  const place = placePicture(surface, lines - 2 * hidden, options);
  const x = Math.floor(((point.x * surface.width - place.x) / place.width) * 256);
  const row = Math.floor(((point.y * surface.height - place.y) / place.height) * (lines - 2 * hidden));
  return row < 0 || row >= lines - 2 * hidden ? { x, y: -1 } : { x, y: row + hidden };
}

/** Lines hidden at the top and at the bottom when the picture's edges are cropped as a television's frame did. */
export function croppedLines(lines: number): number {
  return lines > 224 ? 15 : 8;
}
