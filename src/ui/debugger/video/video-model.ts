import { signal } from '@preact/signals';
import type { MemoryName, TileFormat } from '../../../session/debug-protocol.ts';

/** A dot (0 to 255) and a line of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the video panels tell each other. A goal is a new object each time, so that the same one can be asked for again. */
export class VideoModel {
  /** The pixel that is inspected. */
  readonly pixel = signal<Point>({ x: 128, y: 112 });
  /** Clicks and arrows in the picture choose a pixel. */
  readonly inspecting = signal(false);
  /** Where the tile panel is asked to go. `palette` is the first colour. */
  readonly tiles = signal<{ memory: MemoryName; address: number; format: TileFormat; palette: number } | null>(null);
  readonly tilemap = signal<{ bg: number; address: number } | null>(null);
  readonly sprite = signal<{ index: number } | null>(null);
  readonly color = signal<{ index: number } | null>(null);
}
