/**
 * A message as one binary frame: u32 length of the JSON text (little-endian), the JSON, then the byte arrays one after the other.
 * In the JSON a byte array is `{"$bytes": [offset, length]}`.
 */
const MARK = '$bytes';

/** Every JSON value with Uint8Arrays inside can be written. */
export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  const blobs: Uint8Array[] = [];
  let offset = 0;
  // A Buffer would be turned into a list of numbers before the replacer sees it: `this` still has the array itself.
  const text = JSON.stringify(message, function (this: Record<string, unknown>, key, converted: unknown) {
    const value = this[key];
    if (!(value instanceof Uint8Array)) return converted;
    blobs.push(value);
    const mark = { [MARK]: [offset, value.length] };
    offset += value.length;
    return mark;
  });
  const json = new TextEncoder().encode(text);
  const frame = new Uint8Array(4 + json.length + offset);
  new DataView(frame.buffer).setUint32(0, json.length, true);
  frame.set(json, 4);
  let at = 4 + json.length;
  for (const blob of blobs) {
    frame.set(blob, at);
    at += blob.length;
  }
  return frame;
}

/** The message of a frame; byte arrays are copies. Throws an Error when the frame is damaged. */
export function decodeMessage(frame: Uint8Array): unknown {
  if (frame.length < 4) throw new Error('a message is cut short');
  const length = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0, true);
  const start = 4 + length;
  if (start > frame.length) throw new Error('a message is cut short');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, start));
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(MARK in value)) return value;
    const place = (value as Record<string, unknown>)[MARK];
    if (!Array.isArray(place)) throw new Error('a message is damaged');
    const [offset, size] = place as [unknown, unknown];
    if (
      typeof offset !== 'number' ||
      typeof size !== 'number' ||
      offset < 0 ||
      size < 0 ||
      start + offset + size > frame.length
    ) {
      throw new Error('a message is damaged');
    }
    return frame.slice(start + offset, start + offset + size);
  });
}
