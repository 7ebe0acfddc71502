import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { hasButton } from '../../host/web/pads.ts';
import { PAD_BUTTONS, PAD_SETTINGS, padsInUse, type PadButton } from '../../shared/settings.ts';
import { usePage } from '../components/context.ts';
import { effectiveSettings } from '../state/ui-state.ts';
import type { TextKey } from '../texts/translate.ts';

/** x, y, width, height and corner of each button on a pad of 132 by 60. */
const PLACES: Readonly<Record<PadButton, readonly [number, number, number, number, number]>> = {
  Up: [23, 17, 10, 11, 2],
  Down: [23, 36, 10, 11, 2],
  Left: [13, 27, 11, 10, 2],
  Right: [32, 27, 11, 10, 2],
  Select: [51, 34, 12, 6, 3],
  Start: [68, 34, 12, 6, 3],
  Y: [88, 26, 12, 12, 6],
  X: [99, 15, 12, 12, 6],
  B: [99, 37, 12, 12, 6],
  A: [110, 26, 12, 12, 6],
  L: [14, 2, 32, 7, 3],
  R: [86, 2, 32, 7, 3],
};

function PadPicture({ pad }: { readonly pad: number }): JSX.Element {
  const { app, input } = usePage();
  const place = useRef<SVGSVGElement>(null);
  const player = app.text(`setting.${PAD_SETTINGS[pad]}` as TextKey);
  useEffect(() => {
    const parts = PAD_BUTTONS.map((button) => ({ button, shape: place.current?.querySelector(`[data-button=${button}]`) }));
    let shown = -1;
    let next = 0;
    const draw = (): void => {
      next = requestAnimationFrame(draw);
      const { held = 0, turbo = 0 } = input.pads[pad] ?? {};
      const word = held | turbo;
      if (word === shown) return;
      shown = word;
      for (const { button, shape } of parts) shape?.classList.toggle('pad-down', hasButton(word, button));
    };
    draw();
    return () => cancelAnimationFrame(next);
  }, [pad]);
  return (
    <svg ref={place} class="pad-picture" viewBox="0 0 132 60" role="img" aria-label={app.text('viewer.pad', { player })}>
      <rect class="pad-body" x={2} y={8} width={128} height={48} rx={24} />
      {PAD_BUTTONS.map((button) => {
        const [x, y, width, height, rx] = PLACES[button];
        return <rect key={button} class="pad-button" data-button={button} x={x} y={y} width={width} height={height} rx={rx} />;
      })}
      <text class="pad-name" x={66} y={25}>
        {`P${pad + 1}`}
      </text>
    </svg>
  );
}

/** What the pads of all players that are plugged in send, while one plays. */
export function InputViewer(): JSX.Element {
  const { state } = usePage();
  return (
    <div class="input-viewer">
      {padsInUse(effectiveSettings(state))
        .toSorted((a, b) => a - b)
        .map((pad) => (
          <PadPicture key={pad} pad={pad} />
        ))}
    </div>
  );
}
