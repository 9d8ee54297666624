import { OP_NAMES, childrenOf, isRelation, isValue } from '@ibert/ir';
import type { Relation } from '@ibert/ir';
import { dialectSupport } from '@ibert/sql';
import { describe, expect, it } from 'vitest';

import { difference, outcomes, PROGRAMS, YARDSTICK_DIALECTS } from './yardstick/compare.js';
import type { Outcome } from './yardstick/compare.js';
import { DIFFERENCES } from './yardstick/differences.js';
import { EQUIVALENCES } from './yardstick/equivalences.js';

const used = new Set<string>();
const all = new Map(YARDSTICK_DIALECTS.map((dialect) => [dialect, outcomes(dialect, used)]));
const key = (dialect: string, operation: string): string => `${dialect} ${operation}`;
const reasons = new Map<string, string>();
for (const { where, why } of DIFFERENCES) {
  for (const [dialect, operations] of Object.entries(where)) {
    for (const operation of operations) reasons.set(key(dialect, operation), why);
  }
}
const isOff = ({ verdict }: Outcome): boolean => verdict === 'differs' || verdict === 'beyond';

describe.each([...all])('%s does what the SQL of real Ibis does', (dialect, results) => {
  it('or has a reason not to', () => {
    const unexplained = results
      .filter((r) => isOff(r) && !reasons.has(key(dialect, r.operation)))
      .map(({ operation, code, ours, theirs, apart }) => ({
        operation,
        code,
        ours,
        theirs,
        apart,
      }));
    expect(unexplained).toEqual([]);
  });

  it('and every reason is still needed', () => {
    const off = new Set(results.filter(isOff).map((r) => key(dialect, r.operation)));
    const idle = [...reasons.keys()].filter((k) => k.startsWith(`${dialect} `) && !off.has(k));
    expect(idle).toEqual([]);
  });

  it('and nothing differs in another way than was looked at', async () => {
    const text = results
      .filter(isOff)
      .map(
        (r) =>
          `-- ${r.operation}: ${r.code}\n-- ${reasons.get(key(dialect, r.operation)) ?? ''}\n${r.ours};\n-- ${r.theirs}\n`,
      )
      .join('\n');
    await expect(text).toMatchFileSnapshot(`goldens/yardstick/${dialect}.sql`);
  });
});

