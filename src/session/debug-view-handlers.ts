import { memorySize, readBytes } from '../debug/memories.ts';
import { decodeSample, dspInfo, sampleList, voiceList } from '../debug/sound/samples.ts';
import { spcFile } from '../debug/sound/spc-file.ts';
import { differences, findBytes, ValueSearch } from '../debug/tools/memory-search.ts';
import { spriteList, spriteSheet, tilemap, tileSheet } from '../debug/view/decoders.ts';
import { frameEvents, hdmaTimeline } from '../debug/view/frame-events.ts';
import { mode7Lines } from '../debug/view/mode7-lines.ts';
import { inspectPixel } from '../debug/view/pixel-inspector.ts';
import type { DebugSession } from './debug-session.ts';
import { DebugTools, hardwareState } from './debug-tools.ts';
import type { DebugViewCalls } from './debug-view-protocol.ts';
import { WAV_HEADER_BYTES, wavHeader } from './wav.ts';

export type DebugViewHandlers = {
  readonly [N in keyof DebugViewCalls]: (argument: DebugViewCalls[N][0]) => DebugViewCalls[N][1];
};

const MOST_TILES = 4096;
const MOST_FOUND = 10_000;

function video(
  session: DebugSession,
  tools: DebugTools,
): Pick<
  DebugViewHandlers,
  'palette' | 'tiles' | 'tilemap' | 'mode7Lines' | 'sprites' | 'pixel' | 'frameEvents' | 'hdma' | 'hardware'
> {
  const one = session.debugger;
  return {
    palette: ({ sample }) => tools.sampled(sample).cgram.slice(),
    tiles: (query) => {
      if (query.columns < 1 || query.rows < 1 || query.columns * query.rows > MOST_TILES)
        throw new RangeError(`a sheet has 1 to ${MOST_TILES} tiles.`);
      return tileSheet(tools.sampled(query.sample), query);
    },
    tilemap: ({ bg, sample }) => {
      if (bg < 0 || bg > 3) throw new RangeError('backgrounds are 0 to 3.');
      return tilemap(tools.sampled(sample), bg);
    },
    mode7Lines: () => mode7Lines(one.history, one.position),
    sprites: ({ sample }) => {
      const snes = tools.sampled(sample);
      return { list: spriteList(snes), sheet: spriteSheet(snes) };
    },
    pixel: ({ x, y, writers = false, ...options }) => inspectPixel(one.history, one.position, x, y, writers, options),
    frameEvents: ({ frame }) =>
      frameEvents(one.history, one.position, frame, {
        list: one.list,
        label: (name, processor) => session.labels.addressOf(name, processor),
        counts: one.counts,
      }),
    hdma: ({ frame }) => hdmaTimeline(one.history, one.position, frame),
    hardware: ({ sample }) => hardwareState(tools.sampled(sample)),
  };
}

function wavOf(samples: Int16Array, rate: number): Uint8Array {
  const file = new Uint8Array(WAV_HEADER_BYTES + samples.length * 4);
  file.set(wavHeader(samples.length, rate));
  const view = new DataView(file.buffer);
  samples.forEach((sample, i) => {
    view.setInt16(WAV_HEADER_BYTES + i * 4, sample, true);
    view.setInt16(WAV_HEADER_BYTES + i * 4 + 2, sample, true);
  });
  return file;
}

function sound(session: DebugSession): Pick<DebugViewHandlers, 'voices' | 'dsp' | 'samples' | 'sample' | 'sampleWav' | 'spc'> {
  return {
    voices: () => voiceList(session.snes),
    dsp: () => dspInfo(session.snes),
    samples: () => sampleList(session.snes),
    sample: ({ start, blocks }) => decodeSample(session.snes, start, Math.min(blocks, 8000)),
    sampleWav: ({ start, blocks, rate = 32000 }) => wavOf(decodeSample(session.snes, start, Math.min(blocks, 8000)), rate),
    spc: ({ title = '' }) => spcFile(session.snes, title),
  };
}

function memory(
  session: DebugSession,
  tools: DebugTools,
): Pick<
  DebugViewHandlers,
  'findBytes' | 'searchStart' | 'searchNarrow' | 'searchBack' | 'searchResults' | 'keepMoment' | 'moments' | 'diff'
> {
  return {
    findBytes: ({ memory: name, pattern, most = MOST_FOUND }) =>
      findBytes(readBytes(session.snes, name, 0, memorySize(session.snes, name)), pattern, Math.min(most, MOST_FOUND)),
    searchStart: ({ memory: name, size, signed = false, aligned = false }) => {
      const bytes = readBytes(session.snes, name, 0, memorySize(session.snes, name));
      return tools.startSearch(name, new ValueSearch(bytes, size, signed, aligned));
    },
    searchBack: () => {
      const { search } = tools.search;
      search.back();
      return tools.searchState;
    },
    searchNarrow: (test) => {
      const { search, bytes } = tools.search;
      search.narrow(bytes, test);
      return tools.searchState;
    },
    searchResults: ({ most }) => {
      const { search, bytes } = tools.search;
      return search.results(bytes, Math.min(most, MOST_FOUND));
    },
    moments: () => tools.moments,
    keepMoment: ({ name, state }) => {
      tools.keepMoment(name, state);
      return null;
    },
    diff: ({ memory: name, from, to, most = MOST_FOUND }) => {
      const after = to === undefined ? readBytes(session.snes, name, 0, memorySize(session.snes, name)) : tools.moment(to, name);
      return differences(tools.moment(from, name), after, Math.min(most, MOST_FOUND));
    },
  };
}

/** What the requests of viewers and tools do. */
export function debugViewHandlers(session: DebugSession): DebugViewHandlers {
  const tools = new DebugTools(session);
  return {
    ...video(session, tools),
    ...sound(session),
    ...memory(session, tools),
    counters: ({ on, reset = false }) => {
      tools.counters(on, reset);
      return null;
    },
    readCounters: ({ memory: name, from, length }) => tools.readCounters(name, from, length),
    trace: (options) => {
      tools.trace(options);
      return null;
    },
    traceRows: ({ first, most }) => tools.traceRows(first, Math.min(most, MOST_FOUND)),
    findTrace: (question) => tools.findTrace(question),
    traceFile: (options) => {
      tools.traceFile(options);
      return null;
    },
    takeTrace: () => tools.takeTrace(),
    profiler: ({ on, reset = false, processor = 'cpu' }) => {
      tools.profiler(on, reset, processor);
      return null;
    },
    profile: () => tools.profile,
  };
}
