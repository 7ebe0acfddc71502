import { FatalSourceError, SourceError, suggestion, type Position } from './diagnostics.ts';
import { isDirective, runDirective, DIRECTIVE_NAMES } from './directives.ts';
import { encode65816, isW65c816Mnemonic, suggestW65c816 } from './encode-65816.ts';
import { encodeSpc700, isSpc700Mnemonic, suggestSpc700 } from './encode-spc700.ts';
import { Cursor, unexpected, type Token } from './lexer.ts';
import type { Program } from './program.ts';
import type { SourceLine, Sources } from './sources.ts';

interface Macro {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly SourceLine[];
}

/** An open `.if`: whether its lines count now, and whether one of its branches has been taken. */
interface Condition {
  active: boolean;
  taken: boolean;
  readonly outer: boolean;
  readonly at: Position;
}

const MAX_STATEMENTS = 2_000_000;
const MAX_DEPTH = 40;
const MAX_REPEATS = 1 << 16;
const CONDITIONALS = new Set(['.if', '.ifdef', '.ifndef', '.ifblank', '.ifnblank', '.elseif', '.else', '.endif']);
const BLOCK_ENDS: Readonly<Record<string, string>> = {
  '.macro': '.endmacro',
  '.mac': '.endmacro',
  '.repeat': '.endrepeat',
  '.rept': '.endrepeat',
  '.endmac': '.endmacro',
  '.endrep': '.endrepeat',
};

/** Walks over the source once and feeds each statement to the program. */
export class Pass {
  readonly #program: Program;
  readonly #sources: Sources;
  readonly #main: string;
  readonly #macros = new Map<string, Macro>();
  #statements = 0;
  #depth = 0;
  #expansions = 0;
  /** Where the macro calls are that lead to the present line. */
  readonly #calls: string[] = [];

  constructor(program: Program, sources: Sources, main: string) {
    this.#program = program;
    this.#sources = sources;
    this.#main = main;
  }

  run(): void {
    const start = { file: this.#main, line: 1, column: 1 };
    try {
      const lines = this.#sources.lines(this.#main);
      if (lines === null) throw new FatalSourceError(start, `cannot read '${this.#main}'`, '');
      this.#lines(lines);
      if (this.#program.symbols.scopeDepth > 0)
        throw new SourceError(start, 'a .scope or .proc is not closed', 'write .endscope or .endproc');
      if (this.#program.isBased) throw new SourceError(start, 'a .base is not closed', 'write .endbase');
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error: unknown): void {
    if (!(error instanceof SourceError)) throw error;
    this.#program.report(error, this.#calls.length === 0 ? '' : `, in ${this.#calls.at(-1)}`);
  }

  #lines(lines: readonly SourceLine[]): void {
    const conditions: Condition[] = [];
    for (let i = 0; i < lines.length; i++) {
      try {
        i = this.#line(lines, i, conditions);
      } catch (error) {
        if (error instanceof FatalSourceError) throw error;
        this.#report(error);
      }
    }
    const open = conditions.at(-1);
    if (open !== undefined) this.#report(new SourceError(open.at, 'this .if has no .endif', ''));
  }

  /** Handles line `i`; returns the index of the last line that it used. */
  #line(lines: readonly SourceLine[], i: number, conditions: Condition[]): number {
    const line = lines[i];
    const active = conditions.at(-1)?.active ?? true;
    if (line instanceof SourceError) {
      if (active) throw line;
      return i;
    }
    const first = line[0];
    if (first.kind === 'end') return i;
    this.#count(first.at);
    if (first.kind === 'directive' && CONDITIONALS.has(first.text)) {
      this.#conditional(new Cursor(line), conditions);
      return i;
    }
    if (!active) return i;
    const cursor = new Cursor(line);
    this.#labels(cursor);
    const token = cursor.peek();
    const end = token.kind === 'directive' ? BLOCK_ENDS[token.text] : undefined;
    if (end === undefined || token.text === '.endmac' || token.text === '.endrep') {
      this.#statement(cursor);
      return i;
    }
    return this.#block(lines, i, cursor, end);
  }

  /** Lines and repetitions together have a limit, so that no program goes on for ever. */
  #count(at: Position): void {
    if (++this.#statements > MAX_STATEMENTS)
      throw new FatalSourceError(at, 'the program never ends', `up to ${MAX_STATEMENTS} lines, repetitions included`);
  }

  #conditional(cursor: Cursor, conditions: Condition[]): void {
    const token = cursor.next();
    if (token.text.startsWith('.if')) {
      const outer = conditions.at(-1)?.active ?? true;
      const condition = { active: false, taken: false, outer, at: token.at };
      conditions.push(condition);
      if (outer) condition.active = condition.taken = this.#test(token, cursor);
      return;
    }
    const condition = conditions.at(-1);
    if (condition === undefined) throw new SourceError(token.at, `${token.text} without .if`, '');
    if (token.text === '.endif') {
      conditions.pop();
      cursor.expectEnd();
    } else if (!condition.outer || condition.taken) condition.active = false;
    else condition.active = condition.taken = token.text === '.else' || this.#test(token, cursor);
  }

  #test(token: Token, cursor: Cursor): boolean {
    if (token.text === '.ifblank') return cursor.atEnd;
    if (token.text === '.ifnblank') return !cursor.atEnd;
    let result: boolean;
    if (token.text === '.ifdef' || token.text === '.ifndef') {
      const name = cursor.next();
      if (name.kind !== 'ident' && name.kind !== 'local') throw unexpected(name, 'a name');
      result = this.#program.isDefined(name) === (token.text === '.ifdef');
    } else result = this.#program.number(cursor) !== 0;
    cursor.expectEnd();
    return result;
  }

