import {
  alternatives,
  clip,
  closest,
  groupThousands,
  lineStarts,
  plural,
  positionAt,
  spanOf,
} from '@ibert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('words for messages', () => {
  it('count things', () => {
    expect(plural(1, 'row')).toBe('1 row');
    expect(plural(0, 'row')).toBe('0 rows');
    expect(plural(12_000, 'query', 'queries')).toBe('12,000 queries');
    expect([999, 1000, 1234567].map(groupThousands)).toEqual(['999', '1,000', '1,234,567']);
  });

  it('list alternatives', () => {
    expect(alternatives([])).toBe('');
    expect(alternatives(['a'])).toBe('a');
    expect(alternatives(['a', 'b', 'c'])).toBe('a, b or c');
    expect(alternatives(['a', 'b'], 'and')).toBe('a and b');
  });

  it('clip long texts to one line', () => {
    expect(clip('a\n  b')).toBe('a b');
    expect(clip('x'.repeat(100), 10)).toBe(`${'x'.repeat(9)}…`);
  });

  it('suggest the nearest word and nothing that is far', () => {
    expect(closest('parms', ['name', 'params', 'linked'])).toBe('params');
    expect(closest('Dialect', ['dialect'])).toBe('dialect');
    expect(closest('id', ['total', 'amount'])).toBeUndefined();
    expect(closest('user_idd', ['user_id', 'user_ids'])).toBe('user_id');
  });
});

describe('positions', () => {
  it('agree with counting lines by hand', () => {
    const text = fc
      .array(fc.constantFrom('a', 'é', '𝒳', '\n', '\r\n'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(), (source, seed) => {
        const offset = seed % (source.length + 1);
        const before = source.slice(0, offset).split('\n');
        expect(positionAt(lineStarts(source), offset)).toEqual({
          line: before.length,
          column: (before.at(-1) ?? '').length + 1,
        });
      }),
    );
  });

  it('make spans', () => {
    expect(spanOf(lineStarts('a\nbc'), 2, 4)).toEqual({ start: 2, end: 4, line: 2, column: 1 });
  });
});
