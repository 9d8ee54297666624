import { castable, dropNull, fillNull, printType, sameType } from '@ibert/ir';
import type { DataType, Value } from '@ibert/ir';

import { dictFrom, NO_KWARGS, PyDict, pyStr, PyTuple } from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { bindAndDeref, rename, tableOf } from '../bind.js';
import { anyValue, apply, Raw } from '../coerce.js';
import { ibisError, missingColumn } from '../errors.js';
import { TableObj, ValueObj } from '../objects.js';
import { uninferable } from '../uninferable.js';
import { tableMisfit } from '../relation-errors.js';
import { toSchema } from '../types.js';
import type { Call } from './method.js';
import { projectValues } from './table-steps.js';

type Self = Call<TableObj>;

const entriesOf = (dict: PyDict, ctx: PyContext): [string, PyValue][] =>
  [...dict.entries.values()].map((e) => [pyStr(e.key, ctx), e.value]);

/** `cast` and `try_cast` of several columns. */
export function castTable(
  { self, session, args, keywords, ctx }: Self,
  op: 'Cast' | 'TryCast',
): TableObj {
  const table = tableOf(self);
  const given = args['schema'] ?? null;
  const wanted = new Map<string, DataType>([
    ...(given === null ? [] : toSchema(given, ctx)),
    ...toSchema(dictFrom([...keywords]), ctx),
  ]);
  const { schema } = table.relation;
  for (const name of wanted.keys()) session.field(table.relation, name);
  const missing = [...wanted.keys()].filter((name) => !schema.has(name)).toSorted();
  if (missing.length > 0) {
    const names = missing.map((name) => `'${name}'`).join(', ');
    throw ibisError('IbisError', `Cast schema has fields that are not in the table: [${names}]`);
  }
  const columns = [...schema.keys()].map((name): Value => {
    const column = table.column(name);
    const to = wanted.get(name);
    if (to === undefined || sameType(to, column.node.dtype)) return column.node;
    return rename(apply(session, op, { arg: column, to: new Raw(to) }, ctx).node, name);
  });
  return projectValues(table, columns, false);
}

/** `fill_null(value)` for every column or `fill_null({column: value})`. */
export function fillNulls({ self, session, args, ctx }: Self): TableObj {
  const table = tableOf(self);
  const { schema } = table.relation;
  const replacements = args['replacements'] ?? null;
  if (replacements instanceof PyDict) {
    const values = new Map<string, Value>();
    for (const [name, given] of entriesOf(replacements, ctx)) {
      session.field(table.relation, name);
      const type = schema.get(name);
      if (type === undefined) throw missingColumn(name, schema.keys());
      if (given instanceof ValueObj && given.node.relations.length > 0) throw uninferable(given);
      const value = anyValue(given, ctx);
      checkFill(name, type, value, '');
      values.set(name, value);
    }
    return new TableObj(session, fillNull(table.relation, values));
  }
  if (replacements === null) {
    const given = [['replacements', replacements] as const];
    throw tableMisfit(session, 'FillNull', table.relation, given, 'replacements', ctx);
  }
  const value = anyValue(replacements, ctx);
  for (const [name, type] of schema) {
    if (type.nullable) {
      checkFill(
        name,
        type,
        value,
        ' - pass in an explicit mapping of fill values to `fill_null` instead.',
      );
    }
  }
  return new TableObj(session, fillNull(table.relation, value));
}

function checkFill(name: string, type: DataType, value: Value, advice: string): void {
  if (castable(value.dtype, type)) return;
  throw ibisError(
    'IbisTypeError',
    `Cannot fill_null on column '${name}' of type ${printType(type)} with a value of type ${printType(value.dtype)}${advice}`,
  );
}

/** `drop_null(subset, how=)`. */
export function dropNulls({ self, args, ctx }: Self): TableObj {
  const table = tableOf(self);
  const { relation, session } = table;
  const { subset = null, how = null } = args;
  const columns = subset === null ? null : bindAndDeref(table, [subset], NO_KWARGS, ctx);
  const shown =
    columns === null ? null : new PyTuple(columns.map((column) => new ValueObj(session, column)));
  const given = [
    ['how', how],
    ['subset', shown],
  ] as const;
  if (how !== 'any' && how !== 'all')
    throw tableMisfit(session, 'DropNull', relation, given, 'how', ctx);
  if (columns?.some(({ shape }) => shape === 'scalar') === true) {
    throw tableMisfit(session, 'DropNull', relation, given, 'subset', ctx);
  }
  return new TableObj(session, dropNull(relation, how, columns));
}
