import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateProgram,
  parseProgram,
  PythonError,
  type Limits,
} from '../../packages/ibis/src/python/index.js';

function run(code: string, limits: Partial<Limits> = {}): unknown {
  return evaluateProgram(parseProgram(code), { limits }).last;
}

function errorOf(code: string, limits: Partial<Limits> = {}): PythonError {
  try {
    run(code, limits);
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
  throw new Error(`accepted: ${code}`);
}

describe('the ways out', () => {
  it.each([
    '().__class__',
    '"".__class__.__mro__',
    '(lambda: 0).__globals__',
    '(lambda: 0).__code__',
    'getattr((), "__class__")',
    'hasattr(1, "__dict__")',
    '"{0.__class__}".format(1)',
    'f"{().__class__}"',
    'import operator\noperator.attrgetter("__class__")(1)',
    'import operator\noperator.attrgetter("real.__class__")(1)',
    'import operator\noperator.methodcaller("__reduce__")(1)',
    'import math\nmath.__loader__',
    '[].__init__',
    '__import__("os")',
    'eval("1")',
    'exec("x = 1")',
    'compile("1", "", "eval")',
    'open("/etc/passwd")',
    'input()',
    'globals()',
    'locals()',
    'vars()',
    'dir(1)',
    'setattr(1, "a", 2)',
    'delattr(1, "a")',
    'type("A", (), {})',
    'import os',
    'from os import path',
    'import sys, subprocess',
    'import importlib',
    'import builtins',
    'import ctypes',
    'x = 1\nx.__class__ = 2',
  ])('are refused: %s', (code) => {
    expect(errorOf(code)).toMatchObject({ code: 'REFUSED' });
  });

  it('cannot be caught by the program', () => {
    expect(errorOf('try:\n  open("x")\nexcept Exception:\n  pass').code).toBe('REFUSED');
    expect(errorOf('try:\n  while True: pass\nexcept:\n  pass').code).toBe('LIMIT');
    expect(errorOf('try:\n  while True: pass\nfinally:\n  x = 1').code).toBe('LIMIT');
  });

  it.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])(
    'JS properties are no names and no keys, but free for the program to use: %s',
    (name) => {
      expect(errorOf(name).pyType).toBe('NameError');
      expect(errorOf(`{}["${name}"]`).pyType).toBe('KeyError');
      expect(run(`${name} = 1\nd = {"${name}": ${name}}\nd["${name}"]`)).toBe(1n);
      expect(run(`(lambda **k: k["${name}"])(${name}=2)`)).toBe(2n);
      expect(errorOf(`import ${name}`).pyType).toBe('ModuleNotFoundError');
      expect(errorOf(`"%(${name})s" % {}`).pyType).toBe('KeyError');
    },
  );

  it.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'map'])(
    'JS properties are no attributes: %s',
    (name) => {
      const values = '1 2.5 "a" [] () {} {1} len int (lambda:0) None'.split(' ');
      const types = values.map((value) => errorOf(`(${value}).${name}`).pyType);
      expect(new Set(types)).toEqual(new Set(['AttributeError']));
      expect(errorOf(`import math\nmath.${name}`).pyType).toBe('AttributeError');
    },
  );
});

