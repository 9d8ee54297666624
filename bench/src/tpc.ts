import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { relationFacts } from '@ibert/validation';
import { median, timed } from './clock.js';
import { askIbis, timeIbis, type TableSchemas } from './real-ibis.js';

/** Medians over the queries of a TPC suite that real Ibis can build; milliseconds per query. */
export interface TpcTimes {
  readonly queries: number;
  readonly ours: number;
  readonly ibis: number;
  /** The query on which our engine has the smallest lead, and how many times faster it is there. */
  readonly closest: { readonly number: number; readonly ratio: number };
}

interface Query {
  readonly number: number;
  readonly ibis: string;
}

const WARM_UP = 10;
const ROUNDS = 21;
const IBIS_ROUNDS = 5;

/** Measures text to DuckDB SQL for all queries of a suite on both sides, one warm process each. */
export function measureTpc(suite: 'tpch' | 'tpcds'): TpcTimes {
  const prelude = readFileSync(`tests/conformance/${suite}-prelude.py`, 'utf8');
  const tables = schemasOf(suite);
  const queries = buildable(askIbis([suite]) as readonly Query[], prelude, tables);
  const schemas = Object.fromEntries(
    Object.entries(tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
  const programs = queries.map(({ number, ibis }) => {
    const { relation } = evaluateIbis(ibis, { tables: schemas });
    const { tables: read } = relationFacts(relation);
    const used = (name: string): boolean => read.has(name);
    return {
      number,
      ibis,
      schemas: Object.fromEntries(Object.entries(schemas).filter(([name]) => used(name))),
      tables: Object.fromEntries(Object.entries(tables).filter(([name]) => used(name))),
    };
  });
  const translate = ({ ibis, schemas: own }: (typeof programs)[number]): unknown =>
    emitSql(evaluateIbis(ibis, { tables: own }).relation, 'duckdb');
  for (let round = 0; round < WARM_UP; round += 1)
    for (const program of programs) translate(program);
  const ours = programs.map((program) =>
    median(Array.from({ length: ROUNDS }, () => timed(() => translate(program)))),
  );
  const ibis = timeIbis(
    programs.map(({ ibis: text, tables: own }) => ({ ibis: text, tables: own })),
    IBIS_ROUNDS,
  );
  const ratios = programs.map(({ number }, at) => ({
    number,
    ratio: (ibis[at] ?? Number.NaN) / (ours[at] ?? Number.NaN),
  }));
  return {
    queries: programs.length,
    ours: median(ours),
    ibis: median(ibis),
    closest: ratios.reduce((least, each) => (each.ratio < least.ratio ? each : least)),
  };
}

/** The queries that real Ibis does not refuse itself. */
function buildable(
  queries: readonly Query[],
  prelude: string,
  tables: TableSchemas,
): readonly Query[] {
  const whole = queries.map(({ number, ibis }) => ({ number, ibis: prelude + ibis }));
  const answers = askIbis(
    ['compile'],
    whole.map(({ number, ibis }) => ({ id: number, ibis, tables })),
  ) as readonly { readonly ok: boolean }[];
  return whole.filter((_, at) => answers[at]?.ok === true);
}

/** The columns of a suite's tables, read off generated files. */
export function schemasOf(suite: string): TableSchemas {
  const directory = `.cache/bench-${suite}`;
  if (!existsSync(directory)) {
    const unfinished = `${directory}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    const flags = [suite, 'parquet', '--quiet', '-s', '0.01', '--output-dir', unfinished];
    execFileSync('.venv/bin/tpcgen-cli', flags, { stdio: 'ignore' });
    renameSync(unfinished, directory);
  }
  return Object.assign({}, ...askIbis(['schemas', directory])) as TableSchemas;
}
