import type { Value } from '../../node.js';
import { build } from '../../value.js';
import { groupBy } from '../group-by.js';
import type { MutationKind, ValueChange, ValueOperator } from '../mutant.js';

/** One operation in place of another that takes the same arguments. */
interface Swap {
  readonly kind: MutationKind;
  readonly from: string;
  readonly to: string;
  readonly phrase: string;
}

const symbols: Readonly<Record<string, string>> = {
  Greater: '>',
  GreaterEqual: '>=',
  Less: '<',
  LessEqual: '<=',
  Equals: '==',
  NotEquals: '!=',
  Add: '+',
  Subtract: '-',
  Multiply: '*',
  Divide: '/',
  FloorDivide: '//',
  Modulus: '%',
  And: '&',
  Or: '|',
};

/** An operation as people write it: its symbol, or its words. */
const spoken = (kind: string): string =>
  symbols[kind] === undefined
    ? kind.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
    : `\`${symbols[kind]}\``;

const swaps = (
  kind: MutationKind,
  pairs: readonly (readonly [string, string])[],
): readonly Swap[] =>
  pairs.map(([from, to]) => ({
    kind,
    from,
    to,
    phrase: `${spoken(from)} became ${spoken(to)}`,
  }));

const bothWays = (pairs: readonly (readonly [string, string])[]): readonly [string, string][] =>
  pairs.flatMap(([a, b]): [string, string][] => [
    [a, b],
    [b, a],
  ]);

/** Operations that are taken for one another; the arguments stay as they are. */
const SWAPS: readonly Swap[] = [
  ...swaps(
    'comparison',
    bothWays([
      ['Greater', 'GreaterEqual'],
      ['Less', 'LessEqual'],
      ['Equals', 'NotEquals'],
    ]),
  ),
  ...swaps('comparison', [
    ['Greater', 'Less'],
    ['Less', 'Greater'],
    ['GreaterEqual', 'LessEqual'],
    ['LessEqual', 'GreaterEqual'],
  ]),
  ...swaps('connective', bothWays([['And', 'Or']])),
  ...swaps('null', [
    ['IsNull', 'NotNull'],
    ['NotNull', 'IsNull'],
    ['IdenticalTo', 'Equals'],
  ]),
  ...swaps('aggregate', [
    ['Sum', 'Mean'],
    ['Sum', 'Max'],
    ['Mean', 'Sum'],
    ['Mean', 'Median'],
    ['Min', 'Max'],
    ['Max', 'Min'],
    ['Median', 'Mean'],
    ['StandardDev', 'Variance'],
    ['Variance', 'StandardDev'],
    ['First', 'Last'],
    ['Last', 'First'],
    ['ArgMin', 'ArgMax'],
    ['ArgMax', 'ArgMin'],
    ['All', 'Any'],
    ['Any', 'All'],
    ['BitAnd', 'BitOr'],
    ['BitOr', 'BitAnd'],
    ['BitXor', 'BitOr'],
    ['Correlation', 'Covariance'],
    ['Covariance', 'Correlation'],
    ['Mode', 'Max'],
  ]),
  ...swaps('distinct', bothWays([['Count', 'CountDistinct']])),
  ...swaps('window function', [
    ['RowNumber', 'DenseRank'],
    ['MinRank', 'DenseRank'],
    ['DenseRank', 'MinRank'],
    ['MinRank', 'RowNumber'],
    ['PercentRank', 'CumeDist'],
    ['CumeDist', 'PercentRank'],
    ['Lag', 'Lead'],
    ['Lead', 'Lag'],
  ]),
  ...swaps('arithmetic', [
    ['Add', 'Subtract'],
    ['Subtract', 'Add'],
    ['Multiply', 'Divide'],
    ['Divide', 'Multiply'],
    ['FloorDivide', 'Divide'],
    ['Modulus', 'FloorDivide'],
    ['Floor', 'Ceil'],
    ['Ceil', 'Floor'],
    ['Least', 'Greatest'],
    ['Greatest', 'Least'],
    ['DateAdd', 'DateSub'],
    ['DateSub', 'DateAdd'],
    ['TimestampAdd', 'TimestampSub'],
    ['TimestampSub', 'TimestampAdd'],
    ['BitwiseAnd', 'BitwiseOr'],
    ['BitwiseOr', 'BitwiseAnd'],
    ['Ln', 'Log10'],
    ['Log10', 'Ln'],
    ['Log2', 'Ln'],
  ]),
  ...swaps('text', [
    ['Uppercase', 'Lowercase'],
    ['Lowercase', 'Uppercase'],
    ['Capitalize', 'Uppercase'],
    ['Strip', 'LStrip'],
    ['LStrip', 'RStrip'],
    ['RStrip', 'LStrip'],
    ['LPad', 'RPad'],
    ['RPad', 'LPad'],
    ['StringSQLLike', 'StringSQLILike'],
    ['StringSQLILike', 'StringSQLLike'],
  ]),
  ...swaps('date part', [
    ['ExtractYear', 'ExtractMonth'],
    ['ExtractMonth', 'ExtractDay'],
    ['ExtractQuarter', 'ExtractMonth'],
    ['ExtractDay', 'ExtractDayOfYear'],
    ['ExtractDayOfYear', 'ExtractDay'],
    ['ExtractWeekOfYear', 'ExtractMonth'],
    ['ExtractIsoYear', 'ExtractYear'],
    ['DayOfWeekIndex', 'ExtractDay'],
    ['ExtractHour', 'ExtractMinute'],
    ['ExtractMinute', 'ExtractSecond'],
    ['ExtractSecond', 'ExtractMinute'],
  ]),
];

const BY_KIND: ReadonlyMap<string, readonly Swap[]> = groupBy(SWAPS, ({ from }) => from);

/** Swaps the operation, see {@link SWAPS}. */
export const swapOperation: ValueOperator = ({ value }) =>
  (BY_KIND.get(value.kind) ?? []).map(({ kind, to, phrase }): ValueChange => ({
    kind,
    phrase,
    make: (): Value => build(to, value.args),
  }));
