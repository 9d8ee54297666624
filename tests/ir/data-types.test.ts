import { readFileSync } from 'node:fs';

import { IbertError } from '@ibert/core';
import {
  castable,
  higherPrecedence,
  inferInteger,
  field,
  FLOAT64,
  make,
  parseType,
  printType,
  unboundTable,
} from '@ibert/ir';
import type { OpName, Value } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

type Answer = string | { readonly error: string };
interface Golden {
  readonly names: readonly (readonly [string, string])[];
  readonly spellings: readonly (readonly [string, Answer])[];
  readonly castable: readonly (readonly [string, readonly string[]])[];
  readonly precedence: readonly (readonly [string, string, Answer])[];
  readonly arithmetic: readonly (readonly [OpName, string, string | number, Answer])[];
}

// Recorded from real Ibis by tests/oracle/record_types.py.
const golden = JSON.parse(
  readFileSync(new URL('goldens/types.json', import.meta.url), 'utf8'),
) as Golden;

const attempt = (make_: () => string): Answer => {
  try {
    return make_();
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    return { error: error.code };
  }
};
const refused = (answer: Answer): boolean => typeof answer !== 'string';

describe('data types', () => {
  it.each(golden.names)('reads %s and writes it as Ibis does', (text, name) => {
    expect(printType(parseType(text))).toBe(name);
    expect(printType(parseType(name))).toBe(name);
  });

  it.each(golden.spellings)('takes the spelling %j as Ibis does', (text, answer) => {
    const ours = attempt(() => printType(parseType(text)));
    if (refused(answer)) expect(refused(ours)).toBe(true);
    else expect(ours).toBe(answer);
  });

  it('casts implicitly what Ibis casts, and nothing else', () => {
    const names = golden.castable.map(([from]) => from);
    for (const [from, to] of golden.castable) {
      const ours = names.filter((name) => castable(parseType(from), parseType(name)));
      expect(ours, from).toEqual(to);
    }
  });

  it('finds the wider of two types as Ibis does', () => {
    for (const [left, right, answer] of golden.precedence) {
      const ours = attempt(() => printType(higherPrecedence(parseType(left), parseType(right))));
      if (refused(answer)) expect(refused(ours), `${left} ${right}`).toBe(true);
      else expect(ours, `${left} ${right}`).toBe(answer);
    }
  });

  it('types arithmetic on columns and literals as Ibis does', () => {
    const operand = (of: string | number, name: string): Value => {
      if (typeof of === 'string') {
        return field(unboundTable('t', new Map([[name, parseType(of)]])), name);
      }
      return Number.isInteger(of)
        ? make('Literal', { value: BigInt(of), type: inferInteger(BigInt(of)) })
        : make('Literal', { value: of, type: FLOAT64 });
    };
    for (const [op, left, right, answer] of golden.arithmetic) {
      const label = `${op}(${left}, ${right})`;
      const ours = attempt(() =>
        printType(
          make(op as 'Add', { left: operand(left, 'a'), right: operand(right, 'b') }).dtype,
        ),
      );
      if (refused(answer)) expect(refused(ours), label).toBe(true);
      else expect(ours, label).toBe(answer);
    }
  });

  it('names the place and the expectation when it refuses a type', () => {
    expect(() => parseType('array<int64')).toThrow(
      "'array<int64' is not an Ibis data type: expected '>', found the end of the text",
    );
  });
});
