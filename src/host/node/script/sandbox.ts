import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import prelude from './prelude.js?raw';

/** What of it is used here; the types of Node have none. Sizes in pages. */
declare const WebAssembly: { readonly Memory: new (size: { readonly initial: number; readonly maximum: number }) => object };

export interface SandboxLimits {
  /** Loops and calls of the script between two requests that move the machine. */
  readonly turn: number;
  /** Bytes of the script's heap. */
  readonly memory: number;
  /** Whether the time of the whole run is over. */
  timeIsOver(): boolean;
}

/** What the script asks of the world. Arguments are whatever the script gave. */
export interface SandboxHost {
  readonly seed: number;
  readonly args: readonly string[];
  call(name: string, argument: unknown): unknown;
  /** Whether a request begins a new turn. */
  moves(name: string): boolean;
  /** -1: no such place. */
  peek(memory: string, address: number, size: number): number;
}

export type FailureKind = 'error' | 'time' | 'budget';

/** The run has ended badly; the message is for the script's author, with file and line where they are known. */
export class ScriptFailure extends Error {
  override readonly name = 'ScriptFailure';
  readonly kind: FailureKind;
  /** Where it was called from, a place a line. */
  readonly trace: readonly string[];

  constructor(kind: FailureKind, message: string, trace: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.trace = trace;
  }
}

const PRELUDE_FILE = 'dotclock:prelude';
/** The engine asks whether it may go on after so many loops and calls. */
const PER_QUESTION = 10_000;
/** Far below what the engine's own stack holds. */
const STACK_BYTES = 256 << 10;
/** What the engine begins with: its own data, its stack and some heap. */
const ENGINE_BYTES = 16 << 20;
const PAGE = 64 << 10;
const TYPED = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array];

/**
 * One script in a JavaScript engine of its own, compiled to WebAssembly: it has neither Node nor DOM, and its memory is not ours. All that crosses over is
 * text, numbers and copies of bytes.
 */
export class Sandbox {
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #limits: SandboxLimits;
  readonly #host: SandboxHost;
  readonly #finish: QuickJSHandle;
  #spent = 0;
  /** Why the run must end, whatever the script does about it. */
  #over: ScriptFailure | null = null;
  #answers: Uint8Array[] = [];

