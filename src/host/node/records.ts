/** A record of the output: the line's words for people and scripts, and the same facts for --json. */
export interface RunRecord {
  readonly line: string;
  readonly json: Readonly<Record<string, unknown>>;
}

export type Print = (record: RunRecord) => void;

export function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}

export function frameRecord(frame: number, width: number, height: number, crc: number): RunRecord {
  return {
    line: `frame ${frame} ${width}x${height} ${hex32(crc)}`,
    json: { record: 'frame', frame, width, height, crc: hex32(crc) },
  };
}

/** `crcs`: name and CRC-32, or null where the cartridge has no such memory. */
export function memoryRecord(frame: number, crcs: readonly (readonly [string, number | null])[]): RunRecord {
  const words = crcs.map(([name, crc]) => `${name} ${crc === null ? 'none' : hex32(crc)}`);
  return {
    line: `mem ${frame} ${words.join(' ')}`,
    json: { record: 'mem', frame, ...Object.fromEntries(crcs.map(([name, crc]) => [name, crc === null ? null : hex32(crc)])) },
  };
}

export function audioRecord(frames: number, rate: number, crc: number): RunRecord {
  return { line: `audio ${frames} ${rate.toFixed(4)} ${hex32(crc)}`, json: { record: 'audio', frames, rate, crc: hex32(crc) } };
}

export function infoRecord(key: string, value: string): RunRecord {
  return { line: `# ${key} ${value}`, json: { record: 'info', key, value } };
}

/** `milliseconds` of each timed frame; `cpuSeconds` of all of them together. */
export function timeRecord(milliseconds: readonly number[], cpuSeconds: number): RunRecord {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const frames = sorted.length;
  const seconds = sorted.reduce((sum, ms) => sum + ms, 0) / 1000;
  const fps = frames / seconds;
  const cpuFps = frames / cpuSeconds;
  const p50 = sorted[Math.floor(frames / 2)] ?? 0;
  const p99 = sorted[Math.floor((frames * 99) / 100)] ?? 0;
  const max = sorted[frames - 1] ?? 0;
  return {
    line:
      `time frames ${frames} seconds ${seconds.toFixed(4)} fps ${fps.toFixed(2)} cpu-fps ${cpuFps.toFixed(2)} ` +
      `ms p50 ${p50.toFixed(3)} p99 ${p99.toFixed(3)} max ${max.toFixed(3)}`,
    json: { record: 'time', frames, seconds, fps, cpuFps, msP50: p50, msP99: p99, msMax: max },
  };
}

/** `desync`: the first frame before which the memories were not as the movie says, or null. */
export function movieRecord(frames: number, desync: number | null): RunRecord {
  return {
    line: desync === null ? `movie ${frames} steps, in step` : `movie out of step at ${desync}`,
    json: { record: 'movie', frames, desync },
  };
}
