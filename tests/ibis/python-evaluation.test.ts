import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  evaluateProgram,
  parseProgram,
  PyBuiltin,
  PythonError,
  pyRepr,
  type EvaluationResult,
} from '../../packages/ibis/src/python/index.js';

interface EvaluationCase {
  readonly code: string;
  readonly value?: string;
  readonly output?: string;
  readonly error?: readonly [string, string];
}

interface OperatorCase {
  readonly op: string;
  readonly left: string;
  readonly results: Readonly<Record<string, string>>;
}

function golden<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`goldens/${name}`, import.meta.url), 'utf8')) as T[];
}

function run(code: string): EvaluationResult {
  return evaluateProgram(parseProgram(code));
}

/** What the program's last expression shows, as `repr` would, by the evaluator's own context. */
function shown(code: string): EvaluationCase {
  let value: string | undefined;
  const show = new PyBuiltin('show', ([last = null], _kwargs, ctx) => {
    value = pyRepr(last, ctx);
    return null;
  });
  try {
    const { last, output } = run(code);
    if (last !== undefined) {
      evaluateProgram(parseProgram('show(last)'), {
        globals: new Map([
          ['show', show],
          ['last', last],
        ]),
      });
    }
    return {
      code,
      ...(value === undefined ? {} : { value }),
      ...(output === '' ? {} : { output }),
    };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return { code, error: [error.pyType, error.message] };
  }
}

/** The source text at the place of the error that a program ends with. */
function placeOfError(code: string): string {
  try {
    run(code);
  } catch (error) {
    if (error instanceof PythonError) return code.slice(error.span?.start, error.span?.end);
    throw error;
  }
  throw new Error('the program ended without an error');
}

describe('evaluation as CPython 3.11 does it', () => {
  it.each(golden<EvaluationCase>('python-evaluation.json'))('$code', (expected) => {
    expect(shown(expected.code)).toEqual(expected);
  });

  it.each(golden<OperatorCase>('python-operators.json'))('operator $op of $left', (expected) => {
    const prelude = 'from decimal import Decimal as D\nfrom datetime import date, timedelta\n';
    const results: Record<string, string> = {};
    for (const right of Object.keys(expected.results)) {
      const result = shown(`${prelude}(${expected.left}) ${expected.op} (${right})`);
      results[right] = result.value ?? result.error?.join(': ') ?? '';
    }
    expect(results).toEqual(expected.results);
  });
});

describe('the answer of a program', () => {
  it('is the last expression statement outside functions', () => {
    expect(run('1\nx = 2\n3\ny = 4').last).toBe(3n);
    expect(run('def f():\n  5\nf').last).toMatchObject({ kind: 'function', name: 'f' });
    expect(run('x = 1').last).toBeUndefined();
    expect(run('').last).toBeUndefined();
  });

  it('leaves the names it defined and what it printed', () => {
    const { globals, output } = run('x = 1\ndel x\ny = "a"\nprint(y, 2)');
    expect([...globals.keys()]).toEqual(['y']);
    expect(output).toBe('a 2\n');
  });
});

describe('the place of an error', () => {
  it.each([
    ['x = [1, 2]\ny = x[5] + 1', 'x[5]'],
    ['f = lambda a: a + "x"\nf(1)', 'a + "x"'],
    ['1 + foo.bar', 'foo'],
    ['t = 1\nt.filter(t > 0)', 't.filter'],
    ['sum(x for x in ["a"])', 'sum(x for x in ["a"])'],
    ['sorted([1, "a"])', 'sorted([1, "a"])'],
    ['list(map(lambda x: x.y, [1]))', 'x.y'],
    ['"{:q}".format(1)', '"{:q}".format(1)'],
    ['f"{1:q}"', '{1:q}'],
    ['for x in 5: pass', '5'],
    ['def f(a): pass\nf()', 'f()'],
    ['a, b = 1', 'a, b'],
    ['try:\n  1/0\nexcept KeyError:\n  pass', '1/0'],
    ['try:\n  1/0\nfinally:\n  x = 5', '1/0'],
    ['raise ValueError("x")', 'raise ValueError("x")'],
  ])('is the innermost expression: %s', (code, place) => {
    expect(placeOfError(code)).toBe(place);
  });

  it('counts lines and columns from 1, columns in characters', () => {
    expect(() => run('x = 1\ny = "😀" + x')).toThrow(
      expect.objectContaining({ span: expect.objectContaining({ line: 2, column: 5 }) }),
    );
  });
});

describe('modules', () => {
  it('says which imports are refused and which do not exist', () => {
    expect(() => run('import os')).toThrow(
      expect.objectContaining({ code: 'REFUSED', pyType: 'ModuleNotFoundError' }),
    );
    expect(() => run('from subprocess import run')).toThrow(
      expect.objectContaining({ code: 'REFUSED' }),
    );
    expect(() => run('import ibsi')).toThrow("No module named 'ibsi'");
    expect(() => run('from . import x')).toThrow(
      'attempted relative import with no known parent package',
    );
  });

  it('cannot catch a refusal', () => {
    expect(() => run('try:\n  import os\nexcept ImportError:\n  pass')).toThrow(
      expect.objectContaining({ code: 'REFUSED' }),
    );
    expect(run('try:\n  import nowhere\nexcept ImportError as e:\n  x = str(e)\nx').last).toBe(
      "No module named 'nowhere'",
    );
  });

  it('does not read the clock', () => {
    expect(() => run('from datetime import date\ndate.today()')).toThrow('reading the clock');
    expect(() => run('import datetime\ndatetime.datetime.now()')).toThrow('reading the clock');
  });
});
