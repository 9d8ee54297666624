/** Modules of Python's library that programs may import: they only compute. */
export const FREE_MODULES: ReadonlySet<string> = new Set(
  'math operator functools itertools calendar string datetime decimal typing __future__'.split(' '),
);
