import { INTERVAL_UNITS, isFloating, isInteger, reprFloat } from '@ibert/ir';
import type { DataType, LiteralValue } from '@ibert/ir';

import { run } from '../format/doc.js';
import { atom, PRECEDENCE, sql } from './sql.js';
import type { Sql } from './sql.js';

/** A string in quotes, quotes doubled. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A number; a negative one binds like a minus sign. */
export const number = (text: string): Sql =>
  text.startsWith('-') ? sql(text, PRECEDENCE.unary) : atom(text);

/**
 * Literals that all dialects write the same: booleans, strings, integers, finite floats, dates,
 * times, timestamps without a zone. Undefined for the rest.
 */
export function standardLiteral(
  value: Exclude<LiteralValue, null>,
  type: DataType,
  text: (value: string) => string = quoted,
): Sql | undefined {
  if (typeof value === 'boolean') return atom(value ? 'TRUE' : 'FALSE');
  if (isInteger(type) || isFloating(type)) return finite(value);
  if (typeof value !== 'string') {
    return type.kind === 'unknown' ? finite(value) : undefined;
  }
  switch (type.kind) {
    case 'string':
    case 'unknown':
    case 'inet':
    case 'macaddr':
      return atom(text(value));
    case 'date':
      return atom(`DATE ${text(value)}`);
    case 'time':
      return atom(`TIME ${text(value)}`);
    case 'timestamp':
      return type.timezone === null ? atom(`TIMESTAMP ${text(value)}`) : undefined;
    default:
      return undefined;
  }
}

function finite(value: LiteralValue): Sql | undefined {
  if (typeof value === 'bigint') return number(value.toString());
  if (typeof value === 'number' && Number.isFinite(value)) return number(reprFloat(value));
  return undefined;
}

/** `INTERVAL '3' DAY`. */
export function standardInterval(value: LiteralValue, type: DataType): Sql | undefined {
  if (type.kind !== 'interval' || type.unit === 'ns') return undefined;
  if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
  return atom(run(`INTERVAL '${value}' ${INTERVAL_UNITS[type.unit].toUpperCase()}`));
}
