import { IbertError } from '@ibert/core';
import type { JoinChain, JoinKind, JoinReference, Relation } from '@ibert/ir';

import { bind, columnsOf } from './binding.js';
import type { Uses } from './binding.js';
import { hasColumn, isWindowed, repeatsCostly } from './checks.js';
import { querySource, selectFrom } from './context.js';
import type { PlanContext } from './context.js';
import { TRAIT } from './query.js';
import type { Bound, Columns, Env, FromItem, Select } from './query.js';

/** What of a joined query may be moved into the query that joins it. */
interface Moves {
  readonly where: boolean;
  /** Computed columns: not where an outer join may turn the row into NULLs. */
  readonly computed: boolean;
  readonly joins: boolean;
}

interface Side {
  readonly items: readonly FromItem[];
  readonly where: readonly Bound[];
  readonly columns: Columns;
}

const EXTENDS_LEFT: ReadonlySet<JoinKind> = new Set<JoinKind>(['right', 'outer']);
const EXTENDS_RIGHT: ReadonlySet<JoinKind> = new Set<JoinKind>([
  'left',
  'outer',
  'asof',
  'any_left',
]);
const KEEPS_FILTER: ReadonlySet<JoinKind> = new Set<JoinKind>([
  'inner',
  'cross',
  'left',
  'right',
  'semi',
  'anti',
]);

/**
 * A chain of joins as one SELECT. Filters and renamings below a join move into it where that keeps
 * the result, so that `a.filter(p).join(b)` reads `FROM a JOIN b … WHERE p`.
 */
export function planJoin(ctx: PlanContext, rel: JoinChain, outer: Env | null): Select {
  const uses: Uses = new Map();
  const select = build(ctx, rel, outer, uses, true);
  return repeatsCostly(uses) ? build(ctx, rel, outer, new Map(), false) : select;
}

function build(
  ctx: PlanContext,
  rel: JoinChain,
  outer: Env | null,
  uses: Uses,
  inline: boolean,
): Select {
  const laterExtends = (from: number): boolean =>
    rel.rest.slice(from).some((link) => EXTENDS_LEFT.has(link.how));
  const parents: [Relation, Columns][] = [];
  const env: Env = { parents, outer };

  const keeps = !laterExtends(0);
  const first = side(ctx, rel.first, outer, {
    where: keeps,
    computed: keeps && inline,
    joins: true,
  });
  const from: FromItem[] = [...first.items];
  const where: Bound[] = [...first.where];
  parents.push([rel.first, first.columns]);

  for (const [i, link] of rel.rest.entries()) {
    const { how, table, predicates } = link;
    const later = laterExtends(i + 1);
    const hidden = how === 'semi' || how === 'anti';
    // DuckDB loses rows of an anti join whose ON has conditions of the right side but no equality.
    const safe = !hidden || predicates.some(({ kind }) => kind === 'Equals');
    const right = side(ctx, table, outer, {
      where: safe && KEEPS_FILTER.has(how) && (how === 'left' || hidden || !later),
      computed: inline && (hidden || (!later && !EXTENDS_RIGHT.has(how))),
      joins: false,
    });
    parents.push([table, right.columns]);
    const on = predicates.map((p) => bind(p, env, uses));
    if (hidden && !ctx.features.semiJoin) {
      if (later) throw hiddenBelowOuter();
      where.push(exists(right, on, how === 'anti'));
      continue;
    }
    const inOn = how === 'left' || hidden;
    const item = right.items[0] as FromItem;
    from.push({ ...item, join: { how, on: inOn ? [...on, ...right.where] : on } });
    if (!inOn) where.push(...right.where);
  }

  const columns = new Map<string, Bound>();
  for (const [name, value] of rel.values) columns.set(name, bind(value, env, uses));
  return {
    ...selectFrom((from[0] as FromItem).source),
    from,
    where,
    columns,
  };
}

function side(ctx: PlanContext, ref: JoinReference, outer: Env | null, moves: Moves): Side {
  const select = ctx.base(ref.parent, outer);
  if (!(ctx.features.nested ?? false) && mayMove(select, moves)) {
    return { items: select.from, where: select.where, columns: select.columns };
  }
  if (isTable(select)) return { items: select.from, where: [], columns: select.columns };
  const unordered = select.limit === null ? { ...select, orderBy: [] } : select;
  const source = querySource(unordered);
  return { items: selectFrom(source).from, where: [], columns: columnsOf(source) };
}

/** Whether the SELECT only reads a table or common table expression. */
const isTable = (select: Select): boolean => {
  const source = select.from[0]?.source;
  const direct = source?.kind === 'table' || source?.kind === 'shared';
  return direct && mayMove(select, { where: false, computed: false, joins: false });
};

function mayMove(select: Select, moves: Moves): boolean {
  if (select.groups !== null || select.distinct || select.limit !== null) return false;
  if (isWindowed(select) || select.from.length === 0) return false;
  if (!moves.joins && select.from.length > 1) return false;
  if (!moves.where && select.where.length > 0) return false;
  if (hasColumn(select, TRAIT.unnest | TRAIT.impure | TRAIT.subquery)) return false;
  if (moves.computed) return true;
  for (const column of select.columns.values()) if (column.is !== 'column') return false;
  return true;
}

function exists(right: Side, on: readonly Bound[], negated: boolean): Bound {
  const { items, where, columns } = right;
  const [item] = items as readonly [FromItem];
  return {
    is: 'exists',
    negated,
    query: { ...selectFrom(item.source), from: items, where: [...on, ...where], columns },
    traits: TRAIT.subquery,
    own: TRAIT.subquery,
    cost: 20,
  };
}

const hiddenBelowOuter = (): IbertError =>
  new IbertError(
    'UNSUPPORTED_OPERATION',
    'A semi or anti join followed by a right or full outer join cannot be written in this dialect',
    { hint: 'Do the semi or anti join after the outer join, or use the duckdb dialect.' },
  );
