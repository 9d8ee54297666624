import { augment, augmentWithRefusals, loadDictionary, NamelessForms } from '@ibert/augmentation';
import type { Variant } from '@ibert/augmentation';
import { createRandom } from '@ibert/core';
import type { RecordOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { Validator } from '@ibert/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DICTIONARY, recordOf, shippedRecords } from './support.js';

const dictionary = await loadDictionary(DICTIONARY);
/** Every so many shipped records is proven. */
const STRIDE = 139;

let validator: Validator;
let records: readonly RecordOf<'sql_to_ibis'>[] = [];

beforeAll(async () => {
  validator = await Validator.open();
  records = (await shippedRecords()).filter((_, index) => index % STRIDE === 0);
});
afterAll(() => validator.close());

const variantsOf = (record: RecordOf<'sql_to_ibis'>, count = 3): readonly Variant[] =>
  augment(record, { dictionary, random: createRandom(record.id), count });

describe('variants of shipped records', () => {
  it('are proven by execution, two at least of nine records in ten', async () => {
    expect(records.length).toBeGreaterThan(12);
    let rich = 0;
    const unproven: unknown[] = [];
    for (const record of records) {
      const verdicts = [];
      for (const { draft } of variantsOf(record)) {
        const verdict = await validator.validateExample(draft);
        verdicts.push(verdict);
        if (!verdict.ok) unproven.push({ ...draft, verdict });
      }
      if (verdicts.filter(({ ok }) => ok).length >= 2) rich += 1;
    }
    expect(unproven).toEqual([]);
    expect(rich / records.length).toBeGreaterThanOrEqual(0.9);
  });

  it('differ from each other and from the record, and say where they come from', () => {
    for (const record of records) {
      const variants = variantsOf(record, 4);
      const texts = [record, ...variants.map(({ draft }) => draft)].map(({ input, target }) =>
        JSON.stringify([input, target]),
      );
      expect(new Set(texts).size).toBe(texts.length);
      for (const { draft, tables, columns, values } of variants) {
        expect(draft.meta).toEqual({
          template: 'a_template',
          variation: 'a_variation',
          source: 'augmented',
          features: ['select'],
          difficulty: 'easy',
          origin: record.id,
        });
        expect(draft.judge).toBe('authored');
        expect(tables.size + columns.size + values.size).toBeGreaterThan(0);
      }
    }
  });

  it('are the same for the same stream', () => {
    for (const record of records.slice(0, 8)) {
      expect(variantsOf(record)).toEqual(variantsOf(record));
    }
  });

  it('share few renamed schemas', () => {
    const [first] = records;
    if (first === undefined) throw new Error('no record');
    const schemas = new Set<string>();
    for (let seed = 0; seed < 40; seed += 1) {
      const random = createRandom(seed);
      for (const { draft } of augment(first, { dictionary, random, count: 4 })) {
        schemas.add(JSON.stringify(draft.context.tables));
      }
    }
    expect(schemas.size).toBeGreaterThan(4);
    expect(schemas.size).toBeLessThanOrEqual(13);
  });
});

describe('a record that cannot be read', () => {
  it.each([
    ['SELECT FROM WHERE', 't.select("a")'],
    ['SELECT a FROM t', 't.select("a"'],
  ])('is refused with the reason: %s / %s', (sql, ibis) => {
    const record = recordOf({ t: { a: 'int64' } }, sql, ibis);
    const { variants, refusals } = augmentWithRefusals(record, {
      dictionary,
      random: createRandom(1),
      count: 3,
    });
    expect(variants).toEqual([]);
    expect(refusals).toMatchObject([{ refused: 'UNREADABLE', about: expect.any(String) }]);
  });
});

describe('planted wrong renames', () => {
  const TABLES = {
    people: {
      schema: { person_id: 'int64', height: 'float64', weight: 'float64', town: 'string' },
    },
  };
  const check = (sql: string, ibis: string) =>
    validator.validateExample({ context: { tables: TABLES }, input: { sql }, target: { ibis } });

  it.each([
    [
      'a column taken for its neighbour',
      'SELECT person_id, height FROM people WHERE weight > 50',
      'people.filter(people.height > 50).select("person_id", "height")',
    ],
    [
      'an output name left behind',
      'SELECT person_id, height AS tallness FROM people',
      'people.select("person_id", "height")',
    ],
    [
      'a constant changed on one side',
      "SELECT person_id FROM people WHERE town = 'Porto'",
      'people.filter(_.town == "Lisbon").select("person_id")',
    ],
    [
      'a name that is no column any more',
      'SELECT person_id FROM people WHERE mass > 50',
      'people.filter(_.weight > 50).select("person_id")',
    ],
  ])('execution rejects %s', async (_title, sql, ibis) => {
    expect((await check(sql, ibis)).ok).toBe(false);
  });

  const form = (forms: NamelessForms, columns: readonly string[], ibis: string): number => {
    const schema = parseSchema(Object.fromEntries(columns.map((name) => [name, 'int64'])));
    return forms.formOf(evaluateIbis(ibis, { tables: { t: schema } }).relation);
  };

  it('a form without names knows a program under other names', () => {
    const forms = new NamelessForms();
    expect(form(forms, ['x', 'y'], 't.filter(t.x > 1).agg(n=_.y.sum())')).toBe(
      form(forms, ['a', 'b'], 't.filter(t.a > 1).agg(m=_.b.sum())'),
    );
  });

  it.each([
    ['another column', 't.filter(t.b > 1).agg(n=_.b.sum())'],
    ['another constant', 't.filter(t.a > 2).agg(n=_.b.sum())'],
    ['another comparison', 't.filter(t.a >= 1).agg(n=_.b.sum())'],
    ['another aggregate', 't.filter(t.a > 1).agg(n=_.b.max())'],
    ['one column more', 't.filter(t.a > 1).agg(n=_.b.sum(), o=_.a.sum())'],
    ['another order of steps', 't.agg(n=_.b.sum()).filter(_.n > 1)'],
  ])('a form without names tells %s', (_title, other) => {
    const forms = new NamelessForms();
    const original = form(forms, ['a', 'b'], 't.filter(t.a > 1).agg(n=_.b.sum())');
    expect(form(forms, ['a', 'b'], other)).not.toBe(original);
  });
});
