// Every generated file of Embermoth by name.
import { Bitmap, concat, paletteBytes, screenMap, sheetBytes, tilesAndMap, wordBytes } from './pixels.mjs';
import { fontSheet } from './font.mjs';
import { drawSprites, SPRITE_PALETTES } from './embermoth-sprites.mjs';
import {
  farLand,
  hazeTable,
  landPalettes,
  lettering,
  LOGO_PALETTE,
  meadow,
  MEADOW_PALETTE,
  nearLand,
  perspectiveTables,
  pulseWidths,
  skyTables,
  starTiles,
} from './embermoth-land.mjs';
import { soundFiles } from './sound-files.mjs';

/** Letters, small stars, and the figures of the status line: a light, one gone out, the charge. */
function textSheet() {
  const sheet = new Bitmap(128, 40);
  sheet.paste(fontSheet(), 0, 0);
  sheet.paste(starTiles(), 0, 32);
  const light = ['...#....', '..##....', '..###...', '.#####..', '.##.##..', '.#...#..', '..###...', '........'];
  const charge = ['....##..', '...##...', '..##....', '.######.', '....##..', '...##...', '..##....', '........'];
  light.forEach((row, y) =>
    row.split('').forEach((dot, x) => {
      if (dot === '#') sheet.set(40 + x, 32 + y, y < 3 ? 3 : 1);
      if (dot === '#') sheet.set(48 + x, 32 + y, 2);
    }),
  );
  charge.forEach((row, y) => row.split('').forEach((dot, x) => dot === '#' && sheet.set(56 + x, 32 + y, 3)));
  return sheet;
}

export function embermothFiles() {
  const sky = skyTables();
  const turns = perspectiveTables();
  if (sky.length !== 561 || turns.length !== 396) throw new Error('data.s has other table lengths');
  const near = tilesAndMap(nearLand(), 4, 2 << 10);
  const far = tilesAndMap(farLand(), 4, 3 << 10);
  const logo = tilesAndMap(lettering(), 4, 2 << 10);
  for (const picture of [near, far, logo]) if (picture.count > 512) throw new Error(`a picture has ${picture.count} tiles`);
  const sines = Array.from({ length: 256 }, (_, angle) => Math.round(Math.sin((angle * Math.PI) / 128) * 256) & 0xffff);
  const sprites = drawSprites();
  return {
    'sky.bin': sky.bytes,
    'turns.bin': turns.bytes,
    'haze.bin': hazeTable(),
    'pulse.bin': pulseWidths(),
    'meadow.bin': meadow(),
    'meadow-colours.bin': paletteBytes(MEADOW_PALETTE),
    'land-colours.bin': landPalettes(),
    'near-tiles.bin': near.tiles,
    'near-map.bin': screenMap(near, 16, 2, 2 << 10),
    'far-tiles.bin': far.tiles,
    'far-map.bin': screenMap(far, 10, 1, 3 << 10),
    'logo-tiles.bin': logo.tiles,
    'logo-map.bin': screenMap(logo, 2, 1, 2 << 10),
    'logo-colours.bin': paletteBytes(LOGO_PALETTE),
    'sprites.bin': sheetBytes(sprites, 4).subarray(0, 384 * 32),
    'sprite-colours.bin': concat(SPRITE_PALETTES.map((colours) => paletteBytes(colours))),
    'font.bin': sheetBytes(textSheet(), 2),
    'sines.bin': wordBytes(sines),
    ...soundFiles(),
  };
}
