import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  parseProgram,
  parseStatements,
  PythonError,
  walk,
} from '../../packages/ibis/src/python/index.js';
import { tokenize } from '../../packages/ibis/src/python/tokens.js';

interface SyntaxCase {
  readonly code: string;
  readonly type: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

interface AstCase {
  readonly code: string;
  readonly nodes: readonly string[];
}

function golden<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`goldens/${name}`, import.meta.url), 'utf8')) as T[];
}

function errorOf(code: string): PythonError {
  try {
    parseProgram(code);
  } catch (error) {
    if (error instanceof PythonError) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(code)}`);
}

/** CPython 3.11 places these after the literal, or counts from the field; we name the spot. */
const OWN_PLACE = /^(?:f-string|\(unicode error\)|\(value error\))/;

describe('syntax errors of CPython 3.11', () => {
  it('has the same class and wording for every recorded mistake', () => {
    const cases = golden<SyntaxCase>('python-syntax-errors.json');
    expect(cases.length).toBeGreaterThan(500);
    const differences = cases.flatMap(({ code, type, message }) => {
      const error = errorOf(code);
      const ours = `${error.pyType}: ${error.message}`;
      return ours === `${type}: ${message}` ? [] : [{ code, ours, cpython: `${type}: ${message}` }];
    });
    expect(differences).toEqual([]);
  });

  it('names the same line and column', () => {
    const differences = golden<SyntaxCase>('python-syntax-errors.json')
      .filter(({ message, column }) => !OWN_PLACE.test(message) && column > 0)
      .flatMap(({ code, line, column }) => {
        const { span } = errorOf(code);
        const ours = `${span?.line}:${span?.column}`;
        return ours === `${line}:${column}` ? [] : [{ code, ours, cpython: `${line}:${column}` }];
      });
    expect(differences).toEqual([]);
  });

  it('points into the f-string where the mistake is', () => {
    const { span, message } = errorOf("x = f'{a} {b c}'");
    expect(message).toBe('f-string: invalid syntax. Perhaps you forgot a comma?');
    expect(span).toMatchObject({ start: 11, end: 14, line: 1, column: 12 });
  });
});

describe('the tree', () => {
  const CONSTANT: Readonly<Record<string, string>> = { Not: 'UnaryOp', Str: 'Constant' };
  const KINDS = new Set(
    (
      'Name Attribute Call Subscript BinOp Compare BoolOp UnaryOp Lambda IfExp List Tuple Dict ' +
      'Set ListComp SetComp DictComp GeneratorExp Constant NamedExpr Starred Slice'
    ).split(' '),
  );

  function place(code: string, offset: number): string {
    const before = code.slice(0, offset).split(/\r\n|\n/);
    return `${before.length}:${Array.from(before.at(-1) ?? '').length}`;
  }

  it.each(golden<AstCase>('python-ast.json'))('has the nodes and places of CPython: $code', (c) => {
    const nodes: string[] = [];
    walk(parseProgram(c.code), (node) => {
      const kind = CONSTANT[node.kind] ?? node.kind;
      if (!KINDS.has(kind)) return;
      nodes.push(`${kind} ${place(c.code, node.start)}-${place(c.code, node.end)}`);
    });
    expect(nodes.toSorted()).toEqual(c.nodes.toSorted());
  });

  it('keeps the places of attribute, keyword, parameter and alias names', () => {
    const code = 'from m import a as b\ndef f(x): return x.y(k=1)\n';
    const { body } = parseProgram(code);
    const spans: string[] = [];
    const note = (id: { start: number; end: number } | undefined): void => {
      spans.push(code.slice(id?.start, id?.end));
    };
    const [first, second] = body;
    if (first?.kind !== 'ImportFrom' || second?.kind !== 'FunctionDef') throw new Error('shape');
    const [alias] = first.names;
    const [param] = second.params.list;
    const [statement] = second.body;
    const call = statement?.kind === 'Return' ? statement.value : undefined;
    if (call?.kind !== 'Call' || call.callee.kind !== 'Attribute') throw new Error('shape');
    for (const id of [first.module, alias?.name, alias?.alias, second.name, param?.name]) note(id);
    for (const id of [call.args[0]?.name, call.callee.attr]) note(id);
    expect(spans).toEqual(['m', 'a', 'b', 'f', 'x', 'k', 'y']);
  });

  it('keeps the place of each string literal that stands beside others', () => {
    const code = 'x = "a" \'b\' f"{c}"';
    const { body } = parseProgram(code);
    const value = body[0]?.kind === 'Assign' ? body[0].value : undefined;
    if (value?.kind !== 'JoinedStr') throw new Error('expected a JoinedStr');
    expect(value.pieces.map(({ start, end }) => code.slice(start, end))).toEqual([
      '"a"',
      "'b'",
      'f"{c}"',
    ]);
    const fields = value.parts.filter((part) => typeof part !== 'string');
    const places = fields.map(({ expression: { start, end } }) => code.slice(start, end));
    expect(places).toEqual(['c']);
  });
});

describe('what the subset leaves out', () => {
  it.each([
    ['class A:\n  pass', 'class definitions', 1, 1],
    ['x = 1\nwith open("f") as f: pass', "'with' statements", 2, 1],
    ['async def f(): pass', "'async' statements", 1, 1],
    ['def f():\n  yield 1', 'generators (yield)', 2, 3],
    ['def f():\n  x = yield', 'generators (yield)', 2, 7],
    ['match x:\n  case 1:\n    pass', "'match' statements", 1, 1],
    ['[x async for x in y]', 'asynchronous comprehensions', 1, 4],
    ['1j', 'complex numbers', 1, 1],
    ['"\\N{DIGIT ONE}"', 'Unicode character names in string literals', 1, 2],
    ['try:\n  pass\nexcept* A:\n  pass', "'except*'", 3, 7],
  ])('is refused by name and place: %s', (code, what, line, column) => {
    const error = errorOf(code);
    expect(error).toMatchObject({
      code: 'NOT_SUPPORTED',
      pyType: 'NotSupported',
      message: `not supported: ${what}`,
      span: { line, column },
    });
  });

  it('takes match, case and _ as plain names', () => {
    expect(() =>
      parseProgram('match = 1\ncase = match\n_ = case\nmatch(_)\nmatch.x\n'),
    ).not.toThrow();
  });
});

describe('absurd programs', () => {
  const nested = (open: string, close: string, times: number): string =>
    open.repeat(times) + '1' + close.repeat(times);

  it('refuses deep brackets as CPython does', () => {
    expect(errorOf(nested('(', ')', 100_000)).message).toBe('too many nested parentheses');
    expect(() => parseProgram(nested('[', ']', 150))).not.toThrow();
  });

  it.each([
    ['minus signs', '-'.repeat(100_000) + '1'],
    ['not', 'not '.repeat(100_000) + '1'],
    ['lambdas', 'lambda: '.repeat(100_000) + '1'],
    ['ternaries', '1 if 1 else '.repeat(50_000) + '1'],
    ['powers', '1**'.repeat(100_000) + '1'],
    ['a sum', '1' + '+1'.repeat(100_000)],
    ['a chain of calls', 't' + '.f()'.repeat(100_000)],
  ])('reports depth instead of overflowing the stack: %s', (_, code) => {
    expect(errorOf(code)).toMatchObject({ code: 'LIMIT', pyType: 'RecursionError' });
  });

  it('refuses more text than the limit and says which limit', () => {
    const text = 'x = 1\n'.repeat(200_000);
    expect(errorOf(text).message).toBe('the program has 1200000 characters; the limit is 1048576');
    expect(() => parseProgram('x = 1', { maxLength: 5 })).not.toThrow();
    expect(() => parseProgram('x = 12', { maxLength: 5 })).toThrow(PythonError);
  });

  it('reads a long argument list in linear time', () => {
    const start = performance.now();
    const error = errorOf(`f(${'a, '.repeat(100_000)}b c)`);
    expect(error.message).toBe('invalid syntax. Perhaps you forgot a comma?');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('statements of a larger text', () => {
  const text = 'class A:\n    x = 1\n\n    def f(self):\n        return self.x\n';
  const { list } = tokenize(text);
  const from = list.findIndex((token) => token.text === 'def');

  it('are parsed by their own tokens, at their places in the text', () => {
    const dedents = list.findLastIndex((token) => token.start < text.length && token.text !== '');
    const [statement, other] = parseStatements(text, list.slice(from, dedents + 3));
    expect(other).toBeUndefined();
    expect(statement).toMatchObject({ kind: 'FunctionDef', start: text.indexOf('def') });
  });

  it('may return outside of a function', () => {
    const tokens = tokenize('return 1\n').list.slice(0, -1);
    expect(parseStatements('return 1\n', tokens)).toMatchObject([{ kind: 'Return' }]);
  });

  it('fail as programs do', () => {
    const tokens = list.slice(from, from + 2);
    expect(() => parseStatements(text, tokens)).toThrow(PythonError);
  });
});
