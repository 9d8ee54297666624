import { fieldsOf, make, nameOf, project, specOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import {
  NO_KWARGS,
  PyDict,
  PyList,
  pyRepr,
  pyStr,
  isCallable,
  compareOperation,
  getAttribute,
  truth,
  typeError,
  typeName,
} from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { rename, tableOf } from '../bind.js';
import { classOf } from '../class-names.js';
import { anyValue, apply, promoteList } from '../coerce.js';
import { DeferredObj } from '../deferred.js';
import { asIbis, ibisError, unboundTables } from '../errors.js';
import { TableObj, ValueObj } from '../objects.js';
import { toSelector } from '../selector-objects.js';
import { replace } from '@ibert/ir';
import type { Call } from './method.js';
import { groupAndAggregate } from './table-steps.js';

type Self = Call<TableObj>;

const callOrResolve = (fn: PyValue, value: PyValue, ctx: PyContext): PyValue =>
  fn instanceof DeferredObj ? fn.resolve(value, ctx) : ctx.call(fn, [value], NO_KWARGS);

/** Columns to rows: one row per chosen column, its name taken apart by a pattern. */
export function pivotLonger({ self, session, args, ctx }: Self): PyValue {
  const table = tableOf(self);
  const chosen = toSelector(args['col'] ?? null, ctx).expand(table, ctx);
  if (chosen.length === 0)
    throw ibisError('IbisInputError', 'Selector returned no columns to pivot on');
  const namesTo = promoteList(args['names_to'] ?? null, ctx).map((name) => {
    if (typeof name === 'string') return name;
    throw ibisError(
      'SignatureValidationError',
      `StructColumn: \`names\`: ${pyRepr(name, ctx)} of type ${classOf(name)} is not a str`,
    );
  });
  const source = pyStr(args['names_pattern'] ?? null, ctx);
  const pattern = new RegExp(`^(?:${source.replaceAll('(?P<', '(?<')})`);
  const groups = (new RegExp(`${pattern.source}|`).exec('')?.length ?? 1) - 1;
  if (groups !== namesTo.length) {
    const shown = namesTo.map((n) => `'${n}'`).join(', ');
    throw ibisError(
      'IbisInputError',
      `Number of match groups in \`names_pattern\`'${source}' (${groups} groups) doesn't match the length of \`names_to\` [${shown}] (length ${namesTo.length})`,
    );
  }
  const transform = args['names_transform'] ?? null;
  const transformOf = (name: string): PyValue => {
    if (!(transform instanceof PyDict)) return transform;
    return [...transform.entries.values()].find((e) => e.key === name)?.value ?? null;
  };
  const valuesTo = pyStr(args['values_to'] ?? null, ctx);
  const valuesTransform = args['values_transform'] ?? null;

  const rows = chosen.map((column): Value => {
    const match = pattern.exec(nameOf(column));
    const names = namesTo.map((name, i): Value => {
      const text: PyValue = match?.[i + 1] ?? null;
      const fn = transformOf(name);
      return anyValue(fn === null ? text : ctx.call(fn, [text], NO_KWARGS), ctx);
    });
    const cell = new ValueObj(session, column);
    const value = valuesTransform === null ? cell : callOrResolve(valuesTransform, cell, ctx);
    return make('StructColumn', {
      names: [...namesTo, valuesTo],
      values: [...names, anyValue(value, ctx)],
    });
  });
  const pieces = make('Unnest', { arg: asIbis(() => make('Array', { exprs: rows })) });
  const pivoted = new Set(chosen.map(nameOf));
  const columns = new Map([...fieldsOf(table.relation)].filter(([name]) => !pivoted.has(name)));
  const inner = project(table.relation, new Map([...columns, ['__pivoted__', pieces]]));
  const outer = new Map<string, Value>();
  for (const [name, value] of fieldsOf(inner)) {
    if (name !== '__pivoted__') outer.set(name, value);
    else
      for (const part of [...namesTo, valuesTo])
        outer.set(part, make('StructField', { arg: value, field: part }));
  }
  return new TableObj(session, project(inner, outer));
}

/** Rows to columns: one column per given combination of names. */
export function pivotWider({ self, session, args, ctx }: Self): PyValue {
  const table = tableOf(self);
  const names = args['names'] ?? null;
  if (typeof names === 'bigint' || typeof names === 'number' || typeof names === 'boolean')
    throw typeError(`'${typeName(names)}' object is not iterable`);
  if (names === null) {
    // Ibis looks for the columns first, then for their values.
    toSelector(args['names_from'] ?? null, ctx).expand(table, ctx);
    throw unboundTables('Give pivot_wider the names= to make columns of.');
  }
  const namesFrom = toSelector(args['names_from'] ?? null, ctx).expand(table, ctx);
  const valuesFrom = toSelector(args['values_from'] ?? null, ctx).expand(table, ctx);
  const taken = new Set([...namesFrom, ...valuesFrom].map(nameOf));
  const idCols = args['id_cols'] ?? null;
  const ids =
    idCols === null
      ? [...fieldsOf(table.relation)].filter(([name]) => !taken.has(name)).map(([, value]) => value)
      : toSelector(idCols, ctx).expand(table, ctx);
  let keys = listOf(names, ctx).map((key) => [...promoteList(key, ctx)]);
  if (args['names_sort'] === true) keys = keys.toSorted((a, b) => compareKeys(a, b, ctx));
  const several = valuesFrom.length > 1;
  const [prefix, sep] = [
    pyStr(args['names_prefix'] ?? '', ctx),
    pyStr(args['names_sep'] ?? '_', ctx),
  ];
  const fill = args['values_fill'] ?? null;

  const metrics = keys.flatMap((key) => {
    const where = namesFrom
      .map((column, i) =>
        compareOperation('==', new ValueObj(session, column), key[i] ?? null, ctx),
      )
      .reduce(
        (left: PyValue, right) =>
          left === true ? right : apply(session, 'And', { left, right }, ctx),
        true,
      );
    if (!(where instanceof ValueObj)) {
      throw ibisError(
        'IbisInputError',
        'names_from= and names= make no condition on a column',
        'Give names_from= columns, and names= plain values.',
      );
    }
    return valuesFrom.map((column): Value => {
      const cell = new ValueObj(session, column);
      const value = withCondition(aggregateBy(args['values_agg'] ?? null, cell, ctx), where.node);
      const parts = [prefix, several ? nameOf(column) : '', ...key].filter((k) => truth(k, ctx));
      const filled =
        fill === null
          ? value
          : apply(session, 'Coalesce', { arg: [new ValueObj(session, value), fill] }, ctx).node;
      return rename(filled, joinedName(parts, sep));
    });
  });
  return groupAndAggregate(table, ids, metrics, [], ctx);
}

/** Python joins texts only. */
function joinedName(parts: readonly PyValue[], separator: string): string {
  for (const [i, part] of parts.entries()) {
    if (typeof part !== 'string')
      throw typeError(`sequence item ${i}: expected str instance, ${typeName(part)} found`);
  }
  return parts.join(separator);
}

const listOf = (value: PyValue, ctx: PyContext): readonly PyValue[] =>
  value instanceof PyList ? value.items : promoteList(value, ctx);

function compareKeys(a: readonly PyValue[], b: readonly PyValue[], ctx: PyContext): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? null;
    if (compareOperation('<', left, right, ctx) === true) return -1;
    if (compareOperation('>', left, right, ctx) === true) return 1;
  }
  return 0;
}

function aggregateBy(how: PyValue, cell: ValueObj, ctx: PyContext): Value {
  const result =
    typeof how === 'string'
      ? ctx.call(getAttribute(cell, how, ctx), [], NO_KWARGS)
      : isCallable(how) || how instanceof DeferredObj
        ? callOrResolve(how, cell, ctx)
        : null;
  if (result instanceof ValueObj) return result.node;
  throw ibisError(
    'TypeError',
    'values_agg must be a method name, a deferred or a function of a column',
  );
}

/** Every reduction of a value, over the rows of the condition only. */
function withCondition(value: Value, condition: Value): Value {
  return replace(value, (v) => {
    if (specOf(v.kind).role !== 'reduction') return undefined;
    const own = v.args['where'] as Value | null;
    const where = own === null ? condition : make('And', { left: condition, right: own });
    return asIbis(() => make(v.kind as 'Sum', { ...v.args, where } as never));
  });
}
