import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface Scene {
  /** What the scene loads most. */
  readonly name: string;
  /** Path of the ROM below its folder. */
  readonly rom: string;
  readonly warmup: number;
  readonly frames: number;
  /** Input script, or none. */
  readonly input?: string;
}

/** Scenes from ROMs of ours, made by `node build/carts.mjs --bench out/bench/carts` (npm run bench does it). */
export const OWN_SCENES: readonly Scene[] = [
  { name: 'own cpu', rom: 'out/bench/carts/bench-cpu.sfc', warmup: 60, frames: 400 },
  { name: 'own mode 1, sprites, HDMA', rom: 'out/bench/carts/bench-play.sfc', warmup: 300, frames: 400 },
  { name: 'own mode 7', rom: 'out/bench/carts/bench-mode7.sfc', warmup: 120, frames: 400 },
  { name: 'own hi-res', rom: 'out/bench/carts/bench-hires.sfc', warmup: 120, frames: 400 },
  { name: 'own interlace', rom: 'out/bench/carts/bench-interlace.sfc', warmup: 120, frames: 400 },
  { name: 'own windows', rom: 'out/bench/carts/bench-windows.sfc', warmup: 120, frames: 400 },
  { name: 'own colour math', rom: 'out/bench/carts/bench-math.sfc', warmup: 120, frames: 400 },
  { name: 'own sound', rom: 'out/bench/carts/bench-sound.sfc', warmup: 200, frames: 400 },
];

/** Scenes from public ROMs, below DOTCLOCK_ROMS. */
export const PUBLIC_SCENES: readonly Scene[] = [
  {
    name: 'cpu',
    rom: 'accuracysnes/doublegate+RustySNES/tests/roms/AccuracySNES/build/accuracysnes.sfc',
    warmup: 60,
    frames: 400,
  },
  { name: 'mode 1, sprites, play', rom: 'homebrew/retrobrews+snes-games/superbossgaiden.sfc', warmup: 300, frames: 400 },
  { name: 'mode 1 with HDMA', rom: 'krom/PeterLemon+SNES/PPU/HDMA/WaveHDMA/WaveHDMA.sfc', warmup: 120, frames: 400 },
  { name: 'mode 7', rom: 'krom/PeterLemon+SNES/PPU/Mode7/RotZoom/RotZoom.sfc', warmup: 120, frames: 400 },
  {
    name: 'mode 7 perspective, HDMA',
    rom: 'krom/PeterLemon+SNES/PPU/Mode7/Perspective/Perspective.sfc',
    warmup: 120,
    frames: 400,
  },
  { name: 'hi-res interlace', rom: 'krom/PeterLemon+SNES/PPU/Mosaic/Mode5/MosaicMode5.sfc', warmup: 120, frames: 400 },
  {
    name: 'pseudo hi-res, colour HDMA',
    rom: 'krom/PeterLemon+SNES/PPU/HDMA/HiColor64PerTileRowPseudoHiRes/HiColor64PerTileRowPseudoHiRes.sfc',
    warmup: 120,
    frames: 400,
  },
  {
    name: 'colour math, windows',
    rom: 'krom/PeterLemon+SNES/PPU/Window/WindowMultiHDMA/WindowMultiHDMA.sfc',
    warmup: 120,
    frames: 400,
  },
  { name: 'sound', rom: 'krom/PeterLemon+SNES/SPC700/FFVIIPrelude/FFVIIPrelude.sfc', warmup: 300, frames: 400 },
];

export interface FoundScene extends Scene {
  readonly path: string;
}

export function findScenes(projectRoot: string, publicRoms: string | undefined): FoundScene[] {
  const found = (scenes: readonly Scene[], folder: string): FoundScene[] =>
    scenes.map((scene) => ({ ...scene, path: join(folder, scene.rom) })).filter((scene) => existsSync(scene.path));
  return [...found(OWN_SCENES, projectRoot), ...(publicRoms === undefined ? [] : found(PUBLIC_SCENES, publicRoms))];
}
