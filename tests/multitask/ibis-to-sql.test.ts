import { createRandom } from '@ibert/core';
import type { DraftOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { Bench, checkDraft, type Program, TASK_MODULES } from '@ibert/multitask';
import { DIALECTS } from '@ibert/sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { check, complete, derive } = TASK_MODULES.ibis_to_sql;
type TranslationDraft = DraftOf<'ibis_to_sql'>;

const CONTEXT = {
  tables: {
    loans: {
      schema: { loan_id: 'int64', book_id: 'int64', fine: 'float64', renewals: 'int64' },
    },
    books: { schema: { book_id: 'int64', title: 'string', subject: 'string', pages: 'int64' } },
  },
};
const TABLES = Object.fromEntries(
  Object.entries(CONTEXT.tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
);
const IBIS =
  'loans.left_join(books, "book_id").filter((_.renewals > 1) & (_.fine < 5)).select("loan_id", "title")';

function programOf(ibis: string): Program {
  const record = {
    context: CONTEXT,
    target: { ibis, expr_name: 'expr' },
    meta: { features: ['join'], difficulty: 'easy' },
  } as unknown as Program['record'];
  return { record, tables: TABLES, relation: evaluateIbis(ibis, { tables: TABLES }).relation };
}

const translation = (
  ibis: string,
  sql: string,
  dialect: string,
  judge: 'authored' | 'self' = 'authored',
): TranslationDraft => ({
  task: 'ibis_to_sql',
  dialect,
  context: CONTEXT,
  input: { ibis, dialect },
  target: { sql },
  meta: {
    template: 'test',
    variation: 'test',
    source: 'synthetic',
    features: ['join'],
    difficulty: 'easy',
  },
  judge,
});

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
  // PostgreSQL takes seconds to start.
  await check(
    translation('loans.select("loan_id")', 'SELECT loan_id FROM loans', 'postgres'),
    bench,
  );
}, 60_000);
afterAll(() => bench.close());

describe('writing a program in other dialects', () => {
  const program = programOf(IBIS);
  const many = Array.from({ length: 150 }, (_, seed) => derive(program, createRandom(seed)));

  it('takes three dialects, each once', () => {
    for (const drafts of many) {
      expect(new Set(drafts.map(({ dialect }) => dialect)).size).toBe(3);
    }
  });

  it('takes every dialect about as often, those that run here a little more often', () => {
    const counts = new Map<string, number>(DIALECTS.map((dialect) => [dialect, 0]));
    for (const { dialect = '' } of many.flat()) counts.set(dialect, (counts.get(dialect) ?? 0) + 1);
    expect(Math.min(...counts.values())).toBeGreaterThan(15);
    const [executed, others] = [true, false].map((runs) => {
      const some = [...counts].filter(([name]) => /duckdb|postgres|sqlite/.test(name) === runs);
      return some.reduce((sum, [, n]) => sum + n, 0) / some.length;
    });
    expect(executed).toBeGreaterThan(others as number);
  });

  it('lets only our writer vouch where no engine runs the dialect', () => {
    for (const { dialect = '', judge } of many.flat()) {
      expect(judge).toBe(/duckdb|postgres|sqlite/.test(dialect) ? undefined : 'self');
    }
  });

  it('passes over dialects that refuse', () => {
    const difficult = programOf('loans.agg(q=_.fine.quantile(0.3), m=_.fine.mode())');
    const dialects = Array.from({ length: 40 }, (_, seed) =>
      derive(difficult, createRandom(seed)).map(({ dialect }) => dialect),
    ).flat();
    expect(dialects).not.toContain('mssql');
    expect(dialects).toContain('duckdb');
  });

  it('gives records that their own check proves, in every dialect', async () => {
    const byDialect = new Map(many.flat().map((draft) => [draft.dialect, draft]));
    expect(byDialect.size).toBe(DIALECTS.length);
    for (const [dialect = '', { input, target, judge }] of byDialect) {
      const draft = translation(input.ibis, target.sql, dialect, judge as 'self');
      expect(await check(draft, bench), dialect).toMatchObject({ ok: true });
    }
  });
});

const RIGHT =
  'SELECT l.loan_id, b.title FROM loans l LEFT JOIN books b ON l.book_id = b.book_id WHERE l.renewals > 1 AND l.fine < 5';
const GROUPED = {
  ibis: 'books.filter(_.subject.notnull()).group_by("subject").agg(n=_.pages.count(), total=_.pages.sum()).order_by(ibis.desc("n"), "subject").limit(4)',
  sql: 'SELECT subject, count(pages) AS n, sum(pages) AS total FROM books WHERE subject IS NOT NULL GROUP BY subject ORDER BY n DESC, subject LIMIT 4',
};

