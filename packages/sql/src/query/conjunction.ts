import type { Emitter } from '../expressions/emitter.js';
import { PRECEDENCE, wrap } from '../expressions/sql.js';
import { group } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import type { Bound } from '../plan/query.js';

/** Conditions that must all hold, behind the word that asks for them. */
export function conjunction(open: string, e: Emitter, conditions: readonly Bound[]): Doc {
  const least = conditions.length > 1 ? PRECEDENCE.and : PRECEDENCE.or;
  const items = conditions.map((condition) => wrap(e.boundCondition(condition), least));
  return group('hang', items, { open, between: ' AND ', lead: 'AND ' });
}
