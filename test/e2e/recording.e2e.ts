import { BufferSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeadlessMachine } from '../../src/session/headless.ts';
import { findBrowser, LocalApp, Place, ROOT } from './harness.ts';

const CART = join(ROOT, 'dist/carts/embermoth.sfc');
let place: Place;
let app: LocalApp;
beforeEach(() => void (place = new Place()));
afterEach(async () => {
  await app.close();
  place.remove();
});

function recorded(extension: string): Buffer {
  const folder = join(place.data, 'recordings');
  const name = readdirSync(folder).find((one) => one.endsWith(extension));
  return readFileSync(join(folder, name ?? 'none'));
}

/** Waits until the file on the disk has grown, while the recording runs. */
async function grown(extension: string, bytes: number): Promise<void> {
  await expect.poll(() => recorded(extension).length, { timeout: 30_000 }).toBeGreaterThan(bytes);
}

/** The sound of the first seconds, as the command line makes it. */
function machineSound(frames: number): Buffer {
  const machine = new HeadlessMachine(new Uint8Array(readFileSync(CART)), { recordSound: true });
  for (let frame = 0; frame < frames; frame++) machine.runFrame();
  const samples = machine.sound?.recorded ?? new Int16Array(0);
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

describe.skipIf(findBrowser() === null)('recordings', () => {
  it('of sound are the very samples of the machine', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    await page.keyboard.press('Control+F9');
    await page.getByText('Recording the sound.').waitFor();
    await page.getByRole('button', { name: 'Stop recording' }).waitFor();
    await grown('.wav', 32_040 * 4 * 3);
    await page.keyboard.press('Control+F9');
    await page.getByText('Recording saved: Embermoth').waitFor();
    await page.getByRole('button', { name: 'Show' }).waitFor();
    const wav = recorded('.wav');
    const sound = wav.subarray(44);
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect([wav.readUInt32LE(24), wav.readUInt32LE(40)]).toEqual([32_041, sound.length]);
    expect(sound.length).toBeGreaterThan(32_040 * 4 * 2);
    const whole = machineSound(900);
    const loud = sound.findIndex((byte) => byte !== 0);
    expect(loud).toBeGreaterThanOrEqual(0);
    const from = whole.indexOf(sound.subarray(loud & ~3, (loud & ~3) + 4000));
    expect(from).toBeGreaterThanOrEqual(loud & ~3);
    const start = from - (loud & ~3);
    expect(Buffer.compare(sound, whole.subarray(start, start + sound.length))).toBe(0);
    expect(app.problems).toEqual([]);
  });

  it('of video have pictures at the console’s rate and sound, also when the game is left meanwhile', async () => {
    app = await LocalApp.open(place);
    const { page } = app;
    await app.play('Embermoth');
    await page.keyboard.press('Shift+F9');
    await page.getByText('Recording a video with sound.').waitFor();
    await grown('.webm', 400_000);
    // Long enough whatever the pictures weigh.
    await page.waitForTimeout(2500);
    await page.keyboard.press('Control+l');
    await page.getByText('Recording saved: Embermoth').waitFor();
    const input = new Input({ source: new BufferSource(recorded('.webm')), formats: [WEBM] });
    const video = await input.getPrimaryVideoTrack();
    const sound = await input.getPrimaryAudioTrack();
    if (video === null || sound === null) throw new Error('a track is missing');
    expect([video.codec, video.codedWidth, video.codedHeight]).toEqual(['vp8', 512, 448]);
    expect(video.squarePixelWidth / video.squarePixelHeight).toBeCloseTo(64 / 49, 1);
    expect([sound.codec, sound.numberOfChannels]).toEqual(['opus', 2]);
    const length = await input.computeDuration();
    expect(length).toBeGreaterThan(1);
    const times: number[] = [];
    for await (const packet of new EncodedPacketSink(video).packets()) times.push(packet.timestamp);
    const steps = times.slice(1).map((time, index) => (time - times[index]) * 60.0988);
    // What the encoder left out shows as a longer step; none is shorter than a frame (WebM's clock ticks in milliseconds).
    expect(Math.min(...steps)).toBeGreaterThan(0.85);
    expect(steps.filter((step) => step < 1.15).length).toBeGreaterThan(steps.length * 0.7);
    expect(Math.abs(((await sound.computeDuration()) - (await video.computeDuration())) * 1000)).toBeLessThan(150);
    expect(app.problems).toEqual([]);
  });
});
