import { isValue } from '../../node.js';
import type { Arg, Value } from '../../node.js';
import { build, make } from '../../value.js';
import * as t from '../../dtypes/types.js';
import type { MutationKind, ValueChange, ValueOperator } from '../mutant.js';

type Rows = Readonly<Record<string, (value: Value) => readonly ValueChange[]>>;

const change = (kind: MutationKind, phrase: string, of: () => Value): ValueChange => ({
  kind,
  phrase,
  make: of,
});

const values = (value: Value, key: string): readonly Value[] => value.args[key] as readonly Value[];
const arg = (value: Value, key: string): Value => value.args[key] as Value;

/** The value with some arguments replaced. */
const having = (value: Value, args: Readonly<Record<string, Arg>>): Value =>
  build(value.kind, { ...value.args, ...args });

const dropSide = (value: Value): readonly ValueChange[] => {
  const [one, other] = [arg(value, 'left'), arg(value, 'right')];
  return [
    change('condition', 'the second condition is missing', () => one),
    change('condition', 'the first condition is missing', () => other),
  ];
};

const swapSides =
  (left: string, right: string) =>
  (value: Value): readonly ValueChange[] => [
    change('arithmetic', 'the operands changed places', () =>
      build(value.kind, { ...value.args, [left]: arg(value, right), [right]: arg(value, left) }),
    ),
  ];

const branches = (value: Value): readonly ValueChange[] => {
  const results = values(value, 'results');
  const [first, second, ...others] = results;
  const last = arg(value, 'default');
  const changes: ValueChange[] = [];
  if (first !== undefined && second !== undefined) {
    changes.push(
      change('case', 'the first two results changed places', () =>
        having(value, { results: [second, first, ...others] }),
      ),
    );
  } else if (first !== undefined) {
    changes.push(
      change('case', 'result and default changed places', () =>
        having(value, { results: [last], default: first }),
      ),
    );
  }
  if (!isNullLiteral(last)) {
    changes.push(
      change('case', 'the default is missing', () =>
        having(value, { default: nullOf(value.dtype) }),
      ),
    );
  }
  return changes;
};

const nullOf = (type: t.DataType): Value => make('Literal', { value: null, type });

const isNullLiteral = (value: Value): boolean =>
  (value.kind === 'Literal' && value.args['value'] === null) ||
  (value.kind === 'Cast' && isNullLiteral(arg(value, 'arg')));

const only =
  (kind: MutationKind, phrase: string, key: string) =>
  (value: Value): readonly ValueChange[] => [change(kind, phrase, () => arg(value, key))];

const flip =
  (kind: MutationKind, key: string, [on, off]: readonly [string, string]) =>
  (value: Value): readonly ValueChange[] => [
    change(kind, value.args[key] === true ? off : on, () =>
      having(value, { [key]: value.args[key] !== true }),
    ),
  ];

const spread = (value: Value): readonly ValueChange[] => [
  change('aggregate', 'sample and population were confused', () =>
    having(value, { how: value.args['how'] === 'pop' ? 'sample' : 'pop' }),
  ),
];

const includeNull = flip('null', 'include_null', ['NULLs are kept', 'NULLs are left out']);

/** Truncation to the next coarser unit, or to a finer one for the coarsest. */
const UNITS: Readonly<Record<string, t.IntervalUnit>> = {
  Y: 'M',
  Q: 'M',
  M: 'Y',
  W: 'M',
  D: 'M',
  h: 'D',
  m: 'h',
  s: 'm',
};
const truncate = (value: Value): readonly ValueChange[] => {
  const unit = value.args['unit'] as t.IntervalUnit;
  const other = UNITS[unit];
  return other === undefined
    ? []
    : [
        change(
          'date part',
          `the ${t.INTERVAL_UNITS[unit]} became the ${t.INTERVAL_UNITS[other]}`,
          () => having(value, { unit: other }),
        ),
      ];
};

const PARTS: Readonly<Record<string, string>> = {
  year: 'month',
  quarter: 'month',
  month: 'year',
  week: 'day',
  day: 'month',
  hour: 'minute',
  minute: 'hour',
  second: 'minute',
};
const delta = (value: Value): readonly ValueChange[] => {
  const part = arg(value, 'part').args['value'];
  const other = typeof part === 'string' ? PARTS[part] : undefined;
  const changes = [...swapSides('left', 'right')(value)];
  if (other === undefined) return changes;
  const literal = make('Literal', { value: other, type: t.STRING });
  changes.push(
    change('date part', `${String(part)}s became ${other}s`, () =>
      having(value, { part: literal }),
    ),
  );
  return changes;
};

