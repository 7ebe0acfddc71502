import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useDebug, useLive } from '../context.ts';
import { numberOf } from '../panels.ts';
import type { Table } from '../contents.ts';
import { useTableEntries, usePanelActions } from '../panel-tools.tsx';
import { Menu, type MenuEntry } from '../menu.tsx';
import { hex } from '../places.ts';
import { useContextMenu } from '../pointed/context-menu.tsx';
import { usePlaceActions } from '../pointed/place-actions.tsx';
import { ValueField } from '../value-field.tsx';
import { MemoryLink, NumberField, Zoom } from './fields.tsx';
import { ownersOf } from './palette-owners.ts';
import { channelsOf, cssOf, palFile, paletteSheet, rgbOf } from './pixels.ts';
import { copyPicture, pngOf } from './png.ts';
import { useSample } from './sample.tsx';
import { arrowStep, Grid, Outline, Stage } from './stage.tsx';
import { usePpu } from './use-hardware.ts';

/** CSS pixels of a colour at zoom 1. */
const CELL = 8;

interface ColorProps {
  readonly index: number;
  readonly color: number;
  /** Shows the past: nothing can be changed. */
  readonly fixed: boolean;
  readonly owners: readonly string[];
  readonly onColor: (color: number) => void;
}

function ColorFacts({ index, color, fixed, owners, onColor }: ColorProps): JSX.Element {
  const { app } = useDebug();
  const [red, green, blue] = channelsOf(color);
  const set = (shift: number, value: number): void => onColor((color & ~(31 << shift)) | (value << shift));
  return (
    <dl class="video-facts">
      <dt>{app.text('palette.color')}</dt>
      <dd>
        <b>{index}</b> <code>${hex(index, 2)}</code> ·{' '}
        <MemoryLink memory="cgram" address={index * 2} text={`CGRAM $${hex(index * 2, 3)}`} />
      </dd>
      <dt>{app.text('palette.value')}</dt>
      <dd>
        <i class="video-chip video-chip-big" style={{ background: cssOf(color) }} />
        <ValueField
          label={app.text('palette.value')}
          text={hex(color, 4)}
          width={4}
          disabled={fixed}
          onValue={(value) => onColor(value & 0x7fff)}
        />
        <code class="debug-soft">
          #
          {rgbOf(color)
            .map((value) => hex(value, 2))
            .join('')}
        </code>
      </dd>
      <dt>{app.text('palette.channels')}</dt>
      <dd class="video-row">
        {fixed ? (
          <code>
            {red} {green} {blue}
          </code>
        ) : (
          <>
            <NumberField label={app.text('palette.red')} short="R" value={red} most={31} onValue={(value) => set(0, value)} />
            <NumberField label={app.text('palette.green')} short="G" value={green} most={31} onValue={(value) => set(5, value)} />
            <NumberField label={app.text('palette.blue')} short="B" value={blue} most={31} onValue={(value) => set(10, value)} />
          </>
        )}
      </dd>
      <dt>{app.text('palette.owners')}</dt>
      <dd>{owners.length === 0 ? app.text('palette.nobody') : owners.map((owner) => <div key={owner}>{owner}</div>)}</dd>
    </dl>
  );
}

/** The 256 colours, changed where they stand. */
export function PalettePanel(): JSX.Element {
  const { app, debug, panel } = useDebug();
  const [index, setIndex] = useState(0);
  const [zoom, setZoom] = useState(2);
  const { sample, field } = useSample();
  const colors = useLive('palette', { sample })?.value ?? null;
  const ppu = usePpu(sample);
  const goal = numberOf(panel) === 1 ? debug.video.color.value : null;
  useEffect(() => {
    if (goal !== null) setIndex(goal.index);
  }, [goal]);
  const key = colors === null ? '' : colors.join();
  const sheet = useMemo(() => paletteSheet(colors ?? [], 1), [key]);
  const owners = useMemo(() => {
    if (ppu === null) return [];
    const use = { bgMode: ppu['bgMode'] ?? 0, directColor: ppu['directColor'] === 1, extBg: ppu['extBg'] === 1 };
    const named = ownersOf(index, use).map(({ layer, palette, color }) =>
      app.text(color === 0 ? 'palette.ownerClear' : 'palette.owner', { layer, palette, color }),
    );
    return index === 0 ? [app.text('pixel.backdrop'), ...named] : named;
  }, [ppu, index, app.language]);
  const color = colors?.[index] ?? 0;
  const write = (value: number): void =>
    app.attempt(() => debug.write({ memory: 'cgram', address: index * 2 }, [value & 0xff, value >> 8]));
  const actions = usePlaceActions({ memory: 'cgram', from: index * 2, to: index * 2 + 1 });
  const entries = (): MenuEntry[] => [
    ...actions.entries(),
    {
      text: app.text('debug.inMemory'),
      hint: 'Enter',
      run: () => debug.showMemory({ memory: 'cgram', address: index * 2 }),
    },
  ];
  const { onContextMenu, menu } = useContextMenu(app.text('place.actions'), entries);
  const table = (): Table => ({
    titles: ['index', 'value', 'red', 'green', 'blue'],
    rows: Array.from(colors ?? [], (one, i) => [hex(i, 2), hex(one, 4), ...rgbOf(one)]),
  });
  const tableEntries = useTableEntries({ contents: table, disabled: colors === null });
  const savePal = (): Promise<void> => debug.export('pal', palFile(colors ?? []));
  const savePicture = async (): Promise<void> => debug.export('png', await pngOf(picture()));
  usePanelActions({
    inMemory: () => debug.showMemory({ memory: 'cgram', address: index * 2 }),
    savePal: colors === null ? undefined : savePal,
    savePicture: colors === null ? undefined : savePicture,
  });
  const picture = (): ReturnType<typeof paletteSheet> => paletteSheet(colors ?? [], 16);
  return (
    <div class="debug-column" data-later>
      <div class="debug-tools video-tools">
        {field}
        <span class="grow" />
        <Zoom value={zoom} most={4} onValue={setZoom} />
        <Menu label={app.text('place.actions')} icon="more" bare entries={entries} />
        <Menu
          label={app.text('video.export')}
          icon="save"
          bare
          entries={() => [
            ...tableEntries,
            'line',
            { text: app.text('palette.pal'), run: () => app.attempt(savePal) },
            { text: app.text('video.png'), run: () => app.attempt(savePicture) },
            {
              text: app.text('video.copyPicture'),
              run: () => app.attempt(() => copyPicture(app.windows.front.navigator, picture())),
            },
          ]}
        />
      </div>
      <div class="debug-scroll video-side">
        <Stage
          picture={sheet}
          zoom={CELL * zoom}
          label={app.text('panel.palette')}
          value={`${index}, $${hex(color, 4)}`}
          onPoint={({ x, y }) => setIndex(y * 16 + x)}
          onKeyDown={(event) => {
            if (actions.onKey(event)) return;
            const next = arrowStep(event, { x: index & 15, y: index >> 4 }, 16, 16);
            if (next !== null) setIndex(next.y * 16 + next.x);
            else if (event.key === 'Enter') debug.showMemory({ memory: 'cgram', address: index * 2 });
          }}
          onContextMenu={onContextMenu}
        >
          <Grid width={16} height={16} cellWidth={1} cellHeight={1} />
          <Outline x={index & 15} y={index >> 4} width={1} height={1} kind="chosen" />
        </Stage>
        <ColorFacts index={index} color={color} fixed={sample !== null} owners={owners} onColor={write} />
      </div>
      {actions.answer !== null && <div class="debug-foot">{actions.answer}</div>}
      {menu}
    </div>
  );
}
