import type { JSX } from 'preact';
import type { SpriteInfo } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { hex } from '../places.ts';
import { ValueField } from '../value-field.tsx';
import { MemoryLink, NumberField } from './fields.tsx';
import type { RgbaPicture } from './pixels.ts';
import { oamBytes, type SpriteChange } from './sprite-oam.ts';
import { Bitmap } from './stage.tsx';

interface SpriteFactsProps {
  readonly sprite: SpriteInfo;
  readonly picture: RgbaPicture;
  /** Shows the past: nothing can be changed. */
  readonly fixed: boolean;
}

/** All about a sprite, changed where it stands. */
export function SpriteFacts({ sprite, picture, fixed }: SpriteFactsProps): JSX.Element {
  const { app, debug } = useDebug();
  const highAddress = 0x200 + (sprite.index >> 2);
  const change = async (part: SpriteChange): Promise<void> => {
    const [before = 0] = await debug.ask('readMemory', { memory: 'oam', address: highAddress, length: 1 });
    const { low, high } = oamBytes(sprite, part, before);
    await debug.write({ memory: 'oam', address: sprite.index * 4 }, low);
    if (high !== before) await debug.write({ memory: 'oam', address: highAddress }, [high]);
  };
  const set = (part: SpriteChange): void => app.attempt(() => change(part));
  const number = (label: string, value: number, least: number, most: number, onValue: (value: number) => void): JSX.Element =>
    fixed ? (
      <code>{value}</code>
    ) : (
      <NumberField label={label} short="" value={value} least={least} most={most} onValue={onValue} />
    );
  const flag = (text: string, on: boolean, part: SpriteChange): JSX.Element => (
    <label class="debug-check">
      <input type="checkbox" checked={on} disabled={fixed} onChange={() => set(part)} /> {text}
    </label>
  );
  return (
    <>
      <div class="video-sample-picture">
        <Bitmap picture={picture} zoom={Math.max(1, Math.floor(160 / Math.max(picture.width, picture.height)))} />
      </div>
      <dl class="video-facts">
        <dt>{app.text('sprites.sprite')}</dt>
        <dd>
          <b>{sprite.index}</b> <MemoryLink memory="oam" address={sprite.index * 4} text={`OAM $${hex(sprite.index * 4, 3)}`} />
        </dd>
        <dt>X</dt>
        <dd>{number('X', sprite.x, -256, 255, (x) => set({ x }))}</dd>
        <dt>Y</dt>
        <dd>{number('Y', sprite.y, 0, 255, (y) => set({ y }))}</dd>
        <dt>{app.text('pixel.tile')}</dt>
        <dd>
          <ValueField
            label={app.text('pixel.tile')}
            text={hex(sprite.tile, 3)}
            width={3}
            disabled={fixed}
            onValue={(tile) => set({ tile: tile & 0x1ff })}
          />
          <button
            type="button"
            class="link video-link"
            onClick={() => {
              debug.video.tiles.value = {
                memory: 'vram',
                address: sprite.tileAddress,
                format: 4,
                palette: 128 + sprite.palette * 16,
              };
              debug.dock?.show('tiles');
            }}
          >
            {app.text('panel.tiles')} ${hex(sprite.tileAddress, 4)}
          </button>
        </dd>
        <dt>{app.text('pixel.palette')}</dt>
        <dd class="video-row">
          {number(app.text('pixel.palette'), sprite.palette, 0, 7, (palette) => set({ palette }))}
          <button
            type="button"
            class="link video-link"
            onClick={() => {
              debug.video.color.value = { index: 128 + sprite.palette * 16 };
              debug.dock?.show('palette');
            }}
          >
            {app.text('panel.palette')}
          </button>
        </dd>
        <dt>{app.text('pixel.priority')}</dt>
        <dd>{number(app.text('pixel.priority'), sprite.priority, 0, 3, (priority) => set({ priority }))}</dd>
        <dt>{app.text('tilemap.flags')}</dt>
        <dd>
          {flag(app.text('reg.hFlip'), sprite.hFlip, { hFlip: !sprite.hFlip })}
          {flag(app.text('reg.vFlip'), sprite.vFlip, { vFlip: !sprite.vFlip })}
          {flag(app.text('sprites.large', { width: sprite.width, height: sprite.height }), sprite.large, {
            large: !sprite.large,
          })}
        </dd>
      </dl>
      {!sprite.visible && <p class="hint">{app.text('sprites.outside')}</p>}
    </>
  );
}
