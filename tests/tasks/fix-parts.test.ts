import { describe, expect, it } from 'vitest';

import { applied } from '../../packages/tasks/src/fix/candidate.js';
import { readEvidence } from '../../packages/tasks/src/fix/evidence.js';
import { looseTokens } from '../../packages/tasks/src/fix/loose-tokens.js';
import { asReceiver, operandAfter, operandBefore } from '../../packages/tasks/src/fix/operands.js';
import { similarNames } from '../../packages/tasks/src/fix/similar-names.js';
import { typeNamed } from '../../packages/tasks/src/fix/type-words.js';

const texts = (text: string): readonly string[] => looseTokens(text).map((piece) => piece.text);

describe('tokens of a text that is no Python', () => {
  it('goes on after signs that Python has not', () => {
    expect(texts('a <> b && !c ?? d')).toEqual(['a', '<>', 'b', '&&', '!', 'c', '?', '?', 'd']);
  });

  it('ends a string without its quote with the line', () => {
    const [, piece] = looseTokens('x "abc\ny');
    expect(piece).toMatchObject({ kind: 'string', text: '"abc', unterminated: true });
  });

  it('reads a number before a method as a number', () => {
    expect(texts('30.select(x)')).toEqual(['30', '.', 'select', '(', 'x', ')']);
    expect(texts('1.5e3')).toEqual(['1.5e3']);
  });

  it('joins brackets of one shape and leaves the others alone', () => {
    const partners = looseTokens('f(a[b)c').map(({ partner }) => partner);
    expect(partners).toEqual([-1, -1, -1, -1, -1, -1, -1]);
    expect(looseTokens('(a)').map(({ partner }) => partner)).toEqual([2, -1, 0]);
  });

  it('leaves out comments and the line breaks within brackets', () => {
    expect(texts('f(a, # one\n b)\nc')).toEqual(['f', '(', 'a', ',', 'b', ')', '\n', 'c']);
  });
});

describe('operands around a sign', () => {
  const around = (text: string, sign: string): readonly string[] => {
    const pieces = looseTokens(text);
    const at = pieces.findIndex((piece) => piece.text === sign);
    const from = operandBefore(pieces, at) ?? at;
    const to = operandAfter(pieces, at + 1) ?? at + 1;
    const slice = (a: number, b: number): string =>
      pieces
        .slice(a, b)
        .map((piece) => piece.text)
        .join('');
    return [slice(from, at), slice(at + 1, to)];
  };

  it.each([
    ['f(t.a + 1 LIKE "x", y)', 'LIKE', ['t.a+1', '"x"']],
    ['t.a > 3 and g(t.b) LIKE "x" or z', 'LIKE', ['g(t.b)', '"x"']],
    ['LIKE', 'LIKE', ['', '']],
  ])('%s', (text, sign, operands) => {
    expect(around(text, sign)).toEqual(operands);
  });

  it('puts what binds loosely into parentheses before a method', () => {
    expect(['t.a', 'f(x)["y"]', 'a + b', '(a + b)', '(a) + (b)'].map(asReceiver)).toEqual([
      't.a',
      'f(x)["y"]',
      '(a + b)',
      '(a + b)',
      '((a) + (b))',
    ]);
  });
});

describe('similar names', () => {
  it.each([
    ['sallary', ['age', 'salary', 'name'], 'salary'],
    ['nmae', ['age', 'name'], 'name'],
    ['deptId', ['id', 'dept_id'], 'dept_id'],
    ['dept', ['location', 'dept_id'], 'dept_id'],
    ['qty', ['price', 'quantity'], 'quantity'],
    ['order', ['customers', 'orders'], 'orders'],
    ['name_y', ['name', 'name_right'], 'name_right'],
  ])('%s', (word, names, nearest) => {
    expect(similarNames(word, names)[0]?.name).toBe(nearest);
  });

  it('finds none for a name of its own', () => {
    expect(similarNames('zebra', ['age', 'salary', 'location'])).toEqual([]);
  });
});

describe('types in words', () => {
  it.each([
    ['VARCHAR(20)', 'string'],
    ['Integer', 'int64'],
    ['double', 'float64'],
    ['datetime', 'timestamp'],
    ['banana', undefined],
  ])('%s', (word, type) => {
    expect(typeNamed(word)).toBe(type);
  });
});

describe('evidence', () => {
  const types = (context: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [...readEvidence(undefined, context).types].map(([name, { kind }]) => [name, kind]),
    );

  it('reads types of columns from sentences and lists', () => {
    expect(types('age column is integer type')).toMatchObject({ age: 'int64' });
    expect(types('name is text, and hired is a date.')).toEqual({ name: 'string', hired: 'date' });
    expect(types('price: float64, city: string')).toEqual({ price: 'float64', city: 'string' });
    expect(types('The column total has the type decimal(12, 2).')).toMatchObject({
      total: 'decimal',
    });
  });

  it('takes no other sentence for one', () => {
    expect(types('It worked yesterday and the server is slow.')).toEqual({});
  });

  it('finds the last line of a traceback', () => {
    const { error } = readEvidence(
      'Traceback (most recent call last):\n  File "a.py", line 1\nibis.common.exceptions.IbisTypeError: no such column',
      undefined,
    );
    expect(error).toMatchObject({ type: 'IbisTypeError', message: 'no such column' });
  });
});

describe('edits', () => {
  it('are made together and never overlap', () => {
    const edits = [
      { start: 4, end: 5, text: 'X' },
      { start: 0, end: 1, text: '' },
    ];
    expect(applied('abcdef', edits)).toBe('bcdXf');
    expect(applied('abcdef', [...edits, { start: 3, end: 5, text: '' }])).toBeUndefined();
  });
});
