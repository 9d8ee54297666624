import { integerBounds, isFloating, isInteger } from '../../dtypes/classes.js';
import { inferInteger } from '../../dtypes/cast.js';
import type { DataType } from '../../dtypes/types.js';
import type { LiteralValue } from '../../literal.js';
import { make } from '../../value.js';
import type { MutationKind, ValueChange, ValueOperator } from '../mutant.js';

/** Arguments whose text is one of a few words. */
const WORDS: ReadonlySet<string> = new Set([
  'DateDelta.part',
  'TimeDelta.part',
  'TimestampDelta.part',
]);
/** Arguments that take a share between 0 and 1. */
const SHARES: ReadonlySet<string> = new Set(['Quantile.quantile', 'ApproxQuantile.quantile']);
/** Arguments that take no negative number. */
const COUNTS: ReadonlySet<string> = new Set([
  'WindowBoundary.value',
  'Lag.offset',
  'Lead.offset',
  'NthValue.nth',
  'StrRight.nchars',
  'Substring.start',
  'Substring.length',
  'StringSlice.start',
  'StringSlice.end',
  'LPad.length',
  'RPad.length',
  'Repeat.times',
  'RegexExtract.index',
]);

const DAY = 86_400_000;

/** A literal changed to its neighbours: numbers by one, dates by a day, texts to another text. */
export const shiftConstant: ValueOperator = ({ value, around, argument }) => {
  if (value.kind !== 'Literal') return [];
  const { value: literal, type } = value.args as {
    readonly value: LiteralValue;
    readonly type: DataType;
  };
  const where = `${around[0]?.kind ?? ''}.${argument ?? ''}`;
  if (WORDS.has(where)) return [];
  const kind: MutationKind = where === 'WindowBoundary.value' ? 'window frame' : 'constant';
  return neighbours(literal, type, where).map(([next, nextType]): ValueChange => ({
    kind,
    phrase: `${show(literal)} became ${show(next)}`,
    make: () => make('Literal', { value: next, type: nextType }),
  }));
};

const show = (literal: LiteralValue): string =>
  typeof literal === 'string' ? `'${literal}'` : String(literal);

type Neighbour = readonly [LiteralValue, DataType];

function neighbours(literal: LiteralValue, type: DataType, where: string): readonly Neighbour[] {
  if (typeof literal === 'boolean') return [[!literal, type]];
  if (typeof literal === 'bigint') return aroundWhole(literal, type, where);
  if (typeof literal === 'number') return aroundFloat(literal, type, where);
  if (typeof literal === 'string') return aroundText(literal, type);
  return [];
}

function aroundWhole(literal: bigint, type: DataType, where: string): readonly Neighbour[] {
  const steps = COUNTS.has(where) && literal <= 0n ? [1n] : [1n, -1n];
  return steps.map((step): Neighbour => {
    const next = literal + step;
    if (!isInteger(type)) return [next, type];
    const [low, high] = integerBounds(type);
    return [next, next >= low && next <= high ? type : inferInteger(next)];
  });
}

function aroundFloat(literal: number, type: DataType, where: string): readonly Neighbour[] {
  if (!Number.isFinite(literal) || !isFloating(type)) return [];
  if (SHARES.has(where)) return [[literal === 0.5 ? 0.25 : 1 - literal, type]];
  return [
    [literal + 1, type],
    [literal - 1, type],
  ];
}

function aroundText(literal: string, type: DataType): readonly Neighbour[] {
  switch (type.kind) {
    case 'string':
      return [[`${literal}x`, type]];
    case 'decimal': {
      const parts = /^(-?\d+)(\.\d*)?$/.exec(literal);
      if (parts === null || literal.startsWith('-')) return [];
      const [, whole = '0', rest = ''] = parts;
      return [[`${BigInt(whole) + 1n}${rest}`, type]];
    }
    case 'date': {
      const at = Date.parse(`${literal}T00:00:00Z`);
      if (Number.isNaN(at)) return [];
      return [DAY, -DAY].map((step): Neighbour => [isoDate(at + step), type]);
    }
    case 'timestamp': {
      const at = Date.parse(`${literal.replace(' ', 'T')}Z`);
      if (Number.isNaN(at)) return [];
      return [DAY, -DAY].map((step): Neighbour => {
        const clock = literal.slice(10);
        return [`${isoDate(at + step)}${clock}`, type];
      });
    }
    default:
      return [];
  }
}

const isoDate = (millis: number): string => new Date(millis).toISOString().slice(0, 10);
