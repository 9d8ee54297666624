import { OPERATIONS, specOf } from '@ibert/ir';
import type { OpName, Param, RelationKind, ValueParam } from '@ibert/ir';

/** What Ibis checks the arguments of: operations, relations, and the links of a join. */
export type Checked = OpName | RelationKind | 'JoinLink';

/** A parameter as Ibis's signatures write it. */
export interface Hint {
  readonly name: string;
  /** The type hint: `Value[String, DataShape]`. */
  readonly type: string;
  /** The default value as Python's `repr` writes it; absent when there is none. */
  readonly fallback?: string;
}

type Hints = Readonly<Record<string, string | null>>;

const SPREAD: Hints = { how: "Literal['sample', 'pop']" };
const ORDERED: Hints = {
  arg: 'Value[DataType, Columnar]',
  include_null: 'bool = False',
  order_by: 'tuple[SortKey, ...] = ()',
};
const UNIT = (name: string): Hints => ({ unit: name });
const KEPT: Hints = { arg: 'Value[DataType, Columnar]' };
const LAMBDA: Hints = { param: 'Argument', index: 'Optional[Argument]' };
const LIKE: Hints = { escape: 'Optional[str] = None' };
const CAST: Hints = { to: 'DataType' };
const shiftBy = (unit: string): Hints => ({
  right: `Value[Annotated[Interval, Attrs(fields={'unit': CoercedTo(func=<bound method __coerce__ of <enum '${unit}'>>, type=<enum '${unit}'>)})], DataShape]`,
});
const FRAME_BOUND = 'Optional[WindowBoundary[Union[Numeric, Interval], DataShape]] = None';
const listOf = (type: string): string => `tuple[${type}, ...]`;

/**
 * What the table of operations does not say in Ibis's words: type hints with their defaults, by
 * parameter. Null: Ibis has no such parameter.
 */
const OVERRIDES: Partial<Record<OpName, Hints>> = {
  Literal: {
    value: "Annotated[Any, Not(pattern=InstanceOf(type=<class 'Deferred'>))]",
    type: 'DataType',
  },
  Field: { name: 'str' },
  Alias: { name: 'str' },
  SortKey: { ascending: 'bool = True', nulls_first: 'bool = False' },
  Argument: { name: 'str', columnar: 'DataShape', type: 'DataType' },
  ScalarParameter: { type: 'DataType', counter: 'Optional[int] = None' },
  Cast: CAST,
  TryCast: CAST,
  HashBytes: {
    arg: 'Value[Union[String, Binary], DataShape]',
    how: "Literal['md5', 'MD5', 'sha1', 'SHA1', 'SHA224', 'sha256', 'SHA256', 'sha512', 'intHash32', 'intHash64', 'cityHash64', 'sipHash64', 'sipHash128']",
  },
  HexDigest: {
    arg: 'Value[Union[String, Binary], DataShape]',
    how: "Literal['md5', 'sha1', 'sha256', 'sha512']",
  },
  Bucket: {
    buckets: listOf('Real'),
    closed: "Literal['left', 'right'] = 'left'",
    close_extreme: 'bool = True',
    include_under: 'bool = False',
    include_over: 'bool = False',
  },
  BaseConvert: { arg: 'Value[Union[String, Integer], DataShape]' },
  FindInSet: { values: listOf('Value[String, DataShape]') },
  StringJoin: { arg: listOf('Value[String, DataShape]') },
  StringConcat: { arg: listOf('Value[String, DataShape]') },
  ArrayConcat: { arg: listOf('Value[Array, DataShape]') },
  ArrayZip: { arg: listOf('Value[Array, DataShape]') },
  StringSQLLike: LIKE,
  StringSQLILike: LIKE,
  DateTruncate: UNIT('DateUnit'),
  TimestampTruncate: UNIT('IntervalUnit'),
  TimeTruncate: UNIT('TimeUnit'),
  TimestampFromUNIX: UNIT('TimestampUnit'),
  IntervalFromInteger: UNIT('IntervalUnit'),
  DateAdd: shiftBy('DateUnit'),
  DateSub: shiftBy('DateUnit'),
  TimeAdd: shiftBy('TimeUnit'),
  TimeSub: shiftBy('TimeUnit'),
  Arbitrary: KEPT,
  Count: KEPT,
  NthValue: KEPT,
  Lag: KEPT,
  Lead: KEPT,
  First: ORDERED,
  Last: ORDERED,
  ArrayCollect: {
    include_null: 'bool = False',
    distinct: 'bool = False',
    order_by: 'tuple[SortKey, ...] = ()',
  },
  GroupConcat: { order_by: 'tuple[SortKey, ...] = ()' },
  StandardDev: SPREAD,
  Variance: SPREAD,
  Kurtosis: SPREAD,
  Covariance: SPREAD,
  Correlation: { how: "Literal['sample', 'pop'] = 'sample'" },
  ArrayMap: LAMBDA,
  ArrayFilter: LAMBDA,
  MapGet: { default: 'Value = None' },
  StructField: { field: 'str' },
  StructColumn: { names: listOf('str') },
  WindowBoundary: { value: 'Value[+T, +S]', preceding: 'bool' },
  WindowFunction: {
    func: 'Union[Analytic, Reduction]',
    how: "Literal['rows', 'range'] = 'rows'",
    start: FRAME_BOUND,
    end: FRAME_BOUND,
    group_by: 'tuple[Value, ...] = ()',
    order_by: 'tuple[SortKey, ...] = ()',
  },
  ScalarUDF: { name: null, args: null, type: null },
  AggUDF: { name: null, args: null, type: null },
};

