export interface WindowBounds {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState extends WindowBounds {
  readonly maximized: boolean;
}

export const DEFAULT_WINDOW: WindowState = { width: 1180, height: 780, maximized: false };

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SMALLEST_POPOUT = { width: 260, height: 200 };

/** The place that a page asks for in the features of `window.open`; without a position where no screen shows it. */
export function popoutBounds(features: string, screens: readonly Area[]): WindowBounds {
  const asked = (name: string): number | undefined => {
    const value = Number(new RegExp(`(?:^|,)${name}=(-?[0-9.]{1,9})(?:,|$)`).exec(features)?.[1] ?? NaN);
    return Number.isFinite(value) ? Math.round(value) : undefined;
  };
  const size = {
    width: Math.max(SMALLEST_POPOUT.width, asked('width') ?? 800),
    height: Math.max(SMALLEST_POPOUT.height, asked('height') ?? 600),
  };
  const [x, y] = [asked('left'), asked('top')];
  return x !== undefined && y !== undefined && isSeen({ x, y, ...size }, screens) ? { ...size, x, y } : size;
}

/** Whether a screen shows enough of a window to take hold of it. */
function isSeen({ x, y, width }: Area, screens: readonly Area[]): boolean {
  return screens.some(
    (area) =>
      x + Math.min(100, width) > area.x && x < area.x + area.width - 100 && y >= area.y - 20 && y < area.y + area.height - 80,
  );
}

/** The stored place, unless no screen shows enough of it any more. */
export function restoreBounds(stored: Partial<WindowState> | null, screens: readonly Area[]): WindowState {
  const { x, y, width, height, maximized } = { ...DEFAULT_WINDOW, ...stored };
  const size = { width: Math.max(640, Math.round(width)), height: Math.max(480, Math.round(height)), maximized };
  if (x === undefined || y === undefined) return size;
  return isSeen({ ...size, x, y }, screens) ? { ...size, x, y } : size;
}
