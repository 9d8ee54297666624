import { INTERVAL_UNITS, isOp, isTemporal, reprFloat, reprString } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { unspeakable } from './speech.js';

/**
 * A literal as the description writes it: numbers as Python does, texts and moments in single
 * quotes, intervals in words.
 */
export function literalText(value: Value): string {
  if (!isOp(value, 'Literal')) return unspeakable(value.kind);
  const { value: literal, type } = value.args;
  if (literal === null) return 'NULL';
  if (typeof literal === 'boolean') return literal ? 'true' : 'false';
  if (type.kind === 'interval' && typeof literal === 'bigint') {
    return `${literal} ${INTERVAL_UNITS[type.unit]}${literal === 1n ? '' : 's'}`;
  }
  if (typeof literal === 'bigint') return literal.toString();
  if (typeof literal === 'number') return reprFloat(literal);
  if (typeof literal !== 'string') return unspeakable('a nested literal');
  if (type.kind === 'decimal') return literal;
  if (isTemporal(type)) return literal;
  // Wrapped lines join with one space, and docstrings take no backslashes.
  const odd = /[\\'"`\n\t]|^\s|\s$|\s\s/.test(literal) && literal !== ' ';
  if (odd) return unspeakable('an odd text');
  return reprString(literal);
}
