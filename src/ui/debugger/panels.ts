import type { ComponentType } from 'preact';
import type { IconName } from '../components/icons.tsx';
import type { TextKey } from '../texts/translate.ts';

/** Where a panel is put when it is opened for the first time: beside which panel, on which side; `within` makes a tab beside it. */
export interface PanelPlace {
  /** Panels that belong together: it becomes a tab beside the first of them that is open, and goes to the other place when none is. */
  readonly among?: readonly string[];
  /** When it is closed, the panel goes where that one would. */
  readonly beside: string;
  readonly side: 'left' | 'right' | 'above' | 'below' | 'within';
  /** CSS pixels of the workspace at first. */
  readonly width?: number;
  readonly height?: number;
}

export interface PanelDefinition {
  /** Stands in layouts that are kept: never change it. */
  readonly id: string;
  readonly title: TextKey;
  readonly icon?: IconName;
  readonly load: () => Promise<ComponentType>;
  readonly place: PanelPlace | null;
  /** Shown in the layout that comes with the app. */
  readonly shown: boolean;
  /** Several of them can be open, each with its own memory, address or layer. */
  readonly several?: boolean;
}

const VIDEO = {
  among: ['pixel', 'frameEvents', 'hdma', 'tiles', 'tilemap', 'sprites', 'palette'],
  beside: 'picture',
  side: 'below',
  height: 380,
} as const;

