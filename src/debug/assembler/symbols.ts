import { SourceError, type Position } from './diagnostics.ts';
import type { Value } from './expression.ts';

export interface SymbolEntry {
  readonly value: number;
  readonly known: boolean;
  readonly address: boolean;
  /** May be given another value (`.set`). */
  readonly variable: boolean;
  readonly at: Position;
}

/** The names of one pass, over those of the pass before. Full names are `outer::inner`; cheap locals `scope::label@name`. */
export class SymbolTable {
  readonly #entries = new Map<string, SymbolEntry>();
  readonly #earlier: ReadonlyMap<string, SymbolEntry>;
  readonly #anonymous: number[] = [];
  readonly #earlierAnonymous: readonly number[];
  readonly #scopes: string[] = [];
  #label = '';

  constructor(before: SymbolTable | null) {
    this.#earlier = before?.entries ?? new Map<string, SymbolEntry>();
    this.#earlierAnonymous = before === null ? [] : before.anonymous;
  }

  get entries(): ReadonlyMap<string, SymbolEntry> {
    return this.#entries;
  }

  get anonymous(): readonly number[] {
    return this.#anonymous;
  }

  get scopeDepth(): number {
    return this.#scopes.length;
  }

  enter(name: string): void {
    this.#scopes.push(name);
    this.#label = '';
  }

  leave(): void {
    this.#scopes.pop();
    this.#label = '';
  }

  /** A new ordinary label: cheap locals before it are out of reach. */
  beginLocals(label: string): void {
    this.#label = label;
  }

  #prefix(depth: number): string {
    return depth === 0 ? '' : `${this.#scopes.slice(0, depth).join('::')}::`;
  }

  #fullName(name: string): string {
    const prefix = this.#prefix(this.#scopes.length);
    return name.startsWith('@') ? `${prefix}${this.#label}${name}` : `${prefix}${name}`;
  }

  define(name: string, value: Value, at: Position, variable = false): void {
    if (name.includes('::'))
      throw new SourceError(at, `'${name}' cannot be defined here`, 'define it inside its .scope or .proc');
    const full = this.#fullName(name);
    const existing = this.#entries.get(full);
    if (existing !== undefined && !(existing.variable && variable)) {
      const { file, line } = existing.at;
      throw new SourceError(at, `'${name}' is defined twice`, `first at ${file}:${line}`);
    }
    this.#entries.set(full, { value: value.value, known: value.known, address: value.address, variable, at });
  }

  defineAnonymous(address: number): void {
    this.#anonymous.push(address);
  }

  /** The place of `:+` (1), `:--` (-2) and so on; null when there is none (yet). */
  findAnonymous(distance: number): { address: number; forward: boolean } | null {
    const index = this.#anonymous.length + (distance > 0 ? distance - 1 : distance);
    const address = this.#anonymous[index] ?? this.#earlierAnonymous[index];
    return address === undefined ? null : { address, forward: distance > 0 };
  }

  /** Looks a name up from the innermost scope outwards. `forward`: not yet defined in this pass. */
  find(name: string): { entry: SymbolEntry; forward: boolean } | null {
    if (name.startsWith('@')) return this.#lookUp(this.#fullName(name));
    if (name.startsWith('::')) return this.#lookUp(name.slice(2));
    for (let depth = this.#scopes.length; depth >= 0; depth--) {
      const found = this.#lookUp(this.#prefix(depth) + name);
      if (found !== null) return found;
    }
    return null;
  }

  /** Whether a name has been defined so far in this pass: earlier passes do not count, so that `.ifdef` asks the same every time. */
  isDefined(name: string): boolean {
    return this.find(name)?.forward === false;
  }

  #lookUp(full: string): { entry: SymbolEntry; forward: boolean } | null {
    const entry = this.#entries.get(full);
    if (entry !== undefined) return { entry, forward: false };
    const earlier = this.#earlier.get(full);
    return earlier === undefined ? null : { entry: earlier, forward: true };
  }

  /** Whether a pass gave every name the value that the pass before had. */
  sameAs(other: SymbolTable): boolean {
    if (this.#entries.size !== other.entries.size || this.#anonymous.length !== other.anonymous.length) return false;
    if (this.#anonymous.some((address, i) => address !== other.anonymous[i])) return false;
    for (const [name, { value, known }] of this.#entries) {
      const before = other.entries.get(name);
      if (before === undefined || before.value !== value || before.known !== known) return false;
    }
    return true;
  }
}
