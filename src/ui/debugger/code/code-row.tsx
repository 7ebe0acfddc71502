import type { JSX } from 'preact';
import type { BreakpointState, CodeLine, ProcessorName } from '../../../session/debug-protocol.ts';
import type { TextKey } from '../../texts/translate.ts';
import { useDebug } from '../context.ts';
import { codeAddress, hex } from '../places.ts';
import { InlineField } from './inline-field.tsx';

export type Row = { readonly kind: 'label'; readonly line: CodeLine } | { readonly kind: 'code'; readonly line: CodeLine };

/** What of a row is being written. */
export interface Editing {
  readonly address: number;
  readonly part: 'label' | 'comment' | 'code';
}

const PARTS = /(#?-?[$%][0-9a-f]+|[a-z_@.][\w@.]*)/i;

function classOfPart(part: string, nth: number): string {
  if (nth === 0) return 'code-mnemonic';
  if (part.startsWith('#')) return 'code-immediate';
  return /^[a-z_@.][\w@.]+$/i.test(part) ? 'code-name' : '';
}

/** An instruction with its mnemonic, names and immediate values told apart. */
function Instruction({ text }: { readonly text: string }): JSX.Element {
  const end = `${text} `.indexOf(' ');
  const parts = [text.slice(0, end), ...text.slice(end).split(PARTS)].filter((part) => part !== '');
  return (
    <>
      {parts.map((part, nth) => {
        const name = classOfPart(part, nth);
        return name === '' ? part : <span class={name}>{part}</span>;
      })}
    </>
  );
}

function Effective({ line, processor }: { readonly line: CodeLine; readonly processor: ProcessorName }): JSX.Element | null {
  const { effective } = line;
  if (effective === null) return null;
  const name = effective.label === '' ? codeAddress(processor, effective.address) : effective.label;
  return (
    <span class="code-effective">
      [{name}]<b> = {hex(effective.value, effective.bytes * 2)}</b>
    </span>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: Row;
  readonly processor: ProcessorName;
  readonly pc: boolean;
  readonly chosen: boolean;
  readonly breakpoint: BreakpointState | undefined;
  readonly marked: boolean;
  readonly editing: Editing['part'] | null;
  /** For the pointer that rests on it. */
  readonly details: string;
  /** What was written. Answers what is wrong with it, or ''. */
  readonly onTake: (text: string) => Promise<string>;
  readonly onClose: () => void;
  readonly onChoose: () => void;
  readonly onBreakpoint: () => void;
  readonly onFollow: () => void;
}

export function CodeRow(props: RowProps): JSX.Element {
  const { id, row, processor, pc, chosen, breakpoint, marked, editing, onTake, onClose, onChoose, onBreakpoint, onFollow } =
    props;
  const { app } = useDebug();
  const { line } = row;
  const field = (part: Editing['part'], label: TextKey, text: string): JSX.Element => (
    <InlineField label={app.text(label)} text={text} className={`code-field-${part}`} onTake={onTake} onClose={onClose} />
  );
  if (row.kind === 'label')
    return (
      <div class="code-row code-label" role="presentation">
        <span class="code-gutter" />
        {editing === 'label' ? field('label', 'debug.label', line.label) : `${line.label}:`}
      </div>
    );
  const classes = ['code-row', `code-${line.kind}`, pc ? 'code-pc' : '', chosen ? 'code-chosen' : ''].join(' ');
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      class={classes}
      role="option"
      aria-selected={chosen}
      title={props.details}
      onPointerDown={onChoose}
      onDblClick={onFollow}
    >
      <span class="code-gutter" onPointerDown={(event) => event.button === 0 && onBreakpoint()}>
        {breakpoint !== undefined && (
          <span
            class={breakpoint.enabled ? 'code-stop' : 'code-stop code-stop-off'}
            role="img"
            aria-label={app.text('debug.hasBreakpoint')}
          />
        )}
        {marked && <span class="code-mark" role="img" aria-label={app.text('debug.marked')} />}
        {pc && <span class="code-arrow" role="img" aria-label={app.text('debug.pcHere')} />}
      </span>
      <span class="code-address">{codeAddress(processor, line.address)}</span>
      <span class="code-bytes">{line.bytes.map((byte) => hex(byte, 2)).join(' ')}</span>
      {editing === 'code' ? (
        field('code', 'debug.assemble', line.text)
      ) : (
        <span class="code-text">{line.text === '' ? app.text('debug.data') : <Instruction text={line.text} />}</span>
      )}
      {editing !== 'code' && <Effective line={line} processor={processor} />}
      {editing === 'comment'
        ? field('comment', 'debug.comment', line.comment)
        : line.comment !== '' && <span class="code-comment">; {line.comment}</span>}
    </div>
  );
}
