import { documentCode } from '@ibert/tasks/doc';
import { expect, it } from 'vitest';

/** The one function of the code. */
async function only(code: string, tables?: Parameters<typeof documentCode>[0]['tables']) {
  const documented = await documentCode({ code, tables, examples: false });
  const [found] = documented.functions;
  if (found === undefined) throw new Error('no function');
  return { ...found, code: documented.code };
}

const REFUSED: readonly (readonly [why: string, code: string, problem: RegExp])[] = [
  [
    'any number of arguments',
    'def f(t, *cols):\n    return t.select(*cols)\n',
    /any number of arguments \(\*cols\)/,
  ],
  ['unknown decorators', '@retry(3)\ndef f(t):\n    return t.limit(1)\n', /decorator @retry/],
  [
    'connections',
    'import ibis\ndef f(path):\n    return ibis.duckdb.connect(path).table("x")\n',
    /without a connection/,
  ],
  [
    'other libraries',
    'import pandas as pd\ndef f(t):\n    return pd.concat([t.a, t.b])\n',
    /'pandas' is refused/,
  ],
  [
    'objects',
    'class A:\n    def f(self, t):\n        return t.filter(t.a > self.a)\n',
    /depends on its object, `self`/,
  ],
  [
    'unknown names',
    'def f(t):\n    return helper(t).limit(1)\n',
    /NameError: name 'helper' is not defined/,
  ],
  ['results that are no expressions', 'def f(t):\n    return {"a": t}\n', /of type 'dict'/],
  ['no result', 'def f(t):\n    t.limit(1)\n', /gives nothing/],
  [
    'ways without a default',
    'def f(t, flag):\n    if flag:\n        t = t.limit(1)\n    return t\n',
    /depends on `flag`/,
  ],
  [
    'computed values without a default',
    'def f(t, n):\n    return t.limit(n * 2)\n',
    /depends on `n`/,
  ],
  ['`with`', 'def f(t):\n    with open("x"):\n        return t\n', /'with' statements/],
];

it.each(REFUSED)('says why it cannot describe %s, and claims nothing', async (_, code, problem) => {
  const found = await only(code);
  expect(found.verified).toBe(false);
  expect(found.problem).toMatch(problem);
  expect(found.docstring).toMatch(/^"""Run `f`\.\n/);
  expect(found.code).toBe(code);
});

it('keeps what a function has that it cannot describe', async () => {
  const code = 'def f(t, *cols):\n    """Mine."""\n    return t.select(*cols)\n';
  expect((await only(code)).code).toBe(code);
});

it('describes a function by its defaults where the way depends on them, and says so', async () => {
  const code =
    'def f(t, first=False, n=5):\n    if first:\n        return t.limit(n)\n    return t.order_by(t.a).limit(n)\n';
  const { docstring, verified } = await only(code);
  expect(verified).toBe(true);
  expect(docstring).toContain('This describes the call with `first=False`;');
  expect(docstring).toContain('limited to the first `n` rows by `a`');
});

it('sees a way that a helper takes', async () => {
  const code =
    'def cut(t, n):\n    return t.limit(1) if n > 3 else t\n\n\ndef f(t, n=5):\n    return cut(t.order_by(t.a), n)\n';
  const { functions } = await documentCode({ code, examples: false, function: 'f' });
  expect(functions[0]?.docstring).toContain('This describes the call with `n=5`;');
});

it('tells no type that use does not tell', async () => {
  const code =
    'def f(t, wanted):\n    return t.filter(t.kind == wanted).select("kind", x=t.amount + 1)\n';
  const { docstring } = await only(code);
  expect(docstring).toContain('`kind` and `amount` (numeric)');
  expect(docstring).toContain('wanted (object)');
  expect(docstring).toContain('- `x` (numeric)');
});

it('does not say that all columns are kept where only the known ones are', async () => {
  const { docstring } = await only('def f(t):\n    return t.select("a")\n');
  expect(docstring).not.toMatch(/all (?:its )?columns/);
  const kept = await only('def f(t):\n    return t.filter(t.a > 1)\n');
  expect(kept.docstring).toContain('all its columns are kept');
});

it('uses constants and helpers of the file, whatever else it holds', async () => {
  const code =
    'import pandas as pd\nLEAST = 3\nclass A:\n    pass\ndef big(t):\n    return t.filter(t.a > LEAST)\ndef f(t):\n    return big(t).count()\n';
  const { functions } = await documentCode({ code, examples: false, function: 'f' });
  expect(functions[0]?.docstring).toContain('where `a` is more than 3');
});

it('takes the table of a request for the parameter of its name, and a lone one for any', async () => {
  const { parseSchema } = await import('@ibert/ir');
  const tables = { orders: parseSchema({ id: 'int64', price: 'decimal(10, 2)' }) };
  const code = (name: string): string =>
    `def f(${name}):\n    return ${name}.mutate(x=${name}.price * 2)\n`;
  for (const name of ['orders', 't']) {
    const { docstring } = await only(code(name), tables);
    expect(docstring).toContain('`price` (decimal(10, 2))');
  }
});

it('takes the lone table of a request for no parameter that it does not fit', async () => {
  const { parseSchema } = await import('@ibert/ir');
  const tables = { orders: parseSchema({ id: 'int64' }) };
  const code =
    'def f(orders):\n    return orders.limit(1)\n\n\ndef g(people):\n    return people.filter(people.age > 3)\n';
  const { functions } = await documentCode({ code, tables, examples: false });
  expect(functions.map(({ verified }) => verified)).toEqual([true, true]);
  expect(functions[1]?.docstring).toContain('`age` (numeric)');
});

it('shows no example of what changes from run to run', async () => {
  const code = (value: string): string =>
    `import ibis\ndef f(t):\n    return t.mutate(x=${value})\n`;
  const docstring = async (value: string): Promise<string | undefined> =>
    (await documentCode({ code: code(value) })).functions[0]?.docstring;
  expect(await docstring('ibis.today()')).not.toContain('>>>');
  expect(await docstring('t.a + 1')).toContain('>>>');
});

it('writes a default that would end the docstring nowhere', async () => {
  const { docstring, verified } = await only(
    'def f(t, a=\'"""\'):\n    return t.filter(t.a == a)\n',
  );
  expect(verified).toBe(false);
  expect(docstring.slice(3, -3)).not.toContain('"""');
});
