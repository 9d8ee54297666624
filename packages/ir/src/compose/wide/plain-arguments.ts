import type { Random } from '@ibert/core';

import * as t from '../../dtypes/types.js';
import type { DataType, IntervalUnit } from '../../dtypes/types.js';
import type { Arg } from '../../node.js';

const CAST_TARGETS: readonly DataType[] = [
  t.INT8,
  t.INT16,
  t.INT32,
  t.INT64,
  t.FLOAT32,
  t.FLOAT64,
  t.STRING,
  t.BOOLEAN,
  t.DATE,
  t.TIMESTAMP,
  t.decimal(12, 3),
  t.array(t.STRING),
  t.array(t.FLOAT64),
  t.JSON_TYPE,
];
const DATE_UNITS: readonly IntervalUnit[] = ['Y', 'Q', 'M', 'W', 'D'];
const TIME_UNITS: readonly IntervalUnit[] = ['h', 'm', 's', 'ms', 'us'];
const EDGES: readonly (readonly (bigint | number)[])[] = [
  [0n, 10n, 100n],
  [0n, 1n],
  [-1.5, 0.5, 10],
];

type Make = (random: Random) => Arg;
const from =
  (items: readonly Arg[]): Make =>
  (random) =>
    random.choice(items);

/** Plain arguments by operation and parameter; `*` is every operation. */
const PLAIN: Readonly<Record<string, Readonly<Record<string, Make>>>> = {
  '*': {
    to: from(CAST_TARGETS),
    escape: from([null]),
    include_null: (random) => random.chance(0.3),
    distinct: (random) => random.chance(0.3),
  },
  DateTruncate: { unit: from(DATE_UNITS) },
  TimestampTruncate: { unit: from([...DATE_UNITS, ...TIME_UNITS]) },
  TimeTruncate: { unit: from(TIME_UNITS) },
  TimestampFromUNIX: { unit: from(['s', 'ms']) },
  IntervalFromInteger: { unit: from([...DATE_UNITS, ...TIME_UNITS]) },
  HashBytes: { how: from(['md5', 'sha256']) },
  HexDigest: { how: from(['md5', 'sha256']) },
  StandardDev: { how: from(['sample', 'pop']) },
  Variance: { how: from(['sample', 'pop']) },
  Kurtosis: { how: from(['sample', 'pop']) },
  Correlation: { how: from(['pop']) },
  Covariance: { how: from(['sample', 'pop']) },
  Bucket: {
    buckets: (random) => random.choice(EDGES),
    closed: from(['left', 'right']),
    close_extreme: (random) => random.chance(0.5),
    include_under: (random) => random.chance(0.5),
    include_over: (random) => random.chance(0.5),
  },
};

/** A plain argument; undefined for what no table row makes. */
export function plainArgument(random: Random, kind: string, parameter: string): Arg | undefined {
  return (PLAIN[kind]?.[parameter] ?? PLAIN['*']?.[parameter])?.(random);
}
