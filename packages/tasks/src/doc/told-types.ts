import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { DATE, FLOAT64, INT64, isA, printType, STRING, TIMESTAMP } from '@ibert/ir';
import type { DataType, Schema } from '@ibert/ir';

import type { Tables } from '../tables.js';
import type { EvaluatedFunction } from './evaluated-function.js';

/** What a docstring says of types: no more than is known of them. */
export interface ToldTypes {
  /** Of a column of a parameter's table; undefined where nothing is known. */
  readonly ofColumn: (table: string, column: string) => string | undefined;
  /** Of the result's columns, by name. */
  readonly ofResult: ReadonlyMap<string, string>;
}

const ANY = 'any type';

/**
 * The types to tell of a function. Those of tables that were given are as they are. Use tells that a
 * column holds numbers, and not which: such columns are tried as whole numbers and as floats, moments
 * as dates and as timestamps, and a result that comes out otherwise then is told as widely.
 */
export function toldTypes(evaluated: EvaluatedFunction): ToldTypes {
  const { answer, inferred, tables } = evaluated;
  const variants =
    inferred.length === 0 ? [] : VARIANTS.flatMap((variant) => variantSchema(evaluated, variant));
  return {
    ofColumn: (table, column) => {
      const type = tables[table]?.get(column);
      if (type === undefined || type.kind === 'unknown') return undefined;
      return inferred.includes(table) ? classOf(type) : printType(type);
    },
    ofResult: new Map(
      [...answer.schema].map(([name, type]) => {
        const others = variants.map((variant) => variant.get(name) ?? type);
        const same = others.every((other) => printType(other) === printType(type));
        if (type.kind === 'unknown') return [name, ANY];
        return [name, same ? printType(type) : commonClass([type, ...others])];
      }),
    ),
  };
}

const isMoment = (type: DataType): boolean => type.kind === 'date' || type.kind === 'timestamp';

type Variant = (type: DataType) => DataType;

const retyped =
  (number: DataType, moment: DataType): Variant =>
  (type) => {
    if (isMoment(type)) return moment;
    return isA(type, 'Numeric') && type.kind !== 'boolean' ? number : type;
  };

const VARIANTS: readonly Variant[] = [retyped(INT64, DATE), retyped(FLOAT64, TIMESTAMP)];

/** The result's columns with the inferred ones of other types; none where those do not do. */
function variantSchema(
  { text, tables, inferred }: EvaluatedFunction,
  variant: Variant,
): readonly Schema[] {
  const swapped: Tables = Object.fromEntries(
    Object.entries(tables).map(([name, schema]): [string, Schema] => [
      name,
      inferred.includes(name)
        ? new Map([...schema].map(([column, type]) => [column, variant(type)]))
        : schema,
    ]),
  );
  try {
    return [evaluateIbis(text, { tables: swapped }).schema];
  } catch (error) {
    if (error instanceof IbertError) return [];
    throw error;
  }
}

/** What use tells of a type. */
function classOf(type: DataType): string {
  if (type.kind === 'boolean' || type.kind === STRING.kind) return printType(type);
  if (isA(type, 'Numeric')) return 'numeric';
  return isMoment(type) ? 'date or timestamp' : printType(type);
}

function commonClass(types: readonly DataType[]): string {
  const classes = new Set(types.map(classOf));
  const [only] = classes;
  return classes.size === 1 && only !== undefined ? only : ANY;
}
