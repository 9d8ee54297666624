import { isA, isOp, make, sameRelation, windowInput } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { PyTuple, valueError } from '../python/index.js';
import type { HostObject, PyContext, PyValue, PythonError } from '../python/index.js';
import { promoteList, toValue } from './coerce.js';
import { DeferredObj, underscore } from './deferred.js';
import { asIbis, ibisError } from './errors.js';
import { intNode } from './literals.js';
import { misfitError, objectArgument, pyArgument } from './misfits.js';
import { bindMethod, method, property, unsupportedProperty } from './methods/method.js';
import type { Call, MethodTable } from './methods/method.js';
import { TableObj, ValueObj } from './objects.js';
import { REASONS } from './reasons.js';
import type { Session } from './session.js';
import { bindAndDeref } from './bind.js';
import { NO_KWARGS } from '../python/index.js';

/** `ibis.window(...)`: a frame whose keys may still wait for their table. */
export class WindowObj implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'WindowBuilder';
  readonly how: 'rows' | 'range';
  readonly start: Value | null;
  readonly end: Value | null;
  readonly groupings: readonly PyValue[];
  readonly orderings: readonly PyValue[];

  constructor(
    how: 'rows' | 'range',
    start: Value | null,
    end: Value | null,
    groupings: readonly PyValue[] = [],
    orderings: readonly PyValue[] = [],
  ) {
    this.how = how;
    this.start = start;
    this.end = end;
    this.groupings = groupings;
    this.orderings = orderings;
  }

  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    return bindMethod(WINDOW, name, this, null, ctx);
  }
  repr(): string {
    return `WindowBuilder(how='${this.how}')`;
  }
}

type Self = Call<WindowObj, null>;

const framed =
  (build: (start: Value | null, end: Value | null, self: WindowObj) => WindowObj) =>
  ({ self, args, ctx }: Self): WindowObj =>
    build(boundary(args['start'] ?? null, ctx), boundary(args['end'] ?? null, ctx), self);

function bindTo({ self, args, ctx }: Self): WindowObj {
  const table = args['table'] ?? null;
  if (!(table instanceof TableObj))
    throw ibisError('IbisInputError', 'Cannot bind window frame without a table');
  const bound = (keys: readonly PyValue[]): PyValue[] =>
    bindAndDeref(table, [...keys], NO_KWARGS, ctx).map(
      (value) => new ValueObj(table.session, value),
    );
  return new WindowObj(
    self.how,
    self.start,
    self.end,
    bound(self.groupings),
    bound(self.orderings),
  );
}

/** Methods of window frames. */
export const WINDOW: MethodTable<WindowObj, null> = {
  owner: 'WindowBuilder',
  methods: {
    group_by: method(
      'expr',
      ({ self: { how, start, end, groupings, orderings }, args }) =>
        new WindowObj(
          how,
          start,
          end,
          [...groupings, ...promoteList(args['expr'] ?? null)],
          orderings,
        ),
    ),
    order_by: method(
      'expr',
      ({ self: { how, start, end, groupings, orderings }, args }) =>
        new WindowObj(how, start, end, groupings, [
          ...orderings,
          ...promoteList(args['expr'] ?? null),
        ]),
    ),
    rows: method(
      'start, end',
      framed((start, end, w) => frame('rows', start, end, w.groupings, w.orderings)),
    ),
    range: method(
      'start, end',
      framed((start, end, w) => frame('range', start, end, w.groupings, w.orderings)),
    ),
    between: method(
      'start, end',
      framed((start, end, w) => between(start, end, w.groupings, w.orderings)),
    ),
    bind: method('table', bindTo),
    how: property(({ self }) => self.how),
    start: unsupportedProperty(REASONS.nodes),
    end: unsupportedProperty(REASONS.nodes),
    groupings: unsupportedProperty(REASONS.nodes),
    orderings: unsupportedProperty(REASONS.nodes),
  },
};

/** A frame bound: negative is before, positive after, None unbounded. */
export function boundary(value: PyValue, ctx: PyContext): Value | null {
  if (value === null) return null;
  const node = toValue(value, ['Numeric', 'Interval'], ctx);
  if (node === undefined || !isBound(node)) throw boundaryMisfit(value, node, ctx);
  return boundaryOf(node);
}

const isBound = ({ dtype }: Value): boolean =>
  isA(dtype, 'Numeric') || isA(dtype, 'Interval') || dtype.kind === 'unknown';

