import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { MemoryName } from '../../../session/debug-protocol.ts';
import type { TextKey } from '../../texts/translate.ts';
import { useDebug } from '../context.ts';
import { FormDialog } from '../form-dialog.tsx';
import { hex, MEMORY_TITLES, parseHex } from '../places.ts';
import { type Place, type PlaceQuestion, placeText, processorOf, toggleStop } from './place.ts';

const TITLES: Readonly<Record<PlaceQuestion, TextKey>> = {
  whoWrote: 'command.debugWhoWrote',
  whenChanged: 'command.debugWhenChanged',
  stopWrite: 'command.debugStopWrite',
  stopRead: 'command.debugStopRead',
  freeze: 'command.debugFreeze',
};

function Fields({ question, first }: { readonly question: PlaceQuestion; readonly first: Place | null }): JSX.Element {
  const { app, debug } = useDebug();
  const [memory, setMemory] = useState<MemoryName>(first?.memory ?? 'cpu');
  const [text, setText] = useState(first === null ? '' : hex(first.from, 4));
  const [last, setLast] = useState(first === null || first.to === first.from ? '' : hex(first.to, 4));
  const [value, setValue] = useState('');
  const [refused, setRefused] = useState('');
  const memories = debug.info.value?.memories ?? [];
  const close = (): void => void (debug.placeAsked.value = null);
  const addressOf = async (typed: string): Promise<number | null> => {
    const number = parseHex(typed);
    if (number !== null || typed.trim() === '') return number;
    const answer = await debug.ask('evaluate', { text: typed, processor: processorOf(memory) });
    return answer.problem === null && answer.value >= 0 ? answer.value : null;
  };
  const freeze = async (place: Place): Promise<string> => {
    const [now = 0] = await debug.ask('readMemory', { memory, address: place.from, length: 1 });
    const wanted = value.trim() === '' ? now : parseHex(value);
    if (wanted === null || wanted > 0xff) return app.text('place.badByte');
    const rest = debug.notes.frozen.peek().filter((one) => one.memory !== memory || one.address !== place.from);
    await debug.notes.setFrozen([...rest, { memory, address: place.from, value: wanted }]);
    app.toast(app.text('search.frozen', { place: placeText(place), value: `$${hex(wanted, 2)}` }));
    return '';
  };
  const act = async (place: Place): Promise<string> => {
    if (question === 'freeze') return freeze(place);
    if (question === 'whoWrote' || question === 'whenChanged') {
      debug.memoryGoal.value = { memory, address: place.from, to: place.to, ask: question };
      debug.dock?.show('memory');
      return '';
    }
    const set = await toggleStop(debug, place, question === 'stopWrite' ? 'write' : 'read');
    app.toast(app.text(set ? 'memory.stopSet' : 'place.stopGone', { place: placeText(place) }));
    return '';
  };
  const submit = async (): Promise<void> => {
    const from = await addressOf(text);
    const to = last.trim() === '' || question === 'freeze' ? from : await addressOf(last);
    const size = memories.find(({ name }) => name === memory)?.size ?? 0;
    if (from === null || to === null || to < from) return setRefused(app.text('breaks.badRange'));
    if (to >= size) return setRefused(app.text('breaks.beyond', { memory: MEMORY_TITLES[memory], last: hex(size - 1, 4) }));
    const problem = await act({ memory, from, to });
    return problem === '' ? close() : setRefused(problem);
  };
  const field = (label: TextKey, shown: string, onText: (typed: string) => void, begin = false): JSX.Element => (
    <label>
      <span>{app.text(label)}</span>
      <input
        class="field debug-number"
        data-first={begin ? '' : undefined}
        value={shown}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </label>
  );
  return (
    <FormDialog
      title={app.text(TITLES[question]).replace(/…$/, '')}
      submit={app.text('place.do')}
      disabled={text.trim() === ''}
      onSubmit={() => app.attempt(submit)}
      onClose={close}
    >
      <div class="debug-triple">
        <label>
          <span>{app.text('memory.which')}</span>
          <select class="select" value={memory} onChange={(event) => setMemory(event.currentTarget.value as MemoryName)}>
            {memories
              .filter(({ size }) => size > 0)
              .map(({ name }) => (
                <option key={name} value={name}>
                  {MEMORY_TITLES[name]}
                </option>
              ))}
          </select>
        </label>
        {field('breaks.from', text, setText, true)}
        {question === 'freeze' ? field('place.byte', value, setValue) : field('breaks.to', last, setLast)}
      </div>
      <p class="debug-bad" role="alert">
        {refused}
      </p>
    </FormDialog>
  );
}

/** Asks which place a command is about; at first it names what the panel points at. */
export function PlaceDialog(): JSX.Element | null {
  const { debug } = useDebug();
  const question = debug.placeAsked.value;
  if (question === null) return null;
  return <Fields key={question} question={question} first={debug.pointed.of(debug.front)} />;
}
