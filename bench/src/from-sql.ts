import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printIbis } from '@ibert/ibis';
import { parseSchema, type Schema } from '@ibert/ir';
import { bindSql } from '@ibert/sql/bind';
import { expandTemplate, loadTemplates } from '@ibert/templates';
import { median, timed } from './clock.js';
import { askIbis, type TableSchemas } from './real-ibis.js';
import { schemasOf } from './tpc.js';

/** SQL text to Ibis text, median milliseconds per query. */
export interface FromSqlTimes {
  readonly queries: number;
  readonly ours: number;
  /** How many queries each second, one after the other. */
  readonly perSecond: number;
  readonly slowest: number;
  /** The queries that `ibis.parse_sql` and `ibis.decompile` do not raise an exception on. */
  readonly shared: { readonly queries: number; readonly ours: number; readonly ibis: number };
}

interface Query {
  readonly sql: string;
  readonly tables: TableSchemas;
}

/** Every how many examples of the templates one is measured. */
const STEP = 25;
const WARM_UP = 5;
const ROUNDS = 11;
const IBIS_ROUNDS = 5;

/** The SQL of the shipped templates, DuckDB's dialect. */
export async function measureTemplates(): Promise<FromSqlTimes> {
  const templates = await loadTemplates('templates/sql2ibis');
  const queries = templates
    .flatMap((template) => [...expandTemplate(template)])
    .flatMap(({ tables, sql }) => (sql === undefined ? [] : [{ sql, tables }]));
  return measure(queries.filter((_, index) => index % STEP === 0));
}

/** The 99 texts of TPC-DS that the installed Ibis brings along. */
export function measureTpcdsTexts(): FromSqlTimes {
  const tables = schemasOf('tpcds');
  const [python = ''] = readdirSync('.venv/lib');
  const directory = `.venv/lib/${python}/site-packages/ibis/backends/tests/tpc/queries/duckdb/ds`;
  const texts = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'));
  return measure(texts.map((sql) => ({ sql, tables })));
}

function measure(queries: readonly Query[]): FromSqlTimes {
  const runs = queries.map(({ sql, tables }) => runOf(sql, parsed(tables)));
  for (let round = 0; round < WARM_UP; round += 1) for (const run of runs) run();
  const ours = runs.map((run) => median(Array.from({ length: ROUNDS }, () => timed(run))));
  const total = ours.reduce((sum, ms) => sum + ms, 0);
  const ibis = timeDecompile(queries);
  const able = ibis.flatMap((ms, at) => (ms === null ? [] : [{ ms, own: ours[at] ?? Number.NaN }]));
  return {
    queries: queries.length,
    ours: median(ours),
    perSecond: (queries.length * 1000) / total,
    slowest: Math.max(...ours),
    shared: {
      queries: able.length,
      ours: median(able.map(({ own }) => own)),
      ibis: median(able.map(({ ms }) => ms)),
    },
  };
}

const parsed = (tables: TableSchemas): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );

const runOf =
  (sql: string, tables: Readonly<Record<string, Schema>>): (() => unknown) =>
  () =>
    bindSql(sql, { tables }).map((bound) => printIbis(bound.relation, bound));

/** Median milliseconds of Ibis's own route, in one warm process; null where it raises an exception. */
function timeDecompile(queries: readonly Query[]): readonly (number | null)[] {
  const requests = queries.map((query, id) => ({ id, ...query, repeat: IBIS_ROUNDS }));
  return askIbis(['decompile'], requests).map(
    (answer) => (answer as { readonly ms: number | null }).ms,
  );
}
