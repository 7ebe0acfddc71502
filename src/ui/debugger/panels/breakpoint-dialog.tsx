import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Breakpoint, MemoryName, ProcessorName } from '../../../session/debug-protocol.ts';
import { DEBUG_EVENTS } from '../../../shared/debugger.ts';
import type { TextKey } from '../../texts/translate.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useDebug } from '../context.ts';
import { eventTitle, hex, MEMORY_TITLES, parseHex, PROCESSOR_TITLES } from '../places.ts';

const SWITCHES = ['stops', 'temporary', 'forbid'] as const;
const SWITCH_TEXTS: Readonly<Record<(typeof SWITCHES)[number], TextKey>> = {
  stops: 'breaks.stops',
  temporary: 'breaks.temporary',
  forbid: 'breaks.forbid',
};
const ACCESSES = ['execute', 'read', 'write'] as const;
const ACCESS_TEXTS: Readonly<Record<(typeof ACCESSES)[number], TextKey>> = {
  execute: 'breaks.execute',
  read: 'breaks.read',
  write: 'breaks.write',
};

const SOUND: ReadonlySet<MemoryName> = new Set(['smp', 'aram', 'dsp']);
/** Memories in which no processor executes. */
const NO_CODE: ReadonlySet<MemoryName> = new Set(['vram', 'oam', 'cgram', 'dsp']);
/** Events that the SPC700 has, too. */
const SOUND_EVENTS: ReadonlySet<string> = new Set(['brk', 'stp']);

/** The memory decides whose accesses they are; a processor that does not see it gets its own bus. */
function ofMemory(memory: MemoryName): Partial<Breakpoint> {
  return { memory, processor: SOUND.has(memory) ? 'smp' : 'cpu', ...(NO_CODE.has(memory) ? { execute: false } : {}) };
}

function ofProcessor({ memory, event }: Breakpoint, processor: ProcessorName): Partial<Breakpoint> {
  const sees = SOUND.has(memory) === (processor === 'smp');
  return {
    processor,
    memory: sees ? memory : processor,
    event: processor === 'smp' && event !== null && !SOUND_EVENTS.has(event) ? null : event,
  };
}

/** What is wrong with a condition while it is being typed; '' when nothing is. */
function useProblem(text: string, processor: ProcessorName): string {
  const { debug } = useDebug();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      const answer = text.trim() === '' ? null : (await debug.ask('evaluate', { text, processor })).problem;
      if (!gone) setProblem(answer === null ? '' : answer.message);
    };
    look().catch(() => setProblem(''));
    return () => void (gone = true);
  }, [text, processor]);
  return problem;
}

