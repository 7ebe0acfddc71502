import { expect, it } from 'vitest';
import { KeptUrls } from '../../../src/ui/panels/timeline/kept-urls.ts';

it('keeps the pictures that are shown and those looked at last, and makes each once', async () => {
  const back: string[] = [];
  let made = 0;
  const urls = new KeptUrls(3, (url) => void back.push(url));
  const hold = (key: string): Promise<string | null> =>
    urls.hold(key, () => {
      made++;
      return Promise.resolve(`url ${key}`);
    });
  expect(await hold('shown')).toBe('url shown');
  for (const key of ['a', 'b', 'c', 'd']) {
    await hold(key);
    urls.letGo(key);
  }
  await Promise.resolve();
  expect(back).toEqual(['url a', 'url b']);
  expect(urls.has('a')).toBe(false);
  expect(await hold('c')).toBe('url c');
  expect(made).toBe(5);
  urls.letGo('c');
  urls.letGo('shown');
  for (const key of ['e', 'f']) {
    await hold(key);
    urls.letGo(key);
  }
  await Promise.resolve();
  expect(back).toEqual(['url a', 'url b', 'url shown', 'url d']);
});
