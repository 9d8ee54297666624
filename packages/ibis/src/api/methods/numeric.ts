import { binaryOperation, PyList, PyTuple, valueError } from '../../python/index.js';
import type { BinaryOperator, PyValue } from '../../python/index.js';
import { apply, Raw } from '../coerce.js';
import { signatureError } from '../misfits.js';
import type { ValueObj } from '../objects.js';
import { REASONS } from '../reasons.js';
import { unitOf } from '../units.js';
import type { UnitClass } from '../units.js';
import { cumulative, quantile } from './column.js';
import { alias, bindToParent, method, operation, reduction, unsupported } from './method.js';
import type { Call, Method, MethodTable } from './method.js';
import type { OpName } from '@ibert/ir';

type Self = Call<ValueObj>;

/** Operators whose reflected method is the plain one under another name. */
const COMMUTING: ReadonlySet<BinaryOperator> = new Set(['+', '*']);

/**
 * `add`, `rsub` …: an operator by name. What has no such operation gives Python's NotImplemented,
 * as the method behind the operator does.
 */
export const operator = (op: BinaryOperator, reflected = false): Method<ValueObj> =>
  method('other', ({ self, args, ctx }) =>
    self.binary(op, args['other'] ?? null, reflected && !COMMUTING.has(op), ctx),
  );

/** A unit argument, checked against the units of its class. */
export function unitArg(call: Self, op: OpName, text: PyValue, unitClass: UnitClass): Raw {
  const unit = typeof text === 'string' ? unitOf(text, unitClass) : undefined;
  if (unit === undefined) {
    throw signatureError(call.session, op, { arg: call.self, unit: text }, 'unit', call.ctx);
  }
  return new Raw(unit);
}

function clip({ self, session, args, ctx }: Self): PyValue {
  const { lower = null, upper = null } = args;
  if (lower === null && upper === null) {
    throw valueError('at least one of lower and upper must be provided');
  }
  return apply(session, 'Clip', { arg: self, lower, upper }, ctx);
}

function bucket({ self, session, args, ctx }: Self): PyValue {
  const { buckets = null } = args;
  const flag = (name: string): Raw => new Raw(args[name]);
  const options = {
    closed: flag('closed'),
    close_extreme: flag('close_extreme'),
    include_under: flag('include_under'),
    include_over: flag('include_over'),
  };
  const edges = buckets instanceof PyList || buckets instanceof PyTuple ? buckets.items : undefined;
  if (edges?.every((edge) => typeof edge === 'bigint' || typeof edge === 'number') !== true) {
    throw signatureError(session, 'Bucket', { arg: self, buckets, ...options }, 'buckets', ctx);
  }
  if (args['closed'] !== 'left' && args['closed'] !== 'right') {
    throw signatureError(session, 'Bucket', { arg: self, buckets, ...options }, 'closed', ctx);
  }
  return apply(session, 'Bucket', { arg: self, buckets: new Raw(edges), ...options }, ctx);
}

function histogram({ self, session, args, ctx }: Self): PyValue {
  let { nbins = null, binwidth = null, base = null } = args;
  if (nbins !== null && binwidth !== null) {
    throw valueError(
      `Cannot pass both \`nbins\` (got ${String(nbins)}) and \`binwidth\` (got ${String(binwidth)})`,
    );
  }
  const op = (left: PyValue, sign: BinaryOperator, right: PyValue): PyValue =>
    binaryOperation(sign, left, right, ctx);
  const max = apply(session, 'Max', { arg: self }, ctx);
  base ??= op(apply(session, 'Min', { arg: self }, ctx), '-', args['eps'] ?? 1e-13);
  if (binwidth === null) {
    if (nbins === null) throw valueError('`nbins` is required if `binwidth` is not provided');
    binwidth = op(op(max, '-', base), '/', nbins);
  }
  nbins ??= apply(session, 'Ceil', { arg: op(op(max, '-', base), '/', binwidth) }, ctx);
  const index = apply(session, 'Floor', { arg: op(op(self, '-', base), '/', binwidth) }, ctx);
  return apply(session, 'Clip', { arg: index, lower: -1n, upper: op(nbins, '-', 1n) }, ctx);
}

const spread = (op: OpName): Method<ValueObj> =>
  method("*, where=None, how='sample'", ({ self, session, args, ctx }) =>
    apply(
      session,
      op,
      {
        arg: self,
        how: new Raw(args['how']),
        where: bindToParent(self, args['where'] ?? null, ctx),
      },
      ctx,
    ),
  );