/** Every panel of the workspace, in the order in which the first layout puts them. A panel is one file and one row here. */
export const PANELS: readonly PanelDefinition[] = [
  {
    id: 'picture',
    title: 'panel.picture',
    load: () => import('./panels/picture.tsx').then((file) => file.PicturePanel),
    place: null,
    shown: true,
  },
  {
    id: 'disassembly',
    title: 'panel.disassembly',
    load: () => import('./panels/disassembly.tsx').then((file) => file.DisassemblyPanel),
    place: { beside: 'picture', side: 'left', width: 590 },
    shown: true,
    several: true,
  },
  {
    id: 'registers',
    title: 'panel.registers',
    load: () => import('./panels/registers.tsx').then((file) => file.RegistersPanel),
    place: { beside: 'picture', side: 'right', width: 270 },
    shown: true,
  },
  {
    id: 'memory',
    title: 'panel.memory',
    load: () => import('./panels/memory.tsx').then((file) => file.MemoryPanel),
    place: { beside: 'disassembly', side: 'below', height: 300 },
    shown: true,
    several: true,
  },
  {
    id: 'trace',
    title: 'panel.trace',
    load: () => import('./panels/trace.tsx').then((file) => file.TracePanel),
    place: { beside: 'memory', side: 'within' },
    shown: true,
  },
  {
    id: 'watches',
    title: 'panel.watches',
    load: () => import('./panels/watches.tsx').then((file) => file.WatchesPanel),
    place: { beside: 'registers', side: 'below', height: 280 },
    shown: true,
  },
  {
    id: 'breakpoints',
    title: 'panel.breakpoints',
    load: () => import('./panels/breakpoints.tsx').then((file) => file.BreakpointsPanel),
    place: { beside: 'watches', side: 'within' },
    shown: true,
  },
  {
    id: 'calls',
    title: 'panel.calls',
    load: () => import('./panels/call-stack.tsx').then((file) => file.CallStackPanel),
    place: { beside: 'watches', side: 'within' },
    shown: true,
  },
  {
    id: 'pixel',
    title: 'panel.pixel',
    load: () => import('./video/pixel.tsx').then((file) => file.PixelPanel),
    place: VIDEO,
    shown: false,
  },
  {
    id: 'frameEvents',
    title: 'panel.events',
    load: () => import('./video/events.tsx').then((file) => file.EventsPanel),
    place: VIDEO,
    shown: false,
    several: true,
  },
  {
    id: 'hdma',
    title: 'panel.hdma',
    load: () => import('./video/hdma.tsx').then((file) => file.HdmaPanel),
    place: VIDEO,
    shown: false,
    several: true,
  },
  {
    id: 'tiles',
    title: 'panel.tiles',
    load: () => import('./video/tiles.tsx').then((file) => file.TilesPanel),
    place: VIDEO,
    shown: false,
    several: true,
  },
  {
    id: 'tilemap',
    title: 'panel.tilemap',
    load: () => import('./video/tilemap.tsx').then((file) => file.TilemapPanel),
    place: VIDEO,
    shown: false,
    several: true,
  },
  {
    id: 'sprites',
    title: 'panel.sprites',
    load: () => import('./video/sprites.tsx').then((file) => file.SpritesPanel),
    place: VIDEO,
    shown: false,
    several: true,
  },
  {
    id: 'palette',
    title: 'panel.palette',
    load: () => import('./video/palette.tsx').then((file) => file.PalettePanel),
    place: VIDEO,
    shown: false,
    several: true,
  },
  {
    id: 'voices',
    title: 'panel.voices',
    load: () => import('./sound/voices.tsx').then((file) => file.VoicesPanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
  },
  {
    id: 'samples',
    title: 'panel.samples',
    load: () => import('./sound/samples.tsx').then((file) => file.SamplesPanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
  },
  {
    id: 'dsp',
    title: 'panel.dsp',
    load: () => import('./sound/dsp.tsx').then((file) => file.DspPanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
  },
  {
    id: 'references',
    title: 'panel.references',
    load: () => import('./code/references.tsx').then((file) => file.ReferencesPanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
    several: true,
  },
  {
    id: 'coverage',
    title: 'panel.coverage',
    load: () => import('./code/coverage-panel.tsx').then((file) => file.CoveragePanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
    several: true,
  },
  {
    id: 'source',
    title: 'panel.source',
    load: () => import('./code/source.tsx').then((file) => file.SourcePanel),
    place: { beside: 'disassembly', side: 'within' },
    shown: false,
    several: true,
  },
  {
    id: 'search',
    title: 'panel.search',
    load: () => import('./memory/search.tsx').then((file) => file.SearchPanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
  },
  {
    id: 'compare',
    title: 'panel.compare',
    load: () => import('./memory/compare.tsx').then((file) => file.ComparePanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
    several: true,
  },
  {
    id: 'marks',
    title: 'panel.marks',
    load: () => import('./memory/marks.tsx').then((file) => file.MarksPanel),
    place: { beside: 'watches', side: 'within' },
    shown: false,
  },
  {
    id: 'hardware',
    title: 'panel.hardware',
    load: () => import('./tools/hardware.tsx').then((file) => file.HardwarePanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
    several: true,
  },
  {
    id: 'profiler',
    title: 'panel.profiler',
    load: () => import('./tools/profiler.tsx').then((file) => file.ProfilerPanel),
    place: { beside: 'memory', side: 'within' },
    shown: false,
  },
];

/** Panels of one kind at most. */
export const MOST_OF_A_KIND = 9;

/** Which one of its kind a panel of the dock is, from 1 on: `memory:2` is the second memory panel. */
export function numberOf(id: string): number {
  const number = Number(id.slice(id.indexOf(':') + 1));
  return id.includes(':') && number >= 2 && number <= MOST_OF_A_KIND ? number : 1;
}

/** What a panel's ids in the page begin with: those of its kind must differ. */
export function markOf(kind: string, id: string): string {
  return numberOf(id) === 1 ? `${kind}-` : `${kind}${numberOf(id)}-`;
}

/** The kind of a panel of the dock. */
export function panelOf(id: string): PanelDefinition | null {
  const kind = numberOf(id) === 1 ? id : id.slice(0, id.indexOf(':'));
  const found = PANELS.find((one) => one.id === kind) ?? null;
  return kind === id || found?.several === true ? found : null;
}
