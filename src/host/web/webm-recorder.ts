import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  StreamTarget,
  WebMOutputFormat,
  type StreamTargetChunk,
} from 'mediabunny';
import { FRAME_STRIDE } from '../../core/platform.ts';
import { CHANNEL_LEVELS } from '../../session/picture.ts';
import { SAMPLE_RATE } from '../../session/sound.ts';
import type { Recorder, WriteBytes } from './recorder.ts';

const CODEC_RATE = Math.round(SAMPLE_RATE);
const BITS = 8_000_000;
const SOUND_BITS = 128_000;
/** Pictures that may wait for the encoder; more are left out. */
const MOST_WAITING = 20;
/** Pictures between two that stand alone: players jump to those. */
const KEY_EVERY = 120;

function hasCodecs(): boolean {
  return typeof VideoEncoder !== 'undefined' && typeof AudioEncoder !== 'undefined';
}

/** Lines are doubled, so that the codec's halved colour still has a place for each of the console's pixels. */
export function paint(out: Uint8Array, lines: number, pixels: Uint32Array, wide: Uint8Array, height: number): void {
  const shift = height > 300 ? 0 : 1;
  const above = (lines - (height << shift)) >> 1;
  out.fill(0);
  for (let y = Math.max(0, above); y < Math.min(lines, above + (height << shift)); y++) {
    const row = (y - above) >> shift;
    const narrow = wide[row] === 0 ? 1 : 0;
    for (let x = 0, to = y * FRAME_STRIDE * 4; x < FRAME_STRIDE; x++, to += 4) {
      const pixel = pixels[row * FRAME_STRIDE + (x >> narrow)];
      const level = (pixel >> 11) & 0x1e0;
      out[to] = CHANNEL_LEVELS[level | (pixel & 31)]!;
      out[to + 1] = CHANNEL_LEVELS[level | ((pixel >> 5) & 31)]!;
      out[to + 2] = CHANNEL_LEVELS[level | ((pixel >> 10) & 31)]!;
      out[to + 3] = 255;
    }
  }
}

/** VP8 and Opus in WebM, in the console's own time: fast-forward and pauses do not show. */
export class WebmRecorder implements Recorder {
  readonly #frameTime: number;
  readonly #output: Output;
  readonly #videoSource = new EncodedVideoPacketSource('vp8');
  readonly #soundSource = new EncodedAudioPacketSource('opus');
  readonly #videoEncoder: VideoEncoder;
  readonly #soundEncoder: AudioEncoder;
  readonly #started: Promise<void>;
  #work: Promise<void>;
  #lines = 0;
  #buffer = new Uint8Array(0);
  #frames = 0;
  #encoded = 0;
  #dropped = 0;
  #samples = 0;
  #failure: Error | null = null;

  constructor(write: WriteBytes, frameRate: number) {
    if (!hasCodecs()) throw new Error('this window cannot encode video.');
    // The codec's rate is whole; pictures follow the sound's clock so that both stay together.
    this.#frameTime = (1e6 / frameRate) * (SAMPLE_RATE / CODEC_RATE);
    const writable = new WritableStream<StreamTargetChunk>({ write: ({ position, data }) => write(position, data.slice()) });
    this.#output = new Output({ format: new WebMOutputFormat(), target: new StreamTarget(writable) });
    this.#output.addVideoTrack(this.#videoSource);
    this.#output.addAudioTrack(this.#soundSource);
    this.#started = this.#output.start();
    this.#work = this.#started;
    const error = (reason: DOMException): void => void (this.#failure ??= reason);
    this.#videoEncoder = new VideoEncoder({ output: (chunk, meta) => this.#addVideo(chunk, meta), error });
    this.#soundEncoder = new AudioEncoder({ output: (chunk, meta) => this.#addSound(chunk, meta), error });
    this.#soundEncoder.configure({ codec: 'opus', sampleRate: CODEC_RATE, numberOfChannels: 2, bitrate: SOUND_BITS });
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
    });
  }

  #addVideo(chunk: EncodedVideoChunk, meta?: EncodedVideoChunkMetadata): void {
    const packet = EncodedPacket.fromEncodedChunk(chunk);
    const config = meta?.decoderConfig;
    // The console's pixels are 8 to 7, and two texels wide and high here.
    const aspect = { displayAspectWidth: Math.round((FRAME_STRIDE * 8) / 7), displayAspectHeight: this.#lines };
    const described = config === undefined ? meta : { ...meta, decoderConfig: { ...config, ...aspect } };
    this.#then(() => this.#videoSource.add(packet, described));
  }

  #addSound(chunk: EncodedAudioChunk, meta?: EncodedAudioChunkMetadata): void {
    const packet = EncodedPacket.fromEncodedChunk(chunk);
    this.#then(() => this.#soundSource.add(packet, meta));
  }

  samples(samples: Int16Array): void {
    this.#check();
    const timestamp = (this.#samples * 1e6) / CODEC_RATE;
    const numberOfFrames = samples.length / 2;
    const data = samples.slice();
    const sound = new AudioData({
      format: 's16',
      sampleRate: CODEC_RATE,
      numberOfFrames,
      numberOfChannels: 2,
      timestamp,
      data,
    });
    this.#samples += numberOfFrames;
    this.#soundEncoder.encode(sound);
    sound.close();
  }

  frame(pixels: Uint32Array, wide: Uint8Array, height: number): void {
    this.#check();
    if (this.#lines === 0) this.#configure(height > 300 ? height : height * 2);
    const timestamp = this.#frames++ * this.#frameTime;
    if (this.#videoEncoder.encodeQueueSize >= MOST_WAITING) {
      this.#dropped++;
      return;
    }
    paint(this.#buffer, this.#lines, pixels, wide, height);
    const picture = new VideoFrame(this.#buffer, {
      format: 'RGBX',
      codedWidth: FRAME_STRIDE,
      codedHeight: this.#lines,
      timestamp,
      duration: this.#frameTime,
    });
    this.#videoEncoder.encode(picture, { keyFrame: this.#encoded++ % KEY_EVERY === 0 });
    picture.close();
  }

  #configure(lines: number): void {
    this.#lines = lines;
    this.#buffer = new Uint8Array(FRAME_STRIDE * lines * 4);
    this.#videoEncoder.configure({
      codec: 'vp8',
      width: FRAME_STRIDE,
      height: lines,
      bitrate: BITS,
      framerate: 1e6 / this.#frameTime,
      latencyMode: 'realtime',
    });
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  async finish(): Promise<number> {
    if (this.#lines > 0) await this.#videoEncoder.flush();
    if (this.#samples > 0) await this.#soundEncoder.flush();
    await this.#work;
    this.#check();
    await this.#output.finalize();
    return this.#dropped;
  }
}
