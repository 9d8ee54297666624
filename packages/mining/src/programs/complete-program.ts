import { evaluateIbis, tableNames } from '@ibert/ibis';
import type { Evaluated } from '@ibert/ibis';
import { isOp, parseType, printSchema, printType } from '@ibert/ir';
import type { DataType, Relation, Schema, Value } from '@ibert/ir';
import { emitSql } from '@ibert/sql';

import type { Tables } from '../finding.js';
import { fault, isFault } from './fault.js';
import type { Fault } from './fault.js';
import { faultOf } from './faults-of-errors.js';
import { likelyTypes } from './likely-types.js';
import type { Slice } from './slice.js';

/** A program that evaluates and compiles, with all tables it reads. */
export interface Completed {
  readonly code: string;
  readonly tables: Tables;
}

/** Mined programs are small; what needs more is not for training. */
const LIMITS = { steps: 40_000, items: 200_000, programLength: 20_000, output: 10_000 };
/** Columns whose type is tried out. */
const MAX_UNKNOWN = 30;

/** Infers the open tables' columns and types, evaluates the program, and says why it is none. */
export function completeProgram(slice: Slice): Completed | Fault {
  const given = schemasOf(slice.tables);
  if (isFault(given)) return given;
  if (Object.values(slice.tables).some((columns) => Object.values(columns).some(isNull))) {
    return fault('SCHEMA_UNKNOWN', 'a column holds nothing but NULL: its type cannot be told');
  }
  if (Object.values(slice.tables).some(isSpatial)) {
    return fault('METHOD_MISSING', 'there is no spatial engine here');
  }
  const first = evaluate(slice.code, given, slice.open);
  if (isFault(first)) return first;
  const settled = settle(slice, first);
  if (isFault(settled)) return settled;
  const { evaluated, schemas } = settled;
  const { relation } = evaluated;
  if (isBare(relation)) return fault('TRIVIAL', 'the answer is a table as it is');
  if (isColumn(evaluated.value)) return fault('TRIVIAL', 'the answer is a column as it is');
  if (tableNames(relation).length === 0) return fault('TRIVIAL', 'the answer reads no table');
  try {
    emitSql(relation, 'duckdb');
  } catch (error) {
    return faultOf(error);
  }
  const tables = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, printSchema(schema)]),
  );
  return { code: slice.code, tables };
}

const isBare = (relation: Relation): boolean =>
  relation.kind === 'UnboundTable' || relation.kind === 'InMemoryTable';

const isColumn = (value: Value | undefined): boolean =>
  value !== undefined && isOp(value, 'Field') && isBare(value.args.rel);

const isNull = (type: string): boolean => /\bnull\b/.test(type);

const isSpatial = (columns: Tables[string]): boolean =>
  Object.values(columns).some((type) =>
    /geometry|geography|geospatial|point|polygon|linestring/.test(type),
  );

type Schemas = Readonly<Record<string, Schema>>;

function schemasOf(tables: Tables): Schemas | Fault {
  try {
    return Object.fromEntries(
      Object.entries(tables).map(([name, columns]) => [
        name,
        new Map(Object.entries(columns).map(([column, type]) => [column, parseType(type)])),
      ]),
    );
  } catch (error) {
    return faultOf(error);
  }
}

function evaluate(code: string, tables: Schemas, open: readonly string[]): Evaluated | Fault {
  try {
    return evaluateIbis(code, { tables, open, limits: LIMITS });
  } catch (error) {
    return faultOf(error);
  }
}

interface Settled {
  readonly evaluated: Evaluated;
  readonly schemas: Schemas;
}

/** Gives columns of unknown type one that fits. */
function settle({ code, open }: Slice, evaluated: Evaluated): Settled | Fault {
  if (open.length === 0) return { evaluated, schemas: evaluated.tables };
  for (const name of open) {
    const schema = evaluated.tables[name];
    if (schema !== undefined && schema.size === 0) {
      return fault('SCHEMA_UNKNOWN', `no column of ${name} is named`);
    }
  }
  let schemas: Record<string, Schema> = { ...evaluated.tables };
  const unknown = Object.entries(schemas).flatMap(([table, schema]) =>
    [...schema].flatMap(([column, type]) => (isUnknown(type) ? [{ table, column }] : [])),
  );
  if (unknown.length > MAX_UNKNOWN) return fault('SCHEMA_UNKNOWN', 'too many columns are unknown');
  const choices = unknown.map(({ table, column }) => ({
    table,
    column,
    types: likelyTypes(column),
  }));
  for (const { table, column, types } of choices) {
    schemas = withType(schemas, table, column, types[0] ?? 'string');
  }
  let result = evaluate(code, schemas, []);
  // One column after the other: the first type with which the program holds.
  for (const { table, column, types } of choices) {
    if (!isFault(result)) break;
    for (const type of types.slice(1)) {
      const other = withType(schemas, table, column, type);
      const next = evaluate(code, other, []);
      if (!isFault(next)) {
        schemas = other;
        result = next;
        break;
      }
    }
  }
  if (isFault(result))
    return fault('SCHEMA_UNKNOWN', `no types were found that fit: ${result.error}`);
  return { evaluated: result, schemas };
}

/** Whether a type, or what it is made of, is not known. */
const isUnknown = (type: DataType): boolean => printType(type).includes('unknown');

function withType(
  schemas: Readonly<Record<string, Schema>>,
  table: string,
  column: string,
  type: string,
): Record<string, Schema> {
  const schema = new Map(schemas[table]).set(column, parseType(type));
  return { ...schemas, [table]: schema };
}
