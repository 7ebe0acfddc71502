import { watchedProcessor } from '../debug/break/breakpoints.ts';
import { ExecutionPlaces } from '../debug/break/execution-places.ts';
import { compileExpression, compileFormat, ExpressionError } from '../debug/break/expression.ts';
import { cdlFile, isCdlFile, readCdlFile } from '../debug/code/cdl-file.ts';
import { machineNames } from '../debug/break/machine-names.ts';
import { busAddressOf, memorySize, readBytes } from '../debug/memories.ts';
import { isBefore } from '../debug/run/position.ts';
import { lastWrite } from '../debug/search/who-wrote.ts';
import type { Breakpoint, DebugCall, DebugCalls, Evaluation, ExpressionProblem } from './debug-protocol.ts';
import type { DebugSession } from './debug-session.ts';
import { debugCodeHandlers } from './debug-code-handlers.ts';
import { debugViewHandlers } from './debug-view-handlers.ts';

export type DebugHandlers = { readonly [N in DebugCall]: (argument: DebugCalls[N][0]) => DebugCalls[N][1] };

const MOST_BYTES = 1 << 24;
const MOST_ROWS = 2000;
/** Of the code/data log that is exported: 600 frames are run again at most. */
const MOST_SLICES = 6000;
/** Of what runs while its coverage is looked at: three tenths of a frame are run again at each question. */
const SAMPLE_SLICES = 3;
/** Bytes of the ROM that are looked at together. */
const BANK = 0x8000;
const MOST_STEPS = 100_000;

function problemOf(error: unknown): ExpressionProblem {
  if (!(error instanceof ExpressionError)) throw error;
  return { message: error.message, column: error.column };
}

function whole(value: number, low: number, high: number, what: string): number {
  if (!Number.isInteger(value) || value < low || value > high)
    throw new RangeError(`${what} must be a whole number from ${low} to ${high}, not ${value}.`);
  return value;
}

function evaluate(session: DebugSession, { text, processor }: DebugCalls['evaluate'][0]): Evaluation {
  const { snes, labels } = session;
  const moment = { address: 0, value: 0, old: 0, hits: 0 };
  const names = machineNames(snes, processor, moment, (name, of) => labels.addressOf(name, of), labels.names);
  try {
    return { value: compileExpression(text, names)(), problem: null };
  } catch (error) {
    return { value: 0, problem: problemOf(error) };
  }
}

/** What is wrong with the first bad condition or log text. */
function checkBreakpoints(session: DebugSession, list: readonly Breakpoint[]): DebugCalls['setBreakpoints'][1] {
  const { snes, labels } = session;
  for (const one of list) {
    const { id, condition, log } = one;
    const names = machineNames(
      snes,
      watchedProcessor(one),
      { address: 0, value: 0, old: 0, hits: 0 },
      (name, of) => labels.addressOf(name, of),
      labels.names,
    );
    let field: 'condition' | 'log' = 'condition';
    try {
      if (condition.trim() !== '') compileExpression(condition, names);
      field = 'log';
      if (log !== '') compileFormat(log, names);
    } catch (error) {
      return { id, field, problem: problemOf(error) };
    }
  }
  return null;
}

/** Breakpoints of an attached editor have numbers from here to twice as many; panels and scripts do not see them. */
export const EDITOR_IDS = 1 << 29;

function isEditors({ id }: Breakpoint): boolean {
  return id >= EDITOR_IDS && id < 2 * EDITOR_IDS;
}

/** The editor's whole list, beside the one of `setBreakpoints`. */
export function setEditorBreakpoints(session: DebugSession, list: readonly Breakpoint[]): DebugCalls['setBreakpoints'][1] {
  const problem = checkBreakpoints(session, list);
  const others = session.debugger.list.filter((one) => !isEditors(one));
  if (problem === null) session.debugger.setBreakpoints([...others, ...list]);
  return problem;
}

function moving(session: DebugSession): Pick<DebugHandlers, 'step' | 'runTo' | 'continueBack' | 'goTo' | 'run' | 'pause'> {
  const one = session.debugger;
  return {
    run: ({ fromHere }) => {
      session.run(fromHere === true);
      return null;
    },
    pause: () => session.pause(),
    step: ({ kind, processor, count = 1, back = false }) => {
      whole(count, 1, MOST_STEPS, 'the number of steps');
      return session.move(() => (back ? one.stepBack(kind, processor, count) : one.step(kind, processor, count)));
    },
    runTo: ({ target, frames = 600, back = false }) =>
      session.move(() => (back ? one.runBackTo(target) : one.runTo(target, frames))),
    continueBack: () => session.move(() => one.continueBack()),
    goTo: (position) => {
      if (!one.reaches(position) && isBefore(position, { time: one.history.timeline.start, micro: 0 }))
        throw new RangeError('that moment is not kept any more: the history begins later.');
      return session.move(() => one.goTo(position));
    },
  };
}

