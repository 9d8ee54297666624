import { IbertError } from '@ibert/core';
import { printSchema } from '@ibert/ir';
import { readTableDefinitions } from '@ibert/sql/bind';

import type { Tables } from '../../finding.js';
import type { SourceFile } from '../../sources/source-tree.js';
import { dialectOf } from './dialect-of.js';

const CREATES = /\bcreate\b[\w\s]*\btable\b/i;

/** The tables that a file of SQL creates; statements that cannot be read are passed over. */
export function definedIn(file: SourceFile): readonly (readonly [string, Tables[string]])[] {
  if (!CREATES.test(file.text)) return [];
  const dialect = dialectOf(file.path) ?? 'duckdb';
  const whole = attempt(file.text, dialect);
  if (whole !== undefined) return whole;
  return file.text
    .split(';')
    .flatMap((statement) =>
      CREATES.test(statement)
        ? (attempt(statement, dialect) ?? attempt(statement, 'duckdb') ?? [])
        : [],
    );
}

function attempt(
  text: string,
  dialect: string,
): readonly (readonly [string, Tables[string]])[] | undefined {
  try {
    return Object.entries(readTableDefinitions(text, dialect)).map(
      ([name, schema]) => [name, printSchema(schema)] as const,
    );
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return undefined;
  }
}
