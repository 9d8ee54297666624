import { COMMON } from '../../expressions/common.js';
import { flat } from '../../format/doc.js';
import type { CompleteRowTable, DialectSpec } from '../spec.js';
import { duckdbLiteral } from './literals.js';
import { DUCKDB_NESTED } from './nested.js';
import { DUCKDB_NUMBERS } from './numbers.js';
import { DUCKDB_REDUCTIONS } from './reductions.js';
import { DUCKDB_STRINGS } from './strings.js';
import { DUCKDB_TEMPORAL } from './temporal.js';
import { duckdbIdentifier, duckdbType } from './types.js';

const ROWS: CompleteRowTable = {
  ...COMMON,
  ...DUCKDB_NUMBERS,
  ...DUCKDB_STRINGS,
  ...DUCKDB_TEMPORAL,
  ...DUCKDB_REDUCTIONS,
  ...DUCKDB_NESTED,
  Field: (_args, e, node) => e.value(node),
  Alias: ({ arg }, e) => e.value(arg),
  SortKey: ({ arg }, e) => e.value(arg),
  WindowBoundary: ({ value }, e) => e.value(value),
};

/** DuckDB 1.5: the dialect that has a row for every operation. */
export const DUCKDB: DialectSpec = {
  name: 'duckdb',
  label: 'DuckDB',
  rows: ROWS,
  features: {
    qualify: true,
    semiJoin: true,
    tableSample: true,
    filterClause: true,
    nullsSort: 'last',
    nullsClause: true,
    setParentheses: true,
    intersectAll: true,
    values: true,
    star: { exclude: 'EXCLUDE', replace: 'REPLACE' },
    noLimit: null,
    limitExpression: true,
    offsetFirst: false,
    setDistinct: false,
    windowNullsClause: true,
  },
  joins: {
    inner: 'JOIN',
    left: 'LEFT JOIN',
    right: 'RIGHT JOIN',
    outer: 'FULL JOIN',
    cross: 'CROSS JOIN',
    asof: 'ASOF LEFT JOIN',
    semi: 'SEMI JOIN',
    anti: 'ANTI JOIN',
    positional: 'POSITIONAL JOIN',
  },
  identifier: duckdbIdentifier,
  type: duckdbType,
  literal: duckdbLiteral,
  sampling: ({ method, fraction, seed }) => {
    const words = method === 'row' ? 'BERNOULLI' : 'SYSTEM';
    const repeat = seed === null ? '' : ` REPEATABLE (${seed})`;
    return `TABLESAMPLE ${words} (${Number((fraction * 100).toPrecision(12))} PERCENT)${repeat}`;
  },
  unnest: {
    item: (array, alias, element, offset) => {
      const names = offset === null ? element : `${element}, ${offset}`;
      return `UNNEST(${flat(array.doc)})${offset === null ? '' : ' WITH ORDINALITY'} AS ${alias}(${names})`;
    },
    position: (column) => `${column} - 1`,
  },
};
