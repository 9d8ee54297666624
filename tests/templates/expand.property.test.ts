import { countVariations, expandTemplate, parseTemplate } from '@ibert/templates';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** JSON texts are YAML texts, so any value can be written into a template. */
function template(sql: string, variation: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    name: 'demo',
    description: 'A template for tests.',
    difficulty: 'easy',
    features: ['where'],
    context: { tables: { t: { schema: { a: 'int64' } } } },
    sql_template: sql,
    variations: [{ name: 'v', ...variation }],
  });
}

const key = fc.stringMatching(/^[a-z_][a-z0-9_]{0,5}$/).filter((name) => name !== '__proto__');
const text = fc.string({ unit: 'grapheme' });
const escape = (literal: string): string => literal.replace(/[{}]/g, '$&$&');

describe('substitution', () => {
  it('puts values in verbatim, whatever is in them and around them', () => {
    const piece = fc.tuple(text, key, text);
    fc.assert(
      fc.property(
        fc.uniqueArray(piece, { selector: ([, name]) => name, minLength: 1 }),
        (pieces) => {
          const sql = pieces.map(([literal, name]) => `${escape(literal)}{${name}}`).join('');
          const params = Object.fromEntries(pieces.map(([, name, value]) => [name, value]));
          const expected = pieces.map(([literal, , value]) => literal + value).join('');
          const [only] = [...expandTemplate(parseTemplate(template(sql, { params }), 'p.yaml'))];
          expect(only?.sql).toBe(expected.trimEnd());
        },
      ),
    );
  });

  it('never looks into a value for placeholders', () => {
    const params = { a: '{b}', b: '{a}{{' };
    const [only] = [...expandTemplate(parseTemplate(template('{a}|{b}', { params }), 'p.yaml'))];
    expect(only?.sql).toBe('{b}|{a}{{');
  });
});

describe('the product', () => {
  const values = (min: number): fc.Arbitrary<readonly number[]> =>
    fc.uniqueArray(fc.integer(), { minLength: min, maxLength: 4 });
  const axes = fc.uniqueArray(fc.tuple(key, values(1)), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: 4,
  });

  it('has as many examples as the lengths multiply to, all different, the last axis fastest', () => {
    fc.assert(
      fc.property(axes, (space) => {
        const sql = space.map(([name]) => `{${name}}`).join('|');
        const yaml = template(sql, { parameter_space: Object.fromEntries(space) });
        const parsed = parseTemplate(yaml, 'p.yaml');
        const expanded = [...expandTemplate(parsed)].map((example) => example.sql);

        // An oracle of another shape: nested loops, outermost axis first.
        let expected: readonly string[] = [''];
        for (const [position, [, list]] of space.entries()) {
          const bar = position === 0 ? '' : '|';
          expected = expected.flatMap((prefix) => list.map((value) => `${prefix}${bar}${value}`));
        }
        expect(expanded).toEqual(expected);
        expect(new Set(expanded).size).toBe(countVariations(parsed));
      }),
    );
  });

  it('of linked lists pairs values by position and never crosses them', () => {
    fc.assert(
      fc.property(values(1), values(1), (linked, space) => {
        const yaml = template('{a}:{b}:{c}', {
          parameter_space: { c: space },
          linked: [{ a: linked, b: linked.map((value) => `twin ${value}`) }],
        });
        const expanded = [...expandTemplate(parseTemplate(yaml, 'p.yaml'))];
        expect(expanded).toHaveLength(linked.length * space.length);
        for (const { sql } of expanded) {
          const [a, b] = (sql ?? '').split(':');
          expect(b).toBe(`twin ${a}`);
        }
      }),
    );
  });
});

describe('any text', () => {
  it('is a template or is refused with a place, never a crash', () => {
    const near = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom(
            '- ',
            '{',
            '}',
            '[',
            ']',
            ': ',
            'a',
            '&x ',
            '*x',
            '\n',
            '  ',
            '!t ',
            '"',
            '|',
            '>',
            '%',
            '---',
            '? ',
            '\t',
            "'",
            '#',
            '{{',
          ),
        )
        .map((parts) => parts.join('')),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(near, (yaml) => {
        try {
          parseTemplate(yaml, 'p.yaml');
          expect.unreachable('no such text is a template');
        } catch (error) {
          expect(error).toMatchObject({
            code: expect.stringMatching(/^(INVALID_YAML|SEVERAL_ERRORS)$/),
          });
        }
      }),
      { numRuns: 500 },
    );
  });
});