describe('limits', () => {
  it.each([
    ['[0] * 10**9', 'MemoryError'],
    ['"a" * 10**9', 'MemoryError'],
    ['(1,) * 10**9', 'MemoryError'],
    ['b"a" * 10**9', 'MemoryError'],
    ['bytes(10**9)', 'MemoryError'],
    ['list(range(10**9))', 'MemoryError'],
    ['[*range(10**9)]', 'MemoryError'],
    ['10**10**10', 'MemoryError'],
    ['1 << 10**9', 'MemoryError'],
    ['x = 9\nwhile True: x *= x', 'MemoryError'],
    ['s = "a"\nwhile True: s += s', 'MemoryError'],
    ['a = [1]\nwhile True: a += a', 'MemoryError'],
    ['a = []\nfor x in [1]:\n  a.append(x)\nfor x in a:\n  a.append(x)', 'TimeoutError'],
    ['d = {}\nfor i in range(10000):\n  d = {**d, i: i}', 'MemoryError'],
    ['"a".zfill(10**9)', 'MemoryError'],
    ['"a".ljust(10**9)', 'MemoryError'],
    ['"x".join(["a" * 1000] * 10000)', 'MemoryError'],
    ['("a" * 10**6).replace("a", "b" * 1000)', 'MemoryError'],
    ['while True: pass', 'TimeoutError'],
    ['sum(range(10**12))', 'TimeoutError'],
    ['import itertools\nlist(itertools.count())', 'TimeoutError'],
    ['import itertools\nlist(itertools.cycle([1]))', 'TimeoutError'],
    ['import itertools\nlen(list(itertools.product(range(99), repeat=9)))', 'TimeoutError'],
    ['import math\nmath.factorial(10**6)', 'MemoryError'],
    ['for i in range(10**6): print("x" * 1000)', 'MemoryError'],
    ['def f(): return f()\nf()', 'RecursionError'],
    ['f = lambda x: f(x + 1)\nf(0)', 'RecursionError'],
    ['def f(n): return sorted([n, n], key=f)\nf(0)', 'RecursionError'],
    ['a = []\nfor i in range(10**4): a = [a]\nstr(a)', 'RecursionError'],
    ['a = []\nb = []\nfor i in range(10**4):\n  a = [a]\n  b = [b]\na == b', 'RecursionError'],
    ['a = ()\nfor i in range(10**4): a = (a,)\n{a: 1}', 'RecursionError'],
  ])('stops %s with %s', (code, pyType) => {
    const start = performance.now();
    expect(errorOf(code)).toMatchObject({ code: 'LIMIT', pyType });
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('says where, and what the limit was', () => {
    const error = errorOf('x = 1\nwhile True:\n  x = 2', { steps: 100 });
    expect(error.message).toBe('the program ran for more than 100 steps');
    expect(error.span?.line).toBeGreaterThan(1);
    expect(error.hint).toBeDefined();
  });

  it('keeps a deadline', () => {
    const error = errorOf('while True: pass', { steps: 1e12, milliseconds: 50 });
    expect(error.message).toBe('the program ran for more than 50 ms');
  });

  it('survives a recursion deeper than the JS stack when the limit allows it', () => {
    expect(errorOf('def f(n): return [[f(n + 1)]]\nf(0)', { depth: 1e9 })).toMatchObject({
      code: 'LIMIT',
      pyType: 'RecursionError',
    });
  });

  it('shows a list that holds itself', () => {
    expect(run('a = [1]\na.append(a)\nd = {}\nd["d"] = d\nstr(a) + str(d)')).toBe(
      "[1, [...]]{'d': {...}}",
    );
  });
});

describe('any program', () => {
  const PIECES = [
    `t x _ f 1 2.5 "a" 'b' f"{x}" None True [ ] ( ) { } , : = == . + - * ** / // % < > | & :=`,
    'if else for in not and or is lambda def return import try except raise del global while @',
    `break pass assert \\ # """ ' " é 😀 len range map sorted str int print sum zip .format .join`,
  ]
    .flatMap((line) => line.split(' '))
    .concat(['\n', '\n  ', '\n    ', '\t', ' ', '\0', '\r\n']);

  /** Whether the program ends in one of the two ways that a program may end. */
  function settles(code: string): boolean {
    try {
      run(code, { steps: 20_000, items: 100_000 });
      return true;
    } catch (error) {
      return error instanceof PythonError;
    }
  }

  it('made of Python tokens ends with a value or a PythonError', () => {
    const program = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 40 })
      .map((pieces) => pieces.join(' '));
    expect(() =>
      fc.assert(fc.property(program, settles), { numRuns: 2000, seed: 1 }),
    ).not.toThrow();
  });

  it('made of any characters ends with a value or a PythonError', () => {
    expect(() =>
      fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), settles), {
        numRuns: 1000,
        seed: 2,
      }),
    ).not.toThrow();
  });

  const VALUES = [
    '0;-1;2.5;"a%s{}";None;True;[1, "a"];(1,);{"a": 1};{1};range(3);len;int;ValueError("x")',
    'b"a";(x for x in "ab");10**30;float("nan");slice(1);...;date(2020, 1, 1);D("1.5")',
  ].flatMap((line) => line.split(';'));
  const CALLS = [
    'len sum sorted list dict set str int float round max min abs zip map filter enumerate',
    'reversed repr format chr ord divmod pow isinstance getattr hasattr print iter next slice tuple',
    'range bytes any all bool type callable hex ascii "a".join "a,b".split "a".replace "{}".format',
    '"a".center "a".zfill "a".startswith [1].index [3,1].sort {}.update {"a":1}.get {1}.union',
    '"ab".translate "a".encode [1].insert [1].pop date D D("1.5").quantize date.fromisoformat',
    'str.maketrans dict.fromkeys math.sqrt math.log math.gcd math.comb itertools.product "ab".find',
    'itertools.islice itertools.groupby functools.reduce operator.itemgetter timedelta',
  ].flatMap((line) => line.split(' '));
  const PRELUDE =
    'import math, itertools, functools, operator\nfrom datetime import date, timedelta\n' +
    'from decimal import Decimal as D\n';

  it('that calls a builtin with odd arguments ends with a value or a PythonError', () => {
    const call = fc
      .tuple(
        fc.constantFrom(...CALLS),
        fc.array(fc.constantFrom(...VALUES), { maxLength: 3 }),
        fc.array(
          fc.tuple(fc.constantFrom('key', 'sep', 'start', 'default'), fc.constantFrom(...VALUES)),
          {
            maxLength: 1,
          },
        ),
      )
      .map(([name, args, kwargs]) => {
        const all = [...args, ...kwargs.map(([key, value]) => `${key}=${value}`)];
        return `${PRELUDE}${name}(${all.join(', ')})`;
      });
    expect(() => fc.assert(fc.property(call, settles), { numRuns: 5000, seed: 3 })).not.toThrow();
  });
});
