import { apiRows } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';

import type { Binding } from './bindings.js';
import { pathOf } from './paths.js';
import { resolve } from './scope.js';
import type { Resolved, Scope } from './scope.js';

type Expression = PythonAst.Expression;

/**
 * What an expression is, as far as its form tells: `value` is an Ibis expression without a table in
 * it, `deferred` one of `_`, `result` what a query gave, `foreign` another library's.
 */
export type Kind =
  | 'ibis'
  | 'table'
  | 'expr'
  | 'value'
  | 'deferred'
  | 'result'
  | 'connection'
  | 'foreign'
  | 'function'
  | 'plain'
  | 'unknown';

/** What tells kinds beyond the syntax tree. */
export interface KindWorld {
  /** Kinds found before. */
  readonly kinds: Map<Binding, Kind>;
  /** Whether the expression makes a table of the context. */
  readonly isTable: (expression: Expression, scope: Scope, offset: number) => boolean;
  /** The expression that a parameter stands for: a fixture's value, or one case of a test. */
  readonly argument: (resolved: Resolved) => Placed | undefined;
  /** Whether a name whose origin nobody knows is used as a table. */
  readonly isOpenTable: (name: string, scope: Scope, offset: number) => boolean;
}

/** An expression and where its names are looked up. */
export interface Placed {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly offset: number;
}

/** Methods of expressions that give no expression: rows, a text, a schema, a truth. */
export const RESULTS: ReadonlySet<string> = new Set(
  (
    'columns compile equals execute fields get_backend get_name has_name has_backend has_unbound info_ is_scalar ' +
    'is_column op preview schema shape to_csv to_delta to_json to_pandas to_pandas_batches to_parquet ' +
    'to_parquet_dir to_polars to_pyarrow to_pyarrow_batches to_sql to_torch to_xlsx type visualize decompile'
  ).split(' '),
);

/** Functions of the module that give no expression. */
const NO_EXPRESSIONS: ReadonlySet<string> = new Set(
  'schema dtype infer_dtype infer_schema set_backend get_backend'.split(' '),
);
const PRINTERS: ReadonlySet<string> = new Set(['to_sql', 'decompile', 'parse_sql']);

/** Methods of tables, by which a variable of unknown origin is taken for one. */
export const TABLE_METHODS: ReadonlySet<string> = new Set(
  apiRows().flatMap(({ owner, name }) => (owner === 'Table' ? [name] : [])),
);

/** Parts of the package that make no expressions; what comes from there can be a connection. */
const isInternal = (path: string): boolean =>
  /^\.|^ibis\.(?:backends|common|config|conftest|formats|legacy|tests|util)\b/.test(path);

const MAX_DEPTH = 60;

/** The kind of an expression at an offset of a scope. */
export function kindOf(
  expression: Expression,
  scope: Scope,
  offset: number,
  world: KindWorld,
  depth = 0,
): Kind {
  if (depth > MAX_DEPTH) return 'unknown';
  const of = (inner: Expression): Kind => kindOf(inner, scope, offset, world, depth + 1);
  switch (expression.kind) {
    case 'Name':
      return kindOfName(expression, scope, offset, world, depth);
    case 'Attribute':
      if (world.isTable(expression, scope, offset)) return 'table';
      return memberKind(of(expression.object), expression, scope, offset);
    case 'Subscript': {
      if (world.isTable(expression, scope, offset)) return 'table';
      const kind = of(expression.object);
      return kind === 'table'
        ? 'expr'
        : kind === 'connection' || kind === 'plain'
          ? 'unknown'
          : kind;
    }
    case 'Call':
      if (world.isTable(expression, scope, offset)) return 'table';
      return callKind(expression, scope, offset, world, depth);
    case 'BinOp':
      return joined([of(expression.left), of(expression.right)]);
    case 'Compare':
      if (expression.ops.some((op) => /[a-z]/.test(op))) return 'plain';
      return joined([of(expression.left), ...expression.rights.map(of)]);
    case 'UnaryOp':
      return joined([of(expression.operand)]);
    case 'IfExp':
      return joined([of(expression.body), of(expression.otherwise)]);
    case 'NamedExpr':
      return of(expression.value);
    case 'Lambda':
      return 'function';
    default:
      return 'plain';
  }
}

/** The kind of what an operator makes of operands. */
function joined(kinds: readonly Kind[]): Kind {
  const has = (kind: Kind): boolean => kinds.includes(kind);
  if (has('result') || has('foreign')) return has('result') ? 'result' : 'foreign';
  if (has('table') || has('expr')) return 'expr';
  if (has('value')) return 'value';
  if (has('deferred')) return 'deferred';
  return has('unknown') ? 'unknown' : 'plain';
}

