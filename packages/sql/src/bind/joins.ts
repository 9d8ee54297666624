import { conjuncts, make } from '@ibert/ir';
import type { JoinKind, Value } from '@ibert/ir';

import { asCondition, comparablePair, unify } from './coerce.js';
import { exprContext } from './context.js';
import { ambiguousColumn, unknownColumn, unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { asofJoin } from './asof.js';
import { distinctFrom, joinScope } from './joined.js';
import type { Joined } from './joined.js';
import { boolean } from './literals.js';
import { pick, sameName, starColumns } from './scope.js';
import type { Column, Source } from './scope.js';
import type { Session, Surroundings } from './session.js';
import type { DerivedNode, Ident, JoinNode, TableExpr, TableFunctionNode } from './syntax/ast.js';

/** The parts of FROM that joins need. */
interface Tables {
  readonly bindTable: (table: TableExpr) => Joined;
  readonly tableFunction: (left: Joined, table: TableFunctionNode, keepEmpty: boolean) => Joined;
  readonly lateral: (left: Joined, table: DerivedNode, keepsLeft: boolean) => Joined;
}

const KINDS: Partial<Record<JoinNode['type'], JoinKind>> = {
  inner: 'inner',
  left: 'left',
  right: 'right',
  full: 'outer',
  cross: 'cross',
  semi: 'semi',
  anti: 'anti',
  positional: 'positional',
};

/** A join with its condition: ON, USING, NATURAL or none. */
export function joinTables(
  node: JoinNode,
  around: Surroundings,
  session: Session,
  tables: Tables,
): Joined {
  const left = tables.bindTable(node.left);
  const { right: table } = node;
  if (table.kind === 'table-function') {
    const isTrue = node.on === null || (node.on.kind === 'bool' && node.on.value);
    if (
      !['inner', 'cross', 'left', 'cross-apply'].includes(node.type) ||
      !isTrue ||
      node.using.length > 0
    ) {
      throw unsupported(node, 'This join with a table function');
    }
    return tables.tableFunction(left, table, node.type === 'left');
  }
  const isApply = node.type === 'cross-apply' || node.type === 'outer-apply';
  if (table.kind === 'derived' && (table.lateral || isApply)) {
    const isTrue = node.on === null || (node.on.kind === 'bool' && node.on.value);
    if (!isTrue || !LATERAL_JOINS.has(node.type)) throw unsupported(node, 'This join with LATERAL');
    return tables.lateral(left, table, node.type === 'left' || node.type === 'outer-apply');
  }
  if (node.type === 'asof' || node.type === 'asof-left') {
    const other = distinctFrom(left, tables.bindTable(table), session);
    return asofJoin(node, left, other, asofConditions(node, left, other, around, session), session);
  }
  const how = KINDS[node.type];
  if (how === undefined) throw unsupported(node, joinName(node.type));
  const right = distinctFrom(left, tables.bindTable(table), session);
  if (node.natural) {
    const names = commonNames(left, right);
    return using(node, how, left, right, names, session);
  }
  if (node.using.length > 0) return using(node, how, left, right, node.using, session);
  return linked(how, left, right, conditions(node, left, right, around, session));
}

function asofConditions(
  node: JoinNode,
  left: Joined,
  right: Joined,
  around: Surroundings,
  session: Session,
): readonly Value[] {
  if (node.using.length === 0) return conditions(node, left, right, around, session);
  // The last column of USING is the one that need not be equal.
  return node.using.map((name, i) => {
    const pair = {
      left: keyColumn(left, name, session).value,
      right: keyColumn(right, name, session).value,
    };
    return make(i === node.using.length - 1 ? 'GreaterEqual' : 'Equals', pair);
  });
}

const LATERAL_JOINS: ReadonlySet<string> = new Set([
  'cross',
  'inner',
  'left',
  'cross-apply',
  'outer-apply',
]);

const joinName = (type: JoinNode['type']): string =>
  `${type.toUpperCase().replace('-', ' ')}${type.endsWith('apply') ? '' : ' JOIN'}`;

function conditions(
  node: JoinNode,
  left: Joined,
  right: Joined,
  around: Surroundings,
  session: Session,
): readonly Value[] {
  if (node.on === null) return [];
  const scope = joinScope(left, right, around);
  const context = exprContext(session, around.ctes, scope, 'ON');
  return conjuncts(asCondition(bindExpr(node.on, context), context, node.on));
}

function linked(
  how: JoinKind,
  left: Joined,
  right: Joined,
  predicates: readonly Value[],
  shared: readonly Column[] = left.shared,
): Joined {
  const isHidden = how === 'semi' || how === 'anti';
  const isCross = predicates.length === 0 && (how === 'inner' || how === 'cross');
  const isTrue = predicates.length === 0 && how !== 'positional';
  return {
    first: left.first,
    links: [
      ...left.links,
      {
        how: isCross ? 'cross' : how,
        table: right.first,
        predicates: isTrue && !isCross ? [boolean(true)] : predicates,
      },
    ],
    sources: isHidden ? left.sources : [...left.sources, ...right.sources],
    shared: isHidden ? left.shared : shared,
  };
}

const plainColumns = (joined: Joined): readonly Column[] =>
  starColumns({ ...joined, relation: joined.first, outer: null, tables: [] });

function commonNames(left: Joined, right: Joined): readonly Ident[] {
  const others = plainColumns(right);
  return plainColumns(left)
    .filter(({ name }) => others.some((other) => sameName(other.name, name)))
    .map(({ name }) => ({ text: name, quoted: true, start: 0, end: 0 }));
}

/** A join over columns of one name, which come out once. */
function using(
  node: JoinNode,
  how: JoinKind,
  left: Joined,
  right: Joined,
  names: readonly Ident[],
  session: Session,
): Joined {
  const place = node.right;
  const predicates: Value[] = [];
  const merged: Column[] = [];
  for (const name of names) {
    const a = keyColumn(left, name, session);
    const b = keyColumn(right, name, session);
    const context = exprContext(session, [], joinScope(left, right, null), 'USING');
    const [x, y] = comparablePair(a.value, b.value, context, place);
    predicates.push(make('Equals', { left: x, right: y }));
    merged.push({
      name: a.name,
      value: mergedValue(how, a.value, b.value, () => unify([a.value, b.value], context, place)),
    });
  }
  const shared = [...left.shared.filter(({ name }) => !has(names, name)), ...merged];
  const hide = (source: Source): Source => ({
    ...source,
    merged: new Set([
      ...source.merged,
      ...source.columns.map((c) => c.name).filter((name) => has(names, name)),
    ]),
  });
  const hidden = { ...left, sources: left.sources.map(hide) };
  const other = { ...right, sources: right.sources.map(hide) };
  return linked(how, how === 'semi' || how === 'anti' ? left : hidden, other, predicates, shared);
}

const has = (names: readonly Ident[], name: string): boolean =>
  names.some(({ text }) => sameName(text, name));

function mergedValue(
  how: JoinKind,
  left: Value,
  right: Value,
  both: () => readonly Value[],
): Value {
  if (how === 'right') return right;
  return how === 'outer' ? make('Coalesce', { arg: both() }) : left;
}

function keyColumn(joined: Joined, name: Ident, session: Session): Column {
  const shared = pick(joined.shared, name);
  if (shared !== undefined) return shared;
  const found = joined.sources.flatMap((source) => {
    const column = pick(source.columns, name);
    return column === undefined || source.merged.has(column.name) ? [] : [{ source, column }];
  });
  if (found.length > 1) {
    throw ambiguousColumn(
      name,
      name.text,
      found.map(({ source }) => source.name),
    );
  }
  const [only] = found;
  if (only !== undefined) return only.column;
  const [open, ...others] = joined.sources.filter((source) => source.open !== null);
  if (open?.open !== undefined && open.open !== null && others.length === 0) {
    session.open.addColumn(open.open, name.text);
    return {
      name: name.text,
      value: make('Field', { rel: referenceOf(open, joined), name: name.text }),
    };
  }
  throw unknownColumn(
    name,
    name.text,
    plainColumns(joined).map((column) => column.name),
  );
}

const referenceOf = (source: Source, joined: Joined): Joined['first'] =>
  (source.columns[0]?.value.args['rel'] as Joined['first'] | undefined) ?? joined.first;
