import type { RgbaPicture } from './pixels.ts';

/** A picture on a canvas of its own, pixel for pixel. */
export function surfaceOf({ width, height, rgba }: RgbaPicture): OffscreenCanvas {
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this window cannot draw pictures.');
  const image = new ImageData(canvas.width, canvas.height);
  image.data.set(rgba);
  context.putImageData(image, 0, 0);
  return canvas;
}

async function blobOf(picture: RgbaPicture): Promise<Blob> {
  return surfaceOf(picture).convertToBlob({ type: 'image/png' });
}

export async function pngOf(picture: RgbaPicture): Promise<Uint8Array> {
  return new Uint8Array(await (await blobOf(picture)).arrayBuffer());
}

/** To the clipboard of the window that has the focus: another one may not write it. */
export async function copyPicture({ clipboard }: Navigator, picture: RgbaPicture): Promise<void> {
  await clipboard.write([new ClipboardItem({ 'image/png': await blobOf(picture) })]);
}
