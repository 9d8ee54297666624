import type { Random } from '@ibert/core';

import { inferInteger } from '../../dtypes/cast.js';
import * as t from '../../dtypes/types.js';
import type { DataType } from '../../dtypes/types.js';
import type { LiteralValue } from '../../literal.js';
import type { Value } from '../../node.js';
import { literal } from '../literals.js';

const INTEGERS = [0n, 1n, 2n, 3n, 5n, 10n, -1n, -2n, 127n, 128n, 300n, 70_000n, -40_000n];
const FLOATS = [0, 0.5, 1, 1.5, -2.25, 3, 10.125, 100.75, 1e10];
const TEXTS = [
  '',
  ' ',
  'a',
  'ab',
  'Alpha',
  "it's",
  'a%b',
  'a_b',
  '%',
  'ÄÖü',
  '10',
  'say "hi"',
  'x-y',
  '.',
  ',',
];
const DATES = ['2023-01-01', '2024-02-29', '1999-12-31', '2024-12-31'];
const MOMENTS = ['2023-01-01 00:00:00', '2024-02-29 23:59:59', '2024-06-15 12:30:00.123456'];

interface Odd {
  readonly type: DataType;
  readonly values: readonly LiteralValue[];
}

const JSON_TEXTS = ['{"id": 1, "name": "a"}', '[1, 2]', '"x"', '3'];

/** Literals of every type, common ones and those that careless code gets wrong. */
const ODD: readonly Odd[] = [
  { type: t.INT64, values: INTEGERS },
  { type: t.FLOAT64, values: FLOATS },
  { type: t.STRING, values: TEXTS },
  { type: t.BOOLEAN, values: [true, false] },
  { type: t.DATE, values: DATES },
  { type: t.TIMESTAMP, values: MOMENTS },
  { type: t.TIME, values: ['00:00:00', '12:30:00', '23:59:59'] },
  { type: t.decimal(10, 2), values: ['0.00', '1.50', '-2.25', '99.99'] },
  { type: t.interval('D'), values: [0n, 1n, 30n] },
  { type: t.interval('h'), values: [1n, 36n] },
  { type: t.interval('M'), values: [1n, 14n] },
  { type: t.UUID, values: ['00000000-0000-4000-9000-000000000001'] },
  { type: t.array(t.INT64), values: [[1n, 2n, 3n], [5n], [0n, -1n, 70_000n]] },
  {
    type: t.array(t.STRING),
    values: [
      ['a', 'b'],
      ['x', "it's", ''],
    ],
  },
  {
    type: t.map(t.STRING, t.INT64),
    values: [
      new Map([
        ['a', 1n],
        ['b', 2n],
      ]),
    ],
  },
  { type: t.JSON_TYPE, values: JSON_TEXTS },
];

/** Types whose literals are as good as columns for trying operations. */
export const LITERAL_TYPES: readonly DataType[] = ODD.map(({ type }) => type);

/** A literal of a random type; integers are as small as Python's would be. */
export function oddLiteral(random: Random): Value {
  if (random.chance(0.06)) return nothing(random);
  const { type, values } = random.choice(random.chance(0.7) ? ODD.slice(0, 6) : ODD);
  const value = random.choice(values);
  return literal(
    value,
    typeof value === 'bigint' && type.kind === 'int64' ? inferInteger(value) : type,
  );
}

/** A NULL, of a type or of none. */
function nothing(random: Random): Value {
  return literal(null, random.chance(0.3) ? t.NULL : random.choice(LITERAL_TYPES));
}
