import type { Entropy, StateIO } from '../types.ts';

/** Indices of the window settings: the four backgrounds, the sprites and the colour window. */
export const OBJ_WINDOW = 4;
export const COLOR_WINDOW = 5;

/** What the PPUs' registers hold, decoded. Written by io.ts alone; read by every part of the renderer. */
export class Registers {
  forcedBlank = true;
  brightness = 0;

  /** VRAM word address of sprite tile 0. */
  objAddress = 0;
  /** Words from tile 0 to the second table, which tiles with the name bit come from. */
  objSecondTable = 0x1000;
  objSizePair = 0;
  objInterlace = false;

  bgMode = 0;
  bg3Front = false;
  /** Bit n: BG n+1 has 16x16 tiles. */
  bigTiles = 0;
  /** Bit n: BG n+1 has mosaic. */
  mosaicEnable = 0;
  /** 1 to 16 pixels. */
  mosaicSize = 1;
  /** Lines left of the mosaic block, 0 when mosaic is off. */
  mosaicLines = 0;
  readonly mapAddress = new Uint16Array(4);
  /** Bit 0: two maps wide; bit 1: two maps high. */
  readonly mapSize = new Uint8Array(4);
  readonly tileAddress = new Uint16Array(4);
  readonly hScroll = new Uint16Array(4);
  readonly vScroll = new Uint16Array(4);
  scrollLatch1 = 0;
  scrollLatch2 = 0;

  m7HFlip = false;
  m7VFlip = false;
  /** M7SEL bits 6-7: 0 and 1 wrap, 2 transparent, 3 tile 0. */
  m7Over = 0;
  m7Latch = 0;
  /** Signed 16-bit matrix. */
  m7A = 0;
  m7B = 0;
  m7C = 0;
  m7D = 0;
  /** 16 bits as written; the renderer takes 13, signed. */
  m7X = 0;
  m7Y = 0;
  m7HScroll = 0;
  m7VScroll = 0;

  window1Left = 0;
  window1Right = 0;
  window2Left = 0;
  window2Right = 0;
  /** Per layer: bit 0 window 1 inverted, bit 1 window 1 on, bits 2 and 3 the same for window 2. */
  readonly windowSelect = new Uint8Array(6);
  /** Per layer: 0 OR, 1 AND, 2 XOR, 3 XNOR. */
  readonly windowLogic = new Uint8Array(6);

  mainLayers = 0;
  subLayers = 0;
  mainWindowed = 0;
  subWindowed = 0;

  directColor = false;
  addSubscreen = false;
  /** CGWSEL bits 4-5: where colour math is prevented: 0 nowhere, 1 outside, 2 inside, 3 everywhere. */
  preventMath = 0;
  /** CGWSEL bits 6-7: where the main screen is black. */
  clipToBlack = 0;
  /** CGADSUB bits 0-5. */
  mathLayers = 0;
  halve = false;
  subtract = false;
  /** BGR555. */
  fixedColor = 0;

  interlace = false;
  overscan = false;
  pseudoHires = false;
  extBg = false;

  /** Cold start. What hardware leaves undefined is zero here, so that nothing shows that a program did not ask for. */
  power(entropy: Entropy): void {
    this.reset();
    this.objAddress = 0;
    this.objSecondTable = 0x1000;
    this.objSizePair = 0;
    this.objInterlace = false;
    this.bigTiles = 0;
    this.mosaicEnable = 0;
    this.mosaicSize = 1;
    this.mosaicLines = 0;
    for (const array of [this.mapAddress, this.mapSize, this.tileAddress, this.hScroll, this.vScroll]) array.fill(0);
    this.windowSelect.fill(0);
    this.windowLogic.fill(0);
    this.scrollLatch1 = entropy.u8();
    this.scrollLatch2 = entropy.u8();
    this.m7Latch = entropy.u8();
    this.m7HFlip = false;
    this.m7VFlip = false;
    this.m7Over = 0;
    // The multiplier reads 1 after power-on because both factors are all ones. [fullsnes: SNES Maths Multiply/Divide, power-up $2134-2136]
    this.m7A = -1;
    this.m7B = -1;
    this.m7C = 0;
    this.m7D = 0;
    this.m7X = 0;
    this.m7Y = 0;
    this.m7HScroll = 0;
    this.m7VScroll = 0;
    this.window1Left = this.window1Right = this.window2Left = this.window2Right = 0;
    this.mainLayers = this.subLayers = this.mainWindowed = this.subWindowed = 0;
    this.directColor = false;
    this.addSubscreen = false;
    this.preventMath = 0;
    this.clipToBlack = 0;
    this.mathLayers = 0;
    this.halve = false;
    this.subtract = false;
    this.fixedColor = 0;
    this.pseudoHires = false;
  }

