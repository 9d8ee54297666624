import { field, isA, isOp, isValue, parentsOf } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';
import { trace } from '@ibert/multitask/documentation';

import { argumentsOf } from './query-steps.js';

/** What a program does with the columns of its tables, each by `table.column`. */
export interface ColumnUses {
  /** What columns are compared with. */
  readonly literals: ReadonlyMap<string, readonly (string | number)[]>;
  /** Columns of one value range: each leads to the first of its kin. */
  readonly kin: ReadonlyMap<string, string>;
  /** Columns whose NULLs the program treats in a way of its own. */
  readonly nullable: ReadonlySet<string>;
  /** Moments from which others are taken away: each leads to the earlier one. */
  readonly later: ReadonlyMap<string, string>;
}

/** Reads the uses of columns out of all conditions and computed values of a query. */
export function columnUses(relation: Relation): ColumnUses {
  const literals = new Map<string, (string | number)[]>();
  const kin = new Map<string, string>();
  const nullable = new Set<string>();
  const later = new Map<string, string>();
  const visitRelation = (at: Relation): void => {
    for (const value of valuesOf(at)) {
      const { columns, found } = comparisonsIn(value);
      for (const column of columns) {
        literals.set(column, [...(literals.get(column) ?? []), ...found]);
      }
      for (const column of testedForNull(value)) nullable.add(column);
      for (const [end, start] of spansIn(value)) later.set(end, start);
    }
    for (const column of nullColumns(at)) nullable.add(column);
    if (at.kind === 'JoinChain') {
      for (const { predicates } of at.rest) {
        for (const predicate of predicates) {
          const [first, second] = comparisonsIn(predicate).columns;
          if (isOp(predicate, 'Equals') && first !== undefined && second !== undefined) {
            kin.set(second, kin.get(first) ?? first);
          }
        }
      }
    }
    for (const parent of parentsOf(at)) visitRelation(parent);
  };
  visitRelation(relation);
  return { literals, kin, nullable, later };
}

function valuesOf(at: Relation): readonly Value[] {
  if (at.kind === 'Filter') return at.predicates;
  if (at.kind === 'Project') return [...at.values.values()];
  if (at.kind === 'Aggregate') return [...at.groups.values(), ...at.metrics.values()];
  return at.kind === 'JoinChain' ? at.rest.flatMap(({ predicates }) => predicates) : [];
}

/** Operations that compare columns with values; other literals say nothing of what a column holds. */
const COMPARING: ReadonlySet<string> = new Set(
  (
    'Equals NotEquals Greater GreaterEqual Less LessEqual Between InValues StartsWith EndsWith ' +
    'StringContains StringSQLLike StringSQLILike RegexSearch ArrayContains'
  ).split(' '),
);

/** The columns of tables that a value compares, and the literals that it compares them with. */
function comparisonsIn(root: Value): {
  readonly columns: readonly string[];
  readonly found: readonly (string | number)[];
} {
  const columns: string[] = [];
  const found: (string | number)[] = [];
  const visitValue = (given: Value, within: boolean): void => {
    const value = trace(given);
    const compares = within || COMPARING.has(value.kind);
    const column = compares ? columnOf(value) : undefined;
    if (column !== undefined) columns.push(column);
    else if (isOp(value, 'Literal') && compares) {
      const { value: literal } = value.args;
      if (typeof literal === 'bigint') found.push(Number(literal));
      else if (typeof literal === 'string' || typeof literal === 'number') found.push(literal);
    }
    for (const item of argumentsOf(value)) visitValue(item, compares);
  };
  visitValue(root, false);
  return { columns, found };
}

/** The column of a table that a value is, by `table.column`. */
function columnOf(value: Value): string | undefined {
  const source = trace(value);
  if (!isOp(source, 'Field')) return undefined;
  const { rel, name } = source.args;
  return rel.kind === 'UnboundTable' ? `${rel.name}.${name}` : undefined;
}

/** The columns that a value is directly made from, however deep. */
const columnsOf = (value: Value): readonly string[] => {
  const own = columnOf(value);
  return own === undefined ? argumentsOf(trace(value)).flatMap(columnsOf) : [own];
};

/** Operations that give something of their own for NULL. */
const OF_NULLS: ReadonlySet<string> = new Set(['IsNull', 'NotNull', 'Coalesce']);

/** The columns whose NULLs a value asks for or replaces. */
function testedForNull(root: Value): readonly string[] {
  const value = trace(root);
  const own = OF_NULLS.has(value.kind) ? argumentsOf(value).slice(0, 1).flatMap(columnsOf) : [];
  return [...own, ...argumentsOf(value).flatMap(testedForNull)];
}

/** The columns whose NULLs a step replaces, or drops with their rows. */
function nullColumns(at: Relation): readonly string[] {
  if (at.kind !== 'FillNull' && at.kind !== 'DropNull') return [];
  const { schema } = at.parent;
  const every = [...schema.keys()];
  const within = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => columnsOf(field(at.parent, name)));
  if (at.kind === 'DropNull')
    return at.subset === null ? within(every) : at.subset.flatMap(columnsOf);
  const { replacements } = at;
  if (!isValue(replacements)) return within([...replacements.keys()]);
  const isText = replacements.dtype.kind === 'string';
  return within(
    every.filter((name) => {
      const type = schema.get(name);
      return type !== undefined && (isText ? type.kind === 'string' : isA(type, 'Numeric'));
    }),
  );
}

/** Operations that give the time between two moments; a plain difference of moments is one too. */
const SPANS: ReadonlySet<string> = new Set([
  'DateDelta',
  'TimestampDelta',
  'DateDiff',
  'TimestampDiff',
]);

/** Pairs of a later and an earlier column between which a value takes the time. */
function spansIn(root: Value): readonly (readonly [later: string, earlier: string])[] {
  const value = trace(root);
  const inner = argumentsOf(value).flatMap(spansIn);
  if (!SPANS.has(value.kind)) return inner;
  const { left, right } = value.args as { readonly left?: Value; readonly right?: Value };
  if (left === undefined || right === undefined) return inner;
  const [end, start] = [columnOf(left), columnOf(right)];
  return end === undefined || start === undefined || end === start
    ? inner
    : [...inner, [end, start]];
}
