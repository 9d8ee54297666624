import { isBareFilter, StatisticsCollector, statisticsText } from '@ibert/dataset/statistics';
import { parseRecord, recordId, type DatasetRecord, type RecordOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

const TABLES = {
  t: { schema: { a: 'int64', b: 'int64', s: 'string' } },
  u: { schema: { a: 'int64' } },
};
const SCHEMAS = { t: parseSchema(TABLES.t.schema), u: parseSchema(TABLES.u.schema) };

const bare = (ibis: string): boolean =>
  isBareFilter(evaluateIbis(ibis, { tables: SCHEMAS }).relation);

describe('a bare filter', () => {
  it.each([
    't.filter(t.a > 1)',
    't.filter(t.a > 1, t.b < 2)',
    't.filter((t.a > 1) | (t.b < 2)).select("a")',
    't.select("a", "b").filter(_.a == 1)',
    't.filter(~(t.a > 1)).drop("s")',
    't.filter(t.s.like("x%"))',
  ])('is %s', (ibis) => expect(bare(ibis)).toBe(true));

  it.each([
    't',
    't.select("a")',
    't.filter(t.a > 1, t.b > 1, t.s == "x")',
    't.filter(t.a > 1).mutate(c=t.a + 1)',
    't.filter(t.a > 1).order_by("a")',
    't.filter(t.a > 1).group_by("s").agg(n=_.count())',
    't.filter(t.a > 1).distinct()',
    't.join(u, "a").filter(_.b > 1)',
  ])('is not %s', (ibis) => expect(bare(ibis)).toBe(false));
});

function record(
  sql: string,
  ibis: string,
  more: Partial<RecordOf<'sql_to_ibis'>['meta']> = {},
): DatasetRecord {
  const question = {
    task: 'sql_to_ibis' as const,
    dialect: 'duckdb',
    context: { tables: TABLES },
    input: { sql },
    target: { ibis, expr_name: 'expr' },
  };
  return parseRecord({
    id: recordId(question),
    ...question,
    backend: 'duckdb',
    ibis_version: '12.0.0',
    system_prompt: 'Translate.',
    meta: {
      template: 'one',
      variation: 'v',
      source: 'synthetic',
      features: ['where'],
      difficulty: 'easy',
      verification: { fixtures: 5, rows: 10, judge: 'authored' },
      ...more,
    },
    source_file: 'data/sql2ibis/train.jsonl',
  });
}

function collect(records: readonly DatasetRecord[]): ReturnType<StatisticsCollector['finish']> {
  const collector = new StatisticsCollector();
  for (const each of records) collector.add(each);
  return collector.finish();
}

describe('statistics', () => {
  it('count records, templates, features, duplicates and conflicts', () => {
    const statistics = collect([
      record('SELECT 1', 't.filter(t.a > 1)'),
      record('SELECT 1', 't.filter(t.a > 1)'),
      record('SELECT 1', 't.filter(t.a >= 1)'),
      record('SELECT 2', 't.a.sum()', {
        template: 'two',
        features: ['aggregate', 'aggregate'],
        difficulty: 'hard',
        verification: { fixtures: 5, rows: 30, judge: 'self' },
      }),
    ]);
    expect(statistics).toMatchObject({
      records: 4,
      distinct_inputs: 2,
      duplicates: 1,
      conflicts: 1,
      templates: { one: 3, two: 1 },
      features: { aggregate: 1, where: 3 },
      difficulty: { easy: 3, medium: 0, hard: 1 },
      bare_filters: { count: 3, share: 0.75 },
      verification: { judges: { authored: 3, self: 1 }, rows: { min: 10, median: 10, max: 30 } },
    });
  });

  it('say that equal shares of difficulty are balanced and a single one is not', () => {
    const levels = ['easy', 'medium', 'hard'] as const;
    const even = levels.map((difficulty) => record(difficulty, 't', { difficulty }));
    expect(collect(even).difficulty_balance).toBe(1);
    expect(collect(even.slice(0, 1)).difficulty_balance).toBe(0);
  });

  it('of nothing are zeros', () => {
    expect(collect([])).toMatchObject({
      records: 0,
      bare_filters: { share: 0 },
      difficulty_balance: 0,
    });
  });

  it.each([20, 40, 80, 200])('fit a terminal of %i columns', (width) => {
    const statistics = collect([
      record('SELECT 1', 't', {
        template: 'a_template_with_a_name_that_is_longer_than_most_terminals_like',
      }),
    ]);
    const longest = Math.max(
      ...statisticsText(statistics, width)
        .split('\n')
        .map(({ length }) => length),
    );
    expect(longest).toBeLessThanOrEqual(Math.max(width, 44));
  });
});
