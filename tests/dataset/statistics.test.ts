import {
  isBareFilter,
  reportPage,
  StatisticsCollector,
  statisticsText,
} from '@ibert/dataset/statistics';
import { parseRecord, recordId, type DatasetRecord, type RecordOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';
import { barChart } from '../../packages/dataset/src/statistics/html/charts.js';
import { linearScale, logScale } from '../../packages/dataset/src/statistics/html/scale.js';

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

describe('the coverage of the API', () => {
  const used = (...programs: readonly string[]): Readonly<Record<string, number>> =>
    collect(programs.map((ibis, at) => record(`SELECT ${at}`, ibis))).api.used;

  it('counts a record once per name, and calls only', () => {
    expect(used('t.filter(t.a > 1).filter(t.b > t.a.abs())', 't.filter(t.a > 1)')).toEqual({
      '.filter': 2,
      '.abs': 1,
    });
  });

  it('does not take columns, tables and keywords for methods', () => {
    expect(used('t.select(t.s, t.a).mutate(sum=t.a, count=1)')).toEqual({
      '.mutate': 1,
      '.select': 1,
    });
  });

  it('tells functions of the modules from methods', () => {
    const text = 'import ibis.selectors as s\nt.select(s.numeric(), ibis.literal(1).name("x"))';
    expect(used(text)).toEqual({
      '.name': 1,
      '.select': 1,
      'ibis.literal': 1,
      'selectors.numeric': 1,
    });
  });

  it('says how many names are used often, and what it could not read', () => {
    const often = Array.from({ length: 20 }, (_, at) => record(`SELECT ${at}`, `t.limit(${at})`));
    const { api } = collect([...often, record('SELECT x', 't.filter(')]);
    expect(api).toMatchObject({ well_covered: 1, well_covered_in_targets: 1, unreadable: 1 });
    expect(api.known).toBeGreaterThan(300);
  });
});

describe('statistics of a task', () => {
  const proven = (mutants: number, killed: number, equivalent: number) => ({
    verification: {
      fixtures: 5,
      rows: 10,
      judge: 'authored' as const,
      mutants,
      killed,
      equivalent,
    },
  });

  it('sum the mutants, and leave those out of the score that are equivalent', () => {
    const { verification, by_task: tasks } = collect([
      record('SELECT 1', 't.filter(t.a > 1)', proven(10, 8, 1)),
      record('SELECT 2', 't.filter(t.a > 2)', proven(10, 10, 0)),
      record('SELECT 3', 't.filter(t.a > 3)'),
    ]);
    const mutation = {
      records: 2,
      mutants: 20,
      killed: 18,
      equivalent: 1,
      outright: 0.9,
      score: 0.9474,
    };
    expect(verification.mutation).toEqual(mutation);
    expect(tasks.sql_to_ibis?.mutation).toEqual(mutation);
  });

  it('count skeletons, and the largest share of one', () => {
    const programs = [
      't.filter(t.a > 1)',
      't.filter(t.b > 2)',
      't.filter(t.a < 1)',
      't.select("a")',
    ];
    const { by_task: tasks } = collect(programs.map((ibis, at) => record(`SELECT ${at}`, ibis)));
    expect(tasks.sql_to_ibis?.skeletons).toEqual({
      distinct: 3,
      largest_share: 0.5,
      largest: [2, 1, 1],
    });
  });

  it('spread lengths over quantiles', () => {
    const sqls = Array.from({ length: 11 }, (_, at) => 'x'.repeat(10 * (at + 1)));
    const { by_task: tasks } = collect(sqls.map((sql) => record(sql, 't')));
    expect(tasks.sql_to_ibis?.input_length).toEqual({
      min: 10,
      p10: 20,
      p25: 35,
      median: 60,
      p75: 85,
      p90: 100,
      max: 110,
      mean: 60,
    });
  });
});

describe('the report', () => {
  const part = {
    name: 'Pairs <of> "a" test',
    files: [{ name: 'train.jsonl', records: 2 }],
    statistics: collect([
      record('SELECT 1', 't.filter(t.a > 1)', { template: '<script>alert(1)</script>' }),
      record('SELECT 2', 't.agg(n=t.a.sum())', { difficulty: 'hard' }),
    ]),
    rejects: { ROWS_DIFFER: 3 },
    splits: { train: { sql_to_ibis: 1 }, validation: { sql_to_ibis: 1 }, test: {} },
  };
  const page = reportPage('A report', [part]);

  it('shows plots with their units, and loads nothing', () => {
    expect(page.match(/<svg /g)?.length).toBeGreaterThan(8);
    for (const text of [
      'Rejected, by reason',
      'Difficulty',
      'n = 2',
      'part of the records',
      'characters, logarithmic',
    ]) {
      expect(page).toContain(text);
    }
    const links = [...page.matchAll(/(?:src|href|url\()\s*=?\s*"?([^")\s>]+)/g)].map(
      ([, link]) => link,
    );
    expect(links.filter((link) => link?.startsWith('#') !== true)).toEqual([]);
  });

  it('is markup whatever the names are, and has no place that is no number', () => {
    expect(page).not.toContain('<script>');
    expect(page).toContain('&#60;script&#62;');
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('of nothing is a page too', () => {
    const nothing = { name: 'none', files: [], statistics: collect([]), rejects: {} };
    expect(reportPage('Empty', [nothing])).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('draws bars in proportion, from zero', () => {
    const chart = barChart(
      [
        { label: 'a', value: 100 },
        { label: 'b', value: 50 },
      ],
      { unit: 'records' },
    );
    const [a = 0, b = 0] = [...chart.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(b).toBeCloseTo(a / 2, 0);
  });

  it.each([
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [7, [0, 2, 4, 6, 8]],
    [2273, [0, 500, 1000, 1500, 2000, 2500]],
  ])('has round ticks up to %f', (largest, ticks) =>
    expect(linearScale(largest, 100).ticks).toEqual(ticks),
  );

  it('has round ends on a logarithmic axis', () => {
    const { ticks, place } = logScale(34, 420, 100);
    expect(ticks).toEqual([20, 50, 100, 200, 500]);
    expect([place(20), place(100), place(500)]).toEqual([0, 50, 100]);
  });
});
