import { BLOCK_SAMPLES, waveOf } from './scope.ts';

/** Samples a second at pitch $1000. */
export const NATIVE_RATE = 32000;
const VOLUME = 0.6;
/** Seconds for which a sample with a loop is played. */
const LOOPED_FOR = 3;

/** Plays one sample at a time through the window's own sound, beside the game. */
export class SamplePlayer {
  #context: AudioContext | null = null;
  #source: AudioBufferSourceNode | null = null;

  /** `loop` is the sample to go back to, or null. Calls `onEnd` when it is over, not when another one is played instead. */
  play(sample: Int16Array, rate: number, loop: number | null, onEnd: () => void): void {
    this.stop();
    if (sample.length < BLOCK_SAMPLES) return;
    const context = (this.#context ??= new AudioContext());
    const buffer = context.createBuffer(1, sample.length, NATIVE_RATE);
    buffer.copyToChannel(waveOf(sample), 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.playbackRate.value = rate / NATIVE_RATE;
    if (loop !== null) {
      source.loop = true;
      source.loopStart = loop / NATIVE_RATE;
      source.loopEnd = sample.length / NATIVE_RATE;
    }
    const volume = context.createGain();
    volume.gain.value = VOLUME;
    source.connect(volume).connect(context.destination);
    source.addEventListener('ended', () => {
      if (this.#source !== source) return;
      this.#source = null;
      onEnd();
    });
    source.start();
    if (loop !== null) source.stop(context.currentTime + LOOPED_FOR);
    this.#source = source;
  }

  stop(): void {
    const source = this.#source;
    this.#source = null;
    source?.stop();
  }

  async dispose(): Promise<void> {
    this.stop();
    const context = this.#context;
    this.#context = null;
    await context?.close();
  }
}
