/** How a register of the sound chip is read. */
export type DspForm = 'signed' | 'voices' | 'page' | 'delay' | 'flags' | 'number';

export interface DspRegister {
  readonly register: number;
  /** As the chip's manual names it. */
  readonly name: string;
  readonly form: DspForm;
}

/** Registers of every voice, by their low digit. [fullsnes: S-DSP registers] */
export const VOICE_REGISTERS: readonly DspRegister[] = [
  { register: 0x0, name: 'VOL L', form: 'signed' },
  { register: 0x1, name: 'VOL R', form: 'signed' },
  { register: 0x2, name: 'PITCH L', form: 'number' },
  { register: 0x3, name: 'PITCH H', form: 'number' },
  { register: 0x4, name: 'SRCN', form: 'number' },
  { register: 0x5, name: 'ADSR 1', form: 'number' },
  { register: 0x6, name: 'ADSR 2', form: 'number' },
  { register: 0x7, name: 'GAIN', form: 'number' },
  { register: 0x8, name: 'ENVX', form: 'number' },
  { register: 0x9, name: 'OUTX', form: 'signed' },
];

/** Registers of the whole chip. [fullsnes: S-DSP registers] */
export const CHIP_REGISTERS: readonly DspRegister[] = [
  { register: 0x0c, name: 'MVOL L', form: 'signed' },
  { register: 0x1c, name: 'MVOL R', form: 'signed' },
  { register: 0x2c, name: 'EVOL L', form: 'signed' },
  { register: 0x3c, name: 'EVOL R', form: 'signed' },
  { register: 0x4c, name: 'KON', form: 'voices' },
  { register: 0x5c, name: 'KOFF', form: 'voices' },
  { register: 0x6c, name: 'FLG', form: 'flags' },
  { register: 0x7c, name: 'ENDX', form: 'voices' },
  { register: 0x0d, name: 'EFB', form: 'signed' },
  { register: 0x2d, name: 'PMON', form: 'voices' },
  { register: 0x3d, name: 'NON', form: 'voices' },
  { register: 0x4d, name: 'EON', form: 'voices' },
  { register: 0x5d, name: 'DIR', form: 'page' },
  { register: 0x6d, name: 'ESA', form: 'page' },
  { register: 0x7d, name: 'EDL', form: 'delay' },
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((tap): DspRegister => ({
    register: (tap << 4) | 0xf,
    name: `FIR ${String(tap)}`,
    form: 'signed',
  })),
];

/** Samples a second of the noise, by FLG's low bits. [fullsnes: $6C] */
const NOISE_RATES: readonly number[] = [
  0, 16, 21, 25, 31, 42, 50, 63, 83, 100, 125, 167, 200, 250, 333, 400, 500, 667, 800, 1000, 1300, 1600, 2000, 2700, 3200, 4000,
  5300, 6400, 8000, 10700, 16000, 32000,
];

/** What a register's value says, in signs that every language has; '' when the number says it all. */
export function dspMeaning(form: DspForm, value: number): string {
  switch (form) {
    case 'signed':
      return String((value << 24) >> 24);
    case 'voices':
      return Array.from({ length: 8 }, (_, voice) => ((value >> voice) & 1 ? String(voice + 1) : '·')).join('');
    case 'page':
      return `$${(value << 8).toString(16).toUpperCase().padStart(4, '0')}`;
    case 'delay':
      return `${String((value & 15) * 16)} ms`;
    case 'flags': {
      const words = [
        (value & 0x80) !== 0 ? 'RESET' : '',
        (value & 0x40) !== 0 ? 'MUTE' : '',
        (value & 0x20) !== 0 ? 'NO ECHO WRITES' : '',
      ];
      return [...words, `${String(NOISE_RATES[value & 31])} Hz`].filter((word) => word !== '').join(' ');
    }
    default:
      return '';
  }
}

/** All 128 registers as a table for a spreadsheet. */
export function dspRows(registers: ArrayLike<number>): readonly (readonly [string, string, number, string])[] {
  const row = ({ register, name, form }: DspRegister, prefix = ''): readonly [string, string, number, string] => [
    `$${register.toString(16).toUpperCase().padStart(2, '0')}`,
    `${prefix}${name}`,
    registers[register],
    dspMeaning(form, registers[register]),
  ];
  const voices = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((voice) =>
    VOICE_REGISTERS.map((one) => row({ ...one, register: (voice << 4) | one.register }, `V${String(voice + 1)} `)),
  );
  return [...voices, ...CHIP_REGISTERS.map((one) => row(one))];
}
