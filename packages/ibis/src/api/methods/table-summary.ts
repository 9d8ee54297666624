import { highestPrecedence, INT16, isA, printType, sameType, FLOAT64, STRING } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import { asNumber, binaryOperation, getAttribute, toArray } from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { tableOf } from '../bind.js';
import { apply } from '../coerce.js';
import { ibisError } from '../errors.js';
import { intNode, literalNode, nullNode, textNode, boolNode } from '../literals.js';
import { TableObj, ValueObj } from '../objects.js';
import type { Session } from '../session.js';
import { SchemaObj, TypeObj } from '../types.js';
import type { Call } from './method.js';

type Self = Call<TableObj>;
type Named = Readonly<Record<string, PyValue>>;

/** `object.name(...)`, as a program would write it. */
function invoke(
  object: PyValue,
  name: string,
  ctx: PyContext,
  args: readonly PyValue[] = [],
  named: Named = {},
): PyValue {
  return ctx.call(getAttribute(object, name, ctx), args, new Map(Object.entries(named)));
}

const text = (session: Session, value: string): ValueObj => new ValueObj(session, textNode(value));
const position = (session: Session, index: number): ValueObj =>
  new ValueObj(session, literalNode(BigInt(index), INT16));

/** `p25`, `p33.3`: the name of the column of a quantile. */
const quantileName = (level: number): string =>
  `p${(100 * level).toFixed(6).replace(/0+$/, '').replace(/\.$/, '')}`;

function summary(
  table: TableObj,
  name: string,
  index: number,
  levels: readonly number[],
  ctx: PyContext,
): PyValue | undefined {
  const { session } = table;
  const column = table.column(name);
  const type = column.node.dtype;
  const on = (method: string, ...args: PyValue[]): PyValue => invoke(column, method, ctx, args);
  const float = (value: PyValue): PyValue => invoke(value, 'cast', ctx, [new TypeObj(FLOAT64)]);
  const nothing = (to: DataType): PyValue =>
    invoke(new ValueObj(session, nullNode()), 'cast', ctx, [new TypeObj(to)]);
  const isNumber = isA(type, 'Numeric');
  const isText = type.kind === 'string';
  const isTruth = type.kind === 'boolean';
  if (!isNumber && !isText && !isTruth) return undefined;
  const none = nothing(FLOAT64);
  const quantiles = levels.map(
    (level) => [quantileName(level), isNumber ? float(on('quantile', level)) : none] as const,
  );
  const missing = on('isnull');
  return invoke(table, 'agg', ctx, [], {
    name: text(session, name),
    pos: position(session, index),
    type: text(session, printType(type)),
    count: invoke(missing, 'count', ctx),
    nulls: invoke(missing, 'sum', ctx),
    unique: on('nunique'),
    mode: isText ? on('mode') : nothing(STRING),
    mean: isText ? none : on('mean'),
    std: isNumber ? on('std') : none,
    min: isNumber ? float(on('min')) : none,
    ...Object.fromEntries(quantiles),
    max: isNumber ? float(on('max')) : none,
  });
}

const together = ([first = null, ...rest]: readonly PyValue[], ctx: PyContext): PyValue =>
  rest.length === 0 ? first : invoke(first, 'union', ctx, rest);

/** `describe(quantile=)`: one row of statistics for each column of numbers, texts or booleans. */
export function describe({ self, args, ctx }: Self): PyValue {
  const table = tableOf(self);
  const levels = toArray(args['quantile'] ?? null, ctx)
    .map((level) => Number(asNumber(level)))
    .toSorted((a, b) => a - b);
  const names = [...table.relation.schema.keys()];
  const rows = names.flatMap((name, i) => {
    const row = summary(table, name, i, levels, ctx);
    return row instanceof TableObj ? [row] : [];
  });
  const [first] = rows;
  if (first === undefined) throw ibisError('IndexError', 'list index out of range');
  const schema = new Map(
    [...first.relation.schema.keys()].map((name) => [
      name,
      highestPrecedence(rows.map((row) => row.relation.schema.get(name) as DataType)),
    ]),
  );
  const all = together(
    rows.map((row) => invoke(row, 'cast', ctx, [new SchemaObj(schema)])),
    ctx,
  );
  const kinds = names.map((name) => table.relation.schema.get(name) as DataType);
  const hasText = kinds.some(({ kind }) => kind === 'string');
  const hasNumber = kinds.some((type) => isA(type, 'Numeric') || type.kind === 'boolean');
  if (hasText && hasNumber) return all;
  if (!hasText) return invoke(all, 'drop', ctx, ['mode']);
  const kept = [...schema].filter(([, type]) => !sameType(type, FLOAT64)).map(([name]) => name);
  return invoke(all, 'select', ctx, kept);
}

/** `info()`: one row for each column, with its type and how many values are missing. */
export function info({ self, session, ctx }: Self): PyValue {
  const table = tableOf(self);
  const number = (value: bigint): ValueObj => new ValueObj(session, intNode(value));
  const rows = [...table.relation.schema].map(([name, type], index) => {
    const isna = apply(
      session,
      'SearchedCase',
      {
        cases: [invoke(table.column(name), 'isnull', ctx)],
        results: [number(1n)],
        default: number(0n),
      },
      ctx,
    );
    const flags = invoke(table, 'select', ctx, [], { isna }) as TableObj;
    const flag = flags.column('isna');
    return invoke(flags, 'agg', ctx, [], {
      name: text(session, name),
      type: text(session, printType(type)),
      nullable: new ValueObj(session, boolNode(type.nullable)),
      nulls: invoke(flag, 'sum', ctx),
      non_nulls: invoke(binaryOperation('-', 1n, flag, ctx), 'sum', ctx),
      null_frac: invoke(flag, 'mean', ctx),
      pos: position(session, index),
    });
  });
  return invoke(together(rows, ctx), 'order_by', ctx, ['pos']);
}
