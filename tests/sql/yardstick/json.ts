/** A syntax tree as plain data. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };
export type Node = { readonly [key: string]: Json };

export const isNode = (x: Json | undefined): x is Node =>
  typeof x === 'object' && x !== null && !Array.isArray(x);
export const isList = (x: Json | undefined): x is readonly Json[] => Array.isArray(x);
export const list = (x: Json | undefined): readonly Json[] => (isList(x) ? x : []);
export const nameOf = (x: Json | undefined): string =>
  typeof x === 'string' ? x : isNode(x) ? nameOf(x['name'] ?? x['this']) : '';
export const only = (x: Json | undefined, kind: string): Node | null =>
  isNode(x) && isNode(x[kind]) ? x[kind] : null;
