import type { Value } from '../node.js';
import type { Column } from './frame.js';
import type { LiteralValue } from '../literal.js';

/** `orders` for `order`. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/i.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/i.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The name of the thing that a key identifies: `customer` of `customer_id`. */
export const thingOf = (column: Column): string =>
  column.name.replace(/_(id|key|code|uuid|number|no)$/i, '');

/** The name without what says the kind of moment: `order` of `order_date`, `shipped` of `shipped_at`. */
export const eventOf = (column: Column): string => {
  const base = column.name.replace(/(_at|_on|_date|_time|_ts|date|_timestamp)$/i, '');
  return base === '' ? column.name : base;
};

/** A short name for a comparison with a literal: `is_paid`; undefined for other conditions. */
export function nameOfCondition(value: Value): string | undefined {
  if (value.kind !== 'Equals') return undefined;
  const right = value.args['right'] as Value;
  if (right.kind !== 'Literal') return undefined;
  const literal = right.args['value'] as LiteralValue;
  if (typeof literal !== 'string' || !/^[a-z][a-z ]{0,14}$/i.test(literal)) return undefined;
  return `is_${literal.trim().toLowerCase().replaceAll(' ', '_')}`;
}
