import {
  field,
  joinChain,
  joinReference,
  REST,
  sameRelation,
  sameType,
  sameValue,
  selfReference,
} from '@ibert/ir';
import type { JoinLink, JoinReference, Relation, Value } from '@ibert/ir';

import { carried, columnsOf } from './scope.js';
import type { Column, Names, Scope, Source } from './scope.js';
import type { Session, Surroundings } from './session.js';

/** Tables joined so far; the columns are read from the references until the joins are closed. */
export interface Joined {
  readonly first: JoinReference;
  readonly links: readonly JoinLink[];
  readonly sources: readonly Source[];
  readonly shared: readonly Column[];
}

/** One relation under the names that its columns go by. */
export function single(
  session: Session,
  relation: Relation,
  describe: (columns: readonly Column[]) => readonly Source[],
): Joined {
  const first = joinReference(relation, session.nextId());
  return { first, links: [], sources: describe(columnsOf(first)), shared: [] };
}

/** One relation whose columns have names already. */
export function singleNamed(session: Session, relation: Relation, names: Names): Joined {
  const first = joinReference(relation, session.nextId());
  return { first, links: [], ...carried(names, first) };
}

/** The references in the order in which they are joined. */
export const referencesOf = ({ first, links }: Joined): readonly JoinReference[] => [
  first,
  ...links.map((link) => link.table),
];

/** The scope in which a join's condition is bound. */
export const joinScope = (
  left: Joined,
  right: Joined,
  around: Pick<Surroundings, 'outer' | 'onOuter'> | null,
): Scope => ({
  relation: left.first,
  sources: [...left.sources, ...right.sources],
  shared: left.shared,
  outer: around?.outer ?? null,
  onOuter: around?.onOuter,
  tables: [],
});

/** A join that stands as one table in another: its columns are those of the closed chain. */
export function asOneTable(joined: Joined, session: Session): Joined {
  if (joined.links.length === 0) return joined;
  const { relation, ...names } = close(joined);
  return singleNamed(session, relation, names);
}

/** The right side as one reference, under another identity where the left has the same table. */
export function distinctFrom(left: Joined, right: Joined, session: Session): Joined {
  const one = asOneTable(right, session);
  const { parent } = one.first;
  const isTaken = referencesOf(left).some((ref) => sameRelation(ref.parent, parent));
  if (!isTaken) return one;
  return singleNamed(session, selfReference(parent, session.nextId()), one);
}

/**
 * The joins as one relation with columns of different names: as Ibis names them, the right one of
 * two gets `_right`, or the table's alias where that is taken.
 */
export function close({ first, links, sources, shared }: Joined): Names & {
  readonly relation: Relation;
} {
  if (links.length === 0) {
    const { parent } = first;
    return { relation: parent, ...carried({ sources, shared }, parent) };
  }
  const outputs = outputsOf(first, links, sources);
  const extra = new Map<string, Value>();
  const nameOf = (column: Column): string => {
    const known = outputs.find(({ value }) => sameValue(value, column.value));
    if (known !== undefined) return known.name;
    const taken = new Set([...outputs.map(({ name }) => name), ...extra.keys()]);
    const name = free(column.name, taken, `${column.name}_merged`);
    extra.set(name, column.value);
    return name;
  };
  const named = (column: Column): readonly [string, string] => [column.name, nameOf(column)];
  const sourceNames = sources.map((source) => source.columns.map(named));
  const sharedNames = shared.map(named);
  const values = new Map(
    outputs.flatMap(({ name, value, isTwin }) => (isTwin ? [] : [[name, value] as const])),
  );
  for (const [name, value] of extra) values.set(name, value);
  const relation = joinChain(first, links, values);
  const move = ([name, output]: readonly [string, string]): Column => ({
    name,
    value: field(relation, output),
  });
  return {
    relation,
    sources: sources.map((source, i) => ({ ...source, columns: (sourceNames[i] ?? []).map(move) })),
    shared: sharedNames.map(move),
  };
}

interface Output {
  readonly name: string;
  readonly value: Value;
  /** It is not put out itself: it equals the column of this name. */
  readonly isTwin: boolean;
}

function outputsOf(
  first: JoinReference,
  links: readonly JoinLink[],
  sources: readonly Source[],
): readonly Output[] {
  const outputs: Output[] = columnsOf(first).map(({ name, value }) => ({
    name,
    value,
    isTwin: false,
  }));
  const taken = new Set(outputs.map(({ name }) => name));
  const equal: Pair[] = [];
  for (const { how, table, predicates } of links) {
    if (how === 'semi' || how === 'anti') continue;
    const isPlain = how === 'inner' && predicates.every(({ kind }) => kind === 'Equals');
    if (isPlain) equal.push(...predicates.flatMap(equalPair));
    for (const { name, value } of columnsOf(table)) {
      const twin = isPlain
        ? outputs.find((output) => output.name === name && !output.isTwin)
        : undefined;
      if (twin !== undefined && name !== REST && isEqual(equal, twin.value, value)) {
        outputs.push({ name, value, isTwin: true });
        continue;
      }
      const alias = sources.find(({ columns }) =>
        columns.some((c) => sameValue(c.value, value)),
      )?.name;
      const output = taken.has(name)
        ? free(`${name}_right`, taken, `${name}_${alias ?? 'right'}`)
        : name;
      taken.add(output);
      outputs.push({ name: output, value, isTwin: false });
    }
  }
  return outputs;
}

type Pair = readonly [Value, Value];

// Only columns of one type: an integer equals a float without being the same value.
const equalPair = (predicate: Value): readonly Pair[] => {
  const { left, right } = predicate.args as { readonly left: Value; readonly right: Value };
  return sameType(left.dtype, right.dtype) ? [[left, right]] : [];
};

/** Whether the pairs make two values equal, also by way of others. */
function isEqual(pairs: readonly Pair[], left: Value, right: Value): boolean {
  const reached = [left];
  for (const value of reached) {
    if (sameValue(value, right)) return true;
    for (const [a, b] of pairs) {
      const next = sameValue(a, value) ? b : sameValue(b, value) ? a : undefined;
      if (next !== undefined && !reached.some((known) => sameValue(known, next)))
        reached.push(next);
    }
  }
  return false;
}

function free(name: string, taken: ReadonlySet<string>, second: string): string {
  if (!taken.has(name)) return name;
  let candidate = second;
  for (let i = 2; taken.has(candidate); i += 1) candidate = `${second}_${i}`;
  return candidate;
}
