import { group, list, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';

/** How tightly an expression binds, loosest first. */
export const PRECEDENCE = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  bitwise: 5,
  concat: 6,
  add: 7,
  multiply: 8,
  unary: 9,
  atom: 10,
} as const;
export type Precedence = (typeof PRECEDENCE)[keyof typeof PRECEDENCE];

/** An expression's text with how tightly it binds. */
export interface Sql {
  readonly doc: Doc;
  readonly precedence: Precedence;
}

export const sql = (doc: Doc, precedence: Precedence): Sql => ({ doc, precedence });
export const atom = (doc: Doc): Sql => ({ doc, precedence: PRECEDENCE.atom });

/** A function call. */
export const call = (name: string, ...args: readonly Doc[]): Sql =>
  atom(list(`${name}(`, args, ')'));

/** The text, in parentheses unless it binds at least as tightly as asked. */
export const wrap = (part: Sql, least: Precedence): Doc =>
  part.precedence >= least ? part.doc : parenthesised(part.doc);

/** The text in parentheses, on lines of its own between them where it is long. */
export const parenthesised = (doc: Doc): Doc =>
  typeof doc === 'string'
    ? run('(', doc, ')')
    : group('block', [doc], { open: '(', close: ')', between: '' });

/** The next tighter precedence: what a right operand or a non-associative one needs. */
export const tighter = (precedence: Precedence): Precedence =>
  (precedence < PRECEDENCE.atom ? precedence + 1 : precedence) as Precedence;
