import type { TextKey } from '../../texts/translate.ts';

const TITLES: readonly (readonly [from: number, to: number, title: TextKey])[] = [
  [0x2100, 0x2100, 'reg.title.display'],
  [0x2101, 0x2101, 'reg.title.sprites'],
  [0x2102, 0x2104, 'reg.title.oam'],
  [0x2105, 0x2105, 'reg.title.mode'],
  [0x2106, 0x2106, 'reg.title.mosaic'],
  [0x2107, 0x210a, 'reg.title.map'],
  [0x210b, 0x210c, 'reg.title.tiles'],
  [0x210d, 0x2114, 'reg.title.scroll'],
  [0x2115, 0x2119, 'reg.title.vram'],
  [0x211a, 0x2120, 'reg.title.mode7'],
  [0x2121, 0x2122, 'reg.title.cgram'],
  [0x2123, 0x212b, 'reg.title.window'],
  [0x212c, 0x212d, 'reg.title.layers'],
  [0x212e, 0x212f, 'reg.title.windowed'],
  [0x2130, 0x2131, 'reg.title.math'],
  [0x2132, 0x2132, 'reg.title.fixed'],
  [0x2133, 0x2133, 'reg.title.setini'],
  [0x2134, 0x2136, 'reg.title.product'],
  [0x2137, 0x2137, 'reg.title.latch'],
  [0x2138, 0x2138, 'reg.title.oam'],
  [0x2139, 0x213a, 'reg.title.vram'],
  [0x213b, 0x213b, 'reg.title.cgram'],
  [0x213c, 0x213d, 'reg.title.counters'],
  [0x213e, 0x213f, 'reg.title.status'],
  [0x2140, 0x217f, 'reg.title.sound'],
  [0x2180, 0x2183, 'reg.title.wram'],
  [0x4016, 0x4017, 'reg.title.pads'],
  [0x4200, 0x4200, 'reg.title.interrupts'],
  [0x4201, 0x4201, 'reg.title.port'],
  [0x4202, 0x4206, 'reg.title.divide'],
  [0x4207, 0x420a, 'reg.title.timer'],
  [0x420b, 0x420b, 'reg.title.dma'],
  [0x420c, 0x420c, 'reg.title.hdma'],
  [0x420d, 0x420d, 'reg.title.speed'],
  [0x4210, 0x4212, 'reg.title.status'],
  [0x4213, 0x4213, 'reg.title.port'],
  [0x4214, 0x4217, 'reg.title.divide'],
  [0x4218, 0x421f, 'reg.title.pads'],
  [0x4300, 0x437f, 'reg.title.channel'],
];

/** What a register is for; null when it has no name. [fullsnes: I/O map] */
export function registerTitle(register: number): TextKey | null {
  return TITLES.find(([from, to]) => register >= from && register <= to)?.[2] ?? null;
}
