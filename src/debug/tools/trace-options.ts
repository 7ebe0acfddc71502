export interface TraceOptions {
  readonly cpu: boolean;
  readonly smp: boolean;
  /** Expressions; empty: always. */
  readonly cpuCondition: string;
  readonly smpCondition: string;
  /** Texts with `{expression}`; `{disassembly}`, `{bytes}` and `{label}` stand for themselves. Empty: the usual one. */
  readonly cpuFormat: string;
  readonly smpFormat: string;
}

export const TRACE_DEFAULTS: TraceOptions = {
  cpu: true,
  smp: false,
  cpuCondition: '',
  smpCondition: '',
  cpuFormat: '',
  smpFormat: '',
};
