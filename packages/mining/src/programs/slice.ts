import { PythonError } from '@ibert/ibis';
import type { Located, PythonAst } from '@ibert/ibis';

import type { Tables } from '../finding.js';
import type { Catalogue } from './catalogue.js';
import { newCollector } from './collector.js';
import type { Collector } from './collector.js';
import { fault } from './fault.js';
import type { Fault } from './fault.js';
import type { Part } from './layout.js';
import { newPlan, SliceFault, written } from './plan.js';
import type { Plan } from './plan.js';
import type { PythonModule } from './python/module.js';
import { contains } from './python/names.js';
import type { Item } from './python/outline.js';
import { bodyScope, moduleScope } from './python/scope.js';
import type { Scope } from './python/scope.js';
import { tidied } from './tidy/index.js';

/**
 * A stretch of code made self-contained. Nothing has been evaluated: it may fail, and the columns
 * of the open tables are not known yet (`completeProgram` finds both out).
 */
export interface Slice {
  /** What the stretch depends on, in order, then the stretch. */
  readonly code: string;
  /** The tables that it reads and whose columns are known; free names of the code. */
  readonly tables: Tables;
  /** Names of the tables whose columns only their use can tell. */
  readonly open: readonly string[];
}

/**
 * The self-contained program of a stretch of a module: one expression, or one or several whole
 * statements of one block (the body of a `with`, of a function, …), given by offsets into
 * `module.text`. Assignments of the same and of enclosing scopes, constants, helper functions and
 * fixtures that it needs stand above it; what makes a table is a table of the context instead.
 *
 * The last statement's value is what the program ends with: of `return x` and `y = x` it is `x`.
 * Parameters that nothing is known of are open tables where they are used as such.
 * A fault where a name cannot be found or is no table expression.
 */
export function sliceOf(module: PythonModule, at: Located, catalogue: Catalogue): Slice | Fault {
  const found = stretchAt(moduleScope(module), at);
  if (found === undefined) return fault('SYNTAX', 'there is no statement at this place');
  const { scope, statements } = found;
  const collector = newCollector(catalogue, new Map());
  return guarded(() => {
    const plan = newPlan();
    const last = statements.at(-1);
    const before = statements.slice(0, -1);
    const parts: Part[] = before.flatMap((one) =>
      isStatement(one) ? [...collector.statement(one, scope, plan), '\n'] : [],
    );
    if (last !== undefined) parts.push(...ending(last, scope, plan, collector));
    // What the stretch binds itself stands in it already.
    for (const one of statements) plan.pieces.delete(one);
    return toSlice(plan, parts);
  });
}

function ending(
  last: PythonAst.Statement | PythonAst.Expression,
  scope: Scope,
  plan: Plan,
  collector: Collector,
): readonly Part[] {
  switch (last.kind) {
    case 'Return':
    case 'AnnAssign':
    case 'Assign':
      if (last.value !== undefined) return collector.expression(last.value, scope, plan);
      return [];
    case 'Expression':
      return collector.expression(last.value, scope, plan);
    case 'Assert':
      return collector.expression(last.test, scope, plan);
    default:
      return isStatement(last)
        ? collector.statement(last, scope, plan)
        : collector.expression(last, scope, plan);
  }
}

const STATEMENTS: ReadonlySet<string> = new Set(
  'Expression Assign AnnAssign Return Assert AugAssign FunctionDef If For While Pass Break Continue Raise Try Delete Import ImportFrom Global Nonlocal'.split(
    ' ',
  ),
);
const isStatement = (
  node: PythonAst.Statement | PythonAst.Expression,
): node is PythonAst.Statement => STATEMENTS.has(node.kind);

/** The program of an expression of a scope, with what its making has gathered. */
export function sliceExpression(
  expression: PythonAst.Expression,
  scope: Scope,
  collector: Collector,
  wrap?: (text: string) => string,
): (Slice & { readonly plan: Plan }) | Fault {
  return guarded(() => {
    const plan = newPlan();
    const parts = collector.expression(expression, scope, plan);
    const slice = toSlice(plan, parts, wrap);
    return { ...(wrap === undefined ? withoutWaste(slice) : slice), plan };
  });
}

/** The slice without code that its answer does not need, and without the tables only that reads. */
function withoutWaste(slice: Slice): Slice {
  const tidy = tidied(slice.code);
  if (tidy === undefined) return slice;
  const { code, free } = tidy;
  const tables = Object.entries(slice.tables).filter(([name]) => free.has(name));
  return {
    code,
    tables: Object.fromEntries(tables),
    open: slice.open.filter((name) => free.has(name)),
  };
}

function guarded<T>(step: () => T): T | Fault {
  try {
    return step();
  } catch (error) {
    if (error instanceof SliceFault) return error.fault;
    throw error;
  }
}

function toSlice(plan: Plan, parts: readonly Part[], wrap?: (text: string) => string): Slice {
  const { code, names } = written(plan, parts, wrap);
  const tables: Record<string, Tables[string]> = {};
  const open: string[] = [];
  for (const [key, { columns }] of plan.tables) {
    const name = names.get(key) ?? key;
    if (columns === undefined) open.push(name);
    else tables[name] = columns;
  }
  return { code, tables, open };
}

/** Statements, or an expression, in their scope. */
interface Stretch {
  readonly scope: Scope;
  readonly statements: readonly (PythonAst.Statement | PythonAst.Expression)[];
}

function stretchAt(
  scope: Scope,
  at: Located,
  items: readonly Item[] = scope.items,
): Stretch | undefined {
  for (const item of items) {
    if (item.kind !== 'block' || !contains(item, at)) continue;
    for (const { body } of item.clauses) {
      const [first] = body;
      const last = body.at(-1);
      if (first === undefined || last === undefined) continue;
      if (!contains({ start: first.start, end: last.end }, at)) continue;
      const inner =
        item.keyword === 'def' || item.keyword === 'class' ? bodyScope(item, scope) : scope;
      return inner === undefined ? undefined : stretchAt(inner, at, body);
    }
  }
  const statements: (PythonAst.Statement | PythonAst.Expression)[] = [];
  for (const item of items) {
    if (item.end <= at.start || item.start >= at.end) continue;
    const parsed = scope.module.parse(item.tokens);
    if (parsed instanceof PythonError) return undefined;
    statements.push(...parsed.filter((one) => contains(at, one)));
  }
  if (statements.length > 0) return { scope, statements };
  const tokens = scope.module.tokensIn(at);
  const parsed = scope.module.parse(tokens);
  const [only] = parsed instanceof PythonError ? [] : parsed;
  return only?.kind === 'Expression' ? { scope, statements: [only.value] } : undefined;
}
