import { DebugEvent } from '../../core/hooks.ts';
import { type Access, AccessKind, type Hub, type Watcher } from '../hub.ts';
import type { Traveller } from '../time/traveller.ts';
import { MicroKind } from './position.ts';

/** Called in the middle of a step; the machine may be looked at and its state taken, but not changed. */
export type MicroVisitor = (kind: MicroKind, micro: number) => void;

/**
 * Steps in which one can look at the machine at each cycle. The sound unit is kept up to the S-CPU's time, so that both are seen as they are at
 * that moment.
 */
export class FineStepper implements Watcher {
  readonly plan = { io: true, smp: true };
  readonly #traveller: Traveller;
  readonly #hub: Hub;
  #visit: MicroVisitor = () => {};
  #micro = 0;
  /** A byte of a DMA was read, and not written yet. */
  #read = false;

  constructor(traveller: Traveller, hub: Hub) {
    this.#traveller = traveller;
    this.#hub = hub;
  }

  /** Counts up within the step. */
  get micro(): number {
    return this.#micro;
  }

  /** Brings the machine to where fine steps may begin. */
  begin(): void {
    this.#traveller.snes.settle();
    this.#hub.add(this, true);
  }

  end(): void {
    this.#hub.remove(this);
  }

  step(visit: MicroVisitor): void {
    const { cpu } = this.#traveller.snes;
    this.#visit = visit;
    this.#micro = 0;
    this.#read = false;
    const { traceCycles } = cpu;
    cpu.traceCycles = true;
    this.#traveller.step();
    cpu.traceCycles = traceCycles;
    this.#traveller.snes.settle();
    this.#visit = () => {};
  }

  #tell(kind: MicroKind): void {
    this.#visit(kind, ++this.#micro);
  }

  cycle(): void {
    this.#traveller.snes.catchUpApu();
    // The first cycle is the boundary itself.
    const { clock, cpu } = this.#traveller.snes;
    if (clock.now !== cpu.instructionStart) this.#tell(MicroKind.Cycle);
  }

  access(access: Access): void {
    if ((access.agent !== 'dma' && access.agent !== 'hdma') || access.bus < 0) return;
    const write = access.kind === AccessKind.Write;
    // Of WRAM to WRAM and to where DMA reaches nothing, bytes are read only: the next one's read is then the end of one.
    const byte = write || this.#read;
    this.#read = !write;
    if (!byte) return;
    this.#traveller.snes.catchUpApu();
    this.#tell(MicroKind.Cycle);
  }

  smpExec(): boolean {
    this.#tell(MicroKind.SmpInstruction);
    return false;
  }

  smpCycle(): void {
    this.#tell(MicroKind.SmpCycle);
  }

  event(kind: DebugEvent): void {
    if (kind === DebugEvent.Dma) this.#tell(MicroKind.Dma);
    else if (kind === DebugEvent.Hdma) this.#tell(MicroKind.Hdma);
  }
}
