import { HIDDEN, UNORDERED } from './order.js';
import type { OrderFacts, SortKey } from './order.js';
import { columnNames, listAt, nodeAt, textAt } from './serialized.js';
import type { Serialized } from './serialized.js';

/** The order that the outermost query fixes. */
export function sqlOrder(query: Serialized): OrderFacts {
  const orders = listAt(query, 'modifiers')
    .filter((modifier) => modifier['type'] === 'ORDER_MODIFIER')
    .flatMap((modifier) => listAt(modifier, 'orders'));
  if (orders.length === 0) return UNORDERED;
  const items = query['type'] === 'SELECT_NODE' ? listAt(query, 'select_list') : undefined;
  return {
    order: 'ordered',
    keys: orders.map((order) => sortKey(nodeAt(order, 'expression'), items)),
  };
}

/** @param items the select list; undefined for a set operation, whose columns all have names. */
function sortKey(key: Serialized | undefined, items: readonly Serialized[] | undefined): SortKey {
  if (key === undefined) return HIDDEN;
  if (key['class'] === 'STAR') return { key: 'every' };
  if (key['class'] === 'CONSTANT') {
    const position = nodeAt(key, 'value')?.['value'];
    return typeof position === 'number' ? { key: 'position', index: position - 1 } : HIDDEN;
  }
  const names = columnNames(key);
  const last = names.at(-1);
  if (items === undefined) return last === undefined ? HIDDEN : { key: 'name', name: last };
  const star = items.some((item) => item['class'] === 'STAR');
  const shown = (index: number): SortKey => {
    const item = items[index];
    if (!star) return { key: 'position', index };
    const alias =
      item === undefined ? '' : textAt(item, 'alias') || (columnNames(item).at(-1) ?? '');
    return alias === '' ? HIDDEN : { key: 'name', name: alias };
  };
  const aliased = items.findIndex(
    (item) => names.length === 1 && textAt(item, 'alias').toLowerCase() === last,
  );
  if (aliased >= 0) return shown(aliased);
  const own = shape(key);
  const equal = items.findIndex((item) => shape(item) === own);
  if (equal >= 0) return shown(equal);
  if (last === undefined) return HIDDEN;
  const column = items.findIndex((item) => sameColumn(columnNames(item), names));
  if (column >= 0) return shown(column);
  const computed = items.some((item) => textAt(item, 'alias').toLowerCase() === last);
  return star && !computed ? { key: 'name', name: last } : HIDDEN;
}

/** Whether two column references may be one column: `o.price` and `price`. */
const sameColumn = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && a.at(-1) === b.at(-1) && (a.length === 1 || b.length === 1);

const shape = (node: Serialized): string =>
  JSON.stringify(node, (key, value: unknown) =>
    key === 'alias' || key === 'query_location' ? undefined : value,
  ).toLowerCase();
