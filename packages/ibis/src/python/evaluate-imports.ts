import type { Statement } from './ast.js';
import { getAttribute } from './attributes.js';
import { PythonError, notSupported } from './errors.js';
import { ExpressionEvaluator } from './evaluate-expression.js';
import type { NameSource } from './evaluate-names.js';
import type { PyContext } from './host.js';
import { isKnownModule, safeModule } from './modules.js';
import { present } from './present.js';
import type { Frame, PyValue } from './values.js';

/** Where modules come from that are not our own; undefined for a name it does not know. */
export type ImportModule = (name: string, ctx: PyContext) => PyValue | undefined;

/** Evaluates import statements. */
export abstract class ImportEvaluator extends ExpressionEvaluator {
  readonly #importModule: ImportModule | undefined;
  readonly #modules = new Map<string, PyValue>();

  constructor(names: NameSource, ctx: PyContext, importModule: ImportModule | undefined) {
    super(names, ctx);
    this.#importModule = importModule;
  }

  /** `import a, b.c as d`. */
  protected importNames(node: Extract<Statement, { kind: 'Import' }>, frame: Frame): void {
    this.ctx.at = node;
    for (const { name, alias } of node.names) {
      if (alias !== undefined) this.assignName(alias.name, this.submodule(name.name), frame);
      else this.assignName(present(name.name.split('.')[0]), this.rootModule(name.name), frame);
    }
  }

  private module(name: string): PyValue {
    const known = this.#modules.get(name);
    if (known !== undefined) return known;
    const module = this.#importModule?.(name, this.ctx) ?? safeModule(name);
    if (module !== undefined) {
      this.#modules.set(name, module);
      return module;
    }
    if (isKnownModule(name)) {
      throw new PythonError('ModuleNotFoundError', `import of module '${name}' is refused`, {
        code: 'REFUSED',
        hint: 'Only ibis and a few pure modules such as math and datetime can be imported.',
      });
    }
    throw new PythonError('ModuleNotFoundError', `No module named '${name}'`);
  }

  /** What `import a.b.c` binds to `a`, once all of it is known to exist. */
  private rootModule(name: string): PyValue {
    const root = this.module(present(name.split('.')[0]));
    if (name.includes('.')) this.submodule(name);
    return root;
  }

  /** `a.b.c` as a module of its own or as an attribute of what is imported before it. */
  private submodule(name: string): PyValue {
    const dot = name.lastIndexOf('.');
    if (dot < 0) return this.module(name);
    const direct = this.#importModule?.(name, this.ctx);
    if (direct !== undefined) return direct;
    try {
      return getAttribute(this.submodule(name.slice(0, dot)), name.slice(dot + 1), this.ctx);
    } catch (error) {
      if (!(error instanceof PythonError) || error.pyType !== 'AttributeError') throw error;
      throw new PythonError('ModuleNotFoundError', `No module named '${name}'`);
    }
  }

  /** `from a import b`. */
  protected importFrom(node: Extract<Statement, { kind: 'ImportFrom' }>, frame: Frame): void {
    const { ctx } = this;
    const { name: moduleName } = node.module;
    ctx.at = node;
    if (moduleName.startsWith('.')) {
      throw new PythonError(
        'ImportError',
        'attempted relative import with no known parent package',
      );
    }
    if (moduleName === '__future__') return;
    const module = this.submodule(moduleName);
    for (const { name, alias, start, end } of node.names) {
      ctx.at = { start, end };
      if (name.name === '*') this.importAll(module, frame);
      else
        this.assignName(
          alias?.name ?? name.name,
          this.member(module, moduleName, name.name),
          frame,
        );
    }
  }

  private member(module: PyValue, moduleName: string, name: string): PyValue {
    try {
      return getAttribute(module, name, this.ctx);
    } catch (error) {
      if (!(error instanceof PythonError) || error.pyType !== 'AttributeError') throw error;
      const submodule = this.#importModule?.(`${moduleName}.${name}`, this.ctx);
      if (submodule !== undefined) return submodule;
      throw new PythonError(
        'ImportError',
        `cannot import name '${name}' from '${moduleName}' (unknown location)`,
      );
    }
  }

  private importAll(module: PyValue, frame: Frame): void {
    if (module === null || typeof module !== 'object' || module.kind !== 'module') {
      throw notSupported("'import *' from this module");
    }
    for (const [name, value] of module.members) {
      if (!name.startsWith('_')) this.assignName(name, value, frame);
    }
  }
}
