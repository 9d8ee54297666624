import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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

const spelledSchema = z.object({
  id: z.number(),
  texts: z.record(z.string(), z.string().nullable()),
});

/** A program's SQL by dialect; null where real Ibis refuses to write it. */
export type OracleTexts = z.infer<typeof spelledSchema>;

/** Programs in the SQL that real Ibis writes for other dialects, in one process. */
export function spellWithIbis(
  requests: readonly OracleRequest[],
  dialects: readonly string[],
): readonly OracleTexts[] {
  const asked = requests.map((request) => ({ ...request, dialects }));
  return z.array(spelledSchema).length(requests.length).parse(ask('spell', asked));
}

const querySchema = z.object({ number: z.int(), ibis: z.string() });

/** A query function of Ibis's own test suite with its call, and the imports that it needs. */
export type TpcQuery = z.infer<typeof querySchema>;

/** The queries of the TPC suites that the installed Ibis brings along. */
export function tpcQueries(suite: 'tpch' | 'tpcds'): readonly TpcQuery[] {
  const prelude = readFileSync(`tests/conformance/${suite}-prelude.py`, 'utf8');
  return z
    .array(querySchema)
    .parse(ask(suite, []))
    .map(({ number, ibis }) => ({ number, ibis: prelude + ibis }));
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