describe('the comparison', () => {
  it('has programs for every operation that a dialect writes', () => {
    const known = new Set(PROGRAMS.map(({ operation }) => operation));
    const support = dialectSupport();
    // Parts of other operations, which have no SQL of their own.
    const parts = new Set(['Alias', 'Argument', 'ScalarParameter', 'WindowBoundary']);
    const missing = OP_NAMES.filter(
      (name) =>
        !parts.has(name) &&
        !known.has(name) &&
        YARDSTICK_DIALECTS.some((dialect) => support[dialect].get(name)?.how !== 'refused'),
    );
    expect(missing, 'add programs to tests/oracle/record_dialects.py and run it').toEqual([]);
  });

  it('has in every program the operation that it is about', () => {
    const wrong = PROGRAMS.filter(({ operation, relation }) => {
      const kinds = kindsOf(relation);
      return !kinds.has(operation.replace('Relation ', ''));
    });
    expect(wrong.map(({ operation, code }) => `${operation}: ${code}`)).toEqual([]);
  });

  it('uses every equivalence', () => {
    expect(Object.keys(EQUIVALENCES).filter((name) => !used.has(name))).toEqual([]);
  });

  it.each([
    ['another function', 'SELECT UPPER(s) AS x FROM t'],
    ['another literal', 'SELECT LOWER(s) || 2 AS x FROM t'],
    ['another column', 'SELECT LOWER(k) AS x FROM t'],
    ['a cast too many', 'SELECT CAST(LOWER(s) AS BIGINT) AS x FROM t'],
    ['one condition too many', 'SELECT LOWER(s) AS x FROM t WHERE a > 1'],
    ['another table', 'SELECT LOWER(s) AS x FROM u'],
    ['a limit', 'SELECT LOWER(s) AS x FROM t LIMIT 1'],
    ['distinct', 'SELECT DISTINCT LOWER(s) AS x FROM t'],
    ['an order', 'SELECT LOWER(s) AS x FROM t ORDER BY a'],
    ['one output too many', 'SELECT LOWER(s) AS x, LOWER(s) AS y FROM t'],
  ])('notices %s', (_what, sql) => {
    const plain = 'SELECT LOWER("t0"."s") AS "x" FROM "t" AS "t0"';
    expect(difference('SELECT LOWER(s) AS x FROM t', plain, 'trino')).toEqual([]);
    expect(difference(sql, plain, 'trino')).not.toEqual([]);
  });

  it.each([
    ['the order of arguments', 'POWER(a, k)', 'POWER(k, a)'],
    ['the direction of a subtraction', 'a - k', 'k - a'],
    ['the grouping of operators', '(a + b) * k', 'a + b * k'],
    ['the unit of a truncation', "DATE_TRUNC('day', ts)", "DATE_TRUNC('month', ts)"],
    ['the length of a decimal', 'CAST(a AS DECIMAL(10, 2))', 'CAST(a AS DECIMAL(10, 3))'],
    ['the place of NULLs', 'LAG(a) OVER (ORDER BY k)', 'LAG(a) OVER (ORDER BY k NULLS FIRST)'],
    ['the partition', 'SUM(a) OVER (PARTITION BY k)', 'SUM(a) OVER (PARTITION BY b)'],
    ['a frame', 'SUM(a) OVER (ORDER BY k)', 'SUM(a) OVER (ORDER BY k ROWS 2 PRECEDING)'],
    ['DISTINCT', 'COUNT(a)', 'COUNT(DISTINCT a)'],
    ['a filter', 'COUNT(a)', 'COUNT(a) FILTER (WHERE k > 1)'],
    ['a missing ELSE', 'CASE WHEN a > 1 THEN 1 END', 'CASE WHEN a > 1 THEN 1 ELSE 0 END'],
    ['a negation', 'a IN (1, 2)', 'a NOT IN (1, 2)'],
    ['a field', 's.x', 's.y'],
  ])('notices %s', (_what, ours, theirs) => {
    const [a, b] = [ours, theirs].map((text) => `SELECT ${text} AS x FROM t`) as [string, string];
    expect(difference(a, a, 'trino')).toEqual([]);
    expect(difference(a, b, 'trino')).not.toEqual([]);
  });

  it.each([
    ['the kind of a join', 'JOIN u ON t.k = u.k', 'LEFT JOIN u ON t.k = u.k'],
    ['a semi join', 'WHERE EXISTS (SELECT 1 FROM u WHERE t.k = u.k)', 'JOIN u ON t.k = u.k'],
    ['the condition of a join', 'JOIN u ON t.k = u.k', 'JOIN u ON t.k = u.a'],
    ['UNION for UNION ALL', 'UNION SELECT * FROM u', 'UNION ALL SELECT * FROM u'],
    ['an offset', 'LIMIT 2', 'OFFSET 1 LIMIT 2'],
    ['a descending order', 'ORDER BY k', 'ORDER BY k DESC'],
  ])('notices %s', (_what, ours, theirs) => {
    expect(difference(`SELECT * FROM t ${ours}`, `SELECT * FROM t ${theirs}`, 'trino')).not.toEqual(
      [],
    );
  });
});

function kindsOf(root: Relation): ReadonlySet<string> {
  const kinds = new Set<string>();
  const seen = new Set<object>();
  const visit = (x: unknown): void => {
    if (typeof x !== 'object' || x === null || seen.has(x)) return;
    seen.add(x);
    if (isValue(x)) {
      kinds.add(x.kind);
      for (const child of childrenOf(x)) visit(child);
    } else if (isRelation(x)) kinds.add(x.kind);
    for (const part of x instanceof Map ? x.values() : Object.values(x)) visit(part);
  };
  visit(root);
  return kinds;
}
