import { openInput } from '@ibert/core/files';
import { readRecords, type RecordOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema, printSchema } from '@ibert/ir';
import { compileIbis, Validator } from '@ibert/validation';
import { expect, it } from 'vitest';
import { reportAgreement } from './agreement.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { executeWithIbis, type OracleAnswer } from './oracle.js';

const FILE = 'data/sql2ibis/train.jsonl';
/** Other rows than those of the generation. */
const SEED = 12;

type Pair = RecordOf<'sql_to_ibis'>;

it('accepts every generated target in real Ibis, with the rows of its SQL', async () => {
  const records = await readPairs();
  const failures = await failuresOf(records);
  const known = failures.filter(({ id }) => KNOWN_DIFFERENCES[`record/${id}`] !== undefined);
  const accepted = records.length - failures.length;
  reportAgreement({ family: 'Records', agreed: accepted, total: records.length });
  expect(records.length).toBeGreaterThan(0);
  expect(failures.filter((failure) => !known.includes(failure))).toEqual([]);
  const listed = Object.keys(KNOWN_DIFFERENCES).filter((key) => key.startsWith('record/'));
  expect(known.map(({ id }) => `record/${id}`).sort()).toEqual(listed.sort());
});

it('tells when the SQL of real Ibis gives other rows', async () => {
  const records = (await readPairs()).slice(0, 20);
  const failures = await failuresOf(
    records,
    (sql) => `SELECT * FROM (${sql}) AS q WHERE random() < 0`,
  );
  expect(failures.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
});

async function readPairs(): Promise<readonly Pair[]> {
  const records: Pair[] = [];
  for await (const line of readRecords(openInput(FILE), { file: FILE })) {
    if (line.kind === 'Fault') throw line.error;
    if (line.record.task === 'sql_to_ibis') records.push(line.record);
  }
  return records;
}

interface Failure {
  readonly id: string;
  readonly ibis: string;
  readonly problem: string;
}

/**
 * Runs each target in real Ibis, then proves the record once more with real Ibis's SQL in the place
 * of ours: on the fixture databases with the rows around the record's own literals, reversed, single
 * and empty. The two must also agree on the names and types of the columns.
 */
async function failuresOf(
  records: readonly Pair[],
  change: (sql: string) => string = (sql) => sql,
): Promise<readonly Failure[]> {
  const answers = executeWithIbis(
    records.map(({ context, target }, id) => ({ id, ibis: target.ibis, tables: context.tables })),
  );
  let sql = '';
  const validator = await Validator.open({
    seed: SEED,
    compile: (ibis, tables) => ({ relation: compileIbis(ibis, tables).relation, sql }),
  });
  const failures: Failure[] = [];
  try {
    for (const [index, record] of records.entries()) {
      const answer = answers[index];
      const { id, target } = record;
      const fail = (problem: string): void =>
        void failures.push({ id, ibis: target.ibis, problem });
      if (answer?.ok !== true) {
        fail(answer?.error ?? 'no answer');
        continue;
      }
      sql = change(answer.sql);
      const verdict = await validator.validateExample(record);
      const problem = verdict.ok
        ? schemaProblem(record, answer)
        : `${verdict.reason}: ${verdict.error}`;
      if (problem !== undefined) fail(problem);
    }
  } finally {
    validator.close();
  }
  return failures;
}

/** How the schema that the product types differs from that of real Ibis, if it does. */
function schemaProblem(
  { context, target }: Pair,
  { columns, types }: Extract<OracleAnswer, { ok: true }>,
): string | undefined {
  const tables = Object.fromEntries(
    Object.entries(context.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
  const ours = printSchema(evaluateIbis(target.ibis, { tables }).schema);
  const theirs = Object.fromEntries(columns.map((name, at) => [name, types[at]]));
  const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return a === b ? undefined : `the product types it ${a}, real Ibis ${b}`;
}
