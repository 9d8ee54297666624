import { readdirSync, readFileSync } from 'node:fs';

import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { Prover } from '@ibert/validation';
import type { Verdict } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { STAFF } from './support.js';

/** A probe with this comment is about a query that finds nothing, whatever the rows. */
const FINDS_NOTHING = '-- finds nothing';

const directory = new URL('goldens/bind/', import.meta.url);
const FILES = readdirSync(directory).filter((name) => name.endsWith('.sql'));
const probesOf = (file: string): readonly string[] =>
  readFileSync(new URL(file, directory), 'utf8')
    .split(/;\s*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== '');

describe('the SQL of a bound query gives the rows of the original in DuckDB', () => {
  let prover: Prover;
  beforeAll(async () => {
    prover = await Prover.open();
  });
  afterAll(() => {
    prover.close();
  });

  const verdictOf = async (sql: string): Promise<Verdict> => {
    const [bound, ...others] = bindSql(sql, { tables: STAFF });
    if (bound === undefined || others.length > 0) throw new Error('not one statement');
    const { relation } = bound;
    const compiled = { sql: emitSql(relation, 'duckdb').sql, relation };
    return await prover.prove({ tables: STAFF, sql, compiled });
  };

  describe.each(FILES)('%s', (file) => {
    it.each(probesOf(file))('%s', async (sql) => {
      const verdict = await verdictOf(sql);
      const fault = verdict.ok ? 'none' : `${verdict.reason}: ${verdict.error}`;
      if (sql.startsWith(FINDS_NOTHING)) expect(fault).toMatch(/^EMPTY_ON_ALL/);
      else expect(fault).toBe('none');
    });
  });
});
