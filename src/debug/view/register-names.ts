/** Names of the registers as the field writes them, from $2100 on. [fullsnes: I/O map] */
// prettier-ignore
const PPU = ['INIDISP', 'OBSEL', 'OAMADDL', 'OAMADDH', 'OAMDATA', 'BGMODE', 'MOSAIC', 'BG1SC', 'BG2SC', 'BG3SC', 'BG4SC', 'BG12NBA', 'BG34NBA',
  'BG1HOFS', 'BG1VOFS', 'BG2HOFS', 'BG2VOFS', 'BG3HOFS', 'BG3VOFS', 'BG4HOFS', 'BG4VOFS', 'VMAIN', 'VMADDL', 'VMADDH', 'VMDATAL', 'VMDATAH',
  'M7SEL', 'M7A', 'M7B', 'M7C', 'M7D', 'M7X', 'M7Y', 'CGADD', 'CGDATA', 'W12SEL', 'W34SEL', 'WOBJSEL', 'WH0', 'WH1', 'WH2', 'WH3', 'WBGLOG',
  'WOBJLOG', 'TM', 'TS', 'TMW', 'TSW', 'CGWSEL', 'CGADSUB', 'COLDATA', 'SETINI', 'MPYL', 'MPYM', 'MPYH', 'SLHV', 'OAMDATAREAD', 'VMDATALREAD',
  'VMDATAHREAD', 'CGDATAREAD', 'OPHCT', 'OPVCT', 'STAT77', 'STAT78'];
// prettier-ignore
const CPU = ['NMITIMEN', 'WRIO', 'WRMPYA', 'WRMPYB', 'WRDIVL', 'WRDIVH', 'WRDIVB', 'HTIMEL', 'HTIMEH', 'VTIMEL', 'VTIMEH', 'MDMAEN', 'HDMAEN', 'MEMSEL',
  '', '', 'RDNMI', 'TIMEUP', 'HVBJOY', 'RDIO', 'RDDIVL', 'RDDIVH', 'RDMPYL', 'RDMPYH', 'JOY1L', 'JOY1H', 'JOY2L', 'JOY2H', 'JOY3L', 'JOY3H', 'JOY4L', 'JOY4H'];
const DMA = [
  'DMAPx',
  'BBADx',
  'A1TxL',
  'A1TxH',
  'A1Bx',
  'DASxL',
  'DASxH',
  'DASBx',
  'A2AxL',
  'A2AxH',
  'NTRLx',
  'UNUSEDx',
  '',
  '',
  '',
  'UNUSEDx',
];
// prettier-ignore
const SMP = ['TEST', 'CONTROL', 'DSPADDR', 'DSPDATA', 'CPUIO0', 'CPUIO1', 'CPUIO2', 'CPUIO3', 'AUXIO4', 'AUXIO5', 'T0DIV', 'T1DIV', 'T2DIV', 'T0OUT', 'T1OUT', 'T2OUT'];

/** A register's name by the low 16 bits of its address; empty when there is none. */
export function registerName(address: number): string {
  if (address >= 0x2100 && address < 0x2140) return PPU[address - 0x2100] ?? '';
  if (address >= 0x2140 && address < 0x2180) return `APUIO${address & 3}`;
  if (address >= 0x2180 && address < 0x2184) return ['WMDATA', 'WMADDL', 'WMADDM', 'WMADDH'][address - 0x2180] ?? '';
  if (address === 0x4016) return 'JOYA';
  if (address === 0x4017) return 'JOYB';
  if (address >= 0x4200 && address < 0x4220) return CPU[address - 0x4200] ?? '';
  if (address >= 0x4300 && address < 0x4380) {
    const name = DMA[address & 15];
    return (name ?? '').replace('x', String((address >> 4) & 7));
  }
  return '';
}

export function smpRegisterName(address: number): string {
  return SMP[address - 0xf0] ?? '';
}
