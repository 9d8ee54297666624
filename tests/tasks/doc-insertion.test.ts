import { documentCode, insertDocstring } from '@ibert/tasks/doc';
import { expect, it } from 'vitest';

const written = async (code: string, name?: string): Promise<string> =>
  (await documentCode({ code, examples: false, ...(name === undefined ? {} : { function: name }) }))
    .code;

it('keeps carriage returns', async () => {
  const code = 'def f(t):\r\n    # why\r\n    return t.filter(t.a > 1)\r\n';
  const after = await written(code);
  expect(after).not.toMatch(/[^\r]\n/);
  expect(after).toMatch(/^def f\(t\):\r\n {4}"""Return [^]*\r\n {4}"""\r\n {4}# why\r\n/);
});

it('keeps tabs', async () => {
  const after = await written('def f(t):\n\treturn t.filter(t.a > 1)\n');
  expect(after).toMatch(/^def f\(t\):\n\t"""Return /);
  expect(after).toMatch(/\n\t"""\n\treturn t\.filter\(t\.a > 1\)\n$/);
});

it('gives a body on the line of its head a line of its own', async () => {
  const after = await written('def f(t): return t.filter(t.a > 1)  # all\nx = 1\n');
  expect(after).toMatch(
    /^def f\(t\):\n {4}"""Return [^]*\n {4}"""\n {4}return t\.filter\(t\.a > 1\) {2}# all\nx = 1\n$/,
  );
});

it('replaces the docstring of a body on the line of its head', async () => {
  const after = await written('def f(t): "Old."; return t.filter(t.a > 1)\n');
  expect(after).not.toContain('Old.');
  expect(after).toMatch(
    /^def f\(t\):\n {4}"""Return [^]*\n {4}"""\n {4}return t\.filter\(t\.a > 1\)\n$/,
  );
});

it('replaces a docstring of any kind of quotes', async () => {
  for (const old of ["'Old.'", '"""Old.\n\n    Longer.\n    """', "r'''Old'''"]) {
    const after = await written(`def f(t):\n    ${old}\n\n    return t.filter(t.a > 1)\n`);
    expect(after).not.toContain('Old');
    expect(after).toMatch(/ {4}"""\n\n {4}return/);
  }
});

it('finds the end of a head over several lines, with decorators and comments', async () => {
  const code =
    'import functools\n\n\n@functools.cache  # cached\ndef f(\n    t,  # a table: ok\n    n: "int" = 3,\n):  # head\n    return t.limit(n)\n';
  const after = await written(code);
  expect(after).toContain('):  # head\n    """Select rows of `t`.\n');
  expect(after.replace(/ {4}"""[^]*"""\n/, '')).toBe(code);
});

it('documents methods and asynchronous functions, and inner functions only when asked', async () => {
  const code =
    'class A:\n    async def f(self, t):\n        def g(u):\n            return u.limit(1)\n        return g(t)\n';
  const { functions } = await documentCode({ code, examples: false });
  expect(functions.map(({ name, line, verified }) => [name, line, verified])).toEqual([
    ['A.f', 2, true],
  ]);
  const inner = await documentCode({ code, examples: false, function: 'g' });
  expect(inner.functions.map(({ problem }) => problem)).toEqual([
    'it stands inside of another function',
  ]);
});

it('documents the function that is asked for alone', async () => {
  const code = 'def f(t):\n    return t.limit(1)\n\ndef g(t):\n    return t.limit(2)\n';
  expect(await written(code, 'g')).toMatch(
    /^def f\(t\):\n {4}return t\.limit\(1\)\n\ndef g\(t\):\n {4}"""/,
  );
  await expect(written(code, 'h')).rejects.toMatchObject({
    code: 'NO_FUNCTION',
    hint: 'It defines f, g.',
  });
});

it('refuses code without a function, and code that is no Python', async () => {
  await expect(written('t.filter(t.a > 1)\n')).rejects.toMatchObject({ code: 'NO_FUNCTION' });
  await expect(written('def f(t:\n')).rejects.toMatchObject({ code: 'PYTHON_SYNTAX' });
});

it('inserts a docstring that somebody else wrote, as unverified', () => {
  const { code, functions } = insertDocstring(
    'def f(t):\n    "Old."\n    return t\n',
    '"""New.\n\n      Args:\n          t: A table.\n      """',
  );
  expect(code).toBe(
    'def f(t):\n    """New.\n\n    Args:\n        t: A table.\n    """\n    return t\n',
  );
  expect(functions).toMatchObject([{ name: 'f', line: 1, verified: false }]);
});

it('gives the quotes of others the form of its own', () => {
  const docstring = (text: string): string | undefined =>
    insertDocstring('def f(t):\n    return t\n', text).functions[0]?.docstring;
  expect(docstring("'''New.'''")).toBe('"""New.\n"""');
  expect(docstring('"""A \\d."""')).toBe('r"""A \\d.\n"""');
  expect(() => docstring("'''A \"\"\" b.'''")).toThrow('three quotes');
});
