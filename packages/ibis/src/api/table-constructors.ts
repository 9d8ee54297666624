import { inMemoryTable, unboundTable } from '@ibert/ir';
import type { DataType, LiteralValue } from '@ibert/ir';

import { PyDict, PyList, pyRepr, pyStr, valueError } from '../python/index.js';
import type { PyValue } from '../python/index.js';
import { promoteList } from './coerce.js';
import { ibisError } from './errors.js';
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
  const optional = (value: PyValue): string | null => (value === null ? null : pyStr(value, ctx));
  const label = optional(name) ?? `unbound_table_${session.nextId() - 1}`;
  if (schema === null) {
    const namespace = `Namespace(catalog=${pyRepr(catalog, ctx)}, database=${pyRepr(database, ctx)})`;
    throw ibisError(
      'SignatureValidationError',
      `UnboundTable(name=${pyRepr(label, ctx)}, schema=None, namespace=${namespace}) has failed due to the following errors:\n  \`schema\`: None of type <class 'NoneType'> is not coercible to a Schema\n\nExpected signature: UnboundTable(name: str, schema: Schema, namespace: Namespace = Namespace(catalog=None, database=None))`,
    );
  }
  const at = { catalog: optional(catalog), database: optional(database) };
  return new TableObj(session, unboundTable(label, toSchema(schema, ctx), at));
}

/** `ibis.schema`: of a mapping, of pairs, or of names and types apart. */
export function schema({ args, ctx }: FunctionCall): PyValue {
  const { pairs = null, names = null, types = null } = args;
  if (pairs !== null) return new SchemaObj(toSchema(pairs, ctx));
  const [labels, kinds] = [promoteList(names), promoteList(types)];
  if (labels.length !== kinds.length)
    throw valueError('Schema names and types must have the same length');
  return new SchemaObj(
    new Map(labels.map((n, i) => [pyStr(n, ctx), requireType(kinds[i] ?? null)] as const)),
  );
}

/** `ibis.memtable`: of a dict of columns, or a list of dicts or tuples. */
export function memtable({ session, args, ctx }: FunctionCall): PyValue {
  const { data = null, columns = null, schema: given = null } = args;
  const fixed = given === null ? undefined : toSchema(given, ctx);
  let names =
    columns === null ? [...(fixed?.keys() ?? [])] : promoteList(columns).map((c) => pyStr(c, ctx));
  let rows: PyValue[][];
  if (data instanceof PyDict) {
    const cols = [...data.entries.values()].map(
      (e) => [pyStr(e.key, ctx), promoteList(e.value)] as const,
    );
    names = cols.map(([name]) => name);
    rows = (cols[0]?.[1] ?? []).map((_, i) => cols.map(([, items]) => items[i] ?? null));
  } else {
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
      if (names.length === 0) names = (rows[0] ?? []).map((_, i) => `col${i}`);
    }
  }
  const types = names.map(
    (name, i) => fixed?.get(name) ?? columnType(rows.map((row) => row[i] ?? null)),
  );
  const literals = rows.map((row) =>
    row.map((cell, i): LiteralValue => normalize(cell, types[i] as DataType, ctx)),
  );
  const label = `ibis_pandas_memtable_${session.nextId()}`;
  const table = inMemoryTable(
    label,
    new Map(names.map((n, i) => [n, types[i] as DataType])),
    literals,
  );
  return new TableObj(session, table);
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
  return found.kind === 'array' ? found.value : found;
}
