import { describe, expect, it } from 'vitest';

import { readDoctests } from '../../../packages/mining/src/documents/index.js';

const DOCSTRING = `Count the boats.

    Examples
    --------
    >>> boats = harbour.filter(
    ...     harbour.length > 3
    ... )
    >>> boats.count()  # doctest: +SKIP
    4

    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
      b
    After the output.

    >>> # only a comment
`;

describe('prompts of a docstring', () => {
  const blocks = readDoctests(DOCSTRING, 10);

  it('gives a block for each prompt, with its lines in the file', () => {
    expect(blocks.map(({ code, line, endLine }) => ({ code, line, endLine }))).toEqual([
      { code: 'boats = harbour.filter(\n    harbour.length > 3\n)', line: 14, endLine: 16 },
      { code: 'boats.count()', line: 17, endLine: 17 },
      { code: 'print("a\\n\\nb")', line: 20, endLine: 20 },
    ]);
  });

  it('puts the output to the prompt above it, without the indentation of the prompt', () => {
    expect(blocks.map(({ output }) => output)).toEqual([
      undefined,
      '4',
      'a\n\n  b\nAfter the output.',
    ]);
  });

  it('takes options out of the code and does not run what is to be skipped', () => {
    expect(blocks.map(({ executed }) => executed)).toEqual([true, false, true]);
  });

  it('finds nothing in prose', () => {
    expect(readDoctests('a >>> b\n>>>c', 1)).toEqual([]);
  });
});
