import { isOp } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import { literalText } from './literal-text.js';
import { trace } from './trace.js';

/** Names columns of tables; undefined where a column is none of a table's. */
export type Span = (column: Value) => string | undefined;

/** Operators by operation, with how tightly they bind. */
const OPERATORS: Readonly<Record<string, readonly [sign: string, strength: number]>> = {
  Add: ['+', 1],
  Subtract: ['-', 1],
  Multiply: ['*', 2],
  Divide: ['/', 2],
  FloorDivide: ['//', 2],
  Modulus: ['%', 2],
};

const NUMERIC_LITERAL = /^-?\d/;

interface Term {
  readonly text: string;
  readonly strength: number;
}

/**
 * Arithmetic of columns and numbers as a formula in Python's notation (`quantity * unit_price`),
 * to stand between backticks; undefined when something else takes part.
 */
export function formula(value: Value, span: Span, parameter: Span): string | undefined {
  return OPERATORS[value.kind] === undefined ? undefined : term(value, span, parameter)?.text;
}

function term(given: Value, span: Span, parameter: Span): Term | undefined {
  const value = trace(given);
  const named = span(value) ?? parameter(value);
  if (named !== undefined) return { text: named, strength: 9 };
  if (isOp(value, 'Literal')) {
    if (value.args.value === null || typeof value.args.value === 'boolean') return undefined;
    if (!NUMERIC_LITERAL.test(String(value.args.value))) return undefined;
    if (value.dtype.kind === 'interval' || value.dtype.kind === 'string') return undefined;
    const text = literalText(value);
    return { text, strength: text.startsWith('-') ? 0 : 9 };
  }
  const operator = OPERATORS[value.kind];
  if (operator === undefined) return undefined;
  const [sign, strength] = operator;
  const { left, right } = value.args as { readonly left: Value; readonly right: Value };
  const a = term(left, span, parameter);
  const b = term(right, span, parameter);
  if (a === undefined || b === undefined) return undefined;
  const first = a.strength < strength ? `(${a.text})` : a.text;
  const second = b.strength <= strength ? `(${b.text})` : b.text;
  return { text: `${first} ${sign} ${second}`, strength };
}