function boundaryMisfit(value: PyValue, node: Value | undefined, ctx: PyContext): PythonError {
  const args = new Map([
    ['value', node === undefined ? pyArgument(value, ctx) : objectArgument(node)],
    ['preceding', pyArgument(false, ctx)],
  ]);
  return misfitError(
    { kind: 'WindowBoundary', args, keywords: new Set(['preceding']) },
    new Set(['value']),
  );
}

function boundaryOf(node: Value): Value {
  if (isOp(node, 'WindowBoundary')) return node;
  if (isOp(node, 'Negate'))
    return make('WindowBoundary', { value: node.args.arg, preceding: true });
  if (isOp(node, 'Literal')) {
    const { value, type } = node.args;
    if (typeof value === 'bigint' || typeof value === 'number') {
      const size = value < 0 ? -value : value;
      return make('WindowBoundary', {
        value: make('Literal', { value: size, type }),
        preceding: value < 0,
      });
    }
  }
  return make('WindowBoundary', { value: node, preceding: false });
}

function offsetOf(bound: Value | null, unbounded: number): number {
  if (bound === null || !isOp(bound, 'WindowBoundary')) return unbounded;
  const { value, preceding } = bound.args;
  if (!isOp(value, 'Literal')) return unbounded;
  const size = Number(value.args.value);
  return preceding ? -size : size;
}

/** A frame in rows or in the unit of the order key. */
export function frame(
  how: 'rows' | 'range',
  start: Value | null,
  end: Value | null,
  groupings: readonly PyValue[],
  orderings: readonly PyValue[],
): WindowObj {
  if (offsetOf(start, -Infinity) > offsetOf(end, Infinity)) {
    throw ibisError(
      'IbisInputError',
      "Window frame's start point must be greater than its end point",
    );
  }
  let [from, to] = [start, end];
  if (from !== null && to !== null) {
    if (isA(from.dtype, 'Interval') && isA(to.dtype, 'Numeric')) to = castBound(to, from);
    else if (isA(from.dtype, 'Numeric') && isA(to.dtype, 'Interval')) from = castBound(from, to);
  }
  return new WindowObj(how, from, to, groupings, orderings);
}

function castBound(bound: Value, like: Value): Value {
  if (!isOp(bound, 'WindowBoundary')) return bound;
  const { value, preceding } = bound.args;
  return make('WindowBoundary', { value: make('Cast', { arg: value, to: like.dtype }), preceding });
}

/** Rows when both bounds are whole numbers, else a range. */
export function between(
  start: Value | null,
  end: Value | null,
  groupings: readonly PyValue[],
  orderings: readonly PyValue[],
): WindowObj {
  const whole = (bound: Value | null): boolean => bound === null || isA(bound.dtype, 'Integer');
  return frame(whole(start) && whole(end) ? 'rows' : 'range', start, end, groupings, orderings);
}

const isNegative = (value: PyValue, ctx: PyContext): boolean => {
  if (value === null) return false;
  const node = toValue(value, ['Numeric', 'Interval'], ctx);
  return node !== undefined && isOp(node, 'Literal') && Number(node.args.value) < 0;
};

/** `ibis.window(preceding=, following=)`, with numbers or (start, end) tuples. */
function legacyBounds(
  preceding: PyValue,
  following: PyValue,
  ctx: PyContext,
): readonly [Value | null, Value | null] {
  const bound = (value: PyValue, before: boolean): Value | null => {
    if (value === null) return null;
    const node = toValue(value, ['Numeric', 'Interval'], ctx) ?? intNode(0n);
    return make('WindowBoundary', { value: node, preceding: before });
  };
  const check = (value: PyValue, side: string): void => {
    if (isNegative(value, ctx))
      throw ibisError('IbisInputError', `${side} point must be non-negative`);
  };
  const before = preceding instanceof PyTuple;
  const after = following instanceof PyTuple;
  if ((before && following !== null) || (after && preceding !== null)) {
    throw ibisError(
      'IbisInputError',
      'Can only specify one window side when you want an off-center window',
    );
  }
  if (before) {
    const [start = null, end = null] = preceding.items;
    if (end === null) throw ibisError('IbisInputError', 'preceding end point cannot be None');
    check(end, 'preceding end');
    check(start, 'preceding start');
    return [bound(start, true), bound(end, true)];
  }
  if (after) {
    const [start = null, end = null] = following.items;
    if (start === null) throw ibisError('IbisInputError', 'following start point cannot be None');
    check(start, 'following start');
    check(end, 'following end');
    return [bound(start, false), bound(end, false)];
  }
  check(preceding, 'preceding end');
  check(following, 'following end');
  return [bound(preceding, true), bound(following, false)];
}

