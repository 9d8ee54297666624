import { isFloating, isNumeric, make } from '@ibert/ir';
import type { DataType, OpArgs, Value } from '@ibert/ir';

import { aggregate } from '../../expressions/aggregates.js';
import { when } from '../../expressions/cases.js';
import { countable, integerOf } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { atom, call, PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { divideWithInfinity, neverZero, nonZero, roundedFloat } from '../shared/division.js';
import { castResult, floorOfDivide, isNotZero } from '../shared/numbers.js';
import { rows } from '../spec.js';

const { add, comparison, multiply } = PRECEDENCE;
const NUMERIC: DataType = { kind: 'decimal', precision: null, scale: null, nullable: true };
const FLOAT64: DataType = { kind: 'float64', nullable: true };
const INT32: DataType = { kind: 'int32', nullable: true };
const INFINITY = "CAST('Infinity' AS DOUBLE PRECISION)";
const NAN = "CAST('NaN' AS DOUBLE PRECISION)";

/**
 * Halves are rounded away from zero. PostgreSQL does so for NUMERIC only, and makes floats NUMERIC
 * with 15 digits, which moves some of them to a half or away from it.
 */
function round({ arg, digits }: OpArgs<'Round'>, e: Emitter, node: Value): Sql {
  const known = integerOf(digits);
  if (isFloating(arg.dtype)) {
    if (known === null)
      throw e.refusal('rounding floats to computed digits', 'it rounds NUMERIC that way only');
    const type = arg.dtype.kind === 'float32' && known !== 0n ? arg.dtype : node.dtype;
    return e.cast(roundedFloat(arg, known, e).doc, type);
  }
  const places = known === null ? e.cast(digits, INT32).doc : e.doc(digits);
  return e.cast(
    (known === 0n ? e.call('ROUND', arg) : call('ROUND', e.doc(arg), places)).doc,
    node.dtype,
  );
}

/** The rest of a division; of one by zero NULL for integers and NaN for floats, as in DuckDB. */
function modulus({ left, right }: OpArgs<'Modulus'>, e: Emitter, node: Value): Sql {
  if (![left, right, node].some(({ dtype }) => isFloating(dtype))) {
    return sql(run(e.operand(left, multiply), ' % ', nonZero(right, e)), multiply);
  }
  const divisor = e.operand(right, tighter(multiply));
  const quotient = run(e.cast(left, FLOAT64).doc, ' / ', divisor);
  const whole = run(divisor, ' * ', call('TRUNC', quotient).doc);
  const rest = sql(run(e.operand(left, add), ' - ', whole), add);
  if (neverZero(right)) return rest;
  const isZero = run(e.operand(right, tighter(comparison)), ' = 0');
  return when(isZero, run(e.operand(left, multiply), ` * ${NAN}`), rest.doc);
}

const logarithm = (base: Doc, arg: Value, e: Emitter): Sql =>
  atom(run('CAST(LOG(', base, ', ', e.cast(arg, NUMERIC).doc, ') AS DOUBLE PRECISION)'));

function clip({ arg, lower, upper }: OpArgs<'Clip'>, e: Emitter): Sql {
  let text: Doc = e.doc(arg);
  if (upper !== null) text = call('LEAST', text, e.doc(upper)).doc;
  if (lower !== null) text = call('GREATEST', text, e.doc(lower)).doc;
  return when(run(e.operand(arg, PRECEDENCE.bitwise), ' IS NOT NULL'), text, null);
}

/** As DuckDB writes floats: whole ones with `.0`, and `inf` and `nan`. */
function floatText(arg: Value, e: Emitter): Sql {
  const whole = run(
    e.operand(arg, tighter(comparison)),
    ' = ',
    e.call('TRUNC', arg).doc,
    ' AND ',
    e.call('ABS', arg).doc,
    ' < 1e16',
  );
  const digits = run('CAST(CAST(', e.doc(arg), " AS BIGINT) AS TEXT) || '.0'");
  const other = run('LOWER(REPLACE(CAST(', e.doc(arg), " AS TEXT), 'Infinity', 'inf'))");
  return when(whole, digits, other);
}

const WRITTEN_OTHERWISE: ReadonlySet<string> = new Set(['float32', 'interval', 'array']);

function cast({ arg, to }: OpArgs<'Cast'>, e: Emitter): Sql {
  const from = arg.dtype;
  if (to.kind === 'boolean' && isNumeric(from)) return isNotZero(arg, e);
  if (from.kind === 'boolean' && isNumeric(to) && to.kind !== 'int32') {
    return e.cast(e.cast(arg, INT32).doc, to);
  }
  if (to.kind === 'string' && from.kind === 'float64') return floatText(arg, e);
  const [text, json] = [to.kind === 'string', to.kind === 'json'];
  const other = from.kind !== to.kind;
  if (other && ((text && WRITTEN_OTHERWISE.has(from.kind)) || (json && from.kind !== 'string'))) {
    throw e.refusal(`a cast of ${from.kind} to ${to.kind}`, 'it writes such values in another way');
  }
  if (other && (from.kind === 'binary' || to.kind === 'binary'))
    throw e.refusal(`a cast of ${from.kind} to ${to.kind}`, 'bytes are written as digits there');
  // The plain cast shows the mask of a single address too.
  if (to.kind === 'string' && from.kind === 'inet') return e.call('ABBREV', arg);
  if (to.kind === 'timestamp' && isNumeric(from)) {
    const moment = e.call('TO_TIMESTAMP', arg).doc;
    return to.timezone === null ? atom(run('(', moment, " AT TIME ZONE 'UTC')")) : atom(moment);
  }
  if (to.kind === 'interval') {
    if (!isNumeric(from))
      throw e.refusal('a cast of such values to an interval', 'it must be so many');
    const whole = make('Cast', { arg, to: INT32 });
    return e.value(make('IntervalFromInteger', { arg: whole, unit: to.unit }));
  }
  return e.cast(arg, to);
}

/** As floats: NUMERIC is rounded to 16 digits, and its statistics of integers to whole numbers. */
const asFloat = (arg: Value, e: Emitter): Doc => {
  const number = countable(arg);
  return isFloating(number.dtype) ? e.doc(number) : e.cast(number, FLOAT64).doc;
};

function spread(name: 'STDDEV' | 'VAR') {
  return ({ arg, how, where }: OpArgs<'Variance'>, e: Emitter): Sql => {
    const text = call(`${name}_${how === 'pop' ? 'POP' : 'SAMP'}`, asFloat(arg, e));
    return where === null ? text : atom(run(text.doc, ' FILTER (WHERE ', e.doc(where), ')'));
  };
}

/** Where one of the columns does not vary, PostgreSQL yields NULL and DuckDB NaN. */
function correlation({ left, right, how, where }: OpArgs<'Correlation'>, e: Emitter): Sql {
  if (how === 'sample')
    throw e.refusal('a sample correlation', 'it only has that of the population');
  const both = [countable(left), countable(right)];
  const pairs = aggregate(e, 'REGR_COUNT', both, { where });
  const undefined_ = when(run(pairs.doc, ' > 0'), NAN, null);
  return call('COALESCE', aggregate(e, 'CORR', both, { where }).doc, undefined_.doc);
}

export const POSTGRES_NUMBERS = rows({
  Cast: cast,
  Divide: divideWithInfinity(INFINITY),
  FloorDivide: floorOfDivide,
  Modulus: modulus,
  Ceil: castResult('CEIL'),
  Floor: castResult('FLOOR'),
  Round: round,
  Clip: clip,
  Log: ({ arg, base }, e) =>
    base === null ? e.call('LN', arg) : logarithm(e.cast(base, NUMERIC).doc, arg, e),
  Log2: ({ arg }, e) => logarithm('2', arg, e),
  Log10: 'LOG',
  IsNan: ({ arg }, e) => sql(run(e.operand(arg, add), ` = ${NAN}`), comparison),
  IsInf: ({ arg }, e) => sql(run(e.call('ABS', arg).doc, ` = ${INFINITY}`), comparison),
  StandardDev: spread('STDDEV'),
  Variance: spread('VAR'),
  Correlation: correlation,
});
