import { make } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { add, equals, ifElse, lowerBound, shift, ZERO } from './build.js';
import { fn, refused } from './row.js';
import type { FunctionContext, Row } from './row.js';

/** The place of the first occurrence, from 1; 0 without one. */
const position = (arg: Value, part: Value): Value =>
  shift(make('StringFind', { arg, substr: part, start: null, end: null }), 1n);

/** The same, searched from a place on. */
function positionFrom(arg: Value, part: Value, start: Value, cx: FunctionContext): Value {
  const least = lowerBound(start);
  if (least === undefined || least < 1n) return cx.refuse('the start must be 1 or more');
  if (least === 1n && start.kind === 'Literal') return position(arg, part);
  const rest = make('Substring', { arg, start: shift(start, -1n), length: null });
  const found = position(rest, part);
  return ifElse(equals(found, ZERO), ZERO, add(found, shift(start, -1n)));
}

const searched = (arg: Value, part: Value, start: Value | null, cx: FunctionContext): Value =>
  start === null ? position(arg, part) : positionFrom(arg, part, start, cx);
const turned = (part: Value, arg: Value, start: Value | null, cx: FunctionContext): Value =>
  searched(arg, part, start, cx);

const contains = (haystack: Value, needle: Value): Value =>
  make('StringContains', { haystack, needle });
const startsWith = (arg: Value, start: Value): Value => make('StartsWith', { arg, start });
const endsWith = (arg: Value, end: Value): Value => make('EndsWith', { arg, end });

/**
 * Places of a text in another, and whether it is there. In MySQL and SQL Server this holds for collations
 * that tell upper from lower case, as for `=` and LIKE.
 */
export const STRING_SEARCH: readonly Row[] = [
  fn('strpos', ['string', 'string'], position, { only: 'duckdb postgres bigquery trino' }),
  fn('instr', ['string', 'string'], position, {
    only: 'duckdb mysql sqlite bigquery spark oracle',
  }),
  // `POSITION(part IN text)`.
  fn('position', ['string', 'string'], (part, arg) => position(arg, part), {
    only: 'duckdb postgres mysql trino spark snowflake',
  }),
  fn('position', ['string', 'string', 'integer?'], turned, { only: 'snowflake spark' }),
  fn('position', ['string', 'string'], position, { only: 'clickhouse' }),
  fn('locate', ['string', 'string', 'integer?'], turned, { only: 'mysql spark' }),
  fn('charindex', ['string', 'string', 'integer?'], turned, {
    only: 'snowflake spark postgres mssql',
  }),

  fn('contains', ['string', 'string'], contains, { only: 'duckdb snowflake spark' }),
  fn('starts_with startswith', ['string', 'string'], startsWith, {
    only: 'duckdb postgres bigquery snowflake trino spark clickhouse',
  }),
  fn('ends_with endswith', ['string', 'string'], endsWith, {
    only: 'duckdb bigquery snowflake trino spark clickhouse',
  }),
  fn('prefix', ['string', 'string'], startsWith, { only: 'duckdb' }),
  fn('suffix', ['string', 'string'], endsWith, { only: 'duckdb' }),
  refused(
    'like_escape not_like_escape ilike_escape not_ilike_escape',
    "Ibis's like() has no escape",
    { only: 'duckdb' },
  ),
];
