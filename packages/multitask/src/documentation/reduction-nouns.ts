import { isOp, isTemporal } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { any, listed, withoutArticle } from './phrase.js';
import type { Phrase } from './phrase.js';
import { unspeakable } from './speech.js';

/** What a reduction's words are made of. */
export interface ReductionParts {
  /** Words for an argument that further words may follow. */
  readonly noun: (value: Value) => Phrase;
  readonly condition: (value: Value) => Phrase;
  readonly sortKeys: (keys: readonly Value[]) => Phrase;
}

type Reduction = (args: ReductionArgs, parts: ReductionParts) => Phrase;

interface ReductionArgs {
  readonly arg: Value;
  readonly key: Value;
  readonly left: Value;
  readonly right: Value;
  readonly quantile: Value;
  readonly sep: Value;
  readonly how: string;
  readonly include_null: boolean;
  readonly distinct: boolean;
  readonly order_by: readonly Value[];
}

const of =
  (...names: readonly string[]): Reduction =>
  ({ arg }, { noun }) =>
    any(
      ...names.map((name) => [
        `the ${name} `,
        name.endsWith(' of') ? noun(arg) : withoutArticle(noun(arg)),
      ]),
    );

const extreme =
  (most: string, longer: string, moment: string): Reduction =>
  ({ arg }, { noun }) => {
    const bare = withoutArticle(noun(arg));
    if (isTemporal(arg.dtype)) return [`the ${moment} `, bare];
    return any([`the ${most} `, bare], [`the ${longer} of `, noun(arg)]);
  };

const spread =
  (name: string): Reduction =>
  ({ arg, how }, { noun }) => [
    how === 'sample' ? `the sample ${name} of ` : `the population ${name} of `,
    noun(arg),
  ];

const byKey =
  (most: string, moment: string): Reduction =>
  ({ arg, key }, { noun }) => [
    'the ',
    withoutArticle(noun(arg)),
    ` of the row with the ${isTemporal(key.dtype) ? moment : most} `,
    withoutArticle(noun(key)),
  ];

const position =
  (word: string): Reduction =>
  ({ arg, include_null, order_by }, { noun, sortKeys }) => {
    if (order_by.length === 0) return unspeakable(`${word} without an order`);
    return [
      `the ${word} ${include_null ? '' : 'non-null '}`,
      withoutArticle(noun(arg)),
      ' by ',
      sortKeys(order_by),
    ];
  };

const truth =
  (...words: readonly string[]): Reduction =>
  ({ arg }, { condition }) => ['whether ', condition(arg), any(...words)];

/** Aggregates as nouns, without their `where`. */
const REDUCTIONS: Readonly<Record<string, Reduction>> = {
  CountStar: () => any('the number of rows', 'the row count'),
  Count: ({ arg }, { noun }) =>
    any(
      ['the number of non-null values of ', noun(arg)],
      ['the number of rows with a non-null ', withoutArticle(noun(arg))],
    ),
  CountDistinct: ({ arg }, { noun }) =>
    any(['the number of distinct values of ', noun(arg)], ['the distinct count of ', noun(arg)]),
  Sum: of('sum of', 'total of'),
  Mean: of('average of', 'mean of', 'average'),
  Min: extreme('smallest', 'minimum', 'earliest'),
  Max: extreme('largest', 'maximum', 'latest'),
  Median: of('median of', 'median'),
  Mode: of('most frequent'),
  StandardDev: spread('standard deviation'),
  Variance: spread('variance'),
  Correlation: ({ left, right }, { noun }) => [
    'the correlation of ',
    noun(left),
    ' and ',
    noun(right),
  ],
  ArgMin: byKey('smallest', 'earliest'),
  ArgMax: byKey('largest', 'latest'),
  First: position('first'),
  Last: position('last'),
  Any: truth(' in any row', ' in at least one row'),
  All: truth(' in every row', ' in all rows'),
  Quantile: ({ arg, quantile }, { noun }) => ['the ', noun(quantile), ' quantile of ', noun(arg)],
  GroupConcat: ({ arg, sep, order_by }, { noun, sortKeys }) => {
    if (order_by.length === 0) return unspeakable('text joined in no order');
    return [
      'the values of ',
      noun(arg),
      ' joined with ',
      noun(sep),
      any(' in the order of ', ' in order of '),
      sortKeys(order_by),
    ];
  },
  ArrayCollect: ({ arg, include_null, distinct, order_by }, { noun, sortKeys }) => {
    if (order_by.length === 0) return unspeakable('values collected in no order');
    return [
      'an array of the ',
      distinct ? 'distinct ' : '',
      include_null ? '' : 'non-null ',
      'values of ',
      noun(arg),
      ' in the order of ',
      sortKeys(order_by),
    ];
  },
};

export const isReduction = (value: Value): boolean => REDUCTIONS[value.kind] !== undefined;

/** Words for an aggregate over all its rows. */
export function reductionNoun(value: Value, parts: ReductionParts): Phrase {
  const reduction = REDUCTIONS[value.kind];
  if (reduction === undefined) return unspeakable(value.kind);
  return reduction(value.args as unknown as ReductionArgs, parts);
}

/** Sort keys, most significant first; ascending where nothing else is said. */
export function sortKeyWords(keys: readonly Value[], name: (value: Value) => Phrase): Phrase {
  return listed(
    keys.map((key) => {
      if (!isOp(key, 'SortKey')) return name(key);
      if (key.args.nulls_first) return unspeakable('NULLs first');
      return key.args.ascending ? name(key.args.arg) : ['descending ', name(key.args.arg)];
    }),
  );
}