describe.each(['duckdb', 'postgres', 'sqlite'])(
  'the check of %s, which runs the SQL',
  (dialect) => {
    it('proves other words with the same rows', async () => {
      expect(await check(translation(IBIS, RIGHT, dialect), bench)).toMatchObject({ ok: true });
      const grouped = await check(translation(GROUPED.ibis, GROUPED.sql, dialect), bench);
      expect(grouped).toMatchObject({ ok: true, verification: { fixtures: 5 } });
    });

    it.each([
      ['a boundary', '> 1', '>= 1'],
      ['a constant one off', '> 1', '> 2'],
      ['a constant a little off', '< 5', '< 5.5'],
      ['OR for AND', 'AND l.fine', 'OR l.fine'],
      ['an inner join', 'LEFT JOIN', 'JOIN'],
      ['another key', 'l.book_id = b.book_id', 'l.loan_id = b.book_id'],
      ['another column', 'b.title', 'b.subject AS title'],
      ['another name', 'b.title', 'b.title AS name'],
      ['a condition less', ' AND l.fine < 5', ''],
      ['duplicates gone', 'SELECT l.loan_id, b.title', 'SELECT DISTINCT 1 AS loan_id, b.title'],
      ['a NULL filled', 'b.title', "COALESCE(b.title, '') AS title"],
    ])('refuses %s', async (_what, from, to) => {
      expect(RIGHT).toContain(from);
      const verdict = await check(translation(IBIS, RIGHT.replace(from, to), dialect), bench);
      expect(verdict.ok).toBe(false);
    });

    it.each([
      ['COUNT(*) for COUNT(x)', 'count(pages)', 'count(*)'],
      ['another aggregate', 'sum(pages)', 'max(pages)'],
      ['another direction', 'n DESC', 'n'],
      ['one row more', 'LIMIT 4', 'LIMIT 5'],
      ['no order', ' ORDER BY n DESC, subject LIMIT 4', ''],
      ['a missing condition on groups', 'GROUP BY subject', 'GROUP BY subject HAVING count(*) > 1'],
    ])('refuses %s', async (_what, from, to) => {
      expect(GROUPED.sql).toContain(from);
      const sql = GROUPED.sql.replace(from, to);
      const verdict = await check(translation(GROUPED.ibis, sql, dialect), bench);
      expect(verdict.ok).toBe(false);
    });

    it('refuses what is not one SELECT', async () => {
      for (const sql of [`${RIGHT}; DROP TABLE loans`, 'DELETE FROM loans', 'not SQL']) {
        expect((await check(translation(IBIS, sql, dialect), bench)).ok, sql).toBe(false);
      }
      expect(await check(translation(IBIS, RIGHT, dialect), bench)).toMatchObject({ ok: true });
    });
  },
);

describe.each(['snowflake', 'bigquery', 'mssql', 'oracle', 'clickhouse'])(
  'the check of %s, which nothing here runs',
  (dialect) => {
    const written = (): string => {
      const made = complete?.({ input: { ibis: IBIS, dialect }, target: {} } as never, TABLES);
      expect(made?.judge).toBe('self');
      return made?.target['sql'] as string;
    };

    it('takes the layout for nothing', async () => {
      const sql = `-- as one line\n${written().replaceAll(/\s+/g, ' ')}`;
      expect(await check(translation(IBIS, sql, dialect, 'self'), bench)).toMatchObject({
        ok: true,
      });
    });

    it.each([
      ['a boundary', /> 1/, '>= 1'],
      ['a constant one off', /> 1/, '> 2'],
      ['OR for AND', /\bAND\b/, 'OR'],
      ['an inner join', /LEFT (OUTER )?JOIN/, 'JOIN'],
      ['another column', /title/, 'subject'],
      ['duplicates gone', /SELECT/, 'SELECT DISTINCT'],
      ['a statement more', /$/, '; SELECT 1'],
      ['another comparison', /< 5/, '<> 5'],
      ['another table', /\bbooks\b/, 'books2'],
      ['a limit', /$/, ' LIMIT 10'],
    ])('refuses %s', async (_what, from, to) => {
      const sql = written().replace(from, to);
      expect(sql).not.toBe(written());
      const verdict = await check(translation(IBIS, sql, dialect, 'self'), bench);
      expect(verdict).toMatchObject({ ok: false, reason: 'SQL_DIFFERS' });
    });
  },
);

describe('the check of a translation', () => {
  it('refuses a record that asks for another dialect than it is of', async () => {
    const draft = { ...translation(IBIS, RIGHT, 'postgres'), dialect: 'duckdb' };
    expect(await check(draft, bench)).toMatchObject({ ok: false, reason: 'SQL_DIFFERS' });
  });

  it('refuses a dialect that nobody knows', async () => {
    const verdict = await check(translation(IBIS, RIGHT, 'db3'), bench);
    expect(verdict).toMatchObject({ ok: false, reason: 'UNSUPPORTED' });
  });

  it('refuses a program that says nothing, also where only its text is compared', async () => {
    const ibis = 'loans.filter(_.renewals > 5, _.renewals < 3)';
    const made = complete?.({ input: { ibis, dialect: 'trino' }, target: {} } as never, TABLES);
    const draft = translation(ibis, made?.target['sql'] as string, 'trino', 'self');
    expect(await check(draft, bench)).toMatchObject({ ok: false, reason: 'EMPTY_ON_ALL' });
  });

  it('keeps the judge of the draft', async () => {
    const verdict = await checkDraft(translation(IBIS, RIGHT, 'sqlite'), bench);
    expect(verdict).toMatchObject({ ok: true, verification: { judge: 'authored' } });
  });
});

describe('a template without its SQL', () => {
  it('gets what the engine writes, and the proper name of its dialect', () => {
    const made = complete?.({ input: { ibis: IBIS, dialect: 'pg' }, target: {} } as never, TABLES);
    expect(made).toMatchObject({ input: { dialect: 'postgres' }, judge: 'self' });
    expect(made?.target['sql']).toContain('LEFT JOIN');
  });

  it('keeps SQL that was written by hand', () => {
    const given = { input: { ibis: IBIS, dialect: 'sqlite' }, target: { sql: 'SELECT 1' } };
    expect(complete?.(given as never, TABLES)).toEqual(given);
  });

  it('is refused where the dialect cannot say it', () => {
    const ibis = 'loans.agg(m=_.fine.mode())';
    expect(() =>
      complete?.({ input: { ibis, dialect: 'mssql' }, target: {} } as never, TABLES),
    ).toThrow(/UNSUPPORTED|mssql/);
  });
});
