import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Comparison, MemoryDifference, StateRecord } from '../../../shared/states.ts';
import { usePage } from '../../components/context.ts';
import { Icon } from '../../components/icons.tsx';
import type { TextKey } from '../../texts/translate.ts';
import { dayOf, nameOf, timeOf } from './record-texts.ts';
import { useThumbnail } from './thumbnails.ts';

const MEMORIES: Readonly<Record<string, TextKey>> = {
  wram: 'states.memory.wram',
  sram: 'states.memory.sram',
  vram: 'states.memory.vram',
  cgram: 'states.memory.cgram',
  oam: 'states.memory.oam',
  aram: 'states.memory.aram',
};

async function pixelsOf(url: string): Promise<ImageData> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this window cannot draw pictures.');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Equal pixels dim, different ones as the second picture has them; and how many differ. */
export function differenceOf(a: ImageData, b: ImageData): { image: ImageData; changed: number } {
  const width = Math.max(a.width, b.width);
  const height = Math.max(a.height, b.height);
  const image = new ImageData(width, height);
  let changed = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [from, to] = [(y * a.width + x) * 4, (y * b.width + x) * 4];
      const inBoth = x < a.width && x < b.width && y < a.height && y < b.height;
      const same =
        inBoth && a.data[from] === b.data[to] && a.data[from + 1] === b.data[to + 1] && a.data[from + 2] === b.data[to + 2];
      if (!same) changed++;
      for (let channel = 0; channel < 3; channel++) {
        const value = b.data[to + channel] ?? 0;
        image.data[at + channel] = same ? value >> 3 : Math.min(255, (value >> 1) + 120);
      }
      image.data[at + 3] = 255;
    }
  }
  return { image, changed };
}

function PictureDifference({ a, b }: { readonly a: string; readonly b: string }): JSX.Element {
  const { app } = usePage();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [changed, setChanged] = useState<number | null>(null);
  useEffect(() => {
    app.attempt(async () => {
      const { image, changed } = differenceOf(await pixelsOf(a), await pixelsOf(b));
      if (canvas.current === null) return;
      canvas.current.width = image.width;
      canvas.current.height = image.height;
      canvas.current.getContext('2d')?.putImageData(image, 0, 0);
      setChanged(changed);
    });
  }, [a, b]);
  return (
    <figure>
      <canvas ref={canvas} role="img" aria-label={app.text('states.difference')} />
      <figcaption>{changed === null ? '…' : app.text('states.pixels', { count: changed })}</figcaption>
    </figure>
  );
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}

function Memory({ memory }: { readonly memory: MemoryDifference }): JSX.Element {
  const { app } = usePage();
  const digits = memory.size > 0x10000 ? 5 : 4;
  const bytes = (list: readonly number[]): string => list.map((byte) => hex(byte, 2)).join(' ');
  const name = app.text(MEMORIES[memory.name] ?? 'states.memory.wram');
  const changed = app.text('states.bytes', { changed: memory.changed, size: memory.size });
  if (memory.changed === 0) {
    return (
      <div class="memory memory-same">
        <span class="grow">{name}</span>
        <span class="numbers">{app.text('states.same')}</span>
      </div>
    );
  }
  return (
    <details class="memory">
      <summary>
        <span class="grow">{name}</span>
        <span class="numbers">{changed}</span>
      </summary>
      <table>
        <tbody>
          {memory.runs.map(({ at, before, after }) => (
            <tr key={at}>
              <th scope="row">{`$${hex(at, digits)}`}</th>
              <td>{bytes(before)}</td>
              <td>{bytes(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

interface CompareProps {
  readonly a: StateRecord;
  readonly b: StateRecord;
  readonly close: () => void;
}

/** Two records side by side: what is seen, what is not the same, and which memories differ. */
export function CompareView({ a, b, close }: CompareProps): JSX.Element {
  const { app, state } = usePage();
  const hash = state.player?.game.hash ?? '';
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const urls = [useThumbnail(app, hash, a.id), useThumbnail(app, hash, b.id)] as const;
  useEffect(() => {
    setComparison(null);
    app.attempt(async () => setComparison(await app.bridge.call('states.compare', { hash, a: a.id, b: b.id })));
  }, [a.id, b.id]);
  return (
    <section class="compare" aria-label={app.text('states.compare')}>
      <header class="compare-head">
        <button type="button" class="button" data-back onClick={close}>
          <Icon name="back" />
          {app.text('states.backToTimeline')}
        </button>
      </header>
      <div class="compare-pictures">
        {[a, b].map((record, index) => (
          <figure key={record.id}>
            {urls[index] === null ? <Icon name="states" /> : <img src={urls[index]} alt="" />}
            <figcaption>{`${nameOf(app, record)} · ${dayOf(app, record.created)} ${timeOf(app, record)}`}</figcaption>
          </figure>
        ))}
        {urls[0] !== null && urls[1] !== null && <PictureDifference a={urls[0]} b={urls[1]} />}
      </div>
      <div class="memories" aria-busy={comparison === null}>
        {comparison?.memories.map((memory) => (
          <Memory key={memory.name} memory={memory} />
        ))}
      </div>
    </section>
  );
}
