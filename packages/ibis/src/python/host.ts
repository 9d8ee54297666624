import type { Span } from '@ibert/core';
import { limitExceeded } from './errors.js';
import { NO_KWARGS, type HashKey, type PySingleton, type PyType, type PyValue } from './values.js';

/** Binary operators, by their spelling. */
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '@'
  | '<<'
  | '>>'
  | '&'
  | '|'
  | '^';

/** Unary operators that a value may overload (`not` asks for its truth instead). */
export type UnaryOperator = '-' | '+' | '~';

/** Rich comparisons (`in` and `is` are no such operators). */
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** Keyword arguments of a call, in the order written. */
export type Kwargs = ReadonlyMap<string, PyValue>;

/**
 * An object of the host (the Ibis API) inside a Python program.
 *
 * The evaluator asks these hooks and nothing else; an absent hook means what a Python class
 * without that method would do. A hook reports a mistake by throwing a `PythonError`; the evaluator
 * adds the place. Names arrive as plain strings: look them up in a Map or a switch, never as JS
 * properties.
 */
export interface HostObject {
  readonly kind: 'host';
  /** The type's name in error messages: `'Table' object has no attribute 'x'`. */
  readonly pyType: string;
  /** The attribute, or undefined where there is none (the evaluator raises AttributeError). */
  getAttr(name: string, ctx: PyContext): PyValue | undefined;
  /** `object.name = value`; absent: not supported. */
  setAttr?(name: string, value: PyValue, ctx: PyContext): void;
  /** The class as `repr` shows it, of an object whose attributes nobody may set. */
  immutable?(): string;
  /** `object(...)`; absent: `'T' object is not callable`. */
  call?(args: readonly PyValue[], kwargs: Kwargs, ctx: PyContext): PyValue;
  /** The error of a call, for an object without `call`; absent or undefined: CPython's. */
  callError?(): Error | undefined;
  /** `object[key]`; absent: `'T' object is not subscriptable`. */
  getItem?(key: PyValue, ctx: PyContext): PyValue;
  /** `object op other`, or `other op object` when `reflected`. */
  binary?(
    op: BinaryOperator,
    other: PyValue,
    reflected: boolean,
    ctx: PyContext,
  ): PyValue | PySingleton;
  /** `-object`, `+object`, `~object`; absent: `bad operand type for unary -: 'T'`. */
  unary?(op: UnaryOperator, ctx: PyContext): PyValue;
  /** `object op other`; a reflected call arrives with the operator turned round. */
  compare?(op: CompareOperator, other: PyValue, ctx: PyContext): PyValue | PySingleton;
  /** `bool(object)`; may throw. Absent: by `length`, else true. */
  truth?(ctx: PyContext): boolean;
  /** `for x in object`; absent: `'T' object is not iterable`. */
  iterate?(ctx: PyContext): Iterable<PyValue>;
  /** `item in object`; absent: by `iterate`. */
  contains?(item: PyValue, ctx: PyContext): boolean;
  /** `len(object)`. */
  length?(ctx: PyContext): number;
  /** `type(object)`; absent or undefined: a type that only has the name. */
  typeObject?(): PyType | undefined;
  /** `repr(object)`. */
  repr(ctx: PyContext): string;
  /** `str(object)`; absent: `repr`. */
  str?(ctx: PyContext): string;
  /** `format(object, spec)`; absent: `str` for an empty spec, else a TypeError. */
  format?(spec: string, ctx: PyContext): string;
  /** What `int(object)` and `float(object)` convert; absent: a TypeError. */
  number?(ctx: PyContext): bigint | number;
  /** `round(object, digits)`; digits is None where not given. */
  round?(digits: PyValue, ctx: PyContext): PyValue;
  /** `abs(object)`. */
  abs?(ctx: PyContext): PyValue;
  /** Key in dicts and sets: equal objects, equal keys. Absent: identity. Null: unhashable. */
  hashKey?(): HashKey | null;
}

/** Bounds on what one program may use. */
export interface Limits {
  /** Evaluated syntax nodes and loop items. */
  readonly steps: number;
  /** Nested evaluations (expressions and calls together). */
  readonly depth: number;
  /** Items of containers and characters of strings made, in total. */
  readonly items: number;
  /** Characters of program text. */
  readonly programLength: number;
  /** Characters printed. */
  readonly output: number;
  /** Wall-clock milliseconds; undefined means no deadline. */
  readonly milliseconds?: number | undefined;
}

/** What several evaluations together may still use; see {@link Limits}. */
export interface Budget {
  steps: number;
  items: number;
}

/** Bounds that no honest program of this domain comes near. */
export const DEFAULT_LIMITS: Limits = {
  steps: 250_000,
  depth: 400,
  items: 2_000_000,
  programLength: 1_048_576,
  output: 1_000_000,
};

