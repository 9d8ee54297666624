import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { evaluateIbis, printIbis } from '@ibert/ibis';
import { parseSchema, printSchema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { Prover } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isEqual, proveSame } from '../conformance/random/prove-same.js';
import { RANDOM_GOLDENS, randomGoldenSchema } from './random-golden.js';

const goldens = readdirSync(RANDOM_GOLDENS)
  .sort()
  .map((file) => ({
    file,
    golden: randomGoldenSchema.parse(JSON.parse(readFileSync(join(RANDOM_GOLDENS, file), 'utf8'))),
  }));

describe('programs on which our engine once differed from real Ibis', () => {
  let prover: Prover;
  beforeAll(async () => {
    prover = await Prover.open({ seed: 12 });
  });
  afterAll(() => prover.close());

  it.each(goldens)('$file: $golden.found', async ({ golden }) => {
    const { ibis, oracle } = golden;
    const tables = Object.fromEntries(
      Object.entries(golden.tables).map(([name, columns]) => [name, parseSchema(columns)]),
    );
    if ('error' in oracle) {
      const message = oracle.error.replace(/^\w+: /, '');
      expect(() => emitSql(evaluateIbis(ibis, { tables }).relation, 'duckdb')).toThrow(message);
      return;
    }
    const { relation } = evaluateIbis(ibis, { tables });
    expect(Object.entries(printSchema(relation.schema))).toEqual(oracle.columns);
    const sql = emitSql(relation, 'duckdb').sql;
    const printed = printIbis(relation);
    expect(emitSql(evaluateIbis(printed, { tables }).relation, 'duckdb').sql).toBe(sql);
    const verdict = await proveSame(prover, tables, relation, sql, oracle.sql);
    expect(isEqual(verdict), JSON.stringify(verdict)).toBe(true);
  });
});