  /** The reset button: only these registers have a reset value. [ares: ppu power] */
  reset(): void {
    this.forcedBlank = true;
    this.brightness = 0;
    this.bgMode = 0;
    this.bg3Front = false;
    this.extBg = false;
    this.overscan = false;
    this.interlace = false;
  }

  serialize(s: StateIO): void {
    this.forcedBlank = s.bool('forcedBlank', this.forcedBlank);
    this.brightness = s.u8('brightness', this.brightness);
    this.objAddress = s.u16('objAddress', this.objAddress);
    this.objSecondTable = s.u16('objSecondTable', this.objSecondTable);
    this.objSizePair = s.u8('objSizePair', this.objSizePair);
    this.objInterlace = s.bool('objInterlace', this.objInterlace);
    this.bgMode = s.u8('bgMode', this.bgMode);
    this.bg3Front = s.bool('bg3Front', this.bg3Front);
    this.bigTiles = s.u8('bigTiles', this.bigTiles);
    this.mosaicEnable = s.u8('mosaicEnable', this.mosaicEnable);
    this.mosaicSize = s.u8('mosaicSize', this.mosaicSize);
    this.mosaicLines = s.u8('mosaicLines', this.mosaicLines);
    s.ram('mapAddress', this.mapAddress);
    s.ram('mapSize', this.mapSize);
    s.ram('tileAddress', this.tileAddress);
    s.ram('hScroll', this.hScroll);
    s.ram('vScroll', this.vScroll);
    this.scrollLatch1 = s.u8('scrollLatch1', this.scrollLatch1);
    this.scrollLatch2 = s.u8('scrollLatch2', this.scrollLatch2);
    this.serializeMode7(s);
    this.serializeColors(s);
  }

  private serializeMode7(s: StateIO): void {
    this.m7HFlip = s.bool('m7HFlip', this.m7HFlip);
    this.m7VFlip = s.bool('m7VFlip', this.m7VFlip);
    this.m7Over = s.u8('m7Over', this.m7Over);
    this.m7Latch = s.u8('m7Latch', this.m7Latch);
    this.m7A = s.i32('m7A', this.m7A);
    this.m7B = s.i32('m7B', this.m7B);
    this.m7C = s.i32('m7C', this.m7C);
    this.m7D = s.i32('m7D', this.m7D);
    this.m7X = s.u16('m7X', this.m7X);
    this.m7Y = s.u16('m7Y', this.m7Y);
    this.m7HScroll = s.u16('m7HScroll', this.m7HScroll);
    this.m7VScroll = s.u16('m7VScroll', this.m7VScroll);
  }

  private serializeColors(s: StateIO): void {
    this.window1Left = s.u8('window1Left', this.window1Left);
    this.window1Right = s.u8('window1Right', this.window1Right);
    this.window2Left = s.u8('window2Left', this.window2Left);
    this.window2Right = s.u8('window2Right', this.window2Right);
    s.ram('windowSelect', this.windowSelect);
    s.ram('windowLogic', this.windowLogic);
    this.mainLayers = s.u8('mainLayers', this.mainLayers);
    this.subLayers = s.u8('subLayers', this.subLayers);
    this.mainWindowed = s.u8('mainWindowed', this.mainWindowed);
    this.subWindowed = s.u8('subWindowed', this.subWindowed);
    this.directColor = s.bool('directColor', this.directColor);
    this.addSubscreen = s.bool('addSubscreen', this.addSubscreen);
    this.preventMath = s.u8('preventMath', this.preventMath);
    this.clipToBlack = s.u8('clipToBlack', this.clipToBlack);
    this.mathLayers = s.u8('mathLayers', this.mathLayers);
    this.halve = s.bool('halve', this.halve);
    this.subtract = s.bool('subtract', this.subtract);
    this.fixedColor = s.u16('fixedColor', this.fixedColor);
    this.interlace = s.bool('interlace', this.interlace);
    this.overscan = s.bool('overscan', this.overscan);
    this.pseudoHires = s.bool('pseudoHires', this.pseudoHires);
    this.extBg = s.bool('extBg', this.extBg);
  }
}