  /** Takes the labels at the beginning of a line. */
  #labels(cursor: Cursor): void {
    const { symbols } = this.#program;
    for (;;) {
      const token = cursor.peek();
      const here = { value: this.#program.address, known: true, forward: false, address: true };
      if (token.kind === 'punct' && token.text === ':') {
        symbols.defineAnonymous(here.value);
        cursor.next();
      } else if (
        (token.kind === 'ident' || token.kind === 'local') &&
        cursor.peek(1).text === ':' &&
        cursor.peek(1).kind === 'punct'
      ) {
        cursor.next();
        cursor.next();
        symbols.define(token.text, here, token.at);
        if (token.kind === 'ident') symbols.beginLocals(token.text);
      } else return;
    }
  }

  /** The lines up to the block's end; its macro is stored, its repetition done. */
  #block(lines: readonly SourceLine[], start: number, cursor: Cursor, end: string): number {
    const opener = cursor.next();
    let depth = 1;
    let i = start + 1;
    for (; i < lines.length; i++) {
      const line = lines[i];
      const token = line instanceof SourceError ? undefined : line[0];
      if (token?.kind !== 'directive') continue;
      if (token.text === end || BLOCK_ENDS[token.text] === end) {
        const opens = token.text !== end && !token.text.startsWith('.end');
        depth += opens ? 1 : -1;
        if (depth === 0) break;
      }
    }
    if (i >= lines.length) throw new FatalSourceError(opener.at, `this ${opener.text} has no ${end}`, '');
    const body = lines.slice(start + 1, i);
    if (end === '.endmacro') this.#defineMacro(cursor, body);
    else this.#repeat(cursor, body);
    return i;
  }

  #defineMacro(cursor: Cursor, body: readonly SourceLine[]): void {
    const name = cursor.take('ident', 'the name of the macro');
    const parameters: string[] = [];
    while (!cursor.atEnd) {
      if (parameters.length > 0) cursor.expect(',');
      parameters.push(cursor.take('ident', 'the name of a parameter').text);
    }
    if (this.#macros.has(name.text)) throw new SourceError(name.at, `the macro '${name.text}' is defined twice`, '');
    this.#macros.set(name.text, { name: name.text, parameters, body });
  }

  #repeat(cursor: Cursor, body: readonly SourceLine[]): void {
    const at = cursor.peek().at;
    const count = this.#program.number(cursor);
    let variable: string | null = null;
    if (cursor.accept(',')) variable = cursor.take('ident', 'the name of the counter').text;
    cursor.expectEnd();
    if (count < 0 || count > MAX_REPEATS) throw new SourceError(at, `cannot repeat ${count} times`, `0 to ${MAX_REPEATS} times`);
    this.#nested(at, () => {
      for (let i = 0; i < count; i++) {
        this.#count(at);
        const number = { kind: 'number' as const, text: String(i), value: i };
        const counter = variable === null ? null : new Map([[variable, [number]]]);
        this.#lines(counter === null ? body : body.map((line) => substitute(line, counter)));
      }
    });
  }

  #nested(at: Position, work: () => void): void {
    if (++this.#depth > MAX_DEPTH)
      throw new FatalSourceError(at, 'macros, files or repetitions stand too deep in one another', `up to ${MAX_DEPTH} levels`);
    work();
    this.#depth--;
  }

  #statement(cursor: Cursor): void {
    const token = cursor.peek();
    if (token.kind === 'end') return;
    const program = this.#program;
    program.beginStatement(token.at);
    const macro = token.kind === 'ident' ? this.#macros.get(token.text) : undefined;
    if (macro !== undefined) return this.#expand(macro, cursor);
    if (token.kind === 'directive' && token.text === '.include') return this.#include(cursor);
    if (this.#assignment(cursor)) return;
    if (token.kind === 'directive') this.#directive(cursor);
    else if (token.kind === 'ident') this.#instruction(cursor);
    else throw unexpected(token, 'a label, an instruction or a directive');
    program.endStatement();
  }

  #directive(cursor: Cursor): void {
    const token = cursor.next();
    if (!isDirective(token.text))
      throw new SourceError(token.at, `there is no directive ${token.text}`, suggestion(token.text, DIRECTIVE_NAMES));
    runDirective(token, cursor, { program: this.#program, find: (path, from) => this.#findFile(path, from) });
  }

  #findFile(path: string, from: string): { path: string; bytes: Uint8Array } | null {
    const found = this.#sources.find(path, from, this.#main);
    return found === null ? null : { path: found, bytes: this.#sources.bytes(found)! };
  }

  #include(cursor: Cursor): void {
    const { at } = cursor.next();
    const name = cursor.take('string', 'a file name in quotes');
    cursor.expectEnd();
    const path = this.#sources.find(name.text, name.at.file, this.#main);
    const lines = path === null ? null : this.#sources.lines(path);
    if (lines === null) throw new SourceError(name.at, `cannot read '${name.text}'`, 'paths start at the file that names them');
    this.#nested(at, () => this.#lines(lines));
  }

  /** `name = value`, `name := value`, `name .set value`. */
  #assignment(cursor: Cursor): boolean {
    const name = cursor.peek();
    const operator = cursor.peek(1);
    const set = operator.kind === 'directive' && operator.text === '.set';
    const equals = operator.kind === 'punct' && (operator.text === '=' || operator.text === ':=');
    if ((name.kind !== 'ident' && name.kind !== 'local') || (!set && !equals)) return false;
    cursor.next();
    cursor.next();
    const value = this.#program.evaluate(cursor);
    cursor.expectEnd();
    this.#program.symbols.define(name.text, value, name.at, set);
    return true;
  }

  #instruction(cursor: Cursor): void {
    const name = cursor.next();
    const audio = this.#program.processor === 'spc700';
    if (audio ? isSpc700Mnemonic(name.text) : isW65c816Mnemonic(name.text)) {
      if (audio) encodeSpc700(this.#program, name, cursor);
      else encode65816(this.#program, name, cursor);
      return;
    }
    throw new SourceError(name.at, `'${name.text}' is no instruction, macro or directive`, this.#hintFor(name.text, audio));
  }

  #hintFor(word: string, audio: boolean): string {
    if (audio ? isW65c816Mnemonic(word) : isSpc700Mnemonic(word))
      return `it belongs to the other processor: ${audio ? '.p816' : '.spc700'}`;
    return (
      suggestion(word, this.#macros.keys()) || (audio ? suggestSpc700(word) : suggestW65c816(word)) || 'a label ends with a colon'
    );
  }

  #expand(macro: Macro, cursor: Cursor): void {
    const call = cursor.next();
    const replacements = new Map<string, readonly Replacement[]>();
    const given = splitArguments(cursor);
    if (given.length > macro.parameters.length)
      throw new SourceError(
        call.at,
        `too many arguments for '${macro.name}'`,
        `it takes ${macro.parameters.join(', ') || 'none'}`,
      );
    macro.parameters.forEach((name, i) => replacements.set(name, given[i] ?? []));
    const number = ++this.#expansions;
    for (const line of macro.body) {
      if (line instanceof SourceError || line[0].kind !== 'directive' || line[0].text !== '.local') continue;
      for (const token of line) {
        if (token.kind === 'ident' || token.kind === 'local')
          replacements.set(token.text, [{ kind: token.kind, text: `${token.text}~${number}`, value: 0 }]);
      }
    }
    const { file, line } = call.at;
    this.#calls.push(`macro '${macro.name}' of ${file}:${line}`);
    try {
      this.#nested(call.at, () => this.#lines(macro.body.map((one) => substitute(one, replacements))));
    } finally {
      this.#calls.pop();
    }
  }
}

