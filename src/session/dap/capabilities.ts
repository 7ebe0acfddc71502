import { BREAK_EVENTS } from '../../debug/break/breakpoints.ts';

const EXCEPTION_FILTERS = BREAK_EVENTS.map((event) => ({
  filter: event,
  label:
    { uninitialised: 'Read of WRAM never written', invalid: 'Access that reaches nothing' }[event as string] ??
    event.toUpperCase(),
  supportsCondition: true,
}));

/** What the answer to `initialize` says. */
export const CAPABILITIES = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsEvaluateForHovers: true,
  supportsStepBack: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsRestartRequest: true,
  supportsTerminateRequest: true,
  supportsLogPoints: true,
  supportsDataBreakpoints: true,
  supportsDataBreakpointBytes: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsInstructionBreakpoints: true,
  supportsSteppingGranularity: true,
  supportsGotoTargetsRequest: true,
  supportsExceptionInfoRequest: true,
  supportsExceptionFilterOptions: true,
  exceptionBreakpointFilters: EXCEPTION_FILTERS,
};
