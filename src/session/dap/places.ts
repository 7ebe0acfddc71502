import type { MemoryName, ProcessorName } from '../debug-protocol.ts';

export const MEMORIES: readonly MemoryName[] = ['cpu', 'wram', 'rom', 'sram', 'vram', 'oam', 'cgram', 'smp', 'aram', 'dsp'];

export interface MemoryPlace {
  readonly memory: MemoryName;
  readonly address: number;
}

/** Threads of the protocol: 1 is the S-CPU, 2 the SPC700. */
export const THREADS: readonly { readonly id: number; readonly name: string; readonly processor: ProcessorName }[] = [
  { id: 1, name: 'S-CPU', processor: 'cpu' },
  { id: 2, name: 'SPC700', processor: 'smp' },
];

export function processorOfThread(id: number): ProcessorName {
  const thread = THREADS.find((one) => one.id === id);
  if (thread === undefined) throw new Error(`there is no thread ${id}: 1 is the S-CPU, 2 the SPC700.`);
  return thread.processor;
}

/** The sound processor's addresses come after the S-CPU's: editors take the addresses of instructions for numbers, in order. */
const SMP_BASE = 0x1000000;

/** How addresses are written for the client: `0x7e0010` on the S-CPU's bus, `0x1000200` on the sound processor's, `vram:0x10` elsewhere. */
export function referenceTo({ memory, address }: MemoryPlace): string {
  if (memory === 'smp') return `0x${(SMP_BASE + address).toString(16)}`;
  return `${memory === 'cpu' ? '' : `${memory}:`}0x${address.toString(16).padStart(memory === 'cpu' ? 6 : 4, '0')}`;
}

/** @throws Error when it is no reference */
export function parseReference(text: string): MemoryPlace {
  const match = /^(?:([a-z]+):)?(?:0x|\$)?([0-9a-fA-F]{1,7})$/.exec(text.trim());
  const memory = MEMORIES.find((name) => name === (match?.[1] ?? 'cpu'));
  const address = parseInt(match?.[2] ?? '0', 16);
  if (memory === 'cpu' && address >= SMP_BASE && address < SMP_BASE + 0x10000)
    return { memory: 'smp', address: address - SMP_BASE };
  if (match === null || memory === undefined || address >= SMP_BASE)
    throw new Error(`'${text}' is no place in memory: write 0x7e0010, or a memory and an address, vram:0x10.`);
  return { memory, address };
}
