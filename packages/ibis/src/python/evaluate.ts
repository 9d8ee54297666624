import type { FunctionDef, Program, Statement } from './ast.js';
import { BUILTINS } from './builtins.js';
import { PythonError, limitExceeded } from './errors.js';
import type { NameSource } from './evaluate-names.js';
import { TargetEvaluator } from './evaluate-targets.js';
import type { EvaluationOptions, EvaluationResult } from './evaluation.js';
import { catches, caughtException, isCatchable, isExceptionType, raised } from './exceptions.js';
import { DEFAULT_LIMITS, PyContext, type Budget, type Kwargs } from './host.js';
import { present } from './present.js';
import { iterate } from './protocols.js';
import { pyStr } from './repr.js';
import { locate } from './source-text.js';
import { typeName, type Frame, type PyFunction, type PyType, type PyValue } from './values.js';

/**
 * Runs a program.
 *
 * Throws a `PythonError` with the span of the innermost expression for whatever the program or a
 * host object raised and nobody caught, and for limits that it passed.
 */
export function evaluateProgram(
  program: Program,
  options: EvaluationOptions = {},
): EvaluationResult {
  const evaluator = new Evaluator(program, options);
  return evaluator.run();
}

/** How a block of statements ended. */
type Ending = 'normal' | 'break' | 'continue' | 'return';

class Evaluator extends TargetEvaluator {
  readonly #program: Program;
  readonly #budget: Budget | undefined;
  readonly #handling: PythonError[] = [];
  #last: PyValue | undefined;
  #returned: PyValue = null;

  constructor(program: Program, options: EvaluationOptions) {
    const globals = options.globals ?? new Map<string, PyValue>();
    const names: NameSource = {
      builtins: BUILTINS,
      resolveName: options.resolveName,
    };
    const { budget } = options;
    const context: PyContext = new PyContext({
      budget,
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      globals,
      call: (fn: PyValue, args: readonly PyValue[], kwargs: Kwargs) =>
        this.callValue(fn, args, kwargs),
      locate: (start, end) => locate(program.text, start, end),
    });
    super(names, context, options.importModule);
    this.#program = program;
    this.#budget = budget;
  }

