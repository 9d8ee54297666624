import { isValue, parentsOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

/** The values of every step, with the columns that they become. */
export function stepsOf(relation: Relation): readonly {
  readonly relation: Relation;
  readonly values: readonly (readonly [string | undefined, Value])[];
}[] {
  const own = (): readonly (readonly [string | undefined, Value])[] => {
    switch (relation.kind) {
      case 'Project':
        return [...relation.values];
      case 'Aggregate':
        return [...relation.groups, ...relation.metrics];
      case 'Filter':
        return relation.predicates.map((value) => [undefined, value]);
      case 'Sort':
        return relation.keys.map((value) => [undefined, value]);
      case 'JoinChain':
        return relation.rest.flatMap(({ predicates }) =>
          predicates.map((value) => [undefined, value] as const),
        );
      default:
        return [];
    }
  };
  return [{ relation, values: own() }, ...parentsOf(relation).flatMap(stepsOf)];
}

/** The values that a value is directly made from. */
export const argumentsOf = (value: Value): readonly Value[] =>
  Object.values(value.args)
    .flatMap((arg) => (Array.isArray(arg) ? (arg as readonly unknown[]) : [arg]))
    .filter((arg) => isValue(arg));
