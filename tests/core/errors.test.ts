import {
  formatError,
  IbertError,
  IbertErrors,
  InternalError,
  joinErrors,
  throwErrors,
} from '@ibert/core';
import { describe, expect, it } from 'vitest';

const span = { start: 4, end: 6, line: 2, column: 3 };

describe('a formatted error', () => {
  it('leads with what is known of the place and ends with the remedy', () => {
    const hint = 'Do this.';
    expect(formatError(new IbertError('A', 'wrong'))).toBe('wrong');
    expect(formatError(new IbertError('A', 'wrong', { hint }))).toBe('wrong\n  Do this.');
    expect(formatError(new IbertError('A', 'wrong', { file: 'f' }))).toBe('f: wrong');
    expect(formatError(new IbertError('A', 'wrong', { span }))).toBe('line 2, column 3: wrong');
    expect(formatError(new IbertError('A', 'wrong', { file: 'f', span, hint }))).toBe(
      'f:2:3: wrong\n  Do this.',
    );
  });

  it('lists each of several errors', () => {
    const several = new IbertErrors([new IbertError('A', 'one'), new IbertError('B', 'two')]);
    expect(formatError(several)).toBe('one\ntwo');
    expect(several.message).toBe('2 errors:\none\ntwo');
  });
});

describe('joined errors', () => {
  const one = new IbertError('A', 'one');

  it('are nothing, the one, or all', () => {
    expect(() => throwErrors([])).not.toThrow();
    expect(joinErrors([one])).toBe(one);
    expect(joinErrors([one, one])).toMatchObject({ code: 'SEVERAL_ERRORS', errors: [one, one] });
    expect(() => joinErrors([])).toThrow(InternalError);
  });
});
