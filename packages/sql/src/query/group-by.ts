import type { Emitter } from '../expressions/emitter.js';
import { flat, group } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import { has, sameBound } from '../plan/binding.js';
import { TRAIT } from '../plan/query.js';
import type { Bound, Select } from '../plan/query.js';

/** A key written out twice, in SELECT and in GROUP BY, should not be longer than this. */
const LONG_KEY = 40;

/**
 * GROUP BY with the keys' expressions; with their positions where an expression is long, holds a
 * subquery, or is a literal (which would be read as a position).
 */
export function groupClause(e: Emitter, select: Select, positionsMove: boolean): Doc {
  const keys = select.groups ?? [];
  const columns = [...select.columns.values()];
  const positions = keys.map((key) => columns.findIndex((c) => sameBound(c, key)) + 1);
  const written = (key: Bound): Doc => e.bound(key).doc;
  const byPosition =
    (e.dialect.features.groupPositions ?? true) &&
    !positionsMove &&
    positions.every((p) => p > 0) &&
    keys.some((key) => {
      if (key.is === 'column') return false;
      if (has(key, TRAIT.subquery | TRAIT.outer)) return true;
      if (key.is === 'computed' && key.value.relations.length === 0) return true;
      return flat(written(key)).length > LONG_KEY;
    });
  const items = byPosition ? positions.map(String) : keys.map(written);
  return group('block', items, { open: 'GROUP BY ', between: ', ', tail: ',' });
}
