import {
  castable,
  higherPrecedence,
  highestPrecedence,
  parseType,
  UNKNOWN,
  withNullable,
} from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import { PyGenericAlias, pyStr, toArray } from '../python/index.js';
import type { HostObject, PyValue } from '../python/index.js';
import { DATA_TYPE_CLASSES } from './data-type-classes.js';
import { castType, requireType, TypeObj } from './data-type.js';
import { asIbis, ibisError } from './errors.js';
import { fn, makeFunction, refusedFunction } from './functions.js';
import type { FunctionTable } from './functions.js';
import { inferType, normalize } from './literals.js';
import { REASONS } from './reasons.js';
import type { Session } from './session.js';

/** Names of ready-made types that are not their own spelling. */
const SPELLINGS: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bytes: 'binary',
  double: 'float64',
  float: 'float64',
  halffloat: 'float16',
  int: 'int64',
  jsonb: 'json',
  str: 'string',
  uint_: 'uint64',
  geometry: 'geometry',
  geography: 'geography',
};

/** Ready-made types: `dt.int64`, and called, copies of them. */
export const INSTANCES: readonly string[] = [
  'binary',
  'bool',
  'boolean',
  'bytes',
  'date',
  'decimal',
  'double',
  'float',
  'float16',
  'float32',
  'float64',
  'geography',
  'geometry',
  'halffloat',
  'inet',
  'int',
  'int8',
  'int16',
  'int32',
  'int64',
  'json',
  'jsonb',
  'linestring',
  'macaddr',
  'multilinestring',
  'multipoint',
  'multipolygon',
  'null',
  'point',
  'polygon',
  'str',
  'string',
  'time',
  'timestamp',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'uint_',
  'unknown',
  'uuid',
];

function instance(name: string): TypeObj | undefined {
  if (!INSTANCES.includes(name)) return undefined;
  if (name === 'unknown') return new TypeObj(UNKNOWN);
  return new TypeObj(parseType(SPELLINGS[name] ?? name));
}

const arg = (args: Readonly<Record<string, PyValue>>, name: string): DataType =>
  requireType(args[name] ?? null);

/** Functions of the module `ibis.expr.datatypes`. */
export const DATA_TYPE_FUNCTIONS: FunctionTable = {
  dtype: fn('value, nullable=True', ({ args }) => {
    const type = arg(args, 'value');
    // Ibis does not look at it for a type with arguments.
    const isNullable = args['nullable'] !== false || args['value'] instanceof PyGenericAlias;
    return new TypeObj(isNullable ? type : withNullable(type, false));
  }),
  cast: fn('source, target, **kwargs', ({ args }) =>
    castType(arg(args, 'source'), arg(args, 'target')),
  ),
  castable: fn('source, target, value=None', ({ args, ctx }) => {
    const value = args['value'] ?? null;
    const source = arg(args, 'source');
    const known = value === null ? undefined : normalize(value, source, ctx);
    return castable(source, arg(args, 'target'), known);
  }),
  infer: fn('value', ({ args }) => new TypeObj(inferType(args['value'] ?? null))),
  higher_precedence: fn('left, right', ({ args }) =>
    asIbis(() => new TypeObj(higherPrecedence(arg(args, 'left'), arg(args, 'right')))),
  ),
  highest_precedence: fn('dtypes', ({ args, ctx }) => {
    const types = toArray(args['dtypes'] ?? null, ctx).map(requireType);
    return asIbis(
      () => new TypeObj(types.length === 0 ? parseType('null') : highestPrecedence(types)),
    );
  }),
  parse: fn('text, default_decimal_parameters=(None\\x2c None)', ({ args, ctx }) =>
    asIbis(() => new TypeObj(parseType(pyStr(args['text'] ?? null, ctx)))),
  ),
  normalize: refusedFunction('typ, value', REASONS.internals),
  validate_type: fn('value, nullable=True', ({ args }) => new TypeObj(arg(args, 'value'))),
};

/** Classes that Ibis has for types which do not exist here. */
export const REFUSED_CLASSES: readonly string[] = [
  'Bounds',
  'Enum',
  'Geography',
  'Geometry',
  'Set',
];

/** The module `ibis.expr.datatypes`, usually called `dt`. */
export class DataTypesModule implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'module';
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }
  getAttr(name: string): PyValue {
    const found = instance(name) ?? DATA_TYPE_CLASSES.get(name);
    if (found !== undefined) return found;
    const row = Object.hasOwn(DATA_TYPE_FUNCTIONS, name) ? DATA_TYPE_FUNCTIONS[name] : undefined;
    if (row !== undefined) return makeFunction('ibis.expr.datatypes', name, row, this.session);
    throw ibisError('AttributeError', `module 'ibis.expr.datatypes' has no attribute '${name}'`);
  }
  repr(): string {
    return "<module 'ibis.expr.datatypes'>";
  }
}
