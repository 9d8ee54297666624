import { isOp } from '@ibert/ir';
import type { IntervalUnit, OpName } from '@ibert/ir';

import { binaryOperation, valueError } from '../../python/index.js';
import type { HostObject, PyContext, PyValue } from '../../python/index.js';
import { apply, Raw } from '../coerce.js';
import { ibisError } from '../errors.js';
import { literalNode } from '../literals.js';
import { signatureError } from '../misfits.js';
import { ValueObj } from '../objects.js';
import { subtractionMisuse } from '../operators.js';
import { INTERVAL_ARGUMENTS, INTERVAL_SIGNATURE, makeInterval } from '../intervals.js';
import { unitOf } from '../units.js';
import type { UnitClass } from '../units.js';
import { alias, bindMethod, method, operation, property } from './method.js';
import type { Call, Method, MethodTable } from './method.js';
import { operator, unitArg } from './numeric.js';
import { requireType } from '../types.js';

type Self = Call<ValueObj>;

/** `day_of_week`, which is read and then asked for an index or a name. */
class DayOfWeek implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'DayOfWeek';
  readonly value: ValueObj;
  constructor(value: ValueObj) {
    this.value = value;
  }
  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    return bindMethod(DAY_OF_WEEK, name, this, this.value.session, ctx);
  }
  repr(): string {
    return 'DayOfWeek()';
  }
}

const dayPart = (op: OpName): Method<DayOfWeek> =>
  method('', ({ self, session, ctx }) => apply(session, op, { arg: self.value }, ctx));

/** What `day_of_week` can be asked for. */
export const DAY_OF_WEEK: MethodTable<DayOfWeek> = {
  owner: 'DayOfWeek',
  methods: { index: dayPart('DayOfWeekIndex'), full_name: dayPart('DayOfWeekName') },
};

const truncate = (op: OpName, unitClass: UnitClass): Method<ValueObj> =>
  method('unit, /', (call) =>
    apply(
      call.session,
      op,
      { arg: call.self, unit: unitArg(call, op, call.args['unit'] ?? null, unitClass) },
      call.ctx,
    ),
  );

const delta = (op: OpName): Method<ValueObj> =>
  method('other, /, *, unit', ({ self, session, args, ctx }) => {
    const raw = { part: args['unit'] ?? null, left: self, right: args['other'] ?? null };
    // A text says nothing of a zone: it makes dates and times, but no timestamps.
    const isText = typeof raw.right === 'string' || raw.right === null;
    if (op === 'TimestampDelta' && isText) throw signatureError(session, op, raw, 'right', ctx);
    return apply(session, op, raw, ctx);
  });

const strftime = operation('Strftime', 'format_str, /');
const ARITHMETIC = {
  add: alias('__add__', operator('+')),
  radd: alias('__add__', operator('+', true)),
  sub: alias('__sub__', operator('-')),
  rsub: alias('__rsub__', operator('-', true)),
};
/** Ibis checks the arguments of a moment's `-` itself. */
const MOMENT_ARITHMETIC = {
  ...ARITHMETIC,
  sub: { ...ARITHMETIC.sub, misuse: subtractionMisuse(false) },
  rsub: { ...ARITHMETIC.rsub, misuse: subtractionMisuse(true) },
};

const DATE_PARTS = {
  epoch_seconds: operation('ExtractEpochSeconds'),
  year: operation('ExtractYear'),
  iso_year: operation('ExtractIsoYear'),
  month: operation('ExtractMonth'),
  day: operation('ExtractDay'),
  day_of_week: property<ValueObj>(({ self }) => new DayOfWeek(self)),
  day_of_year: operation('ExtractDayOfYear'),
  quarter: operation('ExtractQuarter'),
  week_of_year: operation('ExtractWeekOfYear'),
} satisfies Record<string, Method<ValueObj>>;

function between({ self, session, args, ctx }: Self): PyValue {
  const { lower = null, upper = null, timezone = null } = args;
  if (!isOp(self.node, 'Time')) {
    return apply(session, 'Between', { arg: self, lower_bound: lower, upper_bound: upper }, ctx);
  }
  let arg = new ValueObj(session, self.node.args.arg);
  if (timezone !== null) {
    arg = apply(
      session,
      'Cast',
      { arg, to: new Raw(requireType(`timestamp('${String(timezone)}')`)) },
      ctx,
    );
  }
  return apply(session, 'BetweenTime', { arg, lower_bound: lower, upper_bound: upper }, ctx);
}

const TIME_PARTS = {
  time: operation('Time'),
  hour: operation('ExtractHour'),
  minute: operation('ExtractMinute'),
  second: operation('ExtractSecond'),
  microsecond: operation('ExtractMicrosecond'),
  millisecond: operation('ExtractMillisecond'),
  between: method<ValueObj>('lower, upper, *, timezone=None', between),
} satisfies Record<string, Method<ValueObj>>;

