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

/** The stored place, unless no screen shows enough of it any more. */
export function restoreBounds(stored: Partial<WindowState> | null, screens: readonly Area[]): WindowState {
  const { x, y, width, height, maximized } = { ...DEFAULT_WINDOW, ...stored };
  const size = { width: Math.max(640, Math.round(width)), height: Math.max(480, Math.round(height)), maximized };
  if (x === undefined || y === undefined) return size;
  const seen = screens.some(
    (area) => x + 100 > area.x && x < area.x + area.width - 100 && y >= area.y - 20 && y < area.y + area.height - 80,
  );
  return seen ? { ...size, x, y } : size;
}
