import { IbertError } from '@ibert/core';
import type { RecordContext } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, printSchema } from '@ibert/ir';
import { reject, type Rejection } from '@ibert/validation';

import { exampleProgram } from './example-program.js';

/** Names that an answer may use because its record has them. */
export interface RecordNames {
  /** Names in the code examples, those inside texts included. */
  readonly code: ReadonlySet<string>;
  /** Tables, columns (fields of nested ones included) and columns of the examples' results. */
  readonly data: ReadonlySet<string>;
}

const IDENTIFIER = /[A-Za-z_]\w*/g;

/** The names of a record whose examples have been run. */
export function namesOf(
  examples: readonly string[],
  { tables }: RecordContext,
): RecordNames | Rejection {
  const schemas = Object.entries(tables).map(([name, { schema }]) => [name, schema] as const);
  const data = schemas.flatMap(([name, schema]) => [
    name,
    ...Object.entries(schema).flatMap(([column, type]) => [column, ...wordsOf(type)]),
  ]);
  try {
    const known = Object.fromEntries(
      schemas.map(([name, schema]) => [name, parseSchema(schema)] as const),
    );
    for (const example of examples) {
      const { schema } = evaluateIbis(exampleProgram(example), { tables: known });
      const columns = Object.entries(printSchema(schema));
      data.push(...columns.flatMap(([name, type]) => [name, ...wordsOf(name), ...wordsOf(type)]));
    }
  } catch (error) {
    if (error instanceof IbertError) return reject('IBIS_ERROR', error.message);
    throw error;
  }
  return { code: new Set(examples.flatMap(wordsOf)), data: new Set(data) };
}

/** The identifiers in a text. */
const wordsOf = (text: string): readonly string[] => text.match(IDENTIFIER) ?? [];
