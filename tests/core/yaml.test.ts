import { IbertError } from '@ibert/core';
import { parseYaml, spanInScalar, yamlAt, yamlSpan, yamlValue } from '@ibert/core/yaml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

function value(text: string): unknown {
  return yamlValue(parseYaml(text, 'x.yaml').root);
}

function fault(text: string): IbertError {
  try {
    parseYaml(text, 'x.yaml');
  } catch (error) {
    if (error instanceof IbertError) return error;
    throw error;
  }
  return expect.unreachable(`${text} was accepted`);
}

describe('YAML', () => {
  it('reads JSON as JSON does', () => {
    const json = fc
      .jsonValue()
      .filter((candidate) => !JSON.stringify(candidate).includes('"__proto__"'));
    fc.assert(
      fc.property(json, (candidate) => {
        const text = JSON.stringify(candidate);
        expect(value(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('follows YAML 1.2: only true and false are truth values, keys are texts', () => {
    expect(value('a: yes\nb: on\nc: true\n1: 010\n~: 1_000\n')).toEqual({
      a: 'yes',
      b: 'on',
      c: true,
      1: 10,
      '~': '1_000',
    });
    expect(value('<<: {a: 1}')).toEqual({ '<<': { a: 1 } });
  });

  it('knows the place of every key and value', () => {
    const { root } = parseYaml('a:\n  - b: 1\n    "c d": [x, y]\n', 'x.yaml');
    expect(yamlSpan(root, ['a', 0, 'c d'], 'key')).toMatchObject({ line: 3, column: 5 });
    expect(yamlSpan(root, ['a', 0, 'c d', 1], 'value')).toMatchObject({ line: 3, column: 16 });
    expect(yamlSpan(root, ['a', 0, 'missing'], 'value')).toMatchObject({ line: 2, column: 5 });
  });

  it('places a piece of a block or of a quoted text', () => {
    const text = 'a: |\n\n    x\n      {k}\nb: "x {k}"\nc: >\n  folded\n  {k}\n';
    const source = parseYaml(text, 'x.yaml');
    const at = (key: string): unknown => {
      const scalar = yamlAt(source.root, [key]);
      if (scalar?.kind !== 'Scalar') return undefined;
      const start = scalar.source.indexOf('{k}');
      const { line, column } = spanInScalar(source, scalar, start, start + 3);
      return [line, column];
    };
    expect([at('a'), at('b'), at('c')]).toEqual([
      [4, 7],
      [5, 7],
      [6, 4],
    ]);
  });

  it('drops a byte order mark', () => {
    expect(value('\uFEFFa: 1')).toEqual({ a: 1 });
  });

  it('refuses what multiplies, circles or nests without end, quickly', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [index, name] of ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].entries()) {
      const before = String.fromCharCode(97 + index);
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
    }
    const maps = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    const huge = [
      bomb.join('\n'),
      '['.repeat(50_000),
      '- '.repeat(50_000),
      '? '.repeat(50_000),
      maps,
      'x'.repeat(2_000_000),
    ];
    for (const text of huge) expect(fault(text).code).toBe('YAML_TOO_LARGE');
    expect(fault('a: &a [*a]').message).toBe('the alias *a refers to itself');
  });

  it('accepts nesting up to the limit', () => {
    const deep = '['.repeat(50) + ']'.repeat(50);
    expect(JSON.stringify(value(deep))).toBe(deep);
    const many = `a: [${Array(1000).fill('[x]').join(', ')}]`;
    expect(value(many)).toEqual({ a: Array(1000).fill(['x']) });
  });

  it('reports several syntax errors together', () => {
    const error = fault('a: 1\na: 2\nb: @x\n');
    expect(error).toMatchObject({ code: 'SEVERAL_ERRORS' });
    expect(error.message).toContain('x.yaml:2:1: not valid YAML: the key a is given twice');
    expect(error.message).toContain('x.yaml:3:4: not valid YAML: ');
  });
});