/** Parameters that Ibis calls otherwise. */
const RENAMED: Partial<Record<OpName, Readonly<Record<string, string>>>> = {
  Literal: { type: 'dtype' },
  ScalarParameter: { type: 'dtype' },
  Argument: { columnar: 'shape', type: 'dtype' },
};
/** Parameters whose order is Ibis's own. */
const ORDER: Partial<Record<OpName, readonly string[]>> = {
  Argument: ['name', 'columnar', 'type'],
};

const unaliased = (type: string, more = ''): string =>
  `FrozenOrderedDict[str, Annotated[${type}, Not(pattern=InstanceOf(type=<class 'Alias'>))${more}]]`;
const COLUMNS = unaliased('Value');
const PARENT: Hints = { parent: 'Relation' };
const SET: Hints = { left: 'Relation', right: 'Relation', distinct: 'bool = False' };
const NAMESPACE = 'Namespace = Namespace(catalog=None, database=None)';
const REFERENCE: Hints = { ...PARENT, identifier: 'Optional[int] = None' };

const RELATIONS: Readonly<Record<RelationKind | 'JoinLink', Hints>> = {
  UnboundTable: { name: 'str', schema: 'Schema', namespace: NAMESPACE },
  InMemoryTable: { name: 'str', schema: 'Schema', data: 'TableProxy' },
  DummyTable: { values: COLUMNS },
  Project: {
    ...PARENT,
    values: unaliased('Value', ", Not(pattern=InstanceOf(type=<class 'SortKey'>))"),
  },
  DropColumns: { ...PARENT, columns_to_drop: 'frozenset[str]' },
  Filter: { ...PARENT, predicates: listOf('Value[Boolean, DataShape]') },
  Sort: { ...PARENT, keys: listOf('SortKey') },
  Limit: {
    ...PARENT,
    n: 'Union[int, Value[Integer, Scalar], NoneType] = None',
    offset: 'Union[int, Value[Integer, Scalar]] = 0',
  },
  Aggregate: { ...PARENT, groups: COLUMNS, metrics: unaliased('Value[+T, Scalar]') },
  Distinct: PARENT,
  Sample: {
    ...PARENT,
    fraction: 'Annotated[float, Between(lower=0, upper=1)]',
    method: "Literal['row', 'block']",
    seed: 'Optional[int] = None',
  },
  DropNull: {
    ...PARENT,
    how: "Literal['any', 'all']",
    subset: 'Optional[tuple[Value[+T, Columnar], ...]] = None',
  },
  FillNull: {
    ...PARENT,
    replacements: 'Union[Value[Union[Numeric, String], DataShape], FrozenDict[str, Any]]',
  },
  Union: SET,
  Intersection: SET,
  Difference: SET,
  TableUnnest: {
    ...PARENT,
    column: 'Value[Array, DataShape]',
    column_name: 'str',
    offset: 'Optional[str]',
    keep_empty: 'bool',
  },
  SelfReference: REFERENCE,
  JoinReference: REFERENCE,
  AliasedRelation: { name: 'str', ...PARENT },
  JoinChain: { first: 'Reference', rest: listOf('JoinLink'), values: COLUMNS },
  JoinLink: {
    how: "Literal['inner', 'left', 'right', 'outer', 'asof', 'semi', 'anti', 'any_inner', 'any_left', 'cross', 'positional']",
    table: 'Reference',
    predicates: listOf('Value[Boolean, DataShape]'),
  },
};

const isOperation = (kind: Checked): kind is OpName => Object.hasOwn(OPERATIONS, kind);

/** The parameters of an operation or relation, in Ibis's order and words. */
export function hintsOf(kind: Checked): readonly Hint[] {
  if (!isOperation(kind))
    return Object.entries(RELATIONS[kind]).map(([name, text]) => hint(name, text ?? ''));
  const { params } = specOf(kind);
  return (ORDER[kind] ?? Object.keys(params)).flatMap((key): Hint[] => {
    const override = OVERRIDES[kind]?.[key];
    if (override === null) return [];
    const param = params[key];
    return [
      hint(RENAMED[kind]?.[key] ?? key, override ?? (param === undefined ? 'Any' : derived(param))),
    ];
  });
}

function hint(name: string, text: string): Hint {
  const [type = '', fallback] = text.split(' = ');
  return fallback === undefined ? { name, type } : { name, type, fallback };
}

function derived(param: Param): string {
  switch (param.param) {
    case 'value': {
      const type = valueHint(param);
      return param.optional ? `Optional[${type}] = None` : type;
    }
    case 'values': {
      const type = listOf(valueHint({ ...param, shape: null, elements: null }));
      return param.atLeast > 0
        ? `Annotated[${type}, Length(at_least=${param.atLeast}, at_most=None)]`
        : type;
    }
    case 'relation':
      return 'Relation';
    default:
      return 'Any';
  }
}

const SHAPES = { columnar: 'Columnar', scalar: 'Scalar' } as const;

function valueHint({
  classes,
  shape,
  elements,
}: Pick<ValueParam, 'classes' | 'shape' | 'elements'>): string {
  const any = classes.includes('Any');
  if (any && shape === null) return 'Value';
  const inner = classes.map((name) =>
    elements === null ? name : `${name}[${elements.join(', ')}]`,
  );
  const types = any ? '+T' : inner.length === 1 ? inner[0] : `Union[${inner.join(', ')}]`;
  return `Value[${types}, ${shape === null ? 'DataShape' : SHAPES[shape]}]`;
}

/** The signature as Ibis shows it: `(arg: Value, to: DataType)`. */
export const signatureText = (kind: Checked): string =>
  `(${hintsOf(kind)
    .map(
      ({ name, type, fallback }) =>
        `${name}: ${type}${fallback === undefined ? '' : ` = ${fallback}`}`,
    )
    .join(', ')})`;
