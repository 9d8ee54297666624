import type { CallNode } from './ast.js';

type Suffixes = Omit<CallNode, 'kind' | 'name' | 'args' | 'start' | 'end'>;

/** A call with nothing but arguments. */
export const PLAIN_CALL: Suffixes = {
  syntax: null,
  star: false,
  distinct: false,
  orderBy: [],
  separator: null,
  nulls: null,
  withinGroup: null,
  filter: null,
  over: null,
};
