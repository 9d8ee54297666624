import { isOp, make, sameRelation, sameValue, windowInput } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { NO_KWARGS, PyTuple, toArray, typeError, typeName, valueError } from '../python/index.js';
import type { HostObject, PyContext, PyValue } from '../python/index.js';
import { DeferredObj, underscore } from './deferred.js';
import { asIbis, ibisError } from './errors.js';
import { bindMethod, method, property, unsupportedProperty } from './methods/method.js';
import type { Call, Method, MethodTable } from './methods/method.js';
import { TableObj, ValueObj } from './objects.js';
import { REASONS } from './reasons.js';
import type { Session } from './session.js';
import { bindAndDeref } from './bind.js';
import { boundary, castBounds, checkOrder, isRows, legacyBounds } from './window-bounds.js';
import type { Bounds, FrameMethod } from './window-bounds.js';
import { keysOf, reprBuilder, unboundFrame } from './window-misfits.js';
import type { WindowParts } from './window-misfits.js';

/** `ibis.window(...)`: a frame whose keys may still wait for their table. */
export class WindowObj implements HostObject, WindowParts {
  readonly kind = 'host';
  readonly pyType = 'LegacyWindowBuilder';
  readonly how: 'rows' | 'range';
  readonly start: Value | null;
  readonly end: Value | null;
  readonly groupings: readonly PyValue[];
  readonly orderings: readonly PyValue[];

  constructor({ how, start, end, groupings, orderings }: WindowParts = NO_FRAME) {
    this.how = how;
    this.start = start;
    this.end = end;
    this.groupings = groupings;
    this.orderings = orderings;
  }

  /** The window with keys added, which Ibis checks at once. */
  keyed(list: 'groupings' | 'orderings', given: PyValue, ctx: PyContext): WindowObj {
    return new WindowObj({ ...this, [list]: keysOf(this, list, given, ctx) });
  }

  /** The window with a frame from a start to an end. */
  framed(how: FrameMethod, bounds: Bounds, ctx: PyContext): WindowObj {
    const start = boundary(this, how, 'start', bounds, ctx);
    const end = boundary(this, how, 'end', bounds, ctx);
    checkOrder(start, end);
    const [from, to] = castBounds(start, end);
    const kind = how === 'between' ? (isRows(from, to) ? 'rows' : 'range') : how;
    return new WindowObj({ ...this, how: kind, start: from, end: to });
  }

  getAttr(name: string, ctx: PyContext): PyValue | undefined {
    return bindMethod(WINDOW, name, this, null, ctx);
  }
  repr(): string {
    return reprBuilder(this);
  }
}

const NO_FRAME: WindowParts = {
  how: 'rows',
  start: null,
  end: null,
  groupings: [],
  orderings: [],
};

type Self = Call<WindowObj, null>;

const bounded = (how: FrameMethod): Method<WindowObj, null> => ({
  ...method<WindowObj, null>('start, end', ({ self, args, ctx }) =>
    self.framed(how, [args['start'] ?? null, args['end'] ?? null], ctx),
  ),
  misuse: (self, call) => unboundFrame(how, self, call),
});

const keyed = (list: 'groupings' | 'orderings'): Method<WindowObj, null> =>
  method('expr', ({ self, args, ctx }) => self.keyed(list, args['expr'] ?? null, ctx));

function bindTo({ self, args, ctx }: Self): WindowObj {
  const table = args['table'] ?? null;
  if (!(table instanceof TableObj))
    throw ibisError('IbisInputError', 'Cannot bind window frame without a table');
  const bound = (keys: readonly PyValue[]): PyValue[] =>
    bindAndDeref(table, [...keys], NO_KWARGS, ctx).map(
      (value) => new ValueObj(table.session, value),
    );
  return new WindowObj({
    ...self,
    groupings: bound(self.groupings),
    orderings: bound(self.orderings),
  });
}

/** Methods of window frames. */
export const WINDOW: MethodTable<WindowObj, null> = {
  owner: 'WindowBuilder',
  methods: {
    group_by: keyed('groupings'),
    order_by: keyed('orderings'),
    rows: bounded('rows'),
    range: bounded('range'),
    between: bounded('between'),
    bind: method('table', bindTo),
    how: property(({ self }) => self.how),
    start: unsupportedProperty(REASONS.nodes),
    end: unsupportedProperty(REASONS.nodes),
    groupings: unsupportedProperty(REASONS.nodes),
    orderings: unsupportedProperty(REASONS.nodes),
  },
};

