import type { JSX } from 'preact';

/** Strokes on a 24 by 24 grid. */
const PATHS = {
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM20 20l-4-4',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4',
  folder: 'M3 7a2 2 0 0 1 2-2h4l2 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2ZM12 11v5M9.5 13.5h5',
  file: 'M6 3h8l4 4v14H6ZM14 3v4h4',
  star: 'M12 4l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8Z',
  grid: 'M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h6v6h-6Z',
  list: 'M4 6h16M4 12h16M4 18h16',
  back: 'M14 6l-6 6 6 6',
  close: 'M6 6l12 12M18 6L6 18',
  play: 'M8 5l11 7-11 7Z',
  pause: 'M8 5v14M16 5v14',
  step: 'M6 5l8 7-8 7ZM18 5v14',
  rewind: 'M20 6l-8 6 8 6ZM11 6l-8 6 8 6Z',
  movie: 'M4 5h16v14H4ZM8 5v14M16 5v14M4 9h4M4 15h4M16 9h4M16 15h4',
  fast: 'M4 6l8 6-8 6ZM13 6l8 6-8 6Z',
  slow: 'M12 4a8 8 0 1 0 8 8M12 8v4l3 2',
  camera: 'M4 8h4l2-3h4l2 3h4v11H4ZM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  record: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  edit: 'M5 19l1-4L16 5l3 3L9 18ZM13 8l3 3',
  image: 'M4 5h16v14H4ZM8 8.500v1M4 16l5-4 4 3 3-2 4 3',
  collection: 'M4 7h16M6 4h12M4 10h16v10H4Z',
  turbo: 'M13 3L6 13h5l-1 8 8-11h-5Z',
  copy: 'M9 9h11v11H9ZM5 15H4V4h11v1',
  reset: 'M5 5v5h5M5.5 10a7.5 7.5 0 1 1-1 5',
  redo: 'M19 5v5h-5M18.500 10a7.500 7.500 0 1 0 1 5',
  pin: 'M9 4h6l-1 6 3 3v2H7v-2l3-3ZM12 15v6',
  compare: 'M4 5h7v14H4ZM13 5h7v14h-7M16 9h1M16 13h1',
  export: 'M12 15V4M7 9l5-5 5 5M5 20h14',
  disk: 'M4 6c0-3 16-3 16 0v12c0 3-16 3-16 0ZM4 6c0 3 16 3 16 0M4 12c0 3 16 3 16 0',
  power: 'M12 3v8M7 6a7.5 7.5 0 1 0 10 0',
  menu: 'M4 7h16M4 12h16M4 17h10',
  save: 'M5 4h11l3 3v13H5ZM8 4v5h7V4M8 20v-6h8v6',
  load: 'M12 4v11M7 10l5 5 5-5M5 20h14',
  states: 'M4 8h16v12H4ZM7 4h10M12 11v5M9.500 13.500h5',
  fullscreen: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  screen: 'M3 5h18v12H3ZM8 21h8',
  volume: 'M4 9v6h4l5 4V5L8 9ZM17 8a6 6 0 0 1 0 8',
  mute: 'M4 9v6h4l5 4V5L8 9ZM17 9.500l5 5M22 9.500l-5 5',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4l3 2',
  cart: 'M5 4h14v12l-2 4H7l-2-4ZM9 8h6v5H9Z',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  alert: 'M12 4l9 16H3ZM12 10v4M12 17v.5',
  plus: 'M12 5v14M5 12h14',
  pad: 'M7 8h10a4 4 0 0 1 0 8H7a4 4 0 0 1 0-8ZM7 10.500v3M5.500 12h3M15 12h.01M18 12h.01',
  mouse: 'M12 3a5 5 0 0 1 5 5v8a5 5 0 0 1-10 0V8a5 5 0 0 1 5-5ZM12 3v7M7 10h10',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5M13.500 5l-3 14',
  bug: 'M9 9a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0ZM9 10H5M19 10h-4M9 14H5M19 14h-4M10 6L8 4M14 6l2-2M7 19l3-2M17 19l-3-2',
  into: 'M4 5h8v10M8.500 11.500L12 15l3.500-3.500M12 20h.01',
  intoBack: 'M20 5h-8v10M8.500 11.500L12 15l3.500-3.500M12 20h.01',
  over: 'M4 14a8 8 0 0 1 15-3M19.500 5v6h-6M12 19h.01',
  overBack: 'M20 14a8 8 0 0 0-15-3M4.500 5v6h6M12 19h.01',
  out: 'M12 17V6h7M15.500 2.500L19 6l-3.500 3.500M12 21h.01',
  outBack: 'M12 17V6H5M8.500 2.500L5 6l3.500 3.500M12 21h.01',
  frame: 'M3 6h9v12H3ZM15 12h6M18 9l3 3-3 3',
  frameBack: 'M21 6h-9v12h9ZM9 12H3M6 9l-3 3 3 3',
  scanline: 'M3 7h10M3 12h7M3 17h10M14 12h7M18 9l3 3-3 3',
  scanlineBack: 'M21 7H11M21 12h-7M21 17H11M10 12H3M6 9l-3 3 3 3',
  cycle: 'M4 12h.01M8.500 12h.01M13 12h8M18 9l3 3-3 3',
  cycleBack: 'M20 12h-.01M15.500 12h-.01M11 12H3M6 9l-3 3 3 3',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  return: 'M9 5L4 10l5 5M4 10h11a5 5 0 0 1 0 10h-4',
  check: 'M5 12l5 5 9-10',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, filled = false }: { readonly name: IconName; readonly filled?: boolean }): JSX.Element {
  return (
    <svg class={filled ? 'icon icon-filled' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
