import { evaluateIbis, PythonError } from '@ibert/ibis';
import { parseSchema, printSchema } from '@ibert/ir';
import { describe, expect, it } from 'vitest';

const tables = {
  t: parseSchema({ a: 'int64', b: 'float64', s: 'string', d: 'date' }),
};

const failure = (
  code: string,
  options: Parameters<typeof evaluateIbis>[1] = { tables },
): PythonError => {
  try {
    evaluateIbis(code, options);
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
  throw new Error(`no error from ${code}`);
};
const inferred = (code: string): Record<string, Record<string, string>> =>
  Object.fromEntries(
    Object.entries(evaluateIbis(code).tables).map(([name, schema]) => [name, printSchema(schema)]),
  );

describe('the answer of a program', () => {
  it('is its last expression', () => {
    const { kind, schema } = evaluateIbis('big = t.filter(t.a > 1)\nbig.select("a")', { tables });
    expect([kind, [...schema.keys()]]).toEqual(['table', ['a']]);
  });

  it.each(['expr', 'result'])('is the variable %s when no expression stands alone', (name) => {
    expect([...evaluateIbis(`${name} = t.select("b")`, { tables }).schema.keys()]).toEqual(['b']);
  });

  it('may be a column or a scalar', () => {
    expect(evaluateIbis('t.a', { tables }).kind).toBe('column');
    expect(evaluateIbis('t.a.sum()', { tables }).kind).toBe('scalar');
  });

  it.each([
    ['1 + 1', "a value of type 'int'"],
    ['_.a + 1', 'the deferred expression (_.a + 1)'],
    ['x = 1', 'nothing'],
    ['ibis.desc', "a value of type 'function'"],
  ])('is refused when it is no expression: %s', (code, found) => {
    expect(failure(code).message).toContain(found);
  });
});

describe('programs', () => {
  it('use functions, loops, comprehensions and f-strings to build expressions', () => {
    const code = `
def over(table, *columns, limit=10):
    preds = [table[c] > limit for c in columns]
    out = table
    for pred in preds:
        out = out.filter(pred)
    return out

over(t, "a", "b", limit=5).mutate(**{f"{c}_twice": t[c] * 2 for c in ("a", "b")}).drop("d")
`;
    expect(printSchema(evaluateIbis(code, { tables }).schema)).toEqual({
      a: 'int64',
      b: 'float64',
      s: 'string',
      a_twice: 'int64',
      b_twice: 'float64',
    });
  });

  it('import ibis and its parts as they like', () => {
    const code = `
import ibis
import ibis.selectors as sel
from ibis import _, desc
t.select(sel.numeric()).order_by(desc(_.a))
`;
    expect([...evaluateIbis(code, { tables }).schema.keys()]).toEqual(['a', 'b']);
  });

  it('find the place of an error in the program', () => {
    const error = failure('x = t.filter(t.a > 1)\nx.select(\n    x.nope,\n)');
    expect(error.pyType).toBe('AttributeError');
    expect(error.message).toBe("'Table' object has no attribute 'nope'");
    expect([error.span?.line, error.span?.column]).toEqual([3, 5]);
  });

  it('know only the tables that are given', () => {
    const error = failure('other.select("a")');
    expect([error.pyType, error.message]).toEqual(['NameError', "name 'other' is not defined"]);
  });
});

describe('tables that nobody described', () => {
  it('get their columns and types from their use', () => {
    expect(inferred("table.filter(table.age > 18).select('name', 'age')")).toEqual({
      table: { age: 'int64', name: 'unknown' },
    });
    expect(
      inferred("t.filter(_.name.upper() == 'X', _.price > 1.5, _.on >= '2024-01-01')"),
    ).toEqual({
      t: { name: 'string', price: 'float64', on: 'date' },
    });
    expect(inferred('t.mutate(y=t.at.year(), n=t.tags.length()).filter(t.ok)')).toEqual({
      t: { at: 'timestamp', tags: 'string', ok: 'boolean' },
    });
  });

  it('may be several', () => {
    expect(inferred("o.join(c, 'cid').filter(_.total > 5).select('cid', c.city)")).toEqual({
      o: { cid: 'unknown', total: 'int64' },
      c: { cid: 'unknown', city: 'unknown' },
    });
  });

  it('keep the columns nobody named', () => {
    const { schema } = evaluateIbis('t.mutate(x=t.a + 1)');
    expect([...schema.keys()]).toEqual(['*', 'a', 'x']);
  });

  it('have no columns that are called', () => {
    const typo = failure("t.groupe_by('x')", {});
    expect(typo.message).toBe("'Table' object has no attribute 'groupe_by'");
    expect(typo.hint).toBe('Did you mean group_by?');
    expect(failure("t.groupby('x')", {}).message).toBe(
      "Table object has no attribute 'groupby', did you mean 'group_by'",
    );
  });

  it('cannot be listed', () => {
    expect(failure('t.select(s.numeric())', {}).hint).toContain('--schema');
    expect(failure('t.select(t.columns)', {}).hint).toContain('--schema');
  });
});

describe('names with an underscore on tables that nobody described', () => {
  it('are columns where they are texts', () => {
    expect(inferred('t[["_stamp"]].filter(_["_stamp"] > 1)')).toEqual({ t: { _stamp: 'int64' } });
  });

  it('are private attributes of Ibis otherwise', () => {
    expect(failure('t._stamp', {}).message).toBe("'Table' object has no attribute '_stamp'");
  });
});

describe('untrusted programs', () => {
  it.each([
    "__import__('os')",
    "open('/etc/passwd')",
    'eval("1")',
    'exec("1")',
    'globals()',
    '().__class__',
    't.__class__',
    't.a.__init__',
    '(lambda: 0).__globals__',
    'getattr(t, "__class__")',
    '"{0.__class__}".format(t)',
  ])('may not %s', (code) => {
    expect(failure(code).code).toBe('REFUSED');
  });

  it.each(['import os', 'from subprocess import run', 'import ibis.backends.duckdb'])(
    'may not %s',
    (code) => {
      expect(failure(code).pyType).toBe('ModuleNotFoundError');
    },
  );

  it.each([
    ['a list of a thousand million', '[0] * 10**9'],
    ['a long string', '"x" * 10**9'],
    ['a huge power', '10 ** 10 ** 10'],
    ['a loop without end', 'while True:\n    pass'],
    ['recursion without end', 'def f():\n    return f()\nf()'],
    ['a comprehension over a huge range', '[x for x in range(10**12)]'],
  ])('come to a stop at %s', (_name, code) => {
    expect(failure(code).code).toBe('LIMIT');
  });

  it('are refused when nested too deep or too long', () => {
    expect(failure('('.repeat(100_000)).pyType).toBe('SyntaxError');
    expect(failure(`t.a${' + 1'.repeat(100_000)}`).code).toMatch(/LIMIT|PYTHON_SYNTAX/);
    expect(failure('#'.repeat(11_000_000)).code).toMatch(/LIMIT|PYTHON_SYNTAX/);
  });

  it('cannot reach the objects they are made of', () => {
    for (const name of [
      'constructor',
      'prototype',
      '__proto__',
      'toString',
      'relation',
      'session',
      'node',
    ]) {
      expect(failure(`t.${name}`).message, name).toMatch(/has no attribute|is refused/);
      expect(failure(`t.a.${name}`).message, name).toMatch(/has no attribute|is refused/);
      expect(failure(`ibis.${name}`).message, name).toMatch(/has no attribute|is refused/);
    }
  });
});

describe('open tables beside given ones', () => {
  const code = 't.join(more, "a").mutate(x=more.word.upper(), y=t.b + more.amount)';

  it('get their columns from use; the given ones stay as they are', () => {
    const { tables: known } = evaluateIbis(code, { tables, open: ['more'] });
    expect(printSchema(known['more'] ?? new Map())).toEqual({
      a: 'int64',
      word: 'string',
      amount: 'float64',
    });
    expect(known['t']).toEqual(tables.t);
  });

  it('are only those that are named', () => {
    const error = failure(code.replaceAll('more', 'other'), { tables, open: ['more'] });
    expect(`${error.pyType}: ${error.message}`).toBe("NameError: name 'other' is not defined");
  });

  it('do not make a given table open', () => {
    expect(failure('t.nothing', { tables, open: ['more'] }).message).toContain(
      "has no attribute 'nothing'",
    );
  });
});
