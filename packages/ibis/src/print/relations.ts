import { isOp, isValue, printType } from '@ibert/ir';
import type { Relation, RelationKind, SetOperation, Value } from '@ibert/ir';

import { extend, flat, start } from './chain.js';
import type { Arg, Chain } from './chain.js';
import { bare, call, keyword } from './code.js';
import { columnArgs, plainColumn, quoted } from './columns.js';
import { joinChain } from './joins.js';
import { pythonText, quote } from './literals.js';
import { InternalError } from '@ibert/core';
import type { Printer } from './printer.js';
import { isName } from './reserved-names.js';
import { sortKey } from './sort-keys.js';
import { shownName } from './names.js';
import { isGiven, tableCall } from './tables.js';
import { ValuePrinter } from './values.js';
import type { Context } from './values.js';

type Of<K extends RelationKind> = Extract<Relation, { readonly kind: K }>;
type Show<K extends RelationKind> = (relation: Of<K>, printer: Printer) => Chain;

/** A relation as a table expression, whether it has a variable or not. */
export function relationChain(relation: Relation, printer: Printer): Chain {
  return (RELATIONS[relation.kind] as (r: Relation, p: Printer) => Chain)(relation, printer);
}

const over = (printer: Printer, parent: Relation, context: Context): ValuePrinter =>
  new ValuePrinter(printer, { self: parent, context, underscore: true });

const flag = (name: string, value: string): Arg => ({ keyword: name, value });

const setOperation =
  (method: string, byDefault: boolean) =>
  ({ kind, left, right, distinct }: SetOperation, printer: Printer): Chain =>
    extend(left.kind === kind ? printer.chain(left) : printer.argument(left), method, [
      { value: printer.argument(right) },
      ...(distinct === byDefault ? [] : [flag('distinct', distinct ? 'True' : 'False')]),
    ]);

/** A sort key as an argument of order_by. */
function orderArg(key: Value, p: ValuePrinter): string {
  if (!isOp(key, 'SortKey')) return p.code(key).text;
  const { arg, ascending, nulls_first } = key.args;
  const column = plainColumn(arg, p.scope.self);
  if (column === undefined) return sortKey(key, p).text;
  if (ascending && !nulls_first) return quote(column);
  return `ibis.${ascending ? 'asc' : 'desc'}(${quote(column)}${nulls_first ? ', nulls_first=True' : ''})`;
}

function countArg(count: number | Value, parent: Relation, printer: Printer): string {
  if (!isValue(count)) return String(count);
  const p = over(printer, parent, 'plain').inside({ underscore: false });
  if (!isOp(count, 'ScalarSubquery')) return p.code(count).text;
  const { rel } = count.args;
  const [metric] = rel.kind === 'Aggregate' && rel.groups.size === 0 ? rel.metrics.values() : [];
  // limit() makes the subquery itself.
  return p.code(metric ?? count).text;
}

/** Whether all columns of the parent come first and in order: what mutate makes. */
function mutated(relation: Of<'Project'>): readonly (readonly [string, Value])[] | undefined {
  const { parent, values } = relation;
  const names = [...parent.schema.keys()];
  const columns = [...values];
  if (names.length > columns.length || !names.every((name, i) => columns[i]?.[0] === name))
    return undefined;
  const changed = columns.filter(([name, value]) => plainColumn(value, parent) !== name);
  const keepsSome = changed.filter(([name]) => parent.schema.has(name)).length < names.length;
  return keepsSome && changed.length > 0 ? changed : undefined;
}

/** New names by old ones, where the relation renames and does nothing else. */
function renamed(relation: Of<'Project'>): ReadonlyMap<string, string> | undefined {
  const { parent, values } = relation;
  if (values.size !== parent.schema.size) return undefined;
  const olds = [...values.values()].map((value) => plainColumn(value, parent));
  const names = [...parent.schema.keys()];
  if (!olds.every((old, i) => old === names[i])) return undefined;
  const changed = [...values.keys()].flatMap((name, i): [string, string][] =>
    name === names[i] ? [] : [[name, names[i] ?? '']],
  );
  return changed.length === 0 ? undefined : new Map(changed);
}

const project: Show<'Project'> = (relation, printer) => {
  const { parent, values } = relation;
  const p = over(printer, parent, 'project');
  const fresh = renamed(relation);
  if (fresh !== undefined) {
    const isKeywords = [...fresh.keys()].every((name) => isName(name));
    const args = isKeywords
      ? [...fresh].map(([name, old]): Arg => flag(name, quote(old)))
      : [`{${[...fresh].map(([name, old]) => `${quote(name)}: ${quote(old)}`).join(', ')}}`];
    return extend(printer.chain(parent), 'rename', args);
  }
  const changed = mutated(relation);
  if (changed !== undefined) return extend(printer.chain(parent), 'mutate', columnArgs(changed, p));
  return extend(closed(printer.chain(parent), parent), 'select', columnArgs(values, p));
};

/** A join whose columns are all chosen: further selects stand on their own. */
const closed = (chain: Chain, relation: Relation): Chain =>
  chain.openJoin === true ? extend(chain, 'select', quoted(relation.schema.keys())) : chain;

const AGG_KEYWORDS: ReadonlySet<string> = new Set(['by', 'having']);