function memberKind(base: Kind, node: PythonAst.Attribute, scope: Scope, offset: number): Kind {
  const { name } = node.attr;
  switch (base) {
    case 'table':
    case 'expr':
      return RESULTS.has(name) ? 'result' : 'expr';
    case 'value':
      return RESULTS.has(name) ? 'result' : 'value';
    case 'ibis': {
      const path = pathOf(node, scope, offset) ?? '';
      if (path === 'ibis._') return 'deferred';
      return isInternal(path) ? 'unknown' : 'ibis';
    }
    case 'function':
    case 'plain':
      return 'unknown';
    default:
      return base;
  }
}

function callKind(
  call: PythonAst.Call,
  scope: Scope,
  offset: number,
  world: KindWorld,
  depth: number,
): Kind {
  const { callee } = call;
  const kind = kindOf(callee, scope, offset, world, depth + 1);
  const ofArguments = (): Kind[] =>
    call.args.map(({ value }) => kindOf(value, scope, offset, world, depth + 1));
  switch (kind) {
    case 'ibis': {
      const path = pathOf(callee, scope, offset) ?? '';
      const last = path.slice(path.lastIndexOf('.') + 1);
      if (last === 'connect' || last === 'from_connection') return 'connection';
      if (path.startsWith('ibis.selectors.')) return 'deferred';
      if (path.split('.').length !== 2) return 'plain';
      if (PRINTERS.has(last)) return 'result';
      if (NO_EXPRESSIONS.has(last)) return 'plain';
      const inner = joined(ofArguments());
      return inner === 'plain' || inner === 'unknown' ? 'value' : inner;
    }
    case 'value': {
      const inner = joined(ofArguments());
      return inner === 'expr' ? 'expr' : 'value';
    }
    case 'function': {
      const inner = joined(ofArguments());
      return inner === 'expr' || inner === 'value' ? inner : 'unknown';
    }
    case 'connection':
      return 'unknown';
    case 'unknown':
      // A parameter of a test that is called with a table: one of its cases.
      return callee.kind === 'Name' &&
        isArgument(callee, scope, offset) &&
        joined(ofArguments()) === 'expr'
        ? 'expr'
        : 'unknown';
    default:
      return kind;
  }
}

function isArgument(name: PythonAst.Name, scope: Scope, offset: number): boolean {
  return resolve(scope, name.name, offset)?.binding.source.kind === 'parameter';
}

function kindOfName(
  name: PythonAst.Name,
  scope: Scope,
  offset: number,
  world: KindWorld,
  depth: number,
): Kind {
  const found = resolve(scope, name.name, offset);
  if (found === undefined) {
    const path = pathOf(name, scope, offset);
    if (path === 'ibis._' || path === 'ibis.selectors') return 'deferred';
    if (path !== undefined) return 'ibis';
    return world.isOpenTable(name.name, scope, offset) ? 'table' : 'unknown';
  }
  const known = world.kinds.get(found.binding);
  if (known !== undefined) return known;
  const kind = kindOfBinding(name, found, { scope, offset }, world, depth);
  world.kinds.set(found.binding, kind);
  return kind;
}

function kindOfBinding(
  name: PythonAst.Name,
  found: Resolved,
  { scope, offset }: { readonly scope: Scope; readonly offset: number },
  world: KindWorld,
  depth: number,
): Kind {
  const { source } = found.binding;
  const within = (value: Expression, at: number): Kind =>
    kindOf(value, found.scope, at, world, depth + 1);
  switch (source.kind) {
    case 'import': {
      const path = pathOf(name, scope, offset) ?? '';
      if (path === 'ibis._' || path === 'ibis.selectors') return 'deferred';
      if (isInternal(path)) return 'unknown';
      return path === 'ibis' || path.startsWith('ibis.') ? 'ibis' : 'foreign';
    }
    case 'assignment':
      return within(source.value, source.statement.start);
    case 'statement': {
      const { statement } = source;
      if (statement.kind === 'AugAssign') return within(statement.value, statement.start);
      if (statement.kind === 'Assign' && statement.targets.every(({ kind }) => kind === 'Name')) {
        return within(statement.value, statement.start);
      }
      if (statement.kind === 'Expression' || statement.kind === 'Assign') {
        return kindOf(
          { kind: 'Name', name: name.name, start: statement.start, end: statement.start },
          found.scope,
          statement.start,
          world,
          depth + 1,
        );
      }
      // A loop or condition: what the last statement inside of it gives.
      const inner = found.scope.bindings
        .get(name.name)
        ?.findLast(({ to, source: { kind } }) => to === statement.end && kind === 'assignment');
      return inner?.source.kind === 'assignment'
        ? within(inner.source.value, inner.source.statement.start)
        : 'unknown';
    }
    case 'function':
      return 'function';
    case 'parameter': {
      const argument = world.argument(found);
      if (argument !== undefined) {
        const { expression, scope: home, offset: at } = argument;
        return kindOf(expression, home, at, world, depth + 1);
      }
      return world.isOpenTable(name.name, scope, offset) ? 'table' : 'unknown';
    }
    case 'manager':
      return source.value === undefined ? 'unknown' : within(source.value, found.binding.from);
    case 'opaque':
      return 'unknown';
  }
}
