import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const CAPTURE_RATE = 48_000;
const DISPLAY = ':95';

function has(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

/** A display and a sound device that only this program has. */
export class Desk {
  readonly #children: ChildProcess[] = [];
  readonly #socket: string;
  readonly #folder: string;
  /** Where what is heard goes; null without a sound server. */
  readonly capture: string | null;

  private constructor(folder: string, sound: boolean) {
    this.#folder = folder;
    this.#socket = join(folder, 'pulse.socket');
    this.capture = sound ? join(folder, 'heard.raw') : null;
  }

  static async open(folder: string): Promise<Desk> {
    if (!has('Xvfb')) throw new Error('the soak needs Xvfb.');
    const desk = new Desk(folder, has('pulseaudio') && has('parec'));
    desk.#start('Xvfb', [DISPLAY, '-screen', '0', '1280x900x24']);
    if (desk.capture !== null) await desk.#startSound();
    await wait(800);
    return desk;
  }

  #start(program: string, words: readonly string[], stdout: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
    const child = spawn(program, words, { stdio: ['ignore', stdout, 'ignore'], env: this.#plainEnv });
    this.#children.push(child);
    return child;
  }

  get #plainEnv(): Record<string, string> {
    const own = { HOME: this.#folder, XDG_RUNTIME_DIR: this.#folder };
    return { ...(process.env as Record<string, string>), ...own };
  }

  async #startSound(): Promise<void> {
    const sink = `module-null-sink sink_name=dotclock rate=${CAPTURE_RATE} channels=2 format=s16le`;
    const door = `module-native-protocol-unix socket=${this.#socket} auth-anonymous=1`;
    this.#start('pulseaudio', ['-n', '--daemonize=no', '--exit-idle-time=-1', '-L', sink, '-L', door]);
    for (let tries = 0; tries < 50 && !existsSync(this.#socket); tries++) await wait(100);
  }

  /** Environment of a browser whose window and sound are here. */
  get env(): Record<string, string> {
    return { ...this.#plainEnv, DISPLAY, PULSE_SERVER: `unix:${this.#socket}` };
  }

  /** Keeps what is heard from now on. */
  listen(): void {
    if (this.capture === null) return;
    const words = [`--server=unix:${this.#socket}`, '--device=dotclock.monitor', '--format=s16le', '--channels=2', '--raw'];
    this.#start('parec', [...words, `--rate=${CAPTURE_RATE}`, this.capture]);
  }

  heard(): Int16Array {
    if (this.capture === null || !existsSync(this.capture)) return new Int16Array(0);
    const bytes = readFileSync(this.capture);
    return new Int16Array(bytes.buffer, bytes.byteOffset, (bytes.length >> 2) * 2);
  }

  close(): void {
    for (const child of this.#children.toReversed()) child.kill();
  }
}

/** Resident memory of the browser's processes, in megabytes: of all that this program has started and whose name says so. */
export function browserMegabytes(): number {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/PPid:\s+(\d+)/.exec(status)?.[1] ?? 0));
      if (/^Name:\s+(chrom|electron|dotclock)/.test(status))
        resident.set(Number(name), Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (id: number): boolean => {
    for (let at = id; at > 1; at = parents.get(at) ?? 0) if (at === process.pid) return true;
    return false;
  };
  return [...resident].reduce((sum, [id, kilobytes]) => sum + (isOurs(id) ? kilobytes : 0), 0) / 1024;
}

/** Growth a minute of values at times in milliseconds: the straight line that fits best. */
export function slope(points: readonly { readonly at: number; readonly value: number }[]): number {
  const count = points.length;
  if (count < 3) return 0;
  const middle = points.reduce((sum, { at }) => sum + at, 0) / count;
  const mean = points.reduce((sum, { value }) => sum + value, 0) / count;
  const along = points.reduce((sum, { at, value }) => sum + (at - middle) * (value - mean), 0);
  return (along / points.reduce((sum, { at }) => sum + (at - middle) ** 2, 0)) * 60_000;
}
