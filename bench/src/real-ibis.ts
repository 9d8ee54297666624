import { execFileSync } from 'node:child_process';

const PYTHON = '.venv/bin/python';
const ORACLE = 'tests/conformance/oracle.py';
const MAX_ANSWER_BYTES = 1 << 28;

/** Asks real Ibis: see `oracle.py` for its commands and what they answer. */
export function askIbis(command: readonly string[], requests: readonly object[] = []): unknown[] {
  const answers = execFileSync(PYTHON, [ORACLE, ...command], {
    input: requests.map((request) => `${JSON.stringify(request)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: MAX_ANSWER_BYTES,
  });
  return answers
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

/** The tables that a program's free names are. */
export type TableSchemas = Readonly<
  Record<string, { readonly schema: Readonly<Record<string, string>> }>
>;

/** A program to measure. */
interface Measurable {
  readonly ibis: string;
  readonly tables: TableSchemas;
}

/** Median milliseconds in which real Ibis builds and compiles each program, in one warm process. */
export function timeIbis(programs: readonly Measurable[], repeat: number): readonly number[] {
  const requests = programs.map((program, id) => ({ id, ...program, repeat }));
  return askIbis(['measure'], requests).map((answer) => (answer as { readonly ms: number }).ms);
}