/** Everything about one breakpoint. */
export function BreakpointDialog({
  breakpoint,
  onClose,
}: {
  readonly breakpoint: Breakpoint;
  readonly onClose: () => void;
}): JSX.Element {
  const { app, debug } = useDebug();
  const [draft, setDraft] = useState(breakpoint);
  const [from, setFrom] = useState(hex(breakpoint.from, 4));
  const [to, setTo] = useState(breakpoint.to === breakpoint.from ? '' : hex(breakpoint.to, 4));
  const [refused, setRefused] = useState('');
  const problem = useProblem(draft.condition, draft.processor);
  const set = (part: Partial<Breakpoint>): void => setDraft({ ...draft, ...part });
  const memories = debug.info.value?.memories ?? [];
  /** Of a number, a label or an expression. */
  const addressOf = async (text: string): Promise<number | null> => {
    const number = parseHex(text);
    if (number !== null || text.trim() === '') return number;
    const { value, problem: wrong } = await debug.ask('evaluate', { text, processor: draft.processor });
    return wrong === null && value >= 0 ? value : null;
  };
  const save = async (): Promise<void> => {
    const first = await addressOf(from);
    const last = to.trim() === '' ? first : await addressOf(to);
    if (first === null || last === null || last < first) return setRefused(app.text('breaks.badRange'));
    const { size = 0 } = memories.find(({ name }) => name === draft.memory) ?? {};
    if (draft.event === null && last >= size)
      return setRefused(app.text('breaks.beyond', { memory: MEMORY_TITLES[draft.memory], last: hex(size - 1, 4) }));
    if (draft.event === null && !draft.forbid && ACCESSES.every((access) => !draft[access]))
      return setRefused(app.text('breaks.nothing'));
    const list = debug.breakpoints.peek();
    const kept = { ...draft, id: draft.id === 0 ? debug.nextBreakpointId() : draft.id, from: first, to: last };
    const known = list.some(({ id }) => id === kept.id);
    const next = known ? list.map((one) => (one.id === kept.id ? kept : one)) : [...list, kept];
    const answer = await debug.setBreakpoints(next);
    if (answer === null) return onClose();
    return setRefused(answer.problem.message);
  };
  return (
    <FormDialog
      title={app.text('breaks.title')}
      submit={app.text('common.save')}
      onSubmit={() => app.attempt(save)}
      onClose={onClose}
    >
      <div class="debug-pair">
        <label>
          <span>{app.text('debug.processor')}</span>
          <select
            class="select"
            value={draft.processor}
            onChange={(event) => set(ofProcessor(draft, event.currentTarget.value as ProcessorName))}
          >
            {(['cpu', 'smp'] as const).map((name) => (
              <option key={name} value={name}>
                {PROCESSOR_TITLES[name]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{app.text('breaks.on')}</span>
          <select
            class="select"
            data-first
            value={draft.event ?? ''}
            onChange={(event) =>
              set({ event: event.currentTarget.value === '' ? null : (event.currentTarget.value as Breakpoint['event']) })
            }
          >
            <option value="">{app.text('breaks.range')}</option>
            {DEBUG_EVENTS.filter((event) => draft.processor === 'cpu' || SOUND_EVENTS.has(event)).map((event) => (
              <option key={event} value={event}>
                {eventTitle(event, app)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {draft.event === null && (
        <>
          <div class="debug-triple">
            <label>
              <span>{app.text('memory.which')}</span>
              <select
                class="select"
                value={draft.memory}
                onChange={(event) => set(ofMemory(event.currentTarget.value as MemoryName))}
              >
                {memories.map(({ name }) => (
                  <option key={name} value={name}>
                    {MEMORY_TITLES[name]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span>{app.text('breaks.from')}</span>
              <input
                class="field debug-number"
                value={from}
                spellcheck={false}
                onInput={(event) => setFrom(event.currentTarget.value)}
              />
            </label>
            <label>
              <span>{app.text('breaks.to')}</span>
              <input
                class="field debug-number"
                value={to}
                placeholder={from}
                spellcheck={false}
                onInput={(event) => setTo(event.currentTarget.value)}
              />
            </label>
          </div>
          <div class="debug-checks">
            {ACCESSES.map((access) => (
              <label key={access} class="debug-check">
                <input
                  type="checkbox"
                  checked={draft[access]}
                  disabled={access === 'execute' && NO_CODE.has(draft.memory)}
                  onChange={() => set({ [access]: !draft[access] })}
                />
                {app.text(ACCESS_TEXTS[access])}
              </label>
            ))}
          </div>
        </>
      )}
      <label>
        <span>{app.text('breaks.condition')}</span>
        <input
          class="field debug-number"
          value={draft.condition}
          placeholder={draft.event === null && !draft.execute ? 'value == $12 && scanline < 100' : 'a == $12 && [$7e0010] > 3'}
          maxLength={4096}
          spellcheck={false}
          aria-invalid={problem !== ''}
          onInput={(event) => set({ condition: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>{app.text('breaks.logText')}</span>
        <input
          class="field debug-number"
          value={draft.log}
          placeholder="{pc:x6} A {a:x4} {address:x6} {value:x2}"
          maxLength={4096}
          spellcheck={false}
          onInput={(event) => set({ log: event.currentTarget.value })}
        />
      </label>
      <div class="debug-pair">
        <label>
          <span>{app.text('breaks.group')}</span>
          <input
            class="field"
            value={draft.group}
            maxLength={64}
            onInput={(event) => set({ group: event.currentTarget.value })}
          />
        </label>
        <label>
          <span>{app.text('breaks.ignore')}</span>
          <input
            class="field"
            type="number"
            min={0}
            value={draft.ignore}
            onInput={(event) => set({ ignore: Math.max(0, Math.floor(Number(event.currentTarget.value))) })}
          />
        </label>
      </div>
      <div class="debug-checks">
        {SWITCHES.map((name) => (
          <label key={name} class="debug-check">
            <input type="checkbox" checked={draft[name]} onChange={() => set({ [name]: !draft[name] })} />
            {app.text(SWITCH_TEXTS[name])}
          </label>
        ))}
      </div>
      <p class="debug-bad" role="alert">
        {refused === '' ? problem : refused}
      </p>
    </FormDialog>
  );
}

/** The dialog of the breakpoint that is being set or changed. */
export function AskedBreakpoint(): JSX.Element | null {
  const { debug } = useDebug();
  const breakpoint = debug.breakpointAsked.value;
  if (breakpoint === null) return null;
  return (
    <BreakpointDialog key={breakpoint.id} breakpoint={breakpoint} onClose={() => void (debug.breakpointAsked.value = null)} />
  );
}
