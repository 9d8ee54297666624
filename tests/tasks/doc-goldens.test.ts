import { readFile } from 'node:fs/promises';

import { documentCode } from '@ibert/tasks/doc';
import { describe, expect, it } from 'vitest';

const folder = new URL('doc/', import.meta.url);
const STYLES = ['google', 'numpy'] as const;
const FILES = ['orders', 'unknown-tables', 'forms'];
const CASES = FILES.flatMap((file) => STYLES.map((style) => ({ file, style })));

/** Values that stand for parameters while a function is evaluated. */
const MARK = /parameter_?\d+_?mark|9182736\d\d|7364559\d\d|181[89]-03/;
const DOCSTRINGS = /^[ \t]*r?"""[^]*?"""\n/gm;

const source = async (file: string): Promise<string> =>
  readFile(new URL(`${file}.py`, folder), 'utf8');

describe.each(CASES)('docstrings of $file.py in $style style', ({ file, style }) => {
  it('say what the functions do, with examples that ran', async () => {
    const { code } = await documentCode({ code: await source(file), style });
    await expect(code).toMatchFileSnapshot(new URL(`${file}.${style}.py`, folder).pathname);
  });

  it('show nothing of how they were found out', async () => {
    const { functions } = await documentCode({ code: await source(file), style });
    expect(functions.length).toBeGreaterThan(10);
    for (const { docstring } of functions) expect(docstring).not.toMatch(MARK);
  });

  it('are the same when the file has them already', async () => {
    const once = await documentCode({ code: await source(file), style });
    const twice = await documentCode({ code: once.code, style });
    expect(twice.code).toBe(once.code);
  });

  it('leave all else of the file as it is', async () => {
    const before = (await source(file)).replace(
      'def big(orders): return',
      'def big(orders):\n    return',
    );
    const { code } = await documentCode({ code: before, style, examples: false });
    expect(code).not.toBe(before);
    expect(code.replaceAll(DOCSTRINGS, '')).toBe(before.replaceAll(DOCSTRINGS, ''));
  });
});
