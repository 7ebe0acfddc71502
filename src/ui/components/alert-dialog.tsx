import type { ComponentChildren, JSX } from 'preact';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';

interface AlertDialogProps {
  readonly heading: string;
  readonly children: ComponentChildren;
  /** Buttons; the one that is wanted most comes last. */
  readonly answers: ComponentChildren;
}

/** Something went wrong and an answer is needed: it stays until there is one. */
export function AlertDialog({ heading, children, answers }: AlertDialogProps): JSX.Element {
  return (
    <Dialog title={heading} className="folders" onClose={() => {}}>
      <header class="dialog-head">
        <Icon name="alert" />
        <h2 class="grow">{heading}</h2>
      </header>
      <div class="alert-body" role="alert">
        {children}
      </div>
      <footer class="dialog-foot">{answers}</footer>
    </Dialog>
  );
}
