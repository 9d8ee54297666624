import { readFileSync } from 'node:fs';

import { parseSchema } from '@ibert/ir';
import type { Schema } from '@ibert/ir';

export type Row = readonly (string | null)[];
export type Columns = readonly (readonly [name: string, type: string])[];

/** A program and what real Ibis makes of it. */
export interface SweepCase {
  readonly family: string;
  readonly code: string;
  readonly expected: Expected;
}

/** What real Ibis and DuckDB say. */
export type Expected =
  /** An error when the expression is built. */
  | { readonly says: 'error'; readonly error: string; readonly message: string }
  /** An expression that the compiler for DuckDB refuses. */
  | { readonly says: 'no SQL'; readonly schema: Columns; readonly error: string }
  /** SQL that DuckDB refuses. */
  | { readonly says: 'no rows'; readonly schema: Columns; readonly error: string }
  /** Rows, a list where they have an order and else sorted; undefined where they vary. */
  | {
      readonly says: 'rows';
      readonly kind: string;
      readonly schema: Columns;
      readonly rows: readonly Row[] | undefined;
      readonly ordered: boolean;
    }
  /** A value that is no expression. */
  | { readonly says: 'a value'; readonly repr: string | undefined };

interface Line {
  readonly tables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly family?: string;
  readonly schema?: Columns | number;
  readonly rows?: readonly Row[] | number | null;
  readonly code?: string;
  readonly kind?: string;
  readonly repr?: string;
  readonly ordered?: boolean;
  readonly error?: string;
  readonly message?: string;
  readonly compile?: string;
  readonly run?: string;
  readonly total?: Sweep['total'];
}

export interface Sweep {
  readonly tables: Readonly<Record<string, Schema>>;
  readonly cases: readonly SweepCase[];
  /** How many cases there are, and how many of them real Ibis compiles for DuckDB. */
  readonly total: { readonly cases: number; readonly compile: number };
}

/** The cases that tests/oracle/record_sweep.py has recorded from real Ibis. */
export function readSweep(): Sweep {
  const text = readFileSync(new URL('goldens/sweep.jsonl', import.meta.url), 'utf8');
  const schemas: Columns[] = [];
  const results: (readonly Row[])[] = [];
  const cases: SweepCase[] = [];
  let tables: Record<string, Schema> = {};
  let total = { cases: 0, compile: 0 };
  let family = '';
  for (const row of text.trimEnd().split('\n')) {
    const line = JSON.parse(row) as Line;
    if (line.tables !== undefined) {
      const entries = Object.entries(line.tables);
      tables = Object.fromEntries(entries.map(([name, columns]) => [name, parseSchema(columns)]));
    } else if (line.total !== undefined) total = line.total;
    else if (line.family !== undefined) family = line.family;
    else if (line.code !== undefined) {
      cases.push({ family, code: line.code, expected: expectedOf(line, schemas, results) });
    } else if (Array.isArray(line.schema)) schemas.push(line.schema as Columns);
    else if (Array.isArray(line.rows)) results.push(line.rows as readonly Row[]);
  }
  return { tables, cases, total };
}

function expectedOf(
  line: Line,
  schemas: readonly Columns[],
  results: readonly (readonly Row[])[],
): Expected {
  const { error, message = '', compile, run, kind = '', repr } = line;
  if (error !== undefined) return { says: 'error', error, message };
  if (typeof line.schema !== 'number') return { says: 'a value', repr };
  const schema = schemas[line.schema] ?? [];
  if (compile !== undefined) return { says: 'no SQL', schema, error: compile };
  if (run !== undefined) return { says: 'no rows', schema, error: run };
  const rows = typeof line.rows === 'number' ? results[line.rows] : undefined;
  return { says: 'rows', kind, schema, rows, ordered: line.ordered === true };
}
