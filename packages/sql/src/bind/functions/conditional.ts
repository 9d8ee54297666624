import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { integer, nullValue } from '../literals.js';
import { coalesce, equals, ifElse, isNull, notNull, nullIf, unlessAnyNull, ZERO } from './build.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

type Extreme = 'Greatest' | 'Least';
const skipping =
  (kind: Extreme) =>
  (first: Value, rest: readonly Value[]): Value =>
    rest.length === 0 ? first : make(kind, { arg: [first, ...rest] });
/** NULL where one of the values is; Ibis's own skips them. */
const strict =
  (kind: Extreme) =>
  (first: Value, rest: readonly Value[]): Value =>
    unlessAnyNull([first, ...rest], skipping(kind)(first, rest));

const SKIPS = 'duckdb postgres spark mssql';
const STRICT = 'mysql bigquery snowflake trino oracle';

const choose = (condition: Value, then: Value, otherwise: Value | null): Value =>
  ifElse(condition, then, otherwise ?? nullValue(then.dtype));

/** `DECODE(x, a, 1, b, 2, 0)`: NULL equals NULL. */
function decode(base: Value, rest: readonly Value[], cx: FunctionContext): Value {
  if (rest.length < 2) return cx.refuse('it takes pairs of a value and a result');
  const cases: Value[] = [];
  const results: Value[] = [];
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const value = rest[i] as Value;
    const isKnown = value.kind === 'Literal';
    const isNone = isKnown && value.args['value'] === null;
    cases.push(
      isNone
        ? isNull(base)
        : isKnown
          ? equals(base, value)
          : make('IdenticalTo', { left: base, right: value }),
    );
    results.push(rest[i + 1] as Value);
  }
  const otherwise = rest.length % 2 === 1 ? (rest.at(-1) as Value) : nullValue();
  return make('SearchedCase', { cases, results, default: otherwise });
}

/** `CHOOSE(n, a, b)`, `ELT(n, a, b)`. */
function nth(index: Value, items: readonly Value[]): Value {
  const cases = items.map((_, i) => integer(i + 1));
  return make('SimpleCase', { base: index, cases, results: [...items], default: nullValue() });
}

/** `FIELD(x, a, b)`: the place of x, 0 where it is not there or NULL. */
function field(base: Value, items: readonly Value[]): Value {
  const results = items.map((_, i) => integer(i + 1));
  return make('SimpleCase', { base, cases: [...items], results, default: ZERO });
}

/** Choices, and what is done with NULL. */
export const CONDITIONAL_FUNCTIONS: readonly Row[] = [
  fn('coalesce', ['any+'], (items) =>
    items.length === 1 ? (items[0] as Value) : coalesce(...items),
  ),
  fn('nullif', ['any', 'any'], nullIf),
  fn('ifnull', ['any', 'any'], (arg, other) => coalesce(arg, other), {
    only: 'duckdb mysql sqlite bigquery snowflake clickhouse spark',
  }),
  fn('nvl', ['any', 'any'], (arg, other) => coalesce(arg, other), {
    only: 'snowflake oracle spark postgres trino',
  }),
  fn('isnull', ['any', 'any'], (arg, other) => coalesce(arg, other), { only: 'mssql' }),
  fn('isnull', ['any'], isNull, { only: 'mysql spark clickhouse' }),
  fn('isnotnull', ['any'], notNull, { only: 'spark clickhouse' }),
  fn(
    'nvl2',
    ['any', 'any', 'any'],
    (arg, then, otherwise) => ifElse(notNull(arg), then, otherwise),
    { only: 'snowflake oracle spark postgres' },
  ),
  fn('zeroifnull', ['numeric'], (arg) => coalesce(arg, ZERO), { only: 'snowflake spark' }),
  fn('nullifzero', ['numeric'], (arg) => nullIf(arg, ZERO), { only: 'snowflake spark' }),
  fn('if', ['boolean', 'any', 'any?'], choose, {
    only: 'duckdb mysql bigquery trino clickhouse spark',
  }),
  fn('iff', ['boolean', 'any', 'any'], choose, { only: 'snowflake spark' }),
  fn('iif', ['boolean', 'any', 'any?'], choose, { only: 'sqlite mssql' }),
  fn('if', ['boolean', 'any', 'any'], choose, { only: 'sqlite' }),
  fn('decode', ['any', 'any+'], decode, { only: 'snowflake oracle spark postgres' }),
  fn('choose elt', ['integer', 'any+'], nth, { only: 'mssql mysql' }),
  fn('field', ['any', 'any+'], field, { only: 'mysql' }),
  fn('equal_null', ['any', 'any'], (left, right) => make('IdenticalTo', { left, right }), {
    only: 'snowflake spark',
  }),
  fn('greatest', ['any', 'any...'], skipping('Greatest'), { only: SKIPS }),
  fn('least', ['any', 'any...'], skipping('Least'), { only: SKIPS }),
  fn('greatest', ['any', 'any...'], strict('Greatest'), { only: STRICT }),
  fn('least', ['any', 'any...'], strict('Least'), { only: STRICT }),
  fn('greatest_ignore_nulls', ['any', 'any...'], skipping('Greatest'), { only: 'snowflake' }),
  fn('least_ignore_nulls', ['any', 'any...'], skipping('Least'), { only: 'snowflake' }),
  // With two or more arguments SQLite's MIN and MAX are no aggregates.
  fn('max', ['any', 'any+'], strict('Greatest'), { only: 'sqlite' }),
  fn('min', ['any', 'any+'], strict('Least'), { only: 'sqlite' }),
  fn('boolnot', ['boolean'], (arg) => make('Not', { arg }), { only: 'snowflake' }),
  fn('booland', ['boolean', 'boolean'], (left, right) => make('And', { left, right }), {
    only: 'snowflake',
  }),
  fn('boolor', ['boolean', 'boolean'], (left, right) => make('Or', { left, right }), {
    only: 'snowflake',
  }),
  refused('greatest least', 'whether it skips NULL depends on the version', { only: 'clickhouse' }),
  refused('error raise_error fail assert', 'a translation does not raise errors'),
];
