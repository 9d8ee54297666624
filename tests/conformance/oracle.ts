import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { z } from 'zod';

const PYTHON = '.venv/bin/python';
const MAX_ANSWER_BYTES = 1 << 28;

type Tables = Readonly<Record<string, { readonly schema: Readonly<Record<string, string>> }>>;

/** A program for real Ibis, with the tables that its free names are. */
export interface OracleRequest {
  readonly id: number;
  readonly ibis: string;
  readonly tables: Tables;
}

const compiledSchema = z.union([
  z.object({
    id: z.number(),
    ok: z.literal(true),
    sql: z.string(),
    columns: z.array(z.string()),
    types: z.array(z.string()),
  }),
  z.object({ id: z.number(), ok: z.literal(false), error: z.string() }),
]);

/** What real Ibis makes of a program: DuckDB SQL and its schema, or the exception. */
export type OracleAnswer = z.infer<typeof compiledSchema>;

/** Compiles programs with real Ibis, in one process; answers in the order of the requests. */
export function compileWithIbis(requests: readonly OracleRequest[]): readonly OracleAnswer[] {
  return z.array(compiledSchema).length(requests.length).parse(ask('compile', requests));
}

/** {@link compileWithIbis} after Ibis's own DuckDB backend has run each program, on empty tables. */
export function executeWithIbis(requests: readonly OracleRequest[]): readonly OracleAnswer[] {
  return z.array(compiledSchema).length(requests.length).parse(ask('execute', requests));
}

const querySchema = z.object({ number: z.int(), ibis: z.string() });

/** The TPC-H queries of the test suite that the installed Ibis brings along. */
export function tpchQueries(): readonly z.infer<typeof querySchema>[] {
  return z.array(querySchema).parse(ask('tpch', []));
}

function ask(command: string, requests: readonly OracleRequest[]): readonly unknown[] {
  if (!existsSync(PYTHON))
    throw new Error('there is no .venv: run npx --yes rust-just conformance');
  const answers = execFileSync(PYTHON, ['tests/conformance/oracle.py', command], {
    input: requests.map((request) => `${JSON.stringify(request)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: MAX_ANSWER_BYTES,
  });
  return answers
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
