export type Arguments = Readonly<Record<string, unknown>>;

/** @throws Error that names what is wrong */
export function textOf(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value !== 'string') throw new Error(`'${name}' must be a text.`);
  return value;
}

export function optionalText(args: Arguments, name: string): string {
  const value = args[name];
  if (value === undefined || value === null) return '';
  return textOf(args, name);
}

export function wholeOf(args: Arguments, name: string, otherwise?: number): number {
  const value = args[name] ?? otherwise;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Error(`'${name}' must be a whole number.`);
  return value;
}

/** A list of objects; empty when it is left out. */
export function listOf(args: Arguments, name: string): Arguments[] {
  const value = args[name] ?? [];
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'object' || one === null))
    throw new Error(`'${name}' must be a list of objects.`);
  return value as Arguments[];
}

/** One text or a list of them. */
export function textsOf(args: Arguments, name: string): string[] {
  const value = args[name];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((text) => {
    if (typeof text !== 'string') throw new Error(`'${name}' must be a text or a list of texts.`);
    return text;
  });
}
