import { isOp, nameOf } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { quote } from './literals.js';
import { isColumnAttribute } from './reserved-names.js';

/** `t.a`, or `t["odd name"]`. */
export const column = (table: string, name: string): string =>
  isColumnAttribute(name) ? `${table}.${name}` : `${table}[${quote(name)}]`;

/** The name that the printed value has once it is evaluated: `unnest` keeps its column's. */
export const shownName = (value: Value): string =>
  isOp(value, 'Unnest') ? nameOf(value.args.arg) : nameOf(value);
