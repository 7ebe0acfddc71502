import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetName, mediaType, securityHeaders } from './services/security-headers.ts';

export const SCHEME = 'app';
export const ORIGIN = 'app://dotclock';
const HEADERS = securityHeaders("'self'");

/** Loads what makes responses, which takes a while the first time: while the page's process starts, not when it asks. */
export function readyToServe(): boolean {
  return new Response(null).ok;
}

/** Answers a request for the page's files; anything else is refused. */
export function serveApp(renderer: string, url: string): Response {
  const { host, pathname } = new URL(url);
  const name = host === 'dotclock' ? assetName(pathname) : null;
  const type = name === null ? null : mediaType(name);
  if (name === null || type === null) return new Response(null, { status: 404, headers: HEADERS });
  try {
    // The program's own files, small and few: waiting for a thread takes longer than reading.
    const bytes = readFileSync(join(renderer, name));
    return new Response(new Uint8Array(bytes), { headers: { ...HEADERS, 'Content-Type': type } });
  } catch {
    return new Response(null, { status: 404, headers: HEADERS });
  }
}

/** Whether a frame's URL is our page: the only one that may call. */
export function isOurPage(url: string | undefined): boolean {
  if (url === undefined) return false;
  try {
    const { protocol, host } = new URL(url);
    return protocol === `${SCHEME}:` && host === 'dotclock';
  } catch {
    return false;
  }
}
