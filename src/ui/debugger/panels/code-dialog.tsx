import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ListingLine, ProcessorName } from '../../../session/debug-protocol.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useDebug } from '../context.ts';
import { codeAddress } from '../places.ts';

export interface CodeQuestion {
  readonly kind: 'label' | 'comment';
  readonly line: ListingLine;
}

interface CodeDialogProps {
  readonly question: CodeQuestion;
  readonly processor: ProcessorName;
  readonly onClose: () => void;
}

/** Asks for a row's label or comment. */
export function CodeDialog({ question, processor, onClose }: CodeDialogProps): JSX.Element {
  const { app, debug } = useDebug();
  const { kind, line } = question;
  const [text, setText] = useState(line[kind]);
  const title = app.text(kind === 'label' ? 'debug.label' : 'debug.comment');
  const take = async (): Promise<void> => {
    const place = line.place ?? { memory: processor, address: line.address };
    const kept = { name: line.label, comment: line.comment, length: 1, ...place };
    await debug.ask('setLabels', [{ ...kept, ...(kind === 'label' ? { name: text.trim() } : { comment: text.trim() }) }]);
    debug.notes.changed();
    debug.changed();
    onClose();
  };
  return (
    <Dialog title={title} className="debug-dialog" onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        data-escape
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        onSubmit={(event) => {
          event.preventDefault();
          app.attempt(take);
        }}
      >
        <h2>
          {title} <code>{codeAddress(processor, line.address)}</code>
        </h2>
        <input
          type="text"
          class="field"
          aria-label={title}
          value={text}
          maxLength={256}
          spellcheck={false}
          data-first
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div class="buttons">
          <button type="submit" class="button button-strong">
            {app.text('common.save')}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {app.text('common.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
