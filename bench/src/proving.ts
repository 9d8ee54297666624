import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { expandTemplate, loadTemplates } from '@ibert/templates';
import { type Example, type Pair, Prover, WorkerPool } from '@ibert/validation';

import { median } from './clock.js';

export interface Proving {
  readonly pairs: number;
  /** Milliseconds per pair: all that proving does, in one process. */
  readonly prove: number;
  /** Milliseconds per pair: DuckDB alone, running the same SQL texts on the same fixtures. */
  readonly bare: number;
  /** Pairs per second with two worker processes, their start included. */
  readonly perSecond: number;
}

/** Every how many examples one is measured. */
const STEP = 8;

/** How often each pair is measured; the median of them counts. */
const ROUNDS = 5;

/** Measures proving on a spread of the shipped templates' examples. */
export async function measureProving(): Promise<Proving> {
  const examples = await sampleExamples();
  const pairs = examples.map(toPair);
  // Fixtures are built once per set of tables, whatever runs on them: all are kept here.
  const prover = await Prover.open({ cachedSchemas: pairs.length });
  let prove = 0;
  let bare = 0;
  try {
    for (const pair of pairs) await prover.prove(pair);
    for (const pair of pairs) {
      const times: { readonly prove: number; readonly bare: number }[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        await prover.prove(pair);
        const end = performance.now();
        times.push({ prove: end - start, bare: await prover.timeBare(pair) });
      }
      prove += median(times.map((time) => time.prove));
      bare += median(times.map((time) => time.bare));
    }
  } finally {
    prover.close();
  }
  const count = pairs.length;
  return {
    pairs: count,
    prove: prove / count,
    bare: bare / count,
    perSecond: await speed(examples),
  };
}

async function speed(examples: readonly Example[]): Promise<number> {
  const pool = new WorkerPool({ jobs: 2 });
  const start = performance.now();
  try {
    for await (const verdict of pool.validateAll(examples)) {
      if (!verdict.ok) process.stderr.write(`not proven: ${verdict.reason}: ${verdict.error}\n`);
    }
  } finally {
    pool.close();
  }
  return (examples.length * 1000) / (performance.now() - start);
}

async function sampleExamples(): Promise<readonly Example[]> {
  const templates = await loadTemplates('templates/sql2ibis');
  const all = templates.flatMap((template) => [...expandTemplate(template)]);
  return all
    .filter((_, index) => index % STEP === 0)
    .flatMap(({ tables, sql, ibis }) =>
      sql === undefined || ibis === undefined
        ? []
        : [{ context: { tables }, input: { sql }, target: { ibis } }],
    );
}

const parsed = (context: Example['context']): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(context.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );

function toPair({ context, input, target }: Example): Pair {
  const tables = parsed(context);
  const { relation } = evaluateIbis(target.ibis, { tables });
  return { tables, sql: input.sql, compiled: { relation, sql: emitSql(relation, 'duckdb').sql } };
}