/** Arguments of `ibis.window` and `Value.over`. */
export interface WindowArgs {
  readonly preceding?: PyValue;
  readonly following?: PyValue;
  readonly rows?: PyValue;
  readonly range?: PyValue;
  readonly between?: PyValue;
  readonly group_by?: PyValue | undefined;
  readonly order_by?: PyValue | undefined;
}

/** What `f(*value)` gives for the arguments: Python's own complaint where there are none. */
function spread(how: FrameMethod, value: PyValue, ctx: PyContext): readonly PyValue[] {
  const isHost = typeof value === 'object' && value !== null && value.kind === 'host';
  const isPlain = typeof value !== 'object' || value === null || NOT_SPREAD.has(value.kind);
  if (typeof value === 'string' || isHost || !isPlain) return toArray(value, ctx);
  throw typeError(
    `ibis.expr.builders.WindowBuilder.${how}() argument after * must be an iterable, not ${typeName(value)}`,
  );
}

const NOT_SPREAD: ReadonlySet<string> = new Set(['function', 'builtin', 'type', 'module']);

/** `ibis.window(...)`. */
export function makeWindow(args: WindowArgs, ctx: PyContext): WindowObj {
  const { preceding = null, following = null, rows = null, range = null, between = null } = args;
  const frames = [
    ['rows', rows],
    ['range', range],
    ['between', between],
  ] as const;
  const given = frames.filter(([, value]) => value !== null);
  const isLegacy = preceding !== null || following !== null;
  if (given.length + Number(isLegacy) > 1) {
    throw ibisError(
      'IbisInputError',
      'Must only specify either `rows`, `range`, `between` or `preceding`/`following`',
    );
  }
  const builder = keyedBuilder(args, ctx);
  const [first] = given;
  if (first !== undefined) {
    const [how, value] = first;
    const bounds = spread(how, value, ctx);
    const [start = null, end = null] = bounds;
    if (bounds.length !== 2)
      throw unboundFrame(how, builder, { args: bounds, kwargs: NO_KWARGS, ctx });
    return builder.framed(how, [start, end], ctx);
  }
  return isLegacy ? legacy('between', builder, preceding, following, ctx) : builder;
}

const keyedBuilder = (
  { group_by = null, order_by = null }: WindowArgs,
  ctx: PyContext,
): WindowObj => new WindowObj().keyed('groupings', group_by, ctx).keyed('orderings', order_by, ctx);

function legacy(
  how: FrameMethod,
  builder: WindowObj,
  preceding: PyValue,
  following: PyValue,
  ctx: PyContext,
): WindowObj {
  return builder.framed(how, legacyBounds(preceding, following, ctx), ctx);
}

/** Unbounded before, up to the current row. */
export const cumulativeWindow = ({ group_by, order_by }: WindowArgs, ctx: PyContext): WindowObj =>
  makeWindow({ group_by, order_by, rows: new PyTuple([null, 0n]) }, ctx);

/** `ibis.rows_window`, `ibis.range_window`: a frame of one kind by its sides. */
export function makeSideWindow(how: 'rows' | 'range', args: WindowArgs, ctx: PyContext): WindowObj {
  const { preceding = null, following = null } = args;
  const builder = keyedBuilder(args, ctx);
  if (preceding !== null || following !== null)
    return legacy(how, builder, preceding, following, ctx);
  throw ibisError(
    'UnboundLocalError',
    "cannot access local variable 'between' where it is not associated with a value",
  );
}

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
  return new DeferredObj(
    (target, c) => {
      const table = underscore().resolve(target, c);
      if (!(table instanceof TableObj)) throw valueError('a window needs a table');
      return bind(table, c);
    },
    () => `${session.api.repr(node)}.over(...)`,
  );
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
  if (sameValue(result, node)) {
    throw ibisError(
      'IbisTypeError',
      'No reduction or analytic function found to construct a window expression',
    );
  }
  return new ValueObj(session, result);
}