/** Arguments of `ibis.window` and `Value.over`. */
export interface WindowArgs {
  readonly preceding?: PyValue;
  readonly following?: PyValue;
  readonly rows?: PyValue;
  readonly range?: PyValue;
  readonly between?: PyValue;
  readonly group_by?: PyValue;
  readonly order_by?: PyValue;
}

/** `ibis.window(...)`. */
export function makeWindow(args: WindowArgs, ctx: PyContext): WindowObj {
  const {
    preceding = null,
    following = null,
    rows = null,
    range = null,
    between: span = null,
  } = args;
  const groupings = promoteList(args.group_by ?? null);
  const orderings = promoteList(args.order_by ?? null);
  const modes = [
    rows !== null,
    range !== null,
    span !== null,
    preceding !== null || following !== null,
  ];
  if (modes.filter(Boolean).length > 1) {
    throw ibisError(
      'IbisInputError',
      'Must only specify either `rows`, `range`, `between` or `preceding`/`following`',
    );
  }
  const pair = (value: PyValue): readonly [Value | null, Value | null] => {
    const [start = null, end = null] = promoteList(value);
    return [boundary(start, ctx), boundary(end, ctx)];
  };
  if (rows !== null) return frame('rows', ...pair(rows), groupings, orderings);
  if (range !== null) return frame('range', ...pair(range), groupings, orderings);
  if (span !== null) return between(...pair(span), groupings, orderings);
  if (preceding !== null || following !== null) {
    return between(...legacyBounds(preceding, following, ctx), groupings, orderings);
  }
  return new WindowObj('rows', null, null, groupings, orderings);
}

/** Unbounded before, up to the current row. */
export const cumulativeWindow = (group_by: PyValue, order_by: PyValue): WindowObj =>
  new WindowObj(
    'rows',
    null,
    make('WindowBoundary', { value: intNode(0n), preceding: false }),
    promoteList(group_by),
    promoteList(order_by),
  );

/** A value as a sort key, ascending unless it says otherwise. */
export const sortKey = (value: Value): Value =>
  isOp(value, 'SortKey')
    ? value
    : make('SortKey', { arg: value, ascending: true, nulls_first: false });

/** `value.over(window)`. */
export function over(session: Session, node: Value, window: PyValue, ctx: PyContext): PyValue {
  if (!(window instanceof WindowObj)) {
    // Ibis forgets to format this message.
    throw ibisError('IbisTypeError', 'Unexpected window type: {window!r}');
  }
  const [relation, ...others] = node.relations;
  if (others.length > 0) throw ibisError('RelationError', 'Cannot use window with multiple tables');
  const bind = (table: TableObj, c: PyContext): PyValue => {
    const groupBy = bindAndDeref(table, [...window.groupings], NO_KWARGS, c);
    const orderBy = bindAndDeref(table, [...window.orderings], NO_KWARGS, c).map(sortKey);
    return wrap(session, node, { ...window, groupBy, orderBy });
  };
  if (relation !== undefined) return bind(new TableObj(session, relation), ctx);
  const keys = [...window.groupings, ...window.orderings];
  const homes = keys.flatMap((k) => (k instanceof ValueObj ? k.node.relations : []));
  const [home] = homes;
  if (home !== undefined) {
    if (!homes.every((other) => sameRelation(other, home))) {
      throw ibisError('IbisInputError', 'Window frame can only depend on a single relation');
    }
    return bind(new TableObj(session, home), ctx);
  }
  const text = session.api.repr(node);
  return new DeferredObj((target, c) => {
    const table = underscore().resolve(target, c);
    if (!(table instanceof TableObj)) throw valueError('a window needs a table');
    return bind(table, c);
  }, `${text}.over(...)`);
}

function wrap(
  session: Session,
  node: Value,
  window: Pick<WindowObj, 'how' | 'start' | 'end'> & {
    readonly groupBy: readonly Value[];
    readonly orderBy: readonly Value[];
  },
): ValueObj {
  const result = asIbis(() => windowInput(node, window));
  if (result === node) {
    throw ibisError(
      'IbisTypeError',
      'No reduction or analytic function found to construct a window expression',
    );
  }
  return new ValueObj(session, result);
}
