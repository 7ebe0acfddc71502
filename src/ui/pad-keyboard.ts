import { signal } from '@preact/signals';

type TextField = HTMLInputElement | HTMLTextAreaElement;

const TEXT_FIELDS = 'input[type=text], input[type=search], input:not([type]), textarea';

/** What a gamepad writes with: keys on the screen, while a field is written in. */
export class PadKeyboard {
  readonly #field = signal<TextField | null>(null);
  readonly #text = signal('');

  /** The field that is written in, or null. */
  get field(): HTMLElement | null {
    return this.#field.value;
  }

  /** What stands in it. */
  get text(): string {
    return this.#text.value;
  }

  /** False for what is no text field that can be written in. */
  open(element: HTMLElement): boolean {
    if (!element.matches(TEXT_FIELDS) || (element as TextField).readOnly) return false;
    this.#field.value = element as TextField;
    this.#text.value = (element as TextField).value;
    return true;
  }

  /** At the end of what is there, as much of it as the field takes. */
  type(letters: string): void {
    const field = this.#field.peek();
    if (field === null) return;
    const room = field.maxLength < 0 ? Infinity : field.maxLength;
    this.#write(field, (field.value + letters).slice(0, room));
  }

  /** Takes the last letter away. */
  erase(): void {
    const field = this.#field.peek();
    if (field === null) return;
    const letters = [...new Intl.Segmenter().segment(field.value)];
    this.#write(field, field.value.slice(0, letters.at(-1)?.index ?? 0));
  }

  #write(field: TextField, text: string): void {
    field.value = text;
    this.#text.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** False when it was not open. */
  close(): boolean {
    const open = this.#field.peek() !== null;
    this.#field.value = null;
    return open;
  }
}
