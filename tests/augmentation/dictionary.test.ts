import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  entitiesOf,
  loadDictionary,
  parseDictionary,
  renamingPlan,
  synonymsOf,
} from '@ibert/augmentation';
import { IbertErrors } from '@ibert/core';
import type { IbertError } from '@ibert/core';
import { parseSchema } from '@ibert/ir';
import type { Schema } from '@ibert/ir';
import { columnRoles } from '@ibert/validation';
import { beforeAll, describe, expect, it } from 'vitest';

import { DICTIONARY, shippedRecords } from './support.js';

type Tables = Readonly<Record<string, Schema>>;

const dictionary = await loadDictionary(DICTIONARY);
let schemas: readonly Tables[] = [];

beforeAll(async () => {
  const contexts = new Map(
    (await shippedRecords()).map(({ context }) => [JSON.stringify(context.tables), context.tables]),
  );
  schemas = [...contexts.values()].map((tables) =>
    Object.fromEntries(
      Object.entries(tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
    ),
  );
});

const tablesOf = (tables: Readonly<Record<string, Readonly<Record<string, string>>>>): Tables =>
  Object.fromEntries(Object.entries(tables).map(([name, schema]) => [name, parseSchema(schema)]));

describe('the shipped dictionary', () => {
  it('has three other names at least for nine in ten names of the shipped schemas', () => {
    let all = 0;
    let rich = 0;
    for (const tables of schemas) {
      const entities = entitiesOf(tables, dictionary);
      const columns = synonymsOf(tables, dictionary);
      for (const [table, schema] of Object.entries(tables)) {
        const counts = [
          entities.find((entity) => entity.table === table)?.others.length ?? 0,
          ...[...schema.keys()].map(
            (column) =>
              entities.find(({ id }) => id === column)?.others.length ??
              columns.get(column)?.length ??
              0,
          ),
        ];
        all += counts.length;
        rich += counts.filter((count) => count >= 3).length;
      }
    }
    expect(all).toBeGreaterThan(300);
    expect(rich / all).toBeGreaterThan(0.9);
  });

  it('names by meaning: the table and the type decide what a word says', () => {
    const meaning = (column: string, type: string, siblings: Record<string, string>) =>
      synonymsOf(tablesOf({ t: { [column]: type, ...siblings } }), dictionary).get(column) ?? [];
    expect(meaning('title', 'string', { isbn: 'string' })).toContain('book_title');
    expect(meaning('title', 'string', { bpm: 'float64' })).toContain('song_title');
    expect(meaning('quantity', 'int64', { symbol: 'string' })).toContain('shares_traded');
    expect(meaning('opened_at', 'timestamp', {})).not.toEqual(meaning('opened_on', 'date', {}));
    expect(meaning('rating', 'array<string>', {})).toEqual([]);
    expect(meaning('nobody_knows_this', 'string', {})).toEqual([]);
  });

  it('gives patterns the same stem', () => {
    const names = synonymsOf(tablesOf({ t: { refreshed_at: 'timestamp' } }), dictionary);
    expect(names.get('refreshed_at')).toEqual([
      'refreshed_ts',
      'refreshed_time',
      'refreshed_timestamp',
    ]);
  });
});

describe('plans of renaming', () => {
  it('keep the keys of every shipped schema and who refers to whom', () => {
    for (const tables of schemas) {
      for (const look of [0, 1, 2, 3]) {
        const { entities, columns } = renamingPlan(tables, look, dictionary);
        const renamed = Object.fromEntries(
          Object.entries(tables).map(([table, schema]) => [
            entities.tables.get(table) ?? table,
            new Map(
              [...schema].map(([column, type]) => [
                entities.columns.get(column) ?? columns.columns.get(column) ?? column,
                type,
              ]),
            ),
          ]),
        );
        const shape = (all: Tables) => [...columnRoles(all).values()].map(structureOf(all));
        expect(shape(renamed)).toEqual(shape(tables));
      }
    }
  });

  /** Roles, with domains numbered in the order of their appearance. */
  function structureOf(all: Tables) {
    const domains = [...columnRoles(all).values()]
      .flat()
      .flatMap((role) => (role.role === 'plain' ? [] : [role.domain]));
    const numbers = new Map([...new Set(domains)].map((domain, n) => [domain, n]));
    return (roles: readonly { role: string; domain?: string }[]) =>
      roles.map(({ role, domain }) => (domain === undefined ? role : [role, numbers.get(domain)]));
  }

  it('change a key with its entity, wherever it stands', () => {
    const tables = tablesOf({
      customers: { customer_id: 'int64', email: 'string' },
      orders: { order_id: 'int64', customer_id: 'int64' },
    });
    const forms: Record<string, string> = { customers: 'customer_id' };
    for (const { forms: own } of dictionary.entities) {
      if ('customers' in own) Object.assign(forms, own);
    }
    const seen = new Set<string>();
    for (let look = 0; look < 20; look += 1) {
      const { entities } = renamingPlan(tables, look, dictionary);
      const table = entities.tables.get('customers') ?? 'customers';
      seen.add(table);
      expect(entities.columns.get('customer_id') ?? 'customer_id').toBe(forms[table]);
    }
    expect(seen.size).toBeGreaterThan(2);
  });

  it('are the same each time, differ by look, and never use a name twice', () => {
    for (const tables of schemas) {
      const plans = [0, 1, 2, 3].map((look) => {
        const plan = renamingPlan(tables, look, dictionary);
        expect(plan).toEqual(renamingPlan(tables, look, dictionary));
        const { entities, columns } = plan;
        const names = [...entities.tables, ...entities.columns, ...columns.columns];
        const to = names.map(([, name]) => name);
        expect(new Set(to).size).toBe(to.length);
        const own = new Set(
          Object.entries(tables).flatMap(([table, schema]) => [table, ...schema.keys()]),
        );
        expect(to.filter((name) => own.has(name))).toEqual([]);
        return JSON.stringify(names);
      });
      expect(new Set(plans).size).toBeGreaterThan(1);
    }
  });
});

function faultsOf(text: string): readonly string[] {
  try {
    parseDictionary(text, 'words.yaml');
  } catch (error) {
    const errors = error instanceof IbertErrors ? error.errors : [error as IbertError];
    return errors.map(({ file, span, message }) => `${file}:${span?.line} ${message}`);
  }
  return [];
}

describe('faults of a dictionary', () => {
  it.each([
    ['a key that is unknown', 'columms: []', /words\.yaml:1 .*columms/],
    [
      'a word of SQL as a name',
      'columns:\n  - means: m\n    types: [string]\n    names: [title, order]',
      /words\.yaml:4 .*order/,
    ],
    [
      'a method of Ibis tables as a name',
      'columns:\n  - {means: m, types: [string], names: [amount, count]}',
      /words\.yaml:2 .*count/,
    ],
    [
      'a key that does not end in _id',
      'entities:\n  - means: m\n    forms:\n      clients: client_id\n      buyers: buyer',
      /words\.yaml:5 .*forms\.buyers.*_id/,
    ],
    [
      'a type that is none',
      'columns:\n  - {means: m, types: [text], names: [a, b]}',
      /words\.yaml:2 .*types\[0\]/,
    ],
    [
      'a word of two families',
      'values:\n  - {means: one, words: [red, blue]}\n  - {means: two, words: [Red, sad]}',
      /words\.yaml:3 .*Red.*"one"/,
    ],
    ['a family of one', 'values:\n  - {means: one, words: [red]}', /words\.yaml:2 .*words/],
  ])('names file, line and key of %s', (_title, text, expected) => {
    expect(faultsOf(text).join('\n')).toMatch(expected);
  });

  it('tells all faults of all files of a directory, and of one without files', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'dictionary-'));
    try {
      await expect(loadDictionary(directory)).rejects.toThrow(/no \*\.yaml file/);
      await writeFile(join(directory, 'a.yaml'), 'nothing: 1');
      await writeFile(join(directory, 'b.yaml'), 'values: 3');
      await expect(loadDictionary(directory)).rejects.toMatchObject({
        errors: [{ file: join(directory, 'a.yaml') }, { file: join(directory, 'b.yaml') }],
      });
      await expect(loadDictionary(join(directory, 'none'))).rejects.toMatchObject({
        code: 'INPUT_UNREADABLE',
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
