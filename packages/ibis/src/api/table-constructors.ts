import { unboundTable } from '@ibert/ir';

import { pyRepr, pyStr, typeError, typeName, valueError } from '../python/index.js';
import type { PyValue } from '../python/index.js';
import { classOf } from './class-names.js';
import { promoteList } from './coerce.js';
import { ibisError } from './errors.js';
import type { FunctionCall } from './functions.js';
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
  const [labels, kinds] = [promoteList(names, ctx), promoteList(types, ctx)];
  if (labels.length !== kinds.length)
    throw valueError('Schema names and types must have the same length');
  return new SchemaObj(
    new Map(labels.map((n, i) => [pyStr(n, ctx), requireType(kinds[i] ?? null)] as const)),
  );
}
