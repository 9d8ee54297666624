import { IbertError, IbertErrors, InternalError } from '@ibert/core';
import { errorText } from '@ibert/cli';
import { describe, expect, it } from 'vitest';

describe('the text of an error', () => {
  it('has message, place, line, caret and hint', () => {
    const span = { start: 8, end: 11, line: 2, column: 3 };
    const error = new IbertError('X', 'wrong', { span, hint: 'Do it right.' });
    expect(errorText(error, { name: 'q.py', text: 'a = 1\n  bad(x)\n' })).toBe(
      'error: wrong\n  at q.py:2:3\n  2 |   bad(x)\n    |   ^^^\nhint: Do it right.\n',
    );
  });

  it('shows the part of a long line that the error is about', () => {
    const text = `${'a'.repeat(500)}!${'b'.repeat(500)}`;
    const span = { start: 500, end: 501, line: 1, column: 501 };
    const lines = errorText(new IbertError('X', 'wrong', { span }), { name: 'f', text }).split(
      '\n',
    );
    expect(lines[2]?.length).toBeLessThan(110);
    const at = lines[3]?.indexOf('^') ?? -1;
    expect(lines[2]?.[at]).toBe('!');
  });

  it('does not draw a caret past the end of the line', () => {
    const span = { start: 4, end: 40, line: 1, column: 5 };
    const text = errorText(new IbertError('X', 'wrong', { span }), {
      name: 'f',
      text: 'abcdefg\nrest',
    });
    expect(text).toContain('  1 | abcdefg\n    |     ^^^\n');
  });

  it('lists several errors and counts them', () => {
    const errors = new IbertErrors([new IbertError('A', 'one'), new IbertError('B', 'two')]);
    expect(errorText(errors)).toBe('error: one\n\nerror: two\n\n2 errors\n');
  });

  it('asks to report a defect, without a stack trace', () => {
    for (const error of [
      new InternalError('broken\n    at prove (/srv/prover.js:1:2)'),
      new TypeError('x is not a function'),
    ]) {
      const text = errorText(error);
      expect(text).toContain('error: internal error: ');
      expect(text).toContain('Please report it');
      expect(text).not.toMatch(/ at .*:\d+:\d+/);
    }
  });

  it('makes control characters visible', () => {
    expect(errorText(new IbertError('X', 'a\u001b[31mb'))).toBe('error: a\\x1b[31mb\n');
  });
});