const pair = (op: OpName): Method<ValueObj> =>
  method("right, /, *, where=None, how='sample'", ({ self, session, args, ctx }) =>
    apply(
      session,
      op,
      {
        left: self,
        right: bindToParent(self, args['right'] ?? null, ctx),
        how: new Raw(args['how']),
        where: bindToParent(self, args['where'] ?? null, ctx),
      },
      ctx,
    ),
  );

/** Methods of numbers and booleans. */
export const NUMERIC: MethodTable<ValueObj> = {
  owner: 'NumericValue',
  methods: {
    negate: operation('Negate'),
    point: unsupported('right, /', REASONS.spatial),
    round: operation('Round', 'digits=0, /'),
    log: operation('Log', 'base=None, /'),
    clip: method('lower=None, upper=None', clip),
    abs: operation('Abs'),
    ceil: operation('Ceil'),
    degrees: operation('Degrees'),
    rad2deg: alias('degrees', operation('Degrees')),
    exp: operation('Exp'),
    floor: operation('Floor'),
    log2: operation('Log2'),
    log10: operation('Log10'),
    ln: operation('Ln'),
    radians: operation('Radians'),
    deg2rad: alias('radians', operation('Radians')),
    sign: operation('Sign'),
    sqrt: operation('Sqrt'),
    acos: operation('Acos'),
    asin: operation('Asin'),
    atan: operation('Atan'),
    atan2: operation('Atan2', 'other, /'),
    cos: operation('Cos'),
    cot: operation('Cot'),
    sin: operation('Sin'),
    tan: operation('Tan'),
    add: alias('__add__', operator('+')),
    radd: alias('__add__', operator('+', true)),
    sub: alias('__sub__', operator('-')),
    rsub: alias('__rsub__', operator('-', true)),
    mul: alias('__mul__', operator('*')),
    rmul: alias('__mul__', operator('*', true)),
    div: alias('__truediv__', operator('/')),
    rdiv: alias('__rtruediv__', operator('/', true)),
    floordiv: alias('__floordiv__', operator('//')),
    rfloordiv: alias('__rfloordiv__', operator('//', true)),
    pow: alias('__pow__', operator('**')),
    rpow: alias('__rpow__', operator('**', true)),
    mod: alias('__mod__', operator('%')),
    rmod: alias('__rmod__', operator('%', true)),
  },
};

/** Methods of columns of numbers and booleans. */
export const NUMERIC_COLUMN: MethodTable<ValueObj> = {
  owner: 'NumericColumn',
  methods: {
    kurtosis: spread('Kurtosis'),
    std: spread('StandardDev'),
    var: spread('Variance'),
    corr: pair('Correlation'),
    cov: pair('Covariance'),
    mean: reduction('Mean'),
    cummean: cumulative('Mean'),
    sum: reduction('Sum'),
    cumsum: cumulative('Sum'),
    bucket: method(
      "buckets, /, *, closed='left', close_extreme=True, include_under=False, include_over=False",
      bucket,
    ),
    histogram: method('*, nbins=None, binwidth=None, base=None, eps=1e-13', histogram),
    approx_quantile: quantile(
      'ApproxQuantile',
      'ApproxMultiQuantile',
      'quantile, /, *, where=None',
    ),
  },
};

/** Methods of integers. */
export const INTEGER: MethodTable<ValueObj> = {
  owner: 'IntegerValue',
  methods: {
    as_timestamp: method('unit, /', (call) =>
      apply(
        call.session,
        'TimestampFromUNIX',
        {
          arg: call.self,
          unit: unitArg(call, 'TimestampFromUNIX', call.args['unit'] ?? null, 'TimestampUnit'),
        },
        call.ctx,
      ),
    ),
    as_interval: method("unit='s', /", (call) =>
      apply(
        call.session,
        'IntervalFromInteger',
        {
          arg: call.self,
          unit: unitArg(call, 'IntervalFromInteger', call.args['unit'] ?? null, 'IntervalUnit'),
        },
        call.ctx,
      ),
    ),
    convert_base: operation('BaseConvert', 'from_base, to_base'),
  },
};

/** Methods of columns of integers. */
export const INTEGER_COLUMN: MethodTable<ValueObj> = {
  owner: 'IntegerColumn',
  methods: {
    bit_and: reduction('BitAnd'),
    bit_or: reduction('BitOr'),
    bit_xor: reduction('BitXor'),
  },
};

/** Methods of floating point numbers. */
export const FLOATING: MethodTable<ValueObj> = {
  owner: 'FloatingValue',
  methods: { isnan: operation('IsNan'), isinf: operation('IsInf') },
};