const text =
  (to: string, phrase: string, args: (value: Value) => Readonly<Record<string, Arg>>) =>
  (value: Value): readonly ValueChange[] => [change('text', phrase, () => build(to, args(value)))];

const between = (value: Value): readonly ValueChange[] => {
  const [subject, lower, upper] = [
    arg(value, 'arg'),
    arg(value, 'lower_bound'),
    arg(value, 'upper_bound'),
  ];
  return [
    change('comparison', 'the lower bound is left out', () =>
      make('And', {
        left: make('Greater', { left: subject, right: lower }),
        right: make('LessEqual', { left: subject, right: upper }),
      }),
    ),
    change('comparison', 'the upper bound is left out', () =>
      make('And', {
        left: make('GreaterEqual', { left: subject, right: lower }),
        right: make('Less', { left: subject, right: upper }),
      }),
    ),
  ];
};

const options = (value: Value): readonly ValueChange[] => {
  const all = values(value, 'options');
  return all.length < 2
    ? []
    : [
        change('condition', 'the last value of the list is missing', () =>
          having(value, { options: all.slice(0, -1) }),
        ),
      ];
};

const coalesce = (value: Value): readonly ValueChange[] => {
  const [first] = values(value, 'arg');
  return first === undefined || values(value, 'arg').length < 2
    ? []
    : [change('null', 'the replacement of NULL is missing', () => first)];
};

const joined = (value: Value): readonly ValueChange[] => {
  const parts = values(value, 'arg');
  return parts.length < 2
    ? []
    : [
        change('text', 'the joined texts changed places', () =>
          having(value, { arg: [...parts].reverse() }),
        ),
      ];
};

/** What may happen to the arguments of an operation, by operation. */
const ROWS: Rows = {
  And: dropSide,
  Or: dropSide,
  Not: only('negation', 'the negation is missing', 'arg'),
  Between: between,
  InValues: options,
  Coalesce: coalesce,
  NullIf: only('null', 'the value that stands for NULL is kept', 'arg'),
  SearchedCase: branches,
  SimpleCase: branches,
  IfElse: (value) => [
    change('case', 'the two results changed places', () =>
      having(value, {
        true_expr: arg(value, 'false_null_expr'),
        false_null_expr: arg(value, 'true_expr'),
      }),
    ),
  ],
  Subtract: swapSides('left', 'right'),
  Divide: swapSides('left', 'right'),
  Modulus: swapSides('left', 'right'),
  DateDiff: swapSides('left', 'right'),
  TimestampDiff: swapSides('left', 'right'),
  DateDelta: delta,
  TimestampDelta: delta,
  Abs: only('arithmetic', 'the sign is kept', 'arg'),
  Negate: only('arithmetic', 'the sign is missing', 'arg'),
  Round: only('arithmetic', 'the rounding is missing', 'arg'),
  Clip: only('arithmetic', 'the bounds are missing', 'arg'),
  DateTruncate: truncate,
  TimestampTruncate: truncate,
  StandardDev: spread,
  Variance: spread,
  ArrayCollect: (value) => [
    ...includeNull(value),
    ...flip('distinct', 'distinct', ['repeated values are dropped', 'repeated values are kept'])(
      value,
    ),
  ],
  First: includeNull,
  Last: includeNull,
  StringContains: text('StartsWith', '`contains` became `startswith`', (v) => ({
    arg: arg(v, 'haystack'),
    start: arg(v, 'needle'),
  })),
  StartsWith: text('EndsWith', '`startswith` became `endswith`', (v) => ({
    arg: arg(v, 'arg'),
    end: arg(v, 'start'),
  })),
  EndsWith: text('StartsWith', '`endswith` became `startswith`', (v) => ({
    arg: arg(v, 'arg'),
    start: arg(v, 'end'),
  })),
  StringConcat: joined,
};

/** Changes the arguments of an operation. */
export const changeArguments: ValueOperator = ({ value }) => ROWS[value.kind]?.(value) ?? [];

/** Drops the condition of an aggregate. */
export const dropWhere: ValueOperator = ({ value }) =>
  isValue(value.args['where'])
    ? [
        change('aggregate filter', 'the condition of the aggregate is missing', () =>
          having(value, { where: null }),
        ),
      ]
    : [];
