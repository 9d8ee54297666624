import { describe, expect, it } from 'vitest';
import {
  evaluateProgram,
  NOT_IMPLEMENTED,
  parseProgram,
  PyBuiltin,
  PyDict,
  PyList,
  PyModule,
  PythonError,
  PyTuple,
  PyType,
  exceptionType,
  fromJs,
  toJs,
  typeError,
  type BinaryOperator,
  type CompareOperator,
  type EvaluationOptions,
  type HostObject,
  type PyContext,
  type PySingleton,
  type PyValue,
} from '../../packages/ibis/src/python/index.js';

/** An expression that only remembers how it was built. */
class Term implements HostObject {
  readonly kind = 'host';
  readonly pyType = 'Term';
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  getAttr(name: string): PyValue | undefined {
    if (name.startsWith('no_')) return undefined;
    if (!name.startsWith('m_')) return new Term(`${this.text}.${name}`);
    return new PyBuiltin(name, (args, kwargs, ctx) => {
      const shown = args.map((arg) => show(arg, ctx));
      for (const [key, value] of kwargs) shown.push(`${key}=${show(value, ctx)}`);
      return new Term(`${this.text}.${name}(${shown.join(', ')})`);
    });
  }

  getItem(key: PyValue, ctx: PyContext): PyValue {
    return new Term(`${this.text}[${show(key, ctx)}]`);
  }

  binary(
    op: BinaryOperator,
    other: PyValue,
    reflected: boolean,
    ctx: PyContext,
  ): PyValue | PySingleton {
    if (other === null) return NOT_IMPLEMENTED;
    const right = show(other, ctx);
    return new Term(reflected ? `(${right} ${op} ${this.text})` : `(${this.text} ${op} ${right})`);
  }

  unary(op: string): PyValue {
    return new Term(`${op}${this.text}`);
  }

  compare(op: CompareOperator, other: PyValue, ctx: PyContext): PyValue | PySingleton {
    return other === null ? NOT_IMPLEMENTED : new Term(`${this.text} ${op} ${show(other, ctx)}`);
  }

  truth(): boolean {
    throw new PythonError('ValueError', 'The truth value of a Term is not defined');
  }

  repr(): string {
    return this.text;
  }

  hashKey(): string {
    return `\0term:${this.text}`;
  }
}

function show(value: PyValue, ctx: PyContext): string {
  if (value instanceof Term) return value.text;
  if (value !== null && typeof value === 'object' && value.kind === 'function') {
    return show(ctx.call(value, [new Term('_')]), ctx);
  }
  return String(typeof value === 'object' && value !== null ? value.kind : value);
}

function run(code: string, options: EvaluationOptions = {}): PyValue | undefined {
  const globals = new Map<string, PyValue>([['t', new Term('t')]]);
  return evaluateProgram(parseProgram(code), { globals, ...options }).last;
}

function text(code: string): string {
  const value = run(code);
  if (!(value instanceof Term)) throw new Error('expected a Term');
  return value.text;
}

/** The source text at the place of the error that a program ends with. */
function placeOfError(code: string, options: EvaluationOptions): string {
  try {
    run(code, options);
  } catch (error) {
    if (error instanceof PythonError) return code.slice(error.span?.start, error.span?.end);
    throw error;
  }
  throw new Error('the program ended without an error');
}

describe('host objects', () => {
  it.each([
    ['t.a + 1', '(t.a + 1)'],
    ['1 - t.a', '(1 - t.a)'],
    ['[1] + t', '(list + t)'],
    ['"a" + t', '(a + t)'],
    ['True & t', '(true & t)'],
    ['t.a // t.b', '(t.a // t.b)'],
    ['1 < t.a', 't.a > 1'],
    ['1 == t.a', 't.a == 1'],
    ['"x" >= t.a', 't.a <= x'],
    ['~t.a', '~t.a'],
    ['-t.a ** 2', '-(t.a ** 2)'],
    ['t["a", 1]', 't[tuple]'],
    ['t[1:2]', 't[slice]'],
    ['t.m_f(1, *[2], k=3, **{"z": 4})', 't.m_f(1, 2, k=3, z=4)'],
    ['t.m_f(lambda x: x.a > 1)', 't.m_f(_.a > 1)'],
    ['(t.a > 1) | (t.b == "x")', '(t.a > 1 | t.b == x)'],
    ['a = t.a\na += 1\na', '(t.a + 1)'],
    ['t.a if 1 else t.b', 't.a'],
    ['getattr(t, "x").y', 't.x.y'],
    ['"{0.x}".format(t) and t', 't'],
  ])('overload operators as Python dispatches them: %s', (code, expected) => {
    expect(text(code)).toBe(expected);
  });

  it.each(['1 < t.a < 3', 't and 1', 'not t', 'bool(t)', 'if t: pass', 't in [t.a]'])(
    'have no truth unless they say so: %s',
    (code) => {
      expect(() => run(code)).toThrow('The truth value of a Term is not defined');
    },
  );

  it('fall back to identity for == and != and refuse everything else they do not take', () => {
    expect(run('t == None')).toBe(false);
    expect(run('t != None')).toBe(true);
    expect(() => run('t < None')).toThrow(
      "'<' not supported between instances of 'Term' and 'NoneType'",
    );
    expect(() => run('t + None')).toThrow(
      "unsupported operand type(s) for +: 'Term' and 'NoneType'",
    );
    expect(() => run('None + t')).toThrow(
      "unsupported operand type(s) for +: 'NoneType' and 'Term'",
    );
  });

  it('raise what a Python class without the method would', () => {
    expect(() => run('t.no_x')).toThrow("'Term' object has no attribute 'no_x'");
    expect(() => run('t()')).toThrow("'Term' object is not callable");
    expect(() => run('len(t)')).toThrow("object of type 'Term' has no len()");
    expect(() => run('for x in t: pass')).toThrow("'Term' object is not iterable");
    expect(() => run('int(t)')).toThrow('int() argument must be a string');
    expect(() => run('round(t)')).toThrow("type Term doesn't define __round__ method");
    expect(() => run('abs(t)')).toThrow("bad operand type for abs(): 'Term'");
    expect(() => run('t.x = 1')).toThrow(PythonError);
    expect(run('hasattr(t, "no_x"), hasattr(t, "x")')).toEqual(new PyTuple([false, true]));
    expect(run('getattr(t, "no_x", 5)')).toBe(5n);
  });

  it('are dict keys by their hash key', () => {
    expect(run('d = {t.a: 1}\nd[t.a]')).toBe(1n);
    expect(run('len({t.a, t.a, t.b})')).toBe(2n);
    expect(run('(t.a, 1) in {(t.a, 1): 2}')).toBe(true);
  });

  it('never see names with double underscores', () => {
    expect(() => run('t.__class__')).toThrow(expect.objectContaining({ code: 'REFUSED' }));
  });
});

