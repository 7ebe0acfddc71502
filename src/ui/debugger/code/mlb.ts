import type { Label, MemoryName } from '../../../session/debug-protocol.ts';

/** Names of memories in label files. [Mesen documentation: label files] */
const KINDS: Readonly<Partial<Record<MemoryName, string>>> = {
  rom: 'SnesPrgRom',
  wram: 'SnesWorkRam',
  sram: 'SnesSaveRam',
  aram: 'SpcRam',
  cpu: 'SnesRegister',
};

/** Labels as an .mlb file, which other debuggers read. */
export function mlbOf(labels: readonly Label[]): string {
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
  return labels
    .flatMap(({ memory, address, name, comment, length }) => {
      const kind = KINDS[memory];
      if (kind === undefined) return [];
      const range = length > 1 ? `${hex(address)}-${hex(address + length - 1)}` : hex(address);
      const note = comment === '' ? '' : `:${comment.replaceAll(/\r?\n/g, '\\n')}`;
      return [`${kind}:${range}:${name}${note}\n`];
    })
    .join('');
}