type Replacement = Pick<Token, 'kind' | 'text' | 'value'> & { readonly spaced?: boolean };

/** A macro call's arguments: split at commas outside of parentheses; braces keep commas together. */
function splitArguments(cursor: Cursor): Token[][] {
  if (cursor.atEnd) return [];
  const lists: Token[][] = [[]];
  let depth = 0;
  let braces = 0;
  while (!cursor.atEnd) {
    const token = cursor.next();
    const text = token.kind === 'punct' ? token.text : '';
    if (text === '{' && ++braces === 1) continue;
    if (text === '}' && --braces === 0) continue;
    if (text === '(' || text === '[') depth++;
    if (text === ')' || text === ']') depth--;
    if (text === ',' && depth <= 0 && braces <= 0) lists.push([]);
    else lists.at(-1)!.push(token);
  }
  return lists;
}

/** The line with names replaced. The new tokens stand where the name stood, so that complaints point into the macro. */
function substitute(line: SourceLine, replacements: ReadonlyMap<string, readonly Replacement[]>): SourceLine {
  if (line instanceof SourceError) return line;
  if (!line.some((token) => (token.kind === 'ident' || token.kind === 'local') && replacements.has(token.text))) return line;
  return line.flatMap((token) => {
    const replacement = token.kind === 'ident' || token.kind === 'local' ? replacements.get(token.text) : undefined;
    if (replacement === undefined) return [token];
    return replacement.map((one) => ({ ...one, at: token.at, spaced: one.spaced ?? token.spaced }));
  });
}
