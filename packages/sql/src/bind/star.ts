import { isOp, make, REST } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { ExprContext } from './context.js';
import { unknownColumn, unknownTable, unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { constantOf } from './literals.js';
import { findSource, sameName, starColumns } from './scope.js';
import type { Column } from './scope.js';
import type { Ident, StarNode } from './syntax/ast.js';

/** The columns of `*` or `t.*` with EXCLUDE, REPLACE and RENAME applied. */
export function expandStar(star: StarNode, context: ExprContext): readonly Column[] {
  let columns = all(star, context);
  const isOpen = columns.some(({ name }) => name === REST);
  const isChanged = star.exclude.length + star.replace.length + star.rename.length > 0;
  if (isOpen && (star.rename.length > 0 || star.like !== null)) {
    throw unsupported(
      star,
      'This star over a table of unknown columns',
      'Give the tables with their columns.',
    );
  }
  if (isChanged) columns = changed(star, columns, context, isOpen);
  if (star.like !== null) columns = matching(star, columns, context);
  if (columns.length === 0) throw unsupported(star, 'A star that stands for no column');
  return columns;
}

function all({ qualifier, ...star }: StarNode, { scope }: ExprContext): readonly Column[] {
  const [first] = qualifier;
  if (first === undefined) {
    if (scope.sources.length === 0) throw unsupported(star, 'A star without FROM');
    return starColumns(scope);
  }
  const source = findSource(scope, qualifier);
  if (source !== undefined) return source.columns;
  // `s.*`: the fields of a struct column.
  const struct = starColumns(scope).find(({ name }) => sameName(name, first.text));
  if (struct?.value.dtype.kind === 'struct' && qualifier.length === 1) {
    return [...struct.value.dtype.fields.keys()].map((name) => ({
      name,
      value: make('StructField', { arg: struct.value, field: name }),
    }));
  }
  throw unknownTable(
    first,
    qualifier.map(({ text }) => text).join('.'),
    scope.sources.map((s) => s.name),
  );
}

function changed(
  star: StarNode,
  columns: readonly Column[],
  context: ExprContext,
  isOpen: boolean,
): readonly Column[] {
  const names = columns.map(({ name }) => name);
  for (const name of [
    ...star.exclude,
    ...star.replace.map((r) => r.name),
    ...star.rename.map((r) => r.from),
  ]) {
    if (names.some((known) => sameName(known, name.text))) continue;
    const [source, ...others] = context.scope.sources.filter(({ open }) => open !== null);
    if (isOpen && source?.open !== null && source?.open !== undefined && others.length === 0) {
      context.session.open.addColumn(source.open, name.text);
    } else throw unknownColumn(name, name.text, names);
  }
  const has = (list: readonly Ident[], name: string): boolean =>
    list.some(({ text }) => sameName(text, name));
  return columns.flatMap((column) => {
    if (has(star.exclude, column.name)) return [];
    const replaced = star.replace.find((r) => sameName(r.name.text, column.name));
    if (replaced !== undefined)
      return [{ name: column.name, value: bindExpr(replaced.expr, context) }];
    const renamed = star.rename.find((r) => sameName(r.from.text, column.name));
    return [renamed === undefined ? column : { ...column, name: renamed.to.text }];
  });
}

function matching(
  star: StarNode,
  columns: readonly Column[],
  context: ExprContext,
): readonly Column[] {
  const { like } = star;
  if (like === null) return columns;
  const pattern = constantOf(bindExpr(like.pattern, context));
  if (typeof pattern !== 'string') throw unsupported(star, 'A star with a computed pattern');
  const body = pattern
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const regex = new RegExp(`^${body}$`, like.operator === 'ilike' ? 'isu' : 'su');
  return columns.filter(({ name }) => regex.test(name) !== like.negated);
}

/** Whether the columns are all of the relation's, in order: nothing to select. */
export function isWhole(
  columns: readonly { readonly name: string; readonly value: Value }[],
  relation: Relation,
): boolean {
  const names = [...relation.schema.keys()];
  return (
    names.length === columns.length &&
    columns.every(
      ({ name, value }, i) =>
        names[i] === name &&
        isOp(value, 'Field') &&
        value.args.name === name &&
        value.args.rel === relation,
    )
  );
}