function timeBucket({ self, session, args, ctx }: Self): PyValue {
  const { interval = null, offset = null } = args;
  const given = INTERVAL_ARGUMENTS.filter(([name]) => (args[name] ?? null) !== null);
  if ((interval !== null) === given.length > 0) {
    throw valueError('Must specify either interval value or components, but not both');
  }
  const width = interval ?? makeInterval(session, null, 's', args, ctx);
  return apply(session, 'TimestampBucket', { arg: self, interval: width, offset }, ctx);
}

const bucketSignature = `interval=None, /, *, ${INTERVAL_SIGNATURE}, offset=None`;

/** Methods of dates. */
export const DATE: MethodTable<ValueObj> = {
  owner: 'DateValue',
  methods: {
    ...DATE_PARTS,
    ...MOMENT_ARITHMETIC,
    strftime,
    truncate: truncate('DateTruncate', 'DateUnit'),
    delta: delta('DateDelta'),
    epoch_days: method('', ({ self, session, ctx }) => {
      const epoch = apply(session, 'DateFromYMD', { year: 1970n, month: 1n, day: 1n }, ctx);
      return apply(session, 'DateDelta', { part: 'day', left: self, right: epoch }, ctx);
    }),
  },
};

/** Methods of times of day. */
export const TIME: MethodTable<ValueObj> = {
  owner: 'TimeValue',
  methods: {
    ...TIME_PARTS,
    ...MOMENT_ARITHMETIC,
    strftime,
    truncate: truncate('TimeTruncate', 'TimeUnit'),
    delta: delta('TimeDelta'),
  },
};

/** Methods of timestamps. */
export const TIMESTAMP: MethodTable<ValueObj> = {
  owner: 'TimestampValue',
  methods: {
    ...DATE_PARTS,
    ...TIME_PARTS,
    ...MOMENT_ARITHMETIC,
    strftime,
    truncate: truncate('TimestampTruncate', 'IntervalUnit'),
    bucket: method(bucketSignature, timeBucket),
    date: operation('Date'),
    delta: delta('TimestampDelta'),
  },
};

/** How many of the finer unit make one of the coarser, along the two chains that convert. */
const SIZES: Partial<Record<IntervalUnit, bigint>> = {
  W: 604_800_000_000_000n,
  D: 86_400_000_000_000n,
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
  us: 1_000n,
  ns: 1n,
};
const MONTHS: Partial<Record<IntervalUnit, bigint>> = { Y: 12n, Q: 3n, M: 1n };

function asUnit(self: ValueObj, text: PyValue, ctx: PyContext): PyValue {
  const { node, session } = self;
  const target = typeof text === 'string' ? unitOf(text, 'IntervalUnit') : undefined;
  if (target === undefined || node.dtype.kind !== 'interval') {
    throw ibisError('CoercionError', `Unable to coerce ${String(text)} to IntervalUnit`);
  }
  const { unit } = node.dtype;
  if (unit === target) return self;
  const table = [SIZES, MONTHS].find(
    (sizes) => sizes[unit] !== undefined && sizes[target] !== undefined,
  );
  const from = table?.[unit];
  const to = table?.[target];
  if (from === undefined || to === undefined) {
    throw valueError(`Cannot convert interval value from unit ${unit} to unit ${target}`);
  }
  const type = { ...node.dtype, unit: target };
  if (isOp(node, 'Literal') && typeof node.args.value === 'bigint') {
    return new ValueObj(session, literalNode((node.args.value * from) / to, type));
  }
  const count = apply(session, 'Cast', { arg: self, to: new Raw(requireType('int64')) }, ctx);
  const scaled =
    from > to
      ? binaryOperation('*', count, from / to, ctx)
      : binaryOperation('//', count, to / from, ctx);
  return apply(session, 'IntervalFromInteger', { arg: scaled, unit: new Raw(target) }, ctx);
}

const inUnit = (unit: IntervalUnit): Method<ValueObj> =>
  property(({ self, ctx }) => asUnit(self, unit, ctx));

/** Methods of intervals. */
export const INTERVAL: MethodTable<ValueObj> = {
  owner: 'IntervalValue',
  methods: {
    as_unit: method('target_unit, /', ({ self, args, ctx }) =>
      asUnit(self, args['target_unit'] ?? null, ctx),
    ),
    to_unit: method('target_unit, /', ({ self, args, ctx }) =>
      asUnit(self, args['target_unit'] ?? null, ctx),
    ),
    ...ARITHMETIC,
    mul: alias('__mul__', operator('*')),
    rmul: alias('__mul__', operator('*', true)),
    floordiv: alias('__floordiv__', operator('//')),
    negate: operation('Negate'),
    years: inUnit('Y'),
    quarters: inUnit('Q'),
    months: inUnit('M'),
    weeks: inUnit('W'),
    days: inUnit('D'),
    hours: inUnit('h'),
    minutes: inUnit('m'),
    seconds: inUnit('s'),
    milliseconds: inUnit('ms'),
    microseconds: inUnit('us'),
    nanoseconds: inUnit('ns'),
  },
};
