import { make } from '@ibert/ir';
import type { JoinKind, OpArgs } from '@ibert/ir';

import { aggregate } from '../../expressions/aggregates.js';
import { when } from '../../expressions/cases.js';
import { countable } from '../../expressions/common.js';
import type { Emitter } from '../../expressions/emitter.js';
import { call, PRECEDENCE, sql } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import type { Doc } from '../../format/doc.js';
import { refuse, rows } from '../spec.js';
import type { DialectFeatures } from '../spec.js';
import { castResult, floorOfDivide, roundTo } from './numbers.js';
import { capitalized, padBy, sliceAsSubstring } from './strings.js';

/** Inner, left, right, full and cross joins in the words of the standard. */
export const STANDARD_JOINS = {
  inner: 'JOIN',
  left: 'LEFT JOIN',
  right: 'RIGHT JOIN',
  outer: 'FULL JOIN',
  cross: 'CROSS JOIN',
} as const satisfies { readonly [K in JoinKind]?: string };

/** A SELECT with no more than the standard has; dialects say what they have beyond or lack. */
export const STANDARD_FEATURES: DialectFeatures = {
  qualify: false,
  semiJoin: false,
  tableSample: false,
  filterClause: false,
  nullsSort: 'largest',
  nullsClause: true,
  windowNullsClause: true,
  setParentheses: true,
  intersectAll: true,
  values: true,
  star: null,
  noLimit: null,
  limitExpression: false,
  offsetFirst: false,
  setDistinct: false,
};

/** Between the bounds, where LEAST and GREATEST pass over NULLs. */
export function clipUnlessNull({ arg, lower, upper }: OpArgs<'Clip'>, e: Emitter): Sql {
  let text: Doc = e.doc(arg);
  if (upper !== null) text = call('LEAST', text, e.doc(upper)).doc;
  if (lower !== null) text = call('GREATEST', text, e.doc(lower)).doc;
  return when(run(e.operand(arg, PRECEDENCE.bitwise), ' IS NOT NULL'), text, null);
}

/** CORR, which is that of the population. */
export function populationCorrelation(
  { left, right, how, where }: OpArgs<'Correlation'>,
  e: Emitter,
): Sql {
  if (how === 'sample')
    throw e.refusal('a sample correlation', 'it only has that of the population');
  return aggregate(e, 'CORR', [countable(left), countable(right)], { where });
}

/** MIN or MAX, by the name for booleans where the values are that. */
export const extreme =
  (name: string, ofBooleans: string) =>
  ({ arg, where }: OpArgs<'Min'>, e: Emitter): Sql =>
    aggregate(e, arg.dtype.kind === 'boolean' ? ofBooleans : name, [arg], { where });

/** A spread by the names for a population and for a sample. */
export const spreadBy =
  (population: string, sample: string) =>
  ({ arg, how, where }: OpArgs<'Variance'>, e: Emitter): Sql =>
    aggregate(e, how === 'pop' ? population : sample, [countable(arg)], { where });

/** A digest in hexadecimal by the hash's name; what the table lacks is refused. */
export const digestBy =
  (known: Readonly<Record<string, (text: Doc) => Doc>>) =>
  ({ arg, how }: OpArgs<'HexDigest'>, e: Emitter): Sql => {
    const write = known[how];
    if (write === undefined)
      throw e.refusal(`HexDigest with ${how}`, `it has ${Object.keys(known).join(', ')}`);
    return { doc: write(e.doc(arg)), precedence: PRECEDENCE.atom };
  };

/** The literal values of an array as docs. */
export const items = (
  values: readonly unknown[],
  type: { readonly value: OpArgs<'Literal'>['type'] },
  e: Emitter,
): readonly Doc[] =>
  values.map((value) =>
    e.doc(make('Literal', { value: value as OpArgs<'Literal'>['value'], type: type.value })),
  );

/** Rows that the dialects for warehouses and servers share. */
export const STANDARD_ROWS = rows({
  FloorDivide: floorOfDivide,
  Ceil: castResult('CEIL'),
  Floor: castResult('FLOOR'),
  Round: roundTo,
  Capitalize: capitalized,
  StringSlice: sliceAsSubstring,
  LPad: padBy('LPAD'),
  RPad: padBy('RPAD'),
  Hash: refuse('its hashes are not those of other engines'),
  Correlation: populationCorrelation,
});

/** One of two conditions but not both, where `<>` does not compare conditions. */
export function exclusiveOr({ left, right }: OpArgs<'Xor'>, e: Emitter): Sql {
  const [a, b] = [
    e.conditionOperand(left, PRECEDENCE.not),
    e.conditionOperand(right, PRECEDENCE.not),
  ];
  return sql(run('(', a, ' OR ', b, ') AND NOT (', a, ' AND ', b, ')'), PRECEDENCE.and);
}
