import {
  array,
  BOOLEAN,
  FLOAT64,
  highestPrecedence,
  inferInteger,
  INTERVAL_UNITS,
  map,
  NULL,
  printType,
  reprFloat,
  reprLiteral,
  reprString,
  sameType,
  STRING,
} from '@ibert/ir';
import type { DataType, LiteralValue, TypeClass, Value } from '@ibert/ir';

import { COERCION_TARGETS } from '../api/coerce.js';
import { atom, bare } from './code.js';
import type { Code } from './code.js';

interface LiteralArgs {
  readonly value: LiteralValue;
  readonly type: DataType;
}

export const literalArgs = (value: Value): LiteralArgs => value.args as unknown as LiteralArgs;

/** The type that Ibis infers for the Python value; undefined for what no Python value is written for. */
function inferred(value: LiteralValue): DataType | undefined {
  if (value === null) return NULL;
  switch (typeof value) {
    case 'boolean':
      return BOOLEAN;
    case 'bigint':
      return inferInteger(value);
    case 'number':
      return FLOAT64;
    case 'string':
      return STRING;
    default:
  }
  const isMap = value instanceof Map;
  if (!isMap && !Array.isArray(value)) return undefined;
  const type = common(
    isMap
      ? [...(value as ReadonlyMap<string, LiteralValue>).values()]
      : (value as readonly LiteralValue[]),
  );
  if (type === undefined) return undefined;
  return isMap ? map(STRING, type) : array(type);
}

function common(values: readonly LiteralValue[]): DataType | undefined {
  const types = values.map(inferred);
  const known = types.filter((type) => type !== undefined);
  if (known.length < types.length) return undefined;
  try {
    return highestPrecedence(known);
  } catch {
    return undefined;
  }
}

/** Whether `ibis.struct` makes this very type of the values. */
function infersStruct(value: LiteralValue, type: DataType): boolean {
  if (type.kind !== 'struct' || !(value instanceof Map)) return false;
  const fields: ReadonlyMap<string, LiteralValue> = value;
  return [...type.fields].every(([name, wanted]) => {
    const given = inferred(fields.get(name) ?? null);
    return given !== undefined && sameType(given, wanted);
  });
}

/** The type that a parameter of these classes makes of the Python value. */
function coerced(value: LiteralValue, classes: readonly TypeClass[]): DataType | undefined {
  const single = classes.length === 1 ? classes[0] : undefined;
  const target = single === undefined ? undefined : COERCION_TARGETS[single];
  if (value === null) return target ?? NULL;
  if (single === 'Integer') return typeof value === 'bigint' ? inferInteger(value) : undefined;
  const own = inferred(value);
  // Texts of dates are left to ibis.date(), which says what they are.
  return target === undefined || own?.kind === target.kind ? own : undefined;
}

const isFinite = (value: LiteralValue): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : !Array.isArray(value) || (value as readonly LiteralValue[]).every(isFinite);

/**
 * The plain Python value for a literal, where a parameter of these classes makes that very literal
 * of it; undefined where the literal must say its type.
 */
export function bareLiteral(literal: Value, classes: readonly TypeClass[]): Code | undefined {
  const { value, type } = literalArgs(literal);
  const given = coerced(value, classes);
  if (given === undefined || !sameType(given, type) || !isFinite(value)) return undefined;
  return bare(pythonText(value, type));
}

/** A literal's value as Python source; values that Python has no literals for as texts. */
export function pythonText(value: LiteralValue, type: DataType): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? reprFloat(value) : `float("${reprFloat(value)}")`;
  if (Array.isArray(value)) {
    const element = type.kind === 'array' ? type.value : type;
    return `[${(value as readonly LiteralValue[]).map((item) => pythonText(item, element)).join(', ')}]`;
  }
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, LiteralValue>)].map(([key, item]) => {
      const inner =
        type.kind === 'map'
          ? type.value
          : type.kind === 'struct'
            ? (type.fields.get(key) ?? type)
            : type;
      return `${mapKey(key, type)}: ${pythonText(item, inner)}`;
    });
    return `{${entries.join(', ')}}`;
  }
  return reprLiteral(value, type);
}

// Map keys are kept as texts whatever their type.
const mapKey = (key: string, type: DataType): string =>
  type.kind === 'map' && /^-?\d+$/.test(key) && type.key.kind.includes('int') ? key : quote(key);

/** A text in double quotes, unless it has some itself. */
export function quote(text: string): string {
  const python = reprString(text);
  return python.startsWith("'") && !python.includes('"') ? `"${python.slice(1, -1)}"` : python;
}

/** A literal as an Ibis expression that says its type. */
export function boxedLiteral(literal: Value): Code {
  const { value, type } = literalArgs(literal);
  const typeText = quote(printType(type));
  if (value === null) return atom(type.kind === 'null' ? 'ibis.null()' : `ibis.null(${typeText})`);
  const own = type.nullable ? special(value, type) : undefined;
  if (own !== undefined) return atom(own);
  if (type.nullable && infersStruct(value, type))
    return atom(`ibis.struct(${pythonText(value, type)})`);
  const text = pythonText(value, type);
  const given = inferred(value);
  const plain =
    (given !== undefined && sameType(given, type)) || (type.kind === 'binary' && type.nullable);
  return atom(plain ? `ibis.literal(${text})` : `ibis.literal(${text}, ${typeText})`);
}

/** The functions that make literals of one type. */
function special(value: LiteralValue, type: DataType): string | undefined {
  if (type.kind === 'interval')
    return `ibis.interval(${INTERVAL_UNITS[type.unit]}s=${String(value)})`;
  if (typeof value !== 'string') return undefined;
  switch (type.kind) {
    case 'date':
      return `ibis.date(${quote(value)})`;
    case 'time':
      return `ibis.time(${quote(value)})`;
    case 'uuid':
      return `ibis.uuid(${quote(value)})`;
    case 'timestamp':
      if (type.scale !== null) return undefined;
      return `ibis.timestamp(${quote(value)}${type.timezone === null ? '' : `, timezone=${quote(type.timezone)}`})`;
    default:
      return undefined;
  }
}