/** Table.agg takes one argument by position, which may be a list. */
function inOneList(args: readonly Arg[]): readonly Arg[] {
  const positional = args.filter(({ keyword: name }) => name === undefined);
  if (positional.length < 2) return args;
  const items = positional.map(({ value }) => (typeof value === 'string' ? value : flat(value)));
  return [{ value: `[${items.join(', ')}]` }, ...args.slice(positional.length)];
}

const aggregate: Show<'Aggregate'> = ({ parent, groups, metrics }, printer) => {
  const p = over(printer, parent, 'plain');
  const chain = printer.chain(parent);
  if (groups.size === 0)
    return extend(chain, 'agg', inOneList(columnArgs(metrics, p, AGG_KEYWORDS)));
  return extend(extend(chain, 'group_by', columnArgs(groups, p)), 'agg', columnArgs(metrics, p));
};

const fillNull: Show<'FillNull'> = ({ parent, replacements }, printer) => {
  const p = over(printer, parent, 'plain').inside({ underscore: false });
  const text = isValue(replacements)
    ? p.arg(replacements).text
    : `{${[...replacements].map(([name, value]) => `${quote(name)}: ${p.arg(value).text}`).join(', ')}}`;
  return extend(printer.chain(parent), 'fill_null', [text]);
};

const memtable: Show<'InMemoryTable'> = ({ schema, rows }) => {
  const columns = [...schema].map(([name, type], i) => {
    const cells = rows.map((row) => pythonText(row[i] ?? null, type));
    return `${quote(name)}: [${cells.join(', ')}]`;
  });
  const types = [...schema].map(([name, type]) => `${quote(name)}: ${quote(printType(type))}`);
  return start(`ibis.memtable({${columns.join(', ')}}, schema={${types.join(', ')}})`);
};

const dummyTable: Show<'DummyTable'> = ({ values }, printer) => {
  const p = new ValuePrinter(printer, { self: undefined, context: 'plain', underscore: false });
  const [[name, first] = [], ...others] = values;
  if (name === undefined || first === undefined) throw new InternalError('a row without columns');
  const code = p.code(first);
  const named = shownName(first) === name ? code : call(code, 'name', [bare(quote(name))]);
  const chain = extend(start(named.text), 'as_table');
  return others.length === 0 ? chain : extend(chain, 'mutate', columnArgs(others, p));
};

const RELATIONS: { readonly [K in RelationKind]: Show<K> } = {
  UnboundTable: (relation) => {
    if (isGiven(relation)) return start(relation.name);
    return start(tableCall(relation));
  },
  InMemoryTable: memtable,
  DummyTable: dummyTable,
  Project: project,
  DropColumns: ({ parent, dropped }, printer) =>
    extend(printer.chain(parent), 'drop', quoted(dropped)),
  Filter: ({ parent, predicates }, printer) => {
    const p = over(printer, parent, 'filter');
    return extend(
      printer.chain(parent),
      'filter',
      predicates.map((predicate) => p.code(predicate).text),
    );
  },
  Sort: ({ parent, keys }, printer) => {
    const p = over(printer, parent, 'project');
    return extend(
      printer.chain(parent),
      'order_by',
      keys.map((key) => orderArg(key, p)),
    );
  },
  Limit: ({ parent, n, offset }, printer) => {
    const skip = offset === 0 ? [] : [flag('offset', countArg(offset, parent, printer))];
    const count = n === null ? 'None' : countArg(n, parent, printer);
    return extend(printer.chain(parent), 'limit', [count, ...skip]);
  },
  Aggregate: aggregate,
  Distinct: ({ parent }, printer) => extend(printer.chain(parent), 'distinct'),
  Sample: ({ parent, fraction, method, seed }, printer) =>
    extend(printer.chain(parent), 'sample', [
      pythonText(fraction, { kind: 'float64', nullable: true }),
      ...(method === 'row' ? [] : [flag('method', quote(method))]),
      ...(seed === null ? [] : [flag('seed', String(seed))]),
    ]),
  DropNull: ({ parent, how, subset }, printer) => {
    const p = over(printer, parent, 'plain');
    const columns = subset?.map((value) => {
      const name = plainColumn(value, parent);
      return name === undefined ? p.code(value).text : quote(name);
    });
    return extend(printer.chain(parent), 'drop_null', [
      ...(columns === undefined
        ? []
        : [columns.length === 1 ? (columns[0] ?? '') : `[${columns.join(', ')}]`]),
      ...(how === 'any' ? [] : [flag('how', quote(how))]),
    ]);
  },
  FillNull: fillNull,
  Union: setOperation('union', false),
  Intersection: setOperation('intersect', true),
  Difference: setOperation('difference', true),
  TableUnnest: ({ parent, column, columnName, offset, keepEmpty }, printer) => {
    const p = over(printer, parent, 'plain');
    const name = plainColumn(column, parent);
    const code = name === columnName ? bare(quote(name)) : p.code(column);
    const named =
      name === columnName || shownName(column) === columnName
        ? code
        : call(code, 'name', [quote(columnName)]);
    return extend(printer.chain(parent), 'unnest', [
      named.text,
      ...(offset === null ? [] : [flag('offset', quote(offset))]),
      ...(keepEmpty ? [keyword('keep_empty', bare('True')).text] : []),
    ]);
  },
  SelfReference: ({ parent }, printer) => extend(printer.chain(parent), 'view'),
  JoinReference: ({ parent }, printer) => printer.chain(parent),
  AliasedRelation: ({ parent, name }, printer) =>
    extend(printer.chain(parent), 'alias', [quote(name)]),
  JoinChain: (relation, printer) => joinChain(relation, printer),
};
