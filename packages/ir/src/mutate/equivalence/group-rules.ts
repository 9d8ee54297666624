import { same } from '../../hash.js';
import { isValue } from '../../node.js';
import type { Value } from '../../node.js';
import type { Relation } from '../../relations/types.js';
import { homeOf } from './columns.js';
import { determined, isUnique } from './unique.js';
import { columnNames, neverNullAt, rule, valueChange, whereOf } from './case.js';
import type { Rule } from './case.js';

/** Aggregates that give one of the values that they see. */
const ONE_OF_MANY: ReadonlySet<string> = new Set([
  'Min',
  'Max',
  'First',
  'Last',
  'ArgMin',
  'ArgMax',
]);

/** The aggregate below the projection that puts its columns in order. */
const aggregateIn = (relation: Relation): Extract<Relation, { kind: 'Aggregate' }> | undefined => {
  if (relation.kind === 'Aggregate') return relation;
  return relation.kind === 'Project' ? aggregateIn(relation.parent) : undefined;
};

/** Counts, group keys and what is the same in a group. */
export const GROUP_RULES: readonly Rule[] = [
  rule(
    'count of what is never NULL',
    'COUNT(x) and COUNT(*) agree where x is never NULL among the counted rows',
    (item) => {
      const change = valueChange(item);
      if (change === undefined) return false;
      const { from, to } = change;
      const count = [from, to].find(({ kind }) => kind === 'Count');
      const rows = [from, to].find(({ kind }) => kind === 'CountStar');
      if (count === undefined || rows === undefined) return false;
      return neverNullAt(item, count.args['arg'] as Value, whereOf(count));
    },
  ),
  rule(
    'count of different values of a key',
    'COUNT(x) and COUNT(DISTINCT x) agree where x is unique',
    (item) => {
      const change = valueChange(item);
      if (change === undefined) return false;
      const kinds = [change.from.kind, change.to.kind].sort().join();
      const arg = change.from.args['arg'];
      if (kinds !== 'Count,CountDistinct' || !isValue(arg)) return false;
      const home = homeOf(arg);
      const groups =
        item.mutant.edit.owner.kind === 'Aggregate'
          ? columnNames([...item.mutant.edit.owner.groups.values()])
          : [];
      return home !== undefined && isUnique(home, [...groups, ...columnNames([arg])]);
    },
  ),
  rule(
    'group key that others determine',
    'a group key is missing, and shown as the minimum, where the other keys determine it',
    ({ mutant: { edit, kind } }) => {
      const { owner } = edit;
      if (kind !== 'group' || owner.kind !== 'Aggregate') return false;
      const kept = aggregateIn(edit.changed)?.groups;
      const gone = [...owner.groups].filter(([name]) => kept?.has(name) === false);
      const [only, more] = gone;
      if (only === undefined || more !== undefined || kept === undefined || kept.size === 0) {
        return false;
      }
      return determined(owner.parent, [...kept.values()], only[1]);
    },
  ),
  rule(
    'aggregate of what is the same in a group',
    'one of MIN, MAX, FIRST, LAST, ARG_MIN, ARG_MAX became another over a value that the group keys determine',
    (item) => {
      const change = valueChange(item);
      const { owner } = item.mutant.edit;
      if (change === undefined || owner.kind !== 'Aggregate') return false;
      const { from, to } = change;
      if (!ONE_OF_MANY.has(from.kind) || !ONE_OF_MANY.has(to.kind)) return false;
      const arg = from.args['arg'];
      const alike = ['arg', 'where', 'key'].every((k) => same(from.args[k], to.args[k]));
      return alike && isValue(arg) && determined(owner.parent, [...owner.groups.values()], arg);
    },
  ),
];
