import type { PythonAst } from '@ibert/ibis';

import { TABLE_METHODS } from './python/kinds.js';
import type { Kind } from './python/kinds.js';
import { pathOf } from './python/paths.js';
import type { Scope } from './python/scope.js';

type Expression = PythonAst.Expression;

/** An expression that makes a table of the context. */
export type TableSource =
  /** Its schema is found by evaluating `schema`, an argument of `ibis.table` or of `ibis.memtable`. */
  | {
      readonly kind: 'evaluated';
      readonly expression: Expression;
      readonly by: 'table' | 'memtable';
      readonly hint: string | undefined;
    }
  /** One that a database has. */
  | { readonly kind: 'named'; readonly name: string }
  /** One of the data sets that Ibis comes with. */
  | { readonly kind: 'example'; readonly name: string }
  /** One that a file holds. */
  | { readonly kind: 'file'; readonly hint: string | undefined };

/** What tells table sources beyond their form. */
export interface SourceWorld {
  readonly kindOf: (expression: Expression, scope: Scope, offset: number) => Kind;
  /** Whether a table of this name is known. */
  readonly isTableName: (name: string) => boolean;
  /** Whether a variable is used as a table: its attributes are columns. */
  readonly isTable: (name: string) => boolean;
}

/** What table an expression makes; undefined when it makes none. */
export function tableSource(
  expression: Expression,
  scope: Scope,
  offset: number,
  world: SourceWorld,
): TableSource | undefined {
  if (expression.kind === 'Call') return fromCall(expression, scope, offset, world);
  const isDatabase = (inner: Expression): boolean =>
    isDatabaseKind(world.kindOf(inner, scope, offset), inner);
  if (expression.kind === 'Attribute') {
    const { object, attr } = expression;
    if (isTables(object)) return { kind: 'named', name: attr.name };
    const isNamed = world.isTableName(attr.name) && !TABLE_METHODS.has(attr.name);
    return isNamed && object.kind === 'Name' && isDatabase(object) && !world.isTable(object.name)
      ? { kind: 'named', name: attr.name }
      : undefined;
  }
  if (expression.kind === 'Subscript' && expression.index.kind === 'Str') {
    return isTables(expression.object)
      ? { kind: 'named', name: expression.index.value }
      : undefined;
  }
  return undefined;
}

/** `something.tables` */
const isTables = (object: Expression): boolean =>
  object.kind === 'Attribute' && object.attr.name === 'tables';

const isDatabaseKind = (kind: Kind, expression: Expression): boolean =>
  kind === 'connection' || (kind === 'unknown' && expression.kind !== 'Call');

function fromCall(
  call: PythonAst.Call,
  scope: Scope,
  offset: number,
  world: SourceWorld,
): TableSource | undefined {
  const path = pathOf(call.callee, scope, offset);
  if (path !== undefined) return fromFunction(path, call);
  const { callee } = call;
  if (callee.kind !== 'Attribute') return undefined;
  const { object, attr } = callee;
  if (!DATABASE_METHODS.has(attr.name) && !attr.name.startsWith('read_')) return undefined;
  if (!isDatabaseKind(world.kindOf(object, scope, offset), object)) return undefined;
  return fromDatabase(attr.name, call);
}

function fromFunction(path: string, call: PythonAst.Call): TableSource | undefined {
  const by = path === 'ibis.table' ? 'table' : path === 'ibis.memtable' ? 'memtable' : undefined;
  if (by !== undefined) {
    return { kind: 'evaluated', expression: call, by, hint: textOf(argument(call, 1, 'name')) };
  }
  const [, example] = /^ibis\.examples\.(\w+)\.fetch$/.exec(path) ?? [];
  if (example !== undefined) return { kind: 'example', name: example };
  return /^ibis\.(?:\w+\.)?read_\w+$/.test(path)
    ? { kind: 'file', hint: fileHint(argument(call, 0, 'paths')) }
    : undefined;
}

const DATABASE_METHODS: ReadonlySet<string> = new Set(['table', 'create_table', 'create_view']);

function fromDatabase(method: string, call: PythonAst.Call): TableSource | undefined {
  const first = argument(call, 0, 'name');
  if (method.startsWith('read_')) {
    return {
      kind: 'file',
      hint: textOf(argument(call, undefined, 'table_name')) ?? fileHint(first),
    };
  }
  const name = textOf(first);
  if (method === 'table') return name === undefined ? undefined : { kind: 'named', name };
  const schema = argument(call, undefined, 'schema');
  if (schema !== undefined) {
    return { kind: 'evaluated', expression: schema, by: 'table', hint: name };
  }
  const data = argument(call, 1, 'obj');
  return data === undefined
    ? undefined
    : { kind: 'evaluated', expression: data, by: 'memtable', hint: name };
}

function argument(
  { args }: PythonAst.Call,
  position: number | undefined,
  name: string,
): Expression | undefined {
  const named = args.find((arg) => arg.kind === 'keyword' && arg.name?.name === name);
  if (named !== undefined || position === undefined) return named?.value;
  const at = args[position];
  return at?.kind === 'positional' ? at.value : undefined;
}

const textOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'Str' ? expression.value : undefined;

/** `…/penguins.csv` holds penguins. */
function fileHint(path: Expression | undefined): string | undefined {
  const name = textOf(path)?.split(/[/\\]/).at(-1)?.split('.')[0]?.replaceAll('-', '_');
  return name !== undefined && /^[a-z_]\w*$/i.test(name) ? name : undefined;
}
