import { sameRelation } from '../../hash.js';
import { isValue } from '../../node.js';
import { nameOf } from '../../name.js';
import type { Value } from '../../node.js';
import * as build from '../../relations/make.js';
import type {
  Aggregate,
  Filter,
  JoinChain,
  JoinKind,
  Limit,
  Relation,
  SetOperation,
  Sort,
} from '../../relations/types.js';
import { make } from '../../value.js';
import { uniqueSets } from '../equivalence/unique.js';
import type { MutationKind, RelationChange, RelationOperator } from '../mutant.js';

const change = (kind: MutationKind, phrase: string, of: () => Relation): RelationChange => ({
  kind,
  phrase,
  make: of,
});

const without = <T>(list: readonly T[], index: number): readonly T[] =>
  list.filter((_, i) => i !== index);

const ofFilter = ({ parent, predicates }: Filter): readonly RelationChange[] =>
  predicates.flatMap((_, i) => [
    change('condition', 'a condition of the filter is missing', () => {
      const rest = without(predicates, i);
      return rest.length === 0 ? parent : build.filter(parent, rest);
    }),
    change('negation', 'a condition of the filter is negated', () =>
      build.filter(
        parent,
        predicates.map((p, k) => (k === i ? make('Not', { arg: p }) : p)),
      ),
    ),
  ]);

const ofSort = ({ parent, keys }: Sort): readonly RelationChange[] =>
  keys.map((key, i) =>
    change('sort', `the rows are not sorted by \`${nameOf(key)}\``, () => {
      const rest = without(keys, i);
      return rest.length === 0 ? parent : build.sort(parent, rest);
    }),
  );

const ofLimit = ({ parent, n, offset }: Limit): readonly RelationChange[] => {
  if (isValue(n) || isValue(offset)) return [];
  const changes: RelationChange[] = [];
  if (n !== null) {
    for (const next of [n + 1, n - 1].filter((count) => count > 0)) {
      changes.push(
        change('limit', `the limit is ${next} instead of ${n}`, () =>
          build.limit(parent, next, offset),
        ),
      );
    }
    changes.push(
      change('limit', 'the limit is missing', () =>
        offset === 0 ? parent : build.limit(parent, null, offset),
      ),
    );
  }
  changes.push(
    change('limit', `the offset is ${offset + 1} instead of ${offset}`, () =>
      build.limit(parent, n, offset + 1),
    ),
  );
  return changes;
};

const KINDS: Readonly<Record<SetOperation['kind'], SetOperation['kind']>> = {
  Union: 'Intersection',
  Intersection: 'Union',
  Difference: 'Intersection',
};

const ofSet = (rel: SetOperation): readonly RelationChange[] => {
  const { kind, left, right, distinct } = rel;
  const other = KINDS[kind];
  const changes = [
    change('set operation', distinct ? 'duplicates are kept' : 'duplicates are dropped', () =>
      build.setOperation(kind, left, right, !distinct),
    ),
    change('set operation', `the ${kind.toLowerCase()} became the ${other.toLowerCase()}`, () =>
      build.setOperation(other, left, right, distinct),
    ),
  ];
  if (kind === 'Difference') {
    changes.push(
      change('set operation', 'the sides changed places', () =>
        build.setOperation(kind, right, left, distinct),
      ),
    );
  }
  return changes;
};

const JOINS: Readonly<Partial<Record<JoinKind, readonly JoinKind[]>>> = {
  inner: ['left', 'right'],
  left: ['inner', 'outer'],
  right: ['inner', 'outer'],
  outer: ['left', 'inner'],
  semi: ['anti'],
  anti: ['semi'],
  any_inner: ['any_left'],
  any_left: ['any_inner'],
};

const ofJoin = ({ first, rest, values }: JoinChain): readonly RelationChange[] =>
  rest.flatMap((link, i) => {
    const put = (next: Partial<typeof link>): Relation =>
      build.joinChain(
        first,
        rest.map((old, k) => (k === i ? { ...old, ...next } : old)),
        values,
      );
    const kinds = (JOINS[link.how] ?? []).map((how) =>
      change('join kind', `the ${link.how} join became ${article(how)} ${how} join`, () =>
        put({ how }),
      ),
    );
    const dropped = link.predicates.map((_, k) =>
      change('join condition', 'a condition of the join is missing', () =>
        put({ predicates: without(link.predicates, k) }),
      ),
    );
    return link.predicates.length > 1 ? [...kinds, ...dropped] : kinds;
  });

const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a');

/** A group key that is no longer one: of each larger group its smallest value is shown. */
const ofAggregate = ({ parent, groups, metrics }: Aggregate): readonly RelationChange[] =>
  [...groups]
    .filter(([, value]) => value.shape === 'columnar')
    .map(([name, value]) =>
      change('group', `\`${name}\` is no longer a key of the groups`, () => {
        const lowest = make('Min', { arg: value, where: null });
        return orderedAs(
          build.aggregate(
            parent,
            new Map([...groups].filter(([key]) => key !== name)),
            new Map([[name, lowest], ...metrics]),
          ),
          [...groups.keys(), ...metrics.keys()],
        );
      }),
    );

/** The relation with its columns in the given order. */
function orderedAs(rel: Relation, names: readonly string[]): Relation {
  const now = [...rel.schema.keys()];
  if (names.every((name, i) => name === now[i])) return rel;
  return build.project(
    rel,
    new Map(names.map((name): [string, Value] => [name, build.field(rel, name)])),
  );
}

/** The last projection of a program, whose rows the result shows. */
function isLastProjection(rel: Relation, root: Relation): boolean {
  if (sameRelation(root, rel)) return true;
  const through = root.kind !== 'Project' && root.kind !== 'Distinct' && 'parent' in root;
  return through && isLastProjection(rel, root.parent);
}

/** Only where rows may repeat at all. */
const deduplicated = (rel: Relation, root: Relation): readonly RelationChange[] =>
  isLastProjection(rel, root) && uniqueSets(rel).length === 0
    ? [change('distinct', 'duplicates are dropped', () => build.distinct(rel))]
    : [];

/** What may happen to a relation itself. */
export const changeRelation: RelationOperator = (rel, root) => {
  switch (rel.kind) {
    case 'Filter':
      return ofFilter(rel);
    case 'Sort':
      return ofSort(rel);
    case 'Limit':
      return ofLimit(rel);
    case 'Union':
    case 'Intersection':
    case 'Difference':
      return ofSet(rel);
    case 'JoinChain':
      return [...ofJoin(rel), ...deduplicated(rel, root)];
    case 'Aggregate':
      return ofAggregate(rel);
    case 'Distinct':
      return [change('distinct', 'duplicates are kept', () => rel.parent)];
    case 'Project':
      return deduplicated(rel, root);
    case 'DropNull':
      return [
        change('null', 'rows with NULL are kept', () => rel.parent),
        change('null', `\`${rel.how}\` became \`${rel.how === 'any' ? 'all' : 'any'}\``, () =>
          build.dropNull(rel.parent, rel.how === 'any' ? 'all' : 'any', rel.subset),
        ),
      ];
    case 'FillNull':
      return [change('null', 'NULLs are not filled', () => rel.parent)];
    case 'TableUnnest':
      return [
        change('unnest', rel.keepEmpty ? 'empty lists are dropped' : 'empty lists are kept', () =>
          build.tableUnnest(rel.parent, rel.column, rel.columnName, rel.offset, !rel.keepEmpty),
        ),
      ];
    default:
      return [];
  }
};