function values(
  session: DebugSession,
): Pick<DebugHandlers, 'setRegister' | 'readMemory' | 'writeMemory' | 'undo' | 'redo' | 'evaluate' | 'freeze'> {
  const { edits } = session;
  const changed = <T>(answer: T): T => {
    session.show();
    return answer;
  };
  return {
    setRegister: ({ processor, register, value }) => {
      edits.setRegister(processor, register, value);
      return changed(session.status());
    },
    readMemory: ({ memory, address, length }) => {
      whole(address, 0, memorySize(session.snes, memory), 'the address');
      return readBytes(session.snes, memory, address, whole(length, 0, MOST_BYTES, 'the length'));
    },
    writeMemory: ({ memory, address, bytes }) => {
      edits.writeMemory(memory, address, bytes);
      return changed(null);
    },
    undo: () => changed(edits.undo()),
    redo: () => changed(edits.redo()),
    evaluate: (question) => evaluate(session, question),
    freeze: (bytes) => {
      session.freeze(bytes);
      return null;
    },
  };
}

function code(
  session: DebugSession,
): Pick<
  DebugHandlers,
  | 'disassemble'
  | 'labels'
  | 'setLabels'
  | 'clearLabels'
  | 'codeLog'
  | 'coverage'
  | 'codeMap'
  | 'exportCdl'
  | 'loadCodeLog'
  | 'callStack'
> {
  const { labels, codeLog, listing } = session;
  return {
    disassemble: ({ processor, address, before, after }) => {
      whole(before, 0, MOST_ROWS, 'the number of rows before');
      whole(after, 0, MOST_ROWS, 'the number of rows after');
      if (!session.running) session.learnCode();
      const own = session.debugger.list.filter((one) => !isEditors(one));
      const places = new ExecutionPlaces(session.snes, own, processor);
      const lines = listing.around(session.snes, processor, address, before, after);
      return lines.map((line) => ({ ...line, breakpoints: places.at(line.address) }));
    },
    labels: () => labels.all,
    setLabels: (list) => {
      for (const label of list) labels.set(label);
      return null;
    },
    clearLabels: () => {
      labels.clear();
      return null;
    },
    codeLog: () => {
      session.learnCode();
      return { bytes: codeLog.pack(), ...codeLog.coverage };
    },
    coverage: () => {
      session.learnCode();
      return { ...codeLog.coverage, learned: session.learner.learned };
    },
    codeMap: () => {
      if (session.running) session.learner.slices(SAMPLE_SLICES);
      else session.learnCode();
      const { romSize } = session.snes.cart;
      return {
        flags: codeLog.romFlags.slice(0, romSize),
        transferred: codeLog.transferred.slice(0, romSize),
        banks: Array.from({ length: Math.ceil(romSize / BANK) }, (_, bank) => busAddressOf(session.snes, 'rom', bank * BANK)),
        learned: session.learner.learned,
      };
    },
    exportCdl: () => {
      session.learnCode();
      session.learner.slices(MOST_SLICES);
      return cdlFile(codeLog.romFlags, session.romOfFile);
    },
    loadCodeLog: (bytes) => {
      if (isCdlFile(bytes)) codeLog.add(readCdlFile(bytes, session.romOfFile));
      else codeLog.unpack(bytes);
      return null;
    },
    callStack: ({ processor }) =>
      session.calls
        .at(processor, session.debugger.position)
        .map((frame) => ({ ...frame, name: labels.at(processor, frame.to)?.name ?? '' })),
  };
}

/** What each request does. */
export function debugHandlers(session: DebugSession): DebugHandlers {
  const one = session.debugger;
  return {
    info: () => session.info(),
    status: () => session.status(),
    ...moving(session),
    ...values(session),
    ...code(session),
    ...debugViewHandlers(session),
    ...debugCodeHandlers(session),
    breakpoints: () =>
      one.list
        .filter((breakpoint) => !isEditors(breakpoint))
        .map((breakpoint) => ({ ...breakpoint, hits: one.breakpoints.hits.get(breakpoint.id) ?? 0 })),
    setBreakpoints: (list) => {
      const problem = checkBreakpoints(session, list);
      if (problem === null) one.setBreakpoints([...list, ...one.list.filter(isEditors)]);
      return problem;
    },
    whoWrote: ({ before = one.position, ...query }) => lastWrite(one.history, before, query),
  };
}