  static async open(limits: SandboxLimits, host: SandboxHost): Promise<Sandbox> {
    const wasmMemory = new WebAssembly.Memory({
      initial: ENGINE_BYTES / PAGE,
      maximum: (ENGINE_BYTES + limits.memory) / PAGE,
    });
    return new Sandbox(await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory })), limits, host);
  }

  private constructor(engine: QuickJSWASMModule, limits: SandboxLimits, host: SandboxHost) {
    this.#limits = limits;
    this.#host = host;
    this.#runtime = engine.newRuntime();
    // The engine counts blocks here, not their bytes: the end of the WebAssembly memory is what holds. This refuses single large blocks at once.
    this.#runtime.setMemoryLimit(limits.memory);
    this.#runtime.setMaxStackSize(STACK_BYTES);
    this.#runtime.setInterruptHandler(() => this.#interrupt());
    this.#context = this.#runtime.newContext();
    const begin = this.#context.unwrapResult(this.#context.evalCode(prelude, PRELUDE_FILE));
    this.#finish = this.#context.unwrapResult(this.#context.callFunction(begin, this.#context.undefined, this.#hostObject()));
  }

  #interrupt(): boolean {
    this.#spent += PER_QUESTION;
    const { turn } = this.#limits;
    if (this.#over === null && this.#spent > turn)
      this.#over = new ScriptFailure(
        'time',
        `an endless loop here or below? More than ${turn / 1e6} million loops and calls without running the machine (--turn gives more)`,
      );
    if (this.#over === null && this.#limits.timeIsOver())
      this.#over = new ScriptFailure('time', 'the time of the run is over (--timeout gives more)');
    return this.#over !== null;
  }

  // What crosses over

  #hostObject(): QuickJSHandle {
    const vm = this.#context;
    const object = vm.newObject();
    const put = (name: string, value: QuickJSHandle): void => {
      vm.setProp(object, name, value);
      value.dispose();
    };
    put(
      'call',
      vm.newFunction('call', (name, argument, ...buffers) => vm.newString(this.#call(name, argument, buffers))),
    );
    put(
      'peek',
      vm.newFunction('peek', (memory, address, size) =>
        vm.newNumber(
          vm.typeof(memory) === 'string' && vm.typeof(address) === 'number'
            ? this.#host.peek(vm.getString(memory), vm.getNumber(address), vm.getNumber(size))
            : -1,
        ),
      ),
    );
    put(
      'take',
      vm.newFunction('take', (at) => vm.newArrayBuffer((this.#answers[vm.getNumber(at)]?.slice() ?? new Uint8Array(0)).buffer)),
    );
    put('seed', vm.newNumber(this.#host.seed));
    put('args', vm.newString(JSON.stringify(this.#host.args)));
    return object;
  }

  /** The answer as text: `E` and an error, `T` with typed arrays in it, or `J`. */
  #call(name: QuickJSHandle, argument: QuickJSHandle, buffers: readonly QuickJSHandle[]): string {
    const vm = this.#context;
    try {
      const call = vm.getString(name);
      const bytes = buffers.map((buffer) => vm.getArrayBuffer(buffer).consume(({ value }) => value.slice()));
      const answer = this.#host.call(call, decode(vm.getString(argument), bytes));
      if (this.#host.moves(call)) {
        this.#spent = 0;
        if (this.#limits.timeIsOver()) this.#interrupt();
      }
      this.#answers = [];
      const text = encode(answer, this.#answers);
      return `${this.#answers.length > 0 ? 'T' : 'J'}${text}`;
    } catch (error) {
      const { name: kind, message } = error instanceof Error ? error : new Error(String(error));
      if (kind === 'BudgetError') this.#over ??= new ScriptFailure('budget', message);
      return `E${JSON.stringify({ name: kind, message })}`;
    }
  }

  // Running

  /** Runs a script to its end. @throws ScriptFailure */
  run(source: string, file: string): void {
    const vm = this.#context;
    const done = vm.evalCode(source, file, { type: 'module' });
    if (done.error !== undefined) throw this.#failure(done.error, file);
    this.#settle(done.value, file);
    const finished = vm.callFunction(this.#finish, vm.undefined);
    if (finished.error !== undefined) throw this.#failure(finished.error, file);
    this.#settle(finished.value, file);
  }

  #settle(promise: QuickJSHandle, file: string): void {
    const vm = this.#context;
    for (;;) {
      const jobs = this.#runtime.executePendingJobs();
      if (jobs.error !== undefined) throw this.#failure(jobs.error, file);
      if (this.#over !== null) throw new ScriptFailure(this.#over.kind, `${file}: ${this.#over.message}`);
      if (jobs.value === 0) break;
    }
    const state = vm.getPromiseState(promise);
    if (state.type === 'rejected') throw this.#failure(state.error, file);
    if (state.type === 'pending') throw new ScriptFailure('error', `${file}: the script awaits something that never comes`);
  }

  #failure(thrown: QuickJSHandle, file: string): ScriptFailure {
    const { message, trace } = this.#describe(thrown);
    const [first] = trace;
    const at = first === undefined ? `${file}: ` : `${first}: `;
    // The engine notes where it is only at calls: a loop without any is behind that place.
    if (this.#over !== null) return new ScriptFailure(this.#over.kind, `${at}${this.#over.message}`, trace);
    if (/out of memory/.test(message)) {
      const most = `${Math.round(this.#limits.memory / (1 << 20))} MB`;
      return new ScriptFailure('budget', `${at}the script needs more memory than ${most} (--memory gives more)`, trace);
    }
    if (/could not load module|module loader/i.test(message))
      return new ScriptFailure('error', `${at}'import' is not there: a script is one file`, trace);
    return new ScriptFailure('error', `${at}${message}`, trace);
  }

  #describe(thrown: QuickJSHandle): { readonly message: string; readonly trace: readonly string[] } {
    const vm = this.#context;
    const property = (name: string): string => {
      const handle = vm.getProp(thrown, name);
      const text = vm.typeof(handle) === 'string' ? vm.getString(handle) : '';
      handle.dispose();
      return text;
    };
    try {
      if (vm.typeof(thrown) !== 'object') return { message: `thrown: ${String(vm.dump(thrown))}`, trace: [] };
      const name = property('name');
      const message = property('message');
      const trace = placesOf(property('stack'));
      return { message: name === '' || name === 'Error' ? message : `${name}: ${message}`, trace };
    } catch {
      return { message: 'something was thrown that can’t be read', trace: [] };
    }
  }
}

/** `file:line:column` of each call in the script itself. */
function placesOf(stack: string): string[] {
  return stack
    .split('\n')
    .map((line) => /^\s*at (?:.*\((.*:\d+(?::\d+)?)\)|(\S.*:\d+(?::\d+)?))$/.exec(line))
    .flatMap((match) => match?.[1] ?? match?.[2] ?? [])
    .filter((place) => !place.startsWith(PRELUDE_FILE));
}

function decode(text: string, buffers: readonly Uint8Array[]): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    const at = typeof value === 'object' && value !== null && '$bytes' in value ? value.$bytes : null;
    return typeof at === 'number' ? buffers[at] : value;
  });
}

/** JSON, with typed arrays set aside. */
function encode(value: unknown, buffers: Uint8Array[]): string {
  return (
    JSON.stringify(value ?? null, (_key, one: unknown) => {
      const type = ArrayBuffer.isView(one) ? TYPED.find((type) => one instanceof type) : undefined;
      if (type === undefined || !ArrayBuffer.isView(one)) return one;
      buffers.push(new Uint8Array(one.buffer, one.byteOffset, one.byteLength));
      return { $typed: type.name, $at: buffers.length - 1 };
    }) ?? 'null'
  );
}
