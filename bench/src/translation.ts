import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { median, timed } from './clock.js';
import { PROGRAMS, TABLES } from './programs.js';
import { timeIbis } from './real-ibis.js';

/** Median milliseconds from text to DuckDB SQL: ours and real Ibis's. */
export interface Translation {
  readonly kind: string;
  readonly ours: number;
  readonly ibis: number;
}

const WARM_UP = 200;
const ROUNDS = 301;
const IBIS_ROUNDS = 51;

/** Measures every kind of expression on both sides, one warm process each. */
export function measureTranslation(): readonly Translation[] {
  const ours = measureOurs();
  const ibis = timeIbis(
    Object.values(PROGRAMS).map((text) => ({ ibis: text, tables: TABLES })),
    IBIS_ROUNDS,
  );
  return Object.keys(PROGRAMS).map((kind, at) => ({
    kind,
    ours: ours[at] ?? Number.NaN,
    ibis: ibis[at] ?? Number.NaN,
  }));
}

function measureOurs(): readonly number[] {
  const tables = Object.fromEntries(
    Object.entries(TABLES).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
  const translate = (text: string): unknown =>
    emitSql(evaluateIbis(text, { tables }).relation, 'duckdb');
  const programs = Object.values(PROGRAMS);
  for (let round = 0; round < WARM_UP; round += 1) for (const text of programs) translate(text);
  return programs.map((text) =>
    median(Array.from({ length: ROUNDS }, () => timed(() => translate(text)))),
  );
}
