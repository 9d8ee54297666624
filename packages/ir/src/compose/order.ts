import type { Value } from '../node.js';
import { field } from '../relations/make.js';
import { make } from '../value.js';
import type { Frame } from './frame.js';

/** A sort key on a column of the frame, NULLs last. */
export const orderKey = (frame: Frame, name: string, ascending: boolean): Value =>
  make('SortKey', { arg: field(frame.relation, name), ascending, nulls_first: false });
