import type { ComponentChildren, JSX } from 'preact';
import { Dialog } from '../components/dialog.tsx';
import { useDebug } from './context.ts';

interface FormDialogProps {
  readonly title: string;
  /** What its strong button says. */
  readonly submit: string;
  readonly disabled?: boolean;
  /** What the button says that leaves it; Escape does the same. */
  readonly leave?: string;
  /** More buttons, between those two. */
  readonly buttons?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A dialog of the debugger with fields: Enter does it, Escape leaves it. */
export function FormDialog(props: FormDialogProps): JSX.Element {
  const { title, submit, disabled = false, leave, buttons, children, onSubmit, onClose } = props;
  const { app } = useDebug();
  return (
    <Dialog title={title} className="debug-dialog" onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        data-escape
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <h2>{title}</h2>
        {children}
        <div class="buttons">
          <button type="submit" class="button button-strong" disabled={disabled}>
            {submit}
          </button>
          {buttons}
          <button type="button" class="button" onClick={onClose}>
            {leave ?? app.text('common.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