/** Calls any callable value; `kwargs` may be left out. */
type CallPython = (
  fn: PyValue,
  args: readonly PyValue[],
  kwargs: Kwargs,
  ctx: PyContext,
) => PyValue;

/** Steps between two looks at the clock. */
const STEPS_PER_CLOCK_CHECK = 4096;

/**
 * The state of one evaluation: budgets, printed output and the node under evaluation.
 *
 * Made by `evaluateProgram` and handed to every hook; a host never needs to make one.
 */
export class PyContext {
  readonly limits: Limits;
  readonly globals: Map<string, PyValue>;
  /** Where the evaluation is; offsets into the program text. */
  at: { readonly start: number; readonly end: number };
  /** Containers whose repr is being made, against endless recursion. */
  readonly showing = new Set<object>();
  readonly #call: CallPython;
  readonly #locate: (start: number, end: number) => Span;
  readonly #deadline: number;
  readonly #output: string[] = [];
  #outputLength = 0;
  #fuel: number;
  #nextCheck: number;
  #items: number;
  #depth = 0;

  constructor(init: {
    readonly limits: Limits;
    readonly globals: Map<string, PyValue>;
    readonly call: CallPython;
    readonly locate: (start: number, end: number) => Span;
    readonly budget?: Budget | undefined;
  }) {
    this.limits = init.limits;
    this.globals = init.globals;
    this.#call = init.call;
    this.#locate = init.locate;
    this.#fuel = init.budget?.steps ?? init.limits.steps;
    this.#items = init.budget?.items ?? init.limits.items;
    const { milliseconds } = init.limits;
    this.#deadline = milliseconds === undefined ? Infinity : performance.now() + milliseconds;
    this.#nextCheck = this.#fuel - STEPS_PER_CLOCK_CHECK;
    this.at = { start: 0, end: 0 };
  }

  /** Calls a Python callable and comes back to the caller's place. */
  call(fn: PyValue, args: readonly PyValue[], kwargs: Kwargs = NO_KWARGS): PyValue {
    const { at } = this;
    const depth = this.#depth;
    try {
      const result = this.#call(fn, args, kwargs, this);
      this.at = at;
      return result;
    } finally {
      this.#depth = depth;
    }
  }

  /** The place of the expression under evaluation. */
  span(): Span {
    return this.#locate(this.at.start, this.at.end);
  }

  /** What the program has not used of its limits. */
  left(): Budget {
    return { steps: this.#fuel, items: this.#items };
  }

  /** Counts one step of evaluation. */
  step(): void {
    if (--this.#fuel < this.#nextCheck) this.#checkBudget();
  }

  #checkBudget(): void {
    this.#nextCheck = this.#fuel - STEPS_PER_CLOCK_CHECK;
    if (this.#fuel < 0) {
      throw limitExceeded(
        'TimeoutError',
        `the program ran for more than ${this.limits.steps} steps`,
        'Shorten the loops of the program.',
      );
    }
    if (performance.now() > this.#deadline) {
      throw limitExceeded(
        'TimeoutError',
        `the program ran for more than ${this.limits.milliseconds} ms`,
        'Shorten the program or raise the time limit.',
      );
    }
  }

  /** Counts items or characters about to be made; call it before making them. */
  allocate(count: number | bigint): void {
    const size = Number(count);
    this.#items -= size;
    if (this.#items < 0) {
      throw limitExceeded(
        'MemoryError',
        `the program makes more than ${this.limits.items} list items and characters`,
        'Make smaller lists and strings.',
      );
    }
  }

  /** Goes one level down; each call needs its {@link leave} unless an error is thrown. */
  enter(): void {
    if (++this.#depth > this.limits.depth) {
      throw limitExceeded(
        'RecursionError',
        'maximum recursion depth exceeded',
        `Nest expressions and calls less than ${this.limits.depth} levels deep.`,
      );
    }
  }

  /** Comes back up from {@link enter}. */
  leave(): void {
    this.#depth--;
  }

  /** The current depth, to restore with {@link unwindTo} where an error was caught. */
  depth(): number {
    return this.#depth;
  }

  /** Sets the depth back to what it was before an error that has been handled. */
  unwindTo(depth: number): void {
    this.#depth = depth;
  }

  /** Collects what `print` writes. */
  print(text: string): void {
    this.#outputLength += text.length;
    if (this.#outputLength > this.limits.output) {
      throw limitExceeded(
        'MemoryError',
        `the program prints more than ${this.limits.output} characters`,
        'Print less.',
      );
    }
    this.#output.push(text);
  }

  /** Everything printed so far. */
  output(): string {
    return this.#output.join('');
  }
}
