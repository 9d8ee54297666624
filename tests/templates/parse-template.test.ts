import { IbertError } from '@ibert/core';
import { countVariations, expandTemplate, parseTemplate } from '@ibert/templates';
import { describe, expect, it } from 'vitest';
import { templateWith } from './template-text.js';

function expand(yaml: string): readonly (string | undefined)[] {
  return [...expandTemplate(parseTemplate(yaml, 'demo.yaml'))].map(({ sql }) => sql);
}

function names(yaml: string): readonly string[] {
  return [...expandTemplate(parseTemplate(yaml, 'demo.yaml'))].map(({ variation }) => variation);
}

describe('values', () => {
  it('are rendered as the file writes them', () => {
    const scalars = ['1.50', '007', '0x1F', '1e3', 'true', 'True', '~', 'null', '2024-01-01'];
    for (const scalar of scalars) {
      expect(expand(templateWith(`  - {name: v, params: {a: ${scalar}}}`))).toEqual([scalar]);
    }
  });

  it('are the content of quoted texts, escapes resolved', () => {
    expect(expand(templateWith(`  - {name: v, params: {a: "x\\ty"}}`))).toEqual(['x\ty']);
    expect(expand(templateWith(`  - {name: v, params: {a: 'it''s'}}`))).toEqual(["it's"]);
  });

  it('may be empty texts', () => {
    expect(expand(templateWith('  - {name: v, params: {a: ""}}', 'sql_template: "x {a}"'))).toEqual(
      ['x'],
    );
  });

  it('are joined with a comma when they are a list', () => {
    expect(expand(templateWith('  - {name: v, params: {a: [id, total, 1.0]}}'))).toEqual([
      'id, total, 1.0',
    ]);
  });

  it('come from an anchor where an alias stands', () => {
    const yaml = templateWith(
      '  - {name: v, params: {a: &x 1.50}}\n  - {name: w, params: {a: *x}}',
    );
    expect(expand(yaml)).toEqual(['1.50', '1.50']);
  });
});

describe('texts', () => {
  it('lose white space at the end and keep line breaks and indentation inside', () => {
    const texts = 'sql_template: |\n  SELECT {a}\n    FROM orders\n\n  WHERE 1 = 1  \n\n';
    const yaml = templateWith('  - {name: v, params: {a: id}}', texts);
    expect(expand(yaml)).toEqual(['SELECT id\n  FROM orders\n\nWHERE 1 = 1']);
  });

  it('keep doubled braces as braces', () => {
    const yaml = templateWith('  - {name: v, params: {a: x}}', `sql_template: "{{{a}: {{}}}}"`);
    expect(expand(yaml)).toEqual(['{x: {}}']);
  });

  it('of a variation replace those of the template', () => {
    const yaml = templateWith(
      '  - {name: v, params: {a: 1}, sql_template: "own {a}"}\n  - {name: w, params: {a: 2}}',
    );
    const [first, second] = [...expandTemplate(parseTemplate(yaml, 'demo.yaml'))];
    expect(first).toMatchObject({ sql: 'own 1', ibis: '1' });
    expect(second).toMatchObject({ sql: '2', ibis: '2' });
  });

  it('may leave out one side', () => {
    const yaml = templateWith('  - {name: v, params: {a: 1}}', 'ibis_template: "t.x({a})"');
    const [only] = [...expandTemplate(parseTemplate(yaml, 'demo.yaml'))];
    expect(only).toMatchObject({ ibis: 't.x(1)' });
    expect(only).not.toHaveProperty('sql');
  });
});

