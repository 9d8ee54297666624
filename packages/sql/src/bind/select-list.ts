import { isOp, sameValue } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { columnsCall, expandColumns } from './columns-call.js';
import type { Aliases, ExprContext } from './context.js';
import { unsupported } from './errors.js';
import { bindExpr } from './expressions.js';
import { outputName } from './output-names.js';
import type { Item } from './select-parts.js';
import type { Session } from './session.js';
import { expandStar } from './star.js';
import type { Expr, OrderItem, SelectItem } from './syntax/ast.js';

/** A sort key: a column of the output, or a value over the rows that the select list reads. */
export interface Key {
  readonly value: Value;
  readonly output: string | null;
  readonly item: Pick<OrderItem, 'direction' | 'nulls'>;
  readonly place: Expr;
}

/** The select list's names, each bound when it is asked for. */
export function lateAliases(items: readonly SelectItem[], bind: (expr: Expr) => Value): Aliases {
  const busy = new Set<string>();
  return {
    get: (name) => {
      const item = items.find(({ alias }) => alias?.text.toLowerCase() === name);
      if (item === undefined || busy.has(name)) return undefined;
      busy.add(name);
      const value = bind(item.expr);
      busy.delete(name);
      return value;
    },
  };
}

/** The names of a select list that has been bound. */
export const namesOf = (items: readonly Item[]): Aliases =>
  new Map(items.map(({ name, value }) => [name.toLowerCase(), value]));

/** The select list; the name of an item may be used by those after it. */
export function bindItems(selected: readonly SelectItem[], context: ExprContext): readonly Item[] {
  const done = new Map<string, Value>();
  const own: ExprContext = { ...context, aliases: done };
  const items: Item[] = [];
  for (const item of selected) {
    if (item.expr.kind === 'star') {
      items.push(...expandStar(item.expr, own).map((column) => ({ ...column, place: item })));
      continue;
    }
    const columns = columnsCall(item.expr);
    if (columns !== undefined) {
      const many = expandColumns(item.expr, columns, own);
      items.push(
        ...many.map(({ name, value }) => ({ name: item.alias?.text ?? name, value, place: item })),
      );
      continue;
    }
    const value = bindExpr(item.expr, own);
    items.push({ name: nameOf(item, value, items.length, context.session), value, place: item });
    if (item.alias !== null) done.set(item.alias.text.toLowerCase(), value);
  }
  return distinctNames(items, context.session);
}

function nameOf(
  { expr, alias }: SelectItem,
  value: Value,
  index: number,
  session: Session,
): string {
  if (alias !== null) return alias.text;
  const written = expr.kind === 'name' ? (expr.parts.at(-1)?.text ?? '') : '';
  // A column is shown as it was named when it was made, not as it is written here.
  if (isOp(value, 'Field') && value.args.name.toLowerCase() === written.toLowerCase()) {
    return value.args.name;
  }
  return outputName(expr, session.dialect, session.source, index);
}

/** Two columns of one name: the second gets a number, as DuckDB gives it in a subquery. */
function distinctNames(items: readonly Item[], session: Session): readonly Item[] {
  const taken = new Set<string>();
  return items.map((item) => {
    let { name } = item;
    for (let i = 1; taken.has(name.toLowerCase()); i += 1) name = `${item.name}_${i}`;
    taken.add(name.toLowerCase());
    if (name !== item.name) session.renamed.push({ from: item.name, to: name });
    return { ...item, name };
  });
}

/** ORDER BY: ordinals, names of the select list and expressions. */
export function bindKeys(
  orderBy: readonly OrderItem[],
  items: readonly Item[],
  context: ExprContext,
): readonly Key[] {
  const own: ExprContext = {
    ...context,
    clause: 'ORDER BY',
    aliases: namesOf(items),
  };
  return orderBy.flatMap((item): Key[] => {
    const { expr } = item;
    if (item.all) {
      return items.map(({ name, value }) => ({ value, output: name, item, place: expr }));
    }
    const meant = ordinal(expr, items);
    if (meant !== undefined) return [{ value: meant.value, output: meant.name, item, place: expr }];
    // A name alone means the output column; inside an expression the table's column comes first.
    const value = bindExpr(expr, { ...own, aliasesFirst: expr.kind === 'name' });
    // A constant puts the rows in no order.
    if (value.kind === 'Literal') return [];
    const same = items.find((column) => sameValue(column.value, value));
    return [{ value, output: same?.name ?? null, item, place: expr }];
  });
}

/** The column that a plain number means, or undefined. */
export function ordinal(expr: Expr, items: readonly Item[]): Item | undefined {
  if (expr.kind !== 'number' || !/^\d+$/.test(expr.text)) return undefined;
  const meant = items[Number(expr.text) - 1];
  if (meant === undefined) throw unsupported(expr, `The select list has no column ${expr.text}`);
  return meant;
}
