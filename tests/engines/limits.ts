import { isInteger, isNumeric } from '@ibert/ir';
import type { CellFilter } from './fixtures.js';

/**
 * What a dialect does not claim: rows on which its engine cannot give DuckDB's answer, whatever the
 * SQL. A program that fails there is held to the rows within the limit. The suite fails when a limit
 * is no longer needed.
 */
export interface Limit {
  readonly reason: string;
  /** The operations that it concerns. */
  readonly operations: readonly string[] | 'all';
  /** Set when the engine raises an error; the limit then concerns errors like this only. */
  readonly error?: RegExp;
  /** Brings a cell within the limit. */
  readonly rows: CellFilter;
}

const asciiTexts: CellFilter = (cell, type) =>
  type.kind === 'string' && typeof cell === 'string' ? cell.replaceAll(/[^ -~\s]/g, '~') : cell;

const bounded = (cell: bigint, low: bigint, high: bigint): bigint =>
  cell > high ? high : cell < low ? low : cell;

const smallNumbers: CellFilter = (cell, type) => {
  if (typeof cell === 'number') return Math.max(-20, Math.min(20, cell));
  const number = typeof cell === 'bigint' && (isInteger(type) || type.kind === 'decimal');
  return number ? bounded(cell, -20n, 20n) : cell;
};

const positionsInTexts: CellFilter = (cell, type) => {
  if (type.kind === 'string' && typeof cell === 'string') return cell.padEnd(24, '~');
  return typeof cell === 'bigint' && isInteger(type) ? bounded(cell, -20n, 20n) : cell;
};

const positiveNumbers: CellFilter = (cell, type) => {
  if (!isNumeric(type)) return cell;
  if (typeof cell === 'number') return Math.abs(cell) || 1;
  return typeof cell === 'bigint' ? (cell < 0n ? -cell : cell === 0n ? 1n : cell) : cell;
};

const roundDecimals: CellFilter = (cell, type) => {
  if (type.kind !== 'decimal' || typeof cell !== 'bigint') return cell;
  return cell - (cell % (1000n * 10n ** BigInt(type.scale ?? 0)));
};

const roundIntegers: CellFilter = (cell, type) =>
  isInteger(type) && typeof cell === 'bigint' ? (cell / 1000n) * 1000n : cell;

const BEYOND_THE_BEGINNING: Limit = {
  reason: 'DuckDB counts a start before the beginning of a text from its end again',
  operations: ['Substring', 'StringSlice'],
  rows: positionsInTexts,
};

const DECIMAL_QUANTILES: Limit = {
  reason: 'DuckDB cuts the interpolated quantile of decimals off at their last place',
  operations: ['Median', 'Quantile'],
  rows: roundDecimals,
};

const smallPositiveNumbers: CellFilter = (cell, type) => {
  const positive = positiveNumbers(cell, type) as NonNullable<typeof cell>;
  return smallNumbers(positive, type);
};

export const POSTGRES_LIMITS: readonly Limit[] = [
  {
    reason: 'it raises an error for powers that are not real numbers or out of range',
    operations: ['Power'],
    error: /out of range|overflow|complex result|undefined/,
    rows: smallPositiveNumbers,
  },
  {
    reason: 'it raises an error for what is out of range, where DuckDB rounds to 0 or infinity',
    operations: 'all',
    error: /out of range/,
    rows: smallNumbers,
  },
  {
    reason: 'it turns characters around, DuckDB whole letters with their accents',
    operations: ['Reverse'],
    rows: asciiTexts,
  },
  {
    reason: 'it shifts by the number modulo 64',
    operations: ['BitwiseLeftShift', 'BitwiseRightShift'],
    rows: smallPositiveNumbers,
  },
  BEYOND_THE_BEGINNING,
  DECIMAL_QUANTILES,
];

export const SQLITE_LIMITS: readonly Limit[] = [
  {
    reason: 'it changes the case of ASCII letters only',
    operations: ['Uppercase', 'Lowercase', 'StringSQLILike', 'Capitalize'],
    rows: asciiTexts,
  },
  {
    reason:
      'it has NULL instead of NaN, such as zero divided by zero and roots of negative numbers',
    operations: ['Divide', 'Modulus', 'Power'],
    rows: positiveNumbers,
  },
  {
    reason: 'it shifts the other way by a negative number',
    operations: ['BitwiseLeftShift', 'BitwiseRightShift'],
    rows: positiveNumbers,
  },
  {
    reason: 'it has doubles only, DuckDB takes a literal such as 1.005 for an exact decimal',
    operations: ['Round'],
    rows: roundIntegers,
  },
  DECIMAL_QUANTILES,
];

/** What MariaDB cannot although MySQL 8 can, for which the dialect is written. */
export interface Lack {
  readonly reason: string;
  readonly is: 'failed' | 'different';
  /** The SQL that it does not take or answers differently. */
  readonly sql: RegExp;
}

export const MARIADB_LACKS: readonly Lack[] = [
  {
    reason: 'MariaDB: LAG and LEAD take no default',
    is: 'failed',
    sql: /(?:LAG|LEAD)\([^()]+,[^()]+,/,
  },
  {
    reason: 'MariaDB: PERCENT_RANK and CUME_DIST come with ten digits',
    is: 'different',
    sql: /PERCENT_RANK|CUME_DIST/,
  },
];

export const MARIADB_LIMITS: readonly Limit[] = [
  {
    reason: 'it turns characters around, DuckDB whole letters with their accents',
    operations: ['Reverse'],
    rows: asciiTexts,
  },
  {
    reason: 'it has no upper case of the sharp s',
    operations: ['Uppercase'],
    rows: asciiTexts,
  },
  {
    reason: 'it raises an error for what is out of range, where DuckDB rounds to 0 or infinity',
    operations: ['Power', 'Exp'],
    error: /out of range/,
    rows: smallPositiveNumbers,
  },
  {
    reason: 'it has NULL instead of infinity and NaN',
    operations: ['Divide', 'Modulus', 'Power'],
    rows: positiveNumbers,
  },
  {
    reason: 'the mean of decimals adds doubles up, DuckDB the decimals themselves',
    operations: ['Mean'],
    rows: smallNumbers,
  },
  {
    reason: 'it shows six digits of a FLOAT',
    operations: ['Cast'],
    rows: smallNumbers,
  },
  {
    reason: 'it has the years 0 to 9999 only',
    operations: ['DateFromYMD', 'DateAdd'],
    rows: smallPositiveNumbers,
  },
  BEYOND_THE_BEGINNING,
];
