import * as ir from '@ibert/ir';
import type { Columns, Relation, Value } from '@ibert/ir';

import { substitute } from './rebuild.js';
import { looksInto, traitsOf, usesOf } from './uses.js';

export type Of<K extends Relation['kind']> = Extract<Relation, { readonly kind: K }>;
export type Rule<K extends Relation['kind']> = (
  relation: Of<K>,
  mayMerge: Guard,
) => Relation | undefined;
/** Whether a relation may be taken apart: it has no name of its own in the text. */
export type Guard = (relation: Relation) => boolean;

export const isPlain = (value: Value): boolean =>
  ir.isOp(value, 'Field') || value.kind === 'Literal';

export const isField = (
  value: Value | undefined,
  relation: Relation,
): value is ir.ValueNode<'Field'> =>
  value !== undefined && ir.isOp(value, 'Field') && ir.sameRelation(value.args.rel, relation);

export const mapValues = (columns: Columns, mapper: (value: Value) => Value): Map<string, Value> =>
  new Map([...columns].map(([name, value]) => [name, mapper(value)]));

/** The values with the columns of a projection replaced by what they are; undefined where that is not the same. */
export function through(
  values: readonly Value[],
  { parent, values: columns }: Of<'Project'>,
  over: Relation,
): ((value: Value) => Value) | undefined {
  const uses = usesOf(values, over);
  const moved = [...columns].filter(([name]) => uses.has(name)).map(([, value]) => value);
  const traits = traitsOf(columns.values());
  const outer = traitsOf(values);
  if (traits.unnest || traits.impure || looksInto(values, over)) return undefined;
  if (traits.window && (outer.window || outer.reduction)) return undefined;
  const repeats = [...columns].some(
    ([name, value]) => !isPlain(value) && (uses.get(name) ?? 0) > 1,
  );
  if (repeats || moved.some((value) => value.shape === 'scalar' && traitsOf([value]).reduction))
    return undefined;
  const own = (name: string): Value => columns.get(name) as Value;
  return (value) => substitute(value, over, parent, own);
}

/** The value with the fields of one relation as fields of another that has the same columns. */
export const onto = (value: Value, from: Relation, to: Relation): Value =>
  from === to ? value : substitute(value, from, to, (name) => ir.field(to, name));
