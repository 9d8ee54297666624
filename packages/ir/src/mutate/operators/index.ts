import type { ValueOperator } from '../mutant.js';
import { changeArguments, dropWhere } from './arguments.js';
import { otherColumn, otherCount } from './columns.js';
import { shiftConstant } from './constants.js';
import { swapOperation } from './swaps.js';
import { changeSortKey, changeWindow } from './windows.js';

/** What may happen to a value: each operator looks at one aspect of it. */
export const VALUE_OPERATORS: readonly ValueOperator[] = [
  swapOperation,
  changeArguments,
  dropWhere,
  shiftConstant,
  otherColumn,
  otherCount,
  changeWindow,
  changeSortKey,
];

export { changeRelation } from './relations.js';
