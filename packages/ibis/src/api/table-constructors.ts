import { inMemoryTable, INT64, isA, printType, unboundTable } from '@ibert/ir';
import type { DataType, LiteralValue } from '@ibert/ir';

import {
  PyDict,
  PyList,
  notSupported,
  pyRepr,
  pyStr,
  PythonError,
  PyTuple,
  typeError,
  typeName,
  valueError,
} from '../python/index.js';
import type { PyContext, PyValue } from '../python/index.js';
import { classOf } from './class-names.js';
import { promoteList } from './coerce.js';
import { ibisError, unboundTables } from './errors.js';
import type { FunctionCall } from './functions.js';
import { inferType, normalize } from './literals.js';
import { TableObj } from './objects.js';
import { requireType, SchemaObj, toSchema } from './types.js';

/** `ibis.table`: a table by its schema. */
export function table({ session, args, ctx }: FunctionCall): PyValue {
  const { schema = null, name = null, catalog = null, database = null } = args;
  if (catalog !== null && database === null) {
    throw valueError(
      'A catalog-only namespace is invalid in Ibis, please specify a database as well.',
    );
  }
  if (name !== null && typeof name !== 'string') {
    const [shown, fields] = [pyRepr(name, ctx), pyRepr(schema, ctx)];
    const place = `Namespace(catalog=${pyRepr(catalog, ctx)}, database=${pyRepr(database, ctx)})`;
    throw ibisError(
      'SignatureValidationError',
      `UnboundTable(name=${shown}, schema=${fields}, namespace=${place}) has failed due to the following errors:\n  \`name\`: ${shown} of type ${classOf(name)} is not a str\n\nExpected signature: UnboundTable(name: str, schema: Schema, namespace: Namespace = Namespace(catalog=None, database=None))`,
    );
  }
  const optional = (value: PyValue): string | null => (value === null ? null : pyStr(value, ctx));
  const label = optional(name) ?? `unbound_table_${session.nextId() - 1}`;
  if (schema === null || typeof schema === 'bigint' || typeof schema === 'number') {
    const shown = pyRepr(schema, ctx);
    const namespace = `Namespace(catalog=${pyRepr(catalog, ctx)}, database=${pyRepr(database, ctx)})`;
    throw ibisError(
      'SignatureValidationError',
      `UnboundTable(name=${pyRepr(label, ctx)}, schema=${shown}, namespace=${namespace}) has failed due to the following errors:\n  \`schema\`: ${shown} of type <class '${typeName(schema)}'> is not coercible to a Schema\n\nExpected signature: UnboundTable(name: str, schema: Schema, namespace: Namespace = Namespace(catalog=None, database=None))`,
    );
  }
  const at = { catalog: optional(catalog), database: optional(database) };
  return new TableObj(session, unboundTable(label, toSchema(schema, ctx), at));
}

/** `ibis.schema`: of a mapping, of pairs, or of names and types apart. */
export function schema({ args, ctx }: FunctionCall): PyValue {
  const { pairs = null, names = null, types = null } = args;
  if (typeof pairs === 'bigint' || typeof pairs === 'number')
    throw ibisError('InputTypeError', pyRepr(pairs, ctx));
  if (pairs !== null) return new SchemaObj(toSchema(pairs, ctx));
  if (names === null || types === null) throw typeError("object of type 'NoneType' has no len()");
  const [labels, kinds] = [promoteList(names), promoteList(types)];
  if (labels.length !== kinds.length)
    throw valueError('Schema names and types must have the same length');
  return new SchemaObj(
    new Map(labels.map((n, i) => [pyStr(n, ctx), requireType(kinds[i] ?? null)] as const)),
  );
}

const isListOf = (value: PyValue): boolean => value instanceof PyList || value instanceof PyTuple;

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
    columns === null ? [...(fixed?.keys() ?? [])] : promoteList(columns).map((c) => pyStr(c, ctx));
  let rows: PyValue[][];
  if (data instanceof PyDict) {
    const cols = [...data.entries.values()].map(
      (e) => [pyStr(e.key, ctx), promoteList(e.value)] as const,
    );
    const lists = [...data.entries.values()].filter((e) => isListOf(e.value));
    if (lists.length === 0 && cols.length > 0)
      throw valueError('If using all scalar values, you must pass an index');
    if (new Set(cols.map(([, items]) => items.length)).size > 1)
      throw valueError('All arrays must be of the same length');
    names = cols.map(([name]) => name);
    rows = (cols[0]?.[1] ?? []).map((_, i) => cols.map(([, items]) => items[i] ?? null));
  } else {
    if (data instanceof TableObj) throw unboundTables();
    if (typeof data !== 'object') throw valueError('DataFrame constructor not properly called!');
    const items = promoteList(data);
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
      rows = items.map((item) => [...promoteList(item)]);
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
    (name, i) => fixed?.get(name) ?? columnType(rows.map((row) => row[i] ?? null)),
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
function cellOf(cell: PyValue, type: DataType, ctx: PyContext): LiteralValue {
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

/** Whole numbers inside of lists and structs are int64 to pandas as well. */
function widestNumbers(type: DataType): DataType {
  if (isA(type, 'Integer')) return { ...INT64, nullable: type.nullable };
  if (type.kind === 'array') return { ...type, value: widestNumbers(type.value) };
  if (type.kind === 'struct')
    return { ...type, fields: new Map([...type.fields].map(([n, t]) => [n, widestNumbers(t)])) };
  return type;
}

/** A column's type as pandas would have it: whole numbers are int64, gaps make them float64. */
function columnType(cells: readonly PyValue[]): DataType {
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
  const found = inferType(new PyList([...present]));
  return widestNumbers(found.kind === 'array' ? found.value : found);
}
