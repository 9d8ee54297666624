import { isOp } from '@ibert/ir';
import type { Value, ValueNode } from '@ibert/ir';

import { any, listed, withoutArticle } from './phrase.js';
import type { Phrase } from './phrase.js';
import { isReduction, reductionNoun } from './reduction-nouns.js';
import type { ReductionParts } from './reduction-nouns.js';
import { unspeakable } from './speech.js';

/** Ranking functions, which count from 0. */
const RANKS: Readonly<Record<string, string>> = {
  RowNumber: 'row number',
  MinRank: 'rank',
  DenseRank: 'dense rank',
};

const SHARES: Readonly<Record<string, string>> = {
  PercentRank: 'the percent rank',
  CumeDist: 'the cumulative distribution',
};

type Window = ValueNode<'WindowFunction'>;

/**
 * Words for a value over a window.
 *
 * @param base what a rank counts from: 1 when the expression adds one to it.
 */
export function windowNoun(window: Window, parts: ReductionParts, base: 0 | 1 = 0): Phrase {
  const { func } = window.args;
  if (window.args.how === 'range' && window.args.order_by.length > 0 && !wholeFrame(window)) {
    return unspeakable('a range of the order');
  }
  const rank = RANKS[func.kind];
  if (rank !== undefined) {
    needsOrder(window);
    return [`the ${rank}, from ${base},`, within(window, parts), by(window, parts)];
  }
  if (base === 1) return unspeakable('a window plus one');
  const share = SHARES[func.kind];
  if (share !== undefined) {
    needsOrder(window);
    return [share, within(window, parts), by(window, parts)];
  }
  if (isOp(func, 'Lag') || isOp(func, 'Lead')) return neighbour(window, parts);
  if (isOp(func, 'NTile')) {
    needsOrder(window);
    const { buckets } = func.args;
    return [
      'the bucket, from 0, of ',
      parts.noun(buckets),
      ' equal ones',
      within(window, parts),
      by(window, parts),
    ];
  }
  if (!isReduction(func)) return unspeakable(`${func.kind} over a window`);
  return aggregate(window, parts);
}

function aggregate(window: Window, parts: ReductionParts): Phrase {
  const { func, start, end, order_by: order } = window.args;
  const where = func.args['where'];
  if (where !== null && where !== undefined)
    return unspeakable('a filtered aggregate over a window');
  if (func.kind === 'First' || func.kind === 'Last')
    return unspeakable(`${func.kind} over a window`);
  const noun = reductionNoun(func, parts);
  if (wholeFrame(window)) {
    const place = within(window, parts);
    return [noun, place === '' ? any(' over all rows', ' of all rows') : place];
  }
  if (order.length === 0) return unspeakable('a frame without an order');
  if (start === null && distance(end) === 0) {
    const running = any(' up to and including the current row', ' up to the current row');
    return [noun, within(window, parts), running, by(window, parts)];
  }
  const before = distance(start);
  if (before !== undefined && before < 0 && distance(end) === 0) {
    const rows = before === -1 ? 'the row before it' : `the ${-before} rows before it`;
    return [noun, within(window, parts), ` over the current row and ${rows}`, by(window, parts)];
  }
  return unspeakable('a frame');
}

function neighbour(window: Window, parts: ReductionParts): Phrase {
  needsOrder(window);
  const {
    arg,
    offset,
    default: fallback,
  } = window.args.func.args as {
    readonly arg: Value;
    readonly offset: Value | null;
    readonly default: Value | null;
  };
  if (fallback !== null) return unspeakable('a fallback');
  const n = offset === null ? 1 : count(offset);
  const back = window.args.func.kind === 'Lag';
  const one = back
    ? any(' of the previous row', ' of the row before')
    : any(' of the next row', ' of the row after');
  const many = ` ${n} rows ${back ? 'earlier' : 'later'}`;
  return [
    'the ',
    withoutArticle(parts.noun(arg)),
    n === 1 ? one : many,
    within(window, parts),
    by(window, parts),
  ];
}

const count = (value: Value): number => {
  if (!isOp(value, 'Literal') || typeof value.args.value !== 'bigint')
    return unspeakable('an offset');
  return Number(value.args.value);
};

const wholeFrame = ({ args }: Window): boolean => args.start === null && args.end === null;

/** Rows from the current one: negative before it; undefined for an open or other bound. */
function distance(bound: Value | null): number | undefined {
  if (bound === null || !isOp(bound, 'WindowBoundary')) return undefined;
  const { value, preceding } = bound.args;
  if (!isOp(value, 'Literal') || typeof value.args.value !== 'bigint') return undefined;
  const rows = Number(value.args.value);
  return rows === 0 ? 0 : preceding ? -rows : rows;
}

function needsOrder({ args }: Window): void {
  if (args.order_by.length === 0) unspeakable('a window without an order');
}

function within({ args }: Window, { noun }: ReductionParts): Phrase {
  if (args.group_by.length === 0) return '';
  const groups = listed(args.group_by.map(noun));
  return args.group_by.length === 1
    ? [' within each ', groups]
    : [' within each combination of ', groups];
}

const by = ({ args }: Window, { sortKeys }: ReductionParts): Phrase => [
  any(' by ', ' in order of '),
  sortKeys(args.order_by),
];
