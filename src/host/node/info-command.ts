import { CartError, HeadlessMachine, type CartInfo } from '../../session/headless.ts';
import type { CommandContext } from './command.ts';
import { CliError, Exit } from './errors.ts';
import { readRom } from './rom-file.ts';

const INFO_USAGE = `usage: dotclock info ROM [--json]
  explains the header of a ROM image: map, title, sizes, region, speed, checksum`;

const MAPPING_WORDS: Readonly<Record<CartInfo['mapping'], string>> = {
  lorom: 'LoROM: 32 KiB of ROM in the upper half of each bank',
  hirom: 'HiROM: 64 KiB of ROM in each of the banks $C0-$FF',
  exlorom: 'ExLoROM: LoROM beyond 32 Mbit',
  exhirom: 'ExHiROM: HiROM beyond 32 Mbit',
};

function hex(value: number, digits: number): string {
  return `$${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}

function size(bytes: number): string {
  return bytes === 0
    ? 'none'
    : `${bytes} bytes (${(bytes * 8) / 1024 >= 1024 ? `${(bytes * 8) / (1 << 20)} Mbit` : `${(bytes * 8) / 1024} Kbit`})`;
}

function describe(cart: CartInfo, fileBytes: number): [string, string][] {
  return [
    ['title', cart.title],
    ['file', `${fileBytes} bytes${cart.copierHeader ? ', with a copier header of 512 bytes' : ''}`],
    ['map', MAPPING_WORDS[cart.mapping]],
    [
      'header',
      `at ${hex(cart.headerOffset, 6)} of the ROM, map mode ${hex(cart.mapMode, 2)}, chip type ${hex(cart.chipType, 2)}, score ${cart.score}`,
    ],
    ['rom', size(cart.romSize)],
    ['ram', `${size(cart.sramSize)}${cart.battery ? ', with a battery' : ''}`],
    ['region', `${cart.region.toUpperCase()} (country ${hex(cart.country, 2)})`],
    ['version', `1.${cart.version}`],
    ['speed', cart.fast ? 'fast (3.58 MHz in banks $80-$FF when the program asks)' : 'slow (2.68 MHz)'],
    ['chip', cart.chip],
    [
      'checksum',
      `${hex(cart.checksum, 4)}, complement ${hex(cart.complement, 4)}: ${cart.checksumOk ? 'correct' : 'does not match the ROM'}`,
    ],
  ];
}

/** `dotclock info`. */
export function infoCommand(args: readonly string[], context: CommandContext): void {
  if (args.includes('--help') || args.includes('-h')) {
    context.out(INFO_USAGE);
    return;
  }
  const json = args.includes('--json');
  const paths = args.filter((argument) => argument !== '--json');
  const [path] = paths;
  if (path === undefined) throw new CliError(Exit.Usage, 'the ROM is missing (info --help)');
  if (path.startsWith('-')) throw new CliError(Exit.Usage, `unknown option '${path}' (info --help)`);
  if (paths.length > 1) throw new CliError(Exit.Usage, `'${paths[1] ?? ''}': one ROM at a time`);
  const rom = readRom(path);
  try {
    const { cart } = new HeadlessMachine(rom.bytes).snes;
    if (json) context.out(JSON.stringify({ file: rom.name, fileBytes: rom.bytes.length, ...cart }));
    else for (const [key, value] of describe(cart, rom.bytes.length)) context.out(`${key.padEnd(9)} ${value}`);
    for (const warning of cart.warnings) context.warn(warning);
  } catch (error) {
    if (error instanceof CartError) throw new CliError(Exit.Rom, `ROM '${rom.name}': ${error.message}`);
    throw error;
  }
}