  run(): EvaluationResult {
    const frame: Frame = {
      vars: this.ctx.globals,
      parent: undefined,
      locals: undefined,
      globalNames: undefined,
      prefix: '',
    };
    try {
      this.block(this.#program.body, frame);
    } catch (error) {
      throw this.located(error);
    } finally {
      if (this.#budget !== undefined) Object.assign(this.#budget, this.ctx.left());
    }
    return { last: this.#last, globals: this.ctx.globals, output: this.ctx.output() };
  }

  /** The error with its place; an overflow of the JS stack counts as too deep a recursion. */
  private located(error: unknown): unknown {
    if (error instanceof PythonError) return error.located(this.ctx.span());
    if (error instanceof RangeError && error.message.includes('call stack')) {
      return limitExceeded(
        'RecursionError',
        'maximum recursion depth exceeded',
        'Nest expressions and calls less deep.',
      ).located(this.ctx.span());
    }
    return error;
  }

  private block(statements: readonly Statement[], frame: Frame): Ending {
    for (const statement of statements) {
      const ending = this.statement(statement, frame);
      if (ending !== 'normal') return ending;
    }
    return 'normal';
  }

  protected override runBody(fn: PyFunction, frame: Frame): PyValue {
    const ending = this.block(fn.body as readonly Statement[], frame);
    if (ending !== 'return') return null;
    const value = this.#returned;
    this.#returned = null;
    return value;
  }

  private statement(node: Statement, frame: Frame): Ending {
    const { ctx } = this;
    ctx.at = node;
    ctx.step();
    switch (node.kind) {
      case 'Expression': {
        const value = this.expr(node.value, frame);
        if (frame.locals === undefined) this.#last = value;
        return 'normal';
      }
      case 'Assign': {
        const value = this.expr(node.value, frame);
        for (const target of node.targets) this.assign(target, value, frame);
        return 'normal';
      }
      case 'AugAssign':
        this.augmented(node, frame);
        return 'normal';
      case 'AnnAssign':
        if (node.value !== undefined) {
          this.assign(node.target, this.expr(node.value, frame), frame);
        }
        return 'normal';
      case 'FunctionDef':
        this.define(node, frame);
        return 'normal';
      case 'Return':
        this.#returned = node.value === undefined ? null : this.expr(node.value, frame);
        return 'return';
      case 'If':
        return this.branch(node, frame);
      case 'For':
        return this.forLoop(node, frame);
      case 'While':
        return this.whileLoop(node, frame);
      case 'Pass':
      case 'Global':
      case 'Nonlocal':
        return 'normal';
      case 'Break':
        return 'break';
      case 'Continue':
        return 'continue';
      case 'Assert':
        this.assertion(node, frame);
        return 'normal';
      case 'Raise':
        return this.raise(node, frame);
      case 'Try':
        return this.tryStatement(node, frame);
      case 'Delete':
        for (const target of node.targets) this.remove(target, frame);
        return 'normal';
      case 'Import':
        this.importNames(node, frame);
        return 'normal';
      case 'ImportFrom':
        this.importFrom(node, frame);
        return 'normal';
    }
  }

  private define(node: FunctionDef, frame: Frame): void {
    const decorators = node.decorators.map((decorator) => this.expr(decorator, frame));
    let value: PyValue = this.makeFunction(node, node.name.name, node.body, node.doc, frame);
    for (let i = decorators.length - 1; i >= 0; i--) {
      this.ctx.at = present(node.decorators[i]);
      value = this.callValue(present(decorators[i]), [value], new Map());
    }
    this.assignName(node.name.name, value, frame);
  }

  private branch(node: Extract<Statement, { kind: 'If' }>, frame: Frame): Ending {
    for (const { test, body } of node.branches) {
      if (this.test(test, frame)) return this.nested(body, frame);
    }
    return this.nested(node.otherwise, frame);
  }

  private nested(body: readonly Statement[], frame: Frame): Ending {
    this.ctx.enter();
    const ending = this.block(body, frame);
    this.ctx.leave();
    return ending;
  }

  private forLoop(node: Extract<Statement, { kind: 'For' }>, frame: Frame): Ending {
    const { ctx } = this;
    const iterable = this.expr(node.iterable, frame);
    ctx.at = node.iterable;
    for (const item of iterate(iterable, ctx)) {
      ctx.step();
      this.assign(node.target, item, frame);
      const ending = this.nested(node.body, frame);
      if (ending === 'break') return 'normal';
      if (ending === 'return') return ending;
      ctx.at = node.iterable;
    }
    return this.nested(node.otherwise, frame);
  }

  private whileLoop(node: Extract<Statement, { kind: 'While' }>, frame: Frame): Ending {
    while (this.test(node.test, frame)) {
      this.ctx.step();
      const ending = this.nested(node.body, frame);
      if (ending === 'break') return 'normal';
      if (ending === 'return') return ending;
    }
    return this.nested(node.otherwise, frame);
  }

  private assertion(node: Extract<Statement, { kind: 'Assert' }>, frame: Frame): void {
    if (this.test(node.test, frame)) return;
    const message =
      node.message === undefined ? '' : pyStr(this.expr(node.message, frame), this.ctx);
    this.ctx.at = node;
    throw new PythonError('AssertionError', message);
  }

  private raise(node: Extract<Statement, { kind: 'Raise' }>, frame: Frame): never {
    const { ctx } = this;
    if (node.exception === undefined) {
      const current = this.#handling.at(-1);
      if (current !== undefined) throw current;
      ctx.at = node;
      throw new PythonError('RuntimeError', 'No active exception to reraise');
    }
    const value = this.expr(node.exception, frame);
    if (node.cause !== undefined) {
      const cause = this.expr(node.cause, frame);
      ctx.at = node;
      if (cause !== null && !isExceptionType(cause) && typeName(cause) === 'str') {
        throw new PythonError('TypeError', 'exception causes must derive from BaseException');
      }
    }
    ctx.at = node;
    throw raised(value, ctx);
  }

  private tryStatement(node: Extract<Statement, { kind: 'Try' }>, frame: Frame): Ending {
    const { ctx } = this;
    const depth = ctx.depth();
    let ending: Ending;
    try {
      ending = this.guarded(node, frame);
    } catch (error) {
      if (node.final.length === 0 || !isCatchable(error)) throw error;
      const lasting = this.located(error);
      ctx.unwindTo(depth);
      const last = this.nested(node.final, frame);
      if (last !== 'normal') return last;
      throw lasting;
    }
    if (node.final.length === 0) return ending;
    const returned = this.#returned;
    const last = this.nested(node.final, frame);
    if (last !== 'normal') return last;
    this.#returned = returned;
    return ending;
  }

  private guarded(node: Extract<Statement, { kind: 'Try' }>, frame: Frame): Ending {
    const depth = this.ctx.depth();
    let ending: Ending;
    try {
      ending = this.nested(node.body, frame);
    } catch (error) {
      if (!isCatchable(error)) throw error;
      const lasting = error.located(this.ctx.span());
      this.ctx.unwindTo(depth);
      for (const handler of node.handlers) {
        if (handler.type !== undefined) {
          const type = this.expr(handler.type, frame);
          this.ctx.at = handler.type;
          if (!catches(type, lasting)) continue;
        }
        return this.handle(handler, lasting, frame);
      }
      throw lasting;
    }
    return ending === 'normal' ? this.nested(node.otherwise, frame) : ending;
  }

  private handle(
    handler: Extract<Statement, { kind: 'Try' }>['handlers'][number],
    error: PythonError,
    frame: Frame,
  ): Ending {
    if (handler.name !== undefined) {
      const types = this.names.builtins as ReadonlyMap<string, PyType>;
      this.assignName(handler.name.name, caughtException(error, types), frame);
    }
    this.#handling.push(error);
    try {
      return this.nested(handler.body, frame);
    } finally {
      this.#handling.pop();
      if (handler.name !== undefined) this.removeName(handler.name.name, frame);
    }
  }
}