describe('the product', () => {
  const texts = 'sql_template: "{a}{b}{c}{d}"';

  it('runs through the axes in the order of the file, the last one fastest', () => {
    const yaml = templateWith(
      `  - name: v
    linked: [{c: [p, q], d: [P, Q]}]
    parameter_space: {b: [1, 2], a: [x, y]}`,
      texts,
    );
    expect(expand(yaml)).toEqual(['x1pP', 'x1qQ', 'y1pP', 'y1qQ', 'x2pP', 'x2qQ', 'y2pP', 'y2qQ']);
  });

  it('numbers the names of several examples from 0 and leaves a single one alone', () => {
    const yaml = templateWith(
      '  - {name: one, params: {a: 1}}\n  - {name: two, parameter_space: {a: [1, 2]}}\n' +
        '  - {name: three, parameter_space: {a: [1]}}',
    );
    expect(names(yaml)).toEqual(['one', 'two_0', 'two_1', 'three']);
  });

  it('is made one example at a time', () => {
    const values = Array.from({ length: 300 }, (_, value) => value).join(', ');
    const yaml = templateWith(
      `  - {name: v, parameter_space: {a: [${values}], b: [${values}]}}`,
      'sql_template: "{a} {b}"',
    );
    const template = parseTemplate(yaml, 'demo.yaml');
    expect(countVariations(template)).toBe(90_000);
    expect(expandTemplate(template).next().value).toMatchObject({ sql: '0 0', index: 0 });
  });

  it('is refused above the limit that the caller sets', () => {
    const yaml = templateWith('  - {name: v, parameter_space: {a: [1, 2, 3]}}');
    expect(() => parseTemplate(yaml, 'demo.yaml', { limit: 2 })).toThrow(
      '3 = 3 examples, more than 2',
    );
    expect(countVariations(parseTemplate(yaml, 'demo.yaml', { limit: 3 }))).toBe(3);
  });
});

describe('a variation', () => {
  it('has the difficulty, features and tables of its template unless it has its own', () => {
    const yaml = templateWith(`  - {name: v, params: {a: 1}}
  - name: w
    params: {a: 1}
    difficulty: hard
    features: [join]
    context: {tables: {users: {schema: {z: string, b: int64}}}}`);
    const [first, second] = [...expandTemplate(parseTemplate(yaml, 'demo.yaml'))];
    expect(first).toEqual({
      template: 'demo',
      variation: 'v',
      index: 0,
      difficulty: 'easy',
      features: ['where'],
      tables: { orders: { schema: { id: 'int64', total: 'float64' } } },
      sql: '1',
      ibis: '1',
      file: 'demo.yaml',
      line: 12,
    });
    expect(second).toMatchObject({ difficulty: 'hard', features: ['join'], line: 13 });
    expect(Object.keys(second?.tables ?? {})).toEqual(['users']);
    expect(Object.keys(second?.tables['users']?.schema ?? {})).toEqual(['z', 'b']);
  });

  it('has its data types checked by the caller, with their place', () => {
    const yaml = templateWith('  - {name: v, params: {a: 1}}');
    const check = (dtype: string): string | undefined =>
      dtype === 'float64' ? 'float64 is out of stock' : undefined;
    try {
      parseTemplate(yaml, 'demo.yaml', { checkDtype: check });
      expect.unreachable('the check was not asked');
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
      expect(error.message).toBe('context.tables.orders.schema.total: float64 is out of stock');
      expect(error.span).toMatchObject({ line: 8, column: 34 });
    }
  });
});

describe('the documented variant', () => {
  const yaml = `name: select_where
description: Basic SELECT with WHERE clause
schema:
  events:
    user_id: int64
    amount: float64

sql_template: |
  SELECT {columns}
  FROM {table}
  WHERE {condition}

ibis_template: |
  {table}.filter({condition})[[{columns}]]

variations:
  - columns: ["user_id", "amount"]
    table: events
    condition: "amount > 10"
`;

  it('is accepted as the documentation shows it', () => {
    expect([...expandTemplate(parseTemplate(yaml, 'demo.yaml'))]).toEqual([
      {
        template: 'select_where',
        variation: 'variation_1',
        index: 0,
        difficulty: 'medium',
        features: ['select_where'],
        tables: { events: { schema: { user_id: 'int64', amount: 'float64' } } },
        sql: 'SELECT user_id, amount\nFROM events\nWHERE amount > 10',
        ibis: 'events.filter(amount > 10)[[user_id, amount]]',
        file: 'demo.yaml',
        line: 17,
      },
    ]);
  });

  it('has flat keys only where no other parameters are', () => {
    const mixed = yaml.replace('    table: events\n', '    params: {table: events}\n');
    expect(() => parseTemplate(mixed, 'demo.yaml')).toThrow('unknown key "columns"');
  });
});