describe('what the host decides', () => {
  it('resolves free names after globals and builtins', () => {
    const asked: string[] = [];
    const resolveName = (name: string): PyValue | undefined => {
      asked.push(name);
      return name === 'orders' ? new Term('orders') : undefined;
    };
    expect(run('x = 1\nlen([x, orders.a])', { resolveName })).toBe(2n);
    expect(asked).toEqual(['orders']);
    expect(() => run('orderz', { resolveName })).toThrow("name 'orderz' is not defined");
  });

  it('serves modules before our own and their submodules by attribute', () => {
    const module = new PyModule('ibis', new Map<string, PyValue>([['_', new Term('_')]]));
    const importModule = (name: string): PyValue | undefined =>
      name === 'ibis' ? module : name === 'ibis.selectors' ? new Term('s') : undefined;
    expect(text2('import ibis\nibis._.a')).toBe('_.a');
    expect(text2('from ibis import _, selectors as s\n_.m_f(s.x)')).toBe('_.m_f(s.x)');
    expect(text2('import ibis.selectors as s\ns.x')).toBe('s.x');
    expect(() => run('from ibis import nothing', { importModule })).toThrow(
      "cannot import name 'nothing' from 'ibis' (unknown location)",
    );
    expect(() => run('import ibis\nibis.nothing', { importModule })).toThrow(
      "module 'ibis' has no attribute 'nothing'",
    );

    function text2(code: string): string {
      return (run(code, { importModule }) as Term).text;
    }
  });

  it('brings its own types and exception classes', () => {
    const globals = new Map<string, PyValue>([
      ['t', new Term('t')],
      ['Term', new PyType('Term', { isInstance: (value) => value instanceof Term })],
      ['IbisError', exceptionType('IbisError', undefined)],
      [
        'fail',
        new PyBuiltin('fail', () => {
          throw new PythonError('IbisTypeError', 'bad', { bases: ['IbisError', 'TypeError'] });
        }),
      ],
    ]);
    const caught = (type: string): PyValue | undefined =>
      run(`try:\n  fail()\nexcept ${type} as e:\n  x = str(e)\nx`, { globals: new Map(globals) });
    expect(run('isinstance(t, Term), isinstance(1, Term)', { globals: new Map(globals) })).toEqual(
      new PyTuple([true, false]),
    );
    expect(caught('IbisError')).toBe('bad');
    expect(caught('TypeError')).toBe('bad');
    expect(caught('(KeyError, Exception)')).toBe('bad');
    expect(() => caught('KeyError')).toThrow('bad');
  });

  it('keeps the place of its caller when it calls a lambda and then fails', () => {
    const globals = new Map<string, PyValue>([
      [
        'apply',
        new PyBuiltin('apply', ([fn = null], _kwargs, ctx) => {
          ctx.call(fn, [1n]);
          throw typeError('host');
        }),
      ],
    ]);
    const code = 'x = 1\napply(lambda a: a + a)';
    expect(placeOfError(code, { globals })).toBe('apply(lambda a: a + a)');
  });

  it('lets a host catch an error of a lambda and go on at the same depth', () => {
    const globals = new Map<string, PyValue>([
      [
        'attempt',
        new PyBuiltin('attempt', ([fn = null], _kwargs, ctx) => {
          try {
            return ctx.call(fn, []);
          } catch (error) {
            if (error instanceof PythonError) return error.message;
            throw error;
          }
        }),
      ],
    ]);
    const code = 'for i in range(2000):\n  m = attempt(lambda: [[[1 / 0]]])\nm';
    expect(run(code, { globals })).toBe('division by zero');
  });
});

describe('conversion', () => {
  it('goes from JS data to Python values and back', () => {
    const data = { a: [1, 2.5, null, 'x', true], b: { c: 1n << 80n } };
    const value = fromJs(data);
    expect(value).toBeInstanceOf(PyDict);
    expect(toJs(value)).toEqual(data);
    expect(toJs(new PyList([new PyBuiltin('f', () => null)]))).toBeUndefined();
  });
});
