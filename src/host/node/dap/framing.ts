import type { DapRequest } from '../../../shared/dap.ts';

/** Messages of the Debug Adapter Protocol: a header with Content-Length, an empty line, JSON. [Debug Adapter Protocol: base protocol] */
const MOST_HEADER = 4096;
const MOST_BODY = 16 << 20;
const END_OF_HEADER = Buffer.from('\r\n\r\n');

/** Something that no client of the protocol sends; nothing after it can be understood. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
}

export function encodeMessage(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'ascii'), body]);
}

/** Cuts a stream of bytes into requests. */
export class RequestReader {
  #held: Buffer = Buffer.alloc(0);

  /** @throws FramingError */
  push(bytes: Buffer): DapRequest[] {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const requests: DapRequest[] = [];
    for (;;) {
      const end = this.#held.indexOf(END_OF_HEADER);
      if (end < 0) {
        if (this.#held.length > MOST_HEADER) throw new FramingError('no header of a DAP message in the first 4096 bytes');
        return requests;
      }
      const length = lengthOf(this.#held.subarray(0, end).toString('latin1'));
      const start = end + END_OF_HEADER.length;
      if (this.#held.length < start + length) return requests;
      requests.push(parse(this.#held.subarray(start, start + length).toString('utf8')));
      this.#held = this.#held.subarray(start + length);
    }
  }
}

function lengthOf(header: string): number {
  const match = /^Content-Length: *([0-9]{1,9})$/im.exec(header.replaceAll('\r', ''));
  if (match === null) throw new FramingError('a DAP message has no Content-Length');
  const length = Number(match[1]);
  if (length > MOST_BODY) throw new FramingError(`a DAP message of ${length} bytes is too large: at most ${MOST_BODY}`);
  return length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): DapRequest {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    throw new FramingError('a DAP message is not JSON');
  }
  if (!isRecord(message) || message['type'] !== 'request' || typeof message['command'] !== 'string')
    throw new FramingError('a DAP message is not a request');
  const { seq, command } = message;
  const given = message['arguments'] ?? {};
  if (typeof seq !== 'number' || !Number.isInteger(seq)) throw new FramingError('a DAP request has no number (seq)');
  if (!isRecord(given)) throw new FramingError(`the arguments of '${command}' are no object`);
  return { seq, command, arguments: given };
}
