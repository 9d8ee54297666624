import { isInteger } from '../../dtypes/classes.js';
import { printType } from '../../dtypes/print.js';
import type { DataType } from '../../dtypes/types.js';
import { isValue } from '../../node.js';
import type { Arg, Value } from '../../node.js';
import { OPERATIONS } from '../../operations/index.js';
import type { OpName, ValueParam, ValuesParam } from '../../operations/index.js';
import { fitsParam } from '../../value.js';

/** Types that are no company for others: untyped NULLs, and JSON, which is read when it is compared. */
const LONELY: ReadonlySet<string> = new Set(['null', 'json']);

/** Whether a parameter takes the value; one of a certain type turns untyped NULLs into its own. */
export const takes = (kind: OpName, param: ValueParam | ValuesParam, value: Value): boolean =>
  fitsParam(value, param) &&
  !(
    value.dtype.kind === 'boolean' &&
    param.classes.includes('Numeric') &&
    OPERATIONS[kind].role === 'value'
  ) &&
  (!LONELY.has(value.dtype.kind) ||
    param.classes.includes('Any') === (value.dtype.kind === 'null'));

/** Operations that compare their arguments. */
const COMPARISONS: ReadonlySet<string> = new Set([
  'Equals',
  'NotEquals',
  'Less',
  'LessEqual',
  'Greater',
  'GreaterEqual',
  'IdenticalTo',
  'Between',
  'InValues',
]);

/**
 * Whether texts are converted to be compared, as to a date or a UUID: whether that fails depends on
 * which rows and conditions the engine looks at first.
 */
export function convertsTexts({ kind, args }: Value): boolean {
  if (!COMPARISONS.has(kind)) return false;
  const kinds = new Set(
    Object.values(args)
      .flat()
      .filter((arg) => isValue(arg))
      .map(({ dtype }) => dtype.kind)
      .filter((type) => type !== 'null'),
  );
  return kinds.has('string') && kinds.size > 1;
}

/** Whether Ibis's methods make the value: some operations take more types than their methods do. */
export function isSaid({ kind, args }: Value): boolean {
  const arg = args['arg'];
  switch (kind) {
    case 'Date':
    case 'Time':
      return isValue(arg) && arg.dtype.kind === 'timestamp';
    case 'TimestampFromUNIX':
      return isValue(arg) && isInteger(arg.dtype);
    case 'Cast':
    case 'TryCast':
      return isValue(arg) && printType(arg.dtype) !== printType(args['to'] as DataType);
    case 'Equals':
    case 'NotEquals':
      // A comparison with None is a test for NULL.
      return !isNothing(args['left']) && !isNothing(args['right']);
    case 'Clip':
      return args['lower'] !== null || args['upper'] !== null;
    case 'StringSlice':
      return args['start'] !== null || args['end'] !== null;
    case 'HexDigest':
      return isValue(arg) && arg.dtype.kind === 'string';
    case 'DateAdd':
    case 'DateSub':
      return shiftsBy(args['right'], DAYS);
    case 'TimeAdd':
    case 'TimeSub':
      return !shiftsBy(args['right'], DAYS);
    case 'ArrayContains':
    case 'ArrayPosition':
    case 'ArrayRemove':
      return isElement(arg, args['other']);
    case 'MapGet':
    case 'MapContains':
      return isKey(arg, args['key']);
    case 'Bucket':
      return isValue(arg) && arg.dtype.kind !== 'boolean';
    case 'StringFind':
      return args['end'] === null;
    case 'StringConcat':
    case 'ArrayConcat':
    case 'ArrayZip':
    case 'Coalesce':
    case 'Greatest':
    case 'Least':
      return Array.isArray(arg) && arg.length > 1 && !arg.every(isUntyped);
    default:
      return true;
  }
}

const DAYS: ReadonlySet<string> = new Set(['Y', 'Q', 'M', 'W', 'D']);

const shiftsBy = (interval: Arg | undefined, units: ReadonlySet<string>): boolean =>
  isValue(interval) && interval.dtype.kind === 'interval' && units.has(interval.dtype.unit);

const isElement = (list: Arg | undefined, item: Arg | undefined): boolean =>
  isValue(list) &&
  isValue(item) &&
  list.dtype.kind === 'array' &&
  list.dtype.value.kind === item.dtype.kind;

const isNothing = (value: Arg | undefined): boolean =>
  isValue(value) && value.kind === 'Literal' && value.args['value'] === null;

const isUntyped = (value: unknown): boolean => isValue(value) && value.dtype.kind === 'null';

const isKey = (map: Arg | undefined, key: Arg | undefined): boolean =>
  isValue(map) && isValue(key) && map.dtype.kind === 'map' && map.dtype.key.kind === key.dtype.kind;
