import {
  array,
  inMemoryTable,
  INT64,
  isA,
  higherPrecedence,
  NULL,
  printType,
  struct,
} from '@ibert/ir';
import type { DataType, LiteralValue } from '@ibert/ir';

import {
  dictFrom,
  notSupported,
  PyDict,
  PyList,
  pyRepr,
  PySet,
  pyStr,
  PythonError,
  PyTuple,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type { PyContext, PyValue } from '../python/index.js';
import { promoteList } from './coerce.js';
import { asIbis, ibisError, unboundTables } from './errors.js';
import type { FunctionCall } from './functions.js';
import { inferType, normalize } from './literals.js';
import { TableObj } from './objects.js';
import { requireType, toSchema } from './types.js';

const isListOf = (value: PyValue): boolean => value instanceof PyList || value instanceof PyTuple;

/** A column as pandas takes it: several values, or one for all rows. */
interface GivenColumn {
  readonly name: string;
  readonly cells: readonly PyValue[] | undefined;
  readonly value: PyValue;
}

function givenColumn(name: string, value: PyValue, ctx: PyContext): GivenColumn {
  if (value instanceof PySet) throw typeError(`'${typeName(value)}' type is unordered`);
  if (value instanceof PyDict)
    throw notSupported('ibis.memtable(): a dict as a column, which pandas aligns by its keys');
  const items = promoteList(value, ctx);
  const isOne = value === null || (items.length === 1 && items[0] === value);
  return { name, cells: isOne ? undefined : items, value };
}

/** Rows of a dict of columns. */
function rowsOfColumns(columns: readonly GivenColumn[]): PyValue[][] {
  const lengths = new Set(
    columns.flatMap(({ cells }) => (cells === undefined ? [] : cells.length)),
  );
  if (lengths.size === 0 && columns.length > 0)
    throw valueError('If using all scalar values, you must pass an index');
  if (lengths.size > 1) throw valueError('All arrays must be of the same length');
  const [length = 0] = lengths;
  return Array.from({ length }, (_, i) =>
    columns.map(({ cells, value }) => (cells === undefined ? value : (cells[i] ?? null))),
  );
}

/** `ibis.memtable`: of a dict of columns, or a list of dicts or tuples. */
export function memtable({ session, args, ctx }: FunctionCall): PyValue {
  const { data = null, columns = null, schema: given = null } = args;
  if (columns !== null && given !== null) {
    throw ibisError(
      'NotImplementedError',
      'passing `columns` and schema` is ambiguous; pass one or the other but not both',
    );
  }
  const fixed = given === null ? undefined : toSchema(given, ctx);
  let names =
    columns === null
      ? [...(fixed?.keys() ?? [])]
      : promoteList(columns, ctx).map((c) => pyStr(c, ctx));
  let rows: PyValue[][];
  if (data instanceof PyDict) {
    const given = [...data.entries.values()].map((e) =>
      givenColumn(pyStr(e.key, ctx), e.value, ctx),
    );
    names = given.map(({ name }) => name);
    rows = rowsOfColumns(given);
  } else {
    if (data instanceof TableObj) throw unboundTables();
    if (typeof data !== 'object') throw valueError('DataFrame constructor not properly called!');
    const items = promoteList(data, ctx);
    const dicts = items.filter((item) => item instanceof PyDict);
    if (dicts.length > 0) {
      if (names.length === 0) {
        names = [
          ...new Set(dicts.flatMap((d) => [...d.entries.values()].map((e) => pyStr(e.key, ctx)))),
        ];
      }
      rows = dicts.map((d) =>
        names.map((name) => [...d.entries.values()].find((e) => e.key === name)?.value ?? null),
      );
    } else {
      rows = items.map((item) => [...promoteList(item, ctx)]);
      const width = Math.max(0, ...rows.map((row) => row.length));
      if (names.length === 0) names = (rows[0] ?? []).map((_, i) => `col${i}`);
      else if (rows.length > 0 && width !== names.length) {
        const isFlat = items.every((item) => !isListOf(item));
        throw valueError(
          isFlat
            ? `Shape of passed values is (${rows.length}, ${width}), indices imply (${rows.length}, ${names.length})`
            : `${names.length} columns passed, passed data had ${width} columns`,
        );
      }
    }
  }
  const double = names.filter((name, i) => names.indexOf(name) !== i);
  if (double.length > 0) {
    const shown = double.map((name) => `'${name}'`).join(', ');
    throw ibisError(
      'IbisInputError',
      `Duplicate column names found in DataFrame when constructing memtable: [${shown}]`,
    );
  }
  const types = names.map(
    (name, i) =>
      fixed?.get(name) ??
      columnType(
        rows.map((row) => row[i] ?? null),
        ctx,
      ),
  );
  const literals = rows.map((row) =>
    row.map((cell, i): LiteralValue => cellOf(cell, types[i] as DataType, ctx)),
  );
  const label = `ibis_pandas_memtable_${session.nextId()}`;
  const table = inMemoryTable(
    label,
    new Map(names.map((n, i) => [n, types[i] as DataType])),
    literals,
  );
  return new TableObj(session, table);
}

/** A cell of a table as its column's type has it; pandas converts only when the table is read. */
function cellOf(given: PyValue, type: DataType, ctx: PyContext): LiteralValue {
  const cell = withAllFields(given, type);
  const isCut = typeof cell === 'number' && isA(type, 'Integer') && !Number.isInteger(cell);
  const isMoment = type.kind === 'date' || type.kind === 'time' || type.kind === 'timestamp';
  const isCount = isMoment && (typeof cell === 'number' || typeof cell === 'bigint');
  const isParsed = typeof cell === 'string' && (isA(type, 'Numeric') || type.kind === 'boolean');
  if (!isCut && !isCount && !isParsed) {
    try {
      return normalize(cell, type, ctx);
    } catch (error) {
      if (!(error instanceof PythonError && error.pyType === 'TypeError')) throw error;
    }
  }
  throw notSupported(
    `ibis.memtable(): ${pyRepr(cell, ctx)} in a column of type ${printType(type)}: Ibis converts it, or fails, only when the table is read`,
    undefined,
    'Give the values in the type of their column.',
  );
}

/** A dict in a column of structs has no value for the fields that it does not name. */
function withAllFields(cell: PyValue, type: DataType): PyValue {
  if (type.kind === 'array' && isListOf(cell))
    return new PyList(itemsOf(cell).map((item) => withAllFields(item, type.value)));
  if (type.kind !== 'struct' || !(cell instanceof PyDict)) return cell;
  const given = new Map([...cell.entries.values()].map((e) => [e.key, e.value]));
  return dictFrom(
    [...type.fields].map(([name, field]) => [name, withAllFields(given.get(name) ?? null, field)]),
  );
}

const itemsOf = (value: PyValue): readonly PyValue[] =>
  value instanceof PyList || value instanceof PyTuple ? value.items : [];

/** The type of one cell: dicts are structs, and whole numbers are int64, inside of lists as well. */
function cellType(cell: PyValue, ctx: PyContext): DataType {
  if (cell instanceof PyDict) {
    const entries = [...cell.entries.values()];
    if (entries.length === 0) throw notSupported('ibis.memtable(): a struct without fields');
    const odd = entries.find(({ key }) => typeof key !== 'string');
    if (odd !== undefined)
      throw notSupported(`ibis.memtable(): a dict with the key ${pyRepr(odd.key, ctx)} as a cell`);
    return struct(entries.map(({ key, value }) => [String(key), cellType(value, ctx)]));
  }
  if (isListOf(cell)) return array(commonType(itemsOf(cell), ctx));
  const type = inferType(cell);
  return isA(type, 'Integer') ? INT64 : type;
}

const commonType = (cells: readonly PyValue[], ctx: PyContext): DataType =>
  cells.map((cell) => cellType(cell, ctx)).reduce(widerType, NULL);

/** The type of cells of both types; structs have the fields of both. */
function widerType(left: DataType, right: DataType): DataType {
  if (left.kind === 'array' && right.kind === 'array')
    return array(widerType(left.value, right.value));
  if (left.kind !== 'struct' || right.kind !== 'struct')
    return asIbis(() => higherPrecedence(left, right));
  const fields = new Map(left.fields);
  for (const [name, type] of right.fields) {
    const known = fields.get(name);
    fields.set(name, known === undefined ? type : widerType(known, type));
  }
  return struct(fields);
}

/** A column's type as pandas would have it: whole numbers are int64, gaps make them float64. */
function columnType(cells: readonly PyValue[], ctx: PyContext): DataType {
  const present = cells.filter((cell) => cell !== null);
  if (present.length > 0 && present.every((cell) => typeof cell === 'bigint')) {
    return present.length === cells.length ? requireType('int64') : requireType('float64');
  }
  if (
    present.length > 0 &&
    present.every((cell) => typeof cell === 'bigint' || typeof cell === 'number')
  ) {
    return requireType('float64');
  }
  return commonType(present, ctx);
}
