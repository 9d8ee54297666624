import * as ir from '@ibert/ir';
import type { JoinLink, Relation, Value } from '@ibert/ir';

/** Something that stands in the place of a part of a program. */
export interface Change {
  readonly relation?: (relation: Relation) => Relation | undefined;
  readonly value?: (value: Value) => Value | undefined;
}

/**
 * The relation with parts replaced, all that stands on them rebuilt.
 *
 * @throws when something that is needed above is gone.
 */
export function rebuild(root: Relation, change: Change): Relation {
  const done = new Map<Relation, Relation>();
  const rel = (old: Relation): Relation => {
    const known = done.get(old);
    if (known !== undefined) return known;
    const fresh = change.relation?.(old);
    const made = fresh === undefined ? step(old) : fresh === old ? step(old) : rel(fresh);
    done.set(old, made);
    return made;
  };
  const value = (old: Value): Value => {
    const changed = change.value?.(old) ?? old;
    return args(changed);
  };
  const args = (old: Value): Value => {
    if (ir.isOp(old, 'Field')) {
      const home = rel(old.args.rel);
      if (!home.schema.has(old.args.name)) throw new Error(`no column ${old.args.name}`);
      return ir.field(home, old.args.name);
    }
    const fresh: Record<string, (typeof old.args)[string]> = {};
    for (const [key, arg] of Object.entries(old.args)) {
      if (ir.isValue(arg)) fresh[key] = value(arg);
      else if (ir.isRelation(arg)) fresh[key] = rel(arg);
      else if (Array.isArray(arg) && arg.every(ir.isValue)) fresh[key] = arg.map(value);
      else fresh[key] = arg;
    }
    return ir.build(old.kind, fresh);
  };
  const columns = (old: ReadonlyMap<string, Value>): Map<string, Value> =>
    new Map([...old].map(([name, item]) => [name, value(item)]));
  const step = (old: Relation): Relation => {
    switch (old.kind) {
      case 'UnboundTable':
      case 'InMemoryTable':
        return old;
      case 'DummyTable':
        return ir.dummyTable(columns(old.values));
      case 'Project':
        return ir.project(rel(old.parent), columns(old.values));
      case 'DropColumns':
        return ir.dropColumns(rel(old.parent), old.dropped);
      case 'Filter':
        return ir.filter(rel(old.parent), old.predicates.map(value));
      case 'Sort':
        return ir.sort(rel(old.parent), old.keys.map(value));
      case 'Limit':
        return ir.limit(rel(old.parent), old.n, old.offset);
      case 'Aggregate':
        return ir.aggregate(rel(old.parent), columns(old.groups), columns(old.metrics));
      case 'Distinct':
        return ir.distinct(rel(old.parent));
      case 'Sample':
        return ir.sample(rel(old.parent), old.fraction, old.method, old.seed);
      case 'DropNull':
        return ir.dropNull(rel(old.parent), old.how, old.subset?.map(value) ?? null);
      case 'FillNull': {
        const { replacements } = old;
        return ir.fillNull(
          rel(old.parent),
          ir.isValue(replacements) ? value(replacements) : columns(replacements),
        );
      }
      case 'Union':
      case 'Intersection':
      case 'Difference':
        return ir.setOperation(old.kind, rel(old.left), rel(old.right), old.distinct);
      case 'TableUnnest':
        return ir.tableUnnest(
          rel(old.parent),
          value(old.column),
          old.columnName,
          old.offset,
          old.keepEmpty,
        );
      case 'SelfReference':
        return ir.selfReference(rel(old.parent), old.identifier);
      case 'JoinReference':
        return ir.joinReference(rel(old.parent), old.identifier);
      case 'AliasedRelation':
        return ir.aliasedRelation(rel(old.parent), old.name);
      case 'JoinChain': {
        const link = ({ how, table, predicates }: JoinLink): JoinLink => ({
          how,
          table: rel(table) as JoinLink['table'],
          predicates: predicates.map(value),
        });
        return ir.joinChain(
          rel(old.first) as JoinLink['table'],
          old.rest.map(link),
          columns(old.values),
        );
      }
    }
  };
  return rel(root);
}
