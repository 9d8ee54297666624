import { createRandom, deriveSeed } from '@ibert/core';
import { evaluateIbis, printIbis } from '@ibert/ibis';
import * as ir from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';
import { composeRelation, composeWide, DIFFICULTIES, USAGE } from '@ibert/ir/compose';
import type { Composed, Difficulty } from '@ibert/ir/compose';
import { emitSql } from '@ibert/sql';
import { describe, expect, it } from 'vitest';

import { COMPOSE_SCHEMAS, WIDE_TABLES } from './compose-schemas.js';

const SCHEMAS = Object.values(COMPOSE_SCHEMAS);
const COUNT = 200;

interface Case extends Composed {
  readonly tables: (typeof SCHEMAS)[number];
  readonly difficulty: Difficulty;
}

function composed(seed: number): Case {
  const random = createRandom(deriveSeed('compose', seed));
  const tables = random.choice(SCHEMAS);
  const difficulty = random.choice(DIFFICULTIES);
  return { tables, difficulty, ...composeRelation({ tables, random, difficulty }) };
}

const cases = Array.from({ length: COUNT }, (_, seed) => composed(seed));

/** Calls the visitor on every value of every relation that the program is made of. */
function visitValues(root: Relation, visitor: (value: Value, home: Relation) => void): void {
  const seen = new Set<Relation>();
  const visit = (relation: Relation): void => {
    if (seen.has(relation)) return;
    seen.add(relation);
    for (const parent of ir.parentsOf(relation)) visit(parent);
    for (const part of Object.values(relation) as unknown[]) {
      const items: readonly unknown[] =
        part instanceof Map ? [...part.values()] : Array.isArray(part) ? part : [part];
      for (const item of items) if (ir.isValue(item)) ir.visit(item, (v) => visitor(v, relation));
    }
  };
  visit(root);
}

describe('composed programs', () => {
  it('are the same for the same seed', () => {
    const again = cases.slice(0, 50).map((_, seed) => composed(seed));
    expect(again.map(({ relation }) => printIbis(relation))).toEqual(
      cases.slice(0, 50).map(({ relation }) => printIbis(relation)),
    );
  });

  it('are hardly ever the same for two seeds', () => {
    const texts = new Set(cases.map(({ relation }) => printIbis(relation)));
    expect(texts.size).toBeGreaterThan(COUNT * 0.95);
  });

  it('are the same program again when they are printed and read', () => {
    for (const { relation, tables } of cases) {
      const text = printIbis(relation);
      const again = evaluateIbis(text, { tables }).relation;
      expect(ir.printSchema(again.schema), text).toEqual(ir.printSchema(relation.schema));
      expect(emitSql(again, 'duckdb').sql, text).toBe(emitSql(relation, 'duckdb').sql);
      expect(printIbis(again)).toBe(text);
    }
  });

  it('take more steps the harder they are', () => {
    const steps = (wanted: Difficulty): number[] =>
      cases
        .filter(({ difficulty }) => difficulty === wanted)
        .map(({ operations }) => operations.filter((name) => name.startsWith('steps.')).length);
    const mean = (numbers: readonly number[]): number =>
      numbers.reduce((a, b) => a + b, 0) / numbers.length;
    expect(Math.max(...steps('easy'))).toBeLessThanOrEqual(3);
    expect(Math.max(...steps('medium'))).toBeLessThanOrEqual(5);
    expect(mean(steps('easy'))).toBeLessThan(mean(steps('medium')));
    expect(mean(steps('medium'))).toBeLessThan(mean(steps('hard')));
  });

  it('use no operation that the difficulty is too low for', () => {
    const usage = USAGE as Readonly<Record<string, Readonly<Record<string, { from: Difficulty }>>>>;
    for (const { operations, difficulty } of cases) {
      for (const operation of operations) {
        const [family = '', name = ''] = operation.split('.');
        const from = usage[family]?.[name]?.from ?? 'hard';
        expect(DIFFICULTIES.indexOf(from)).toBeLessThanOrEqual(DIFFICULTIES.indexOf(difficulty));
      }
    }
  });

  it('leave an operation out whose weight is 0', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { operations } = composeRelation({
        tables: SCHEMAS[0] as (typeof SCHEMAS)[number],
        random: createRandom(seed),
        difficulty: 'hard',
        weights: { 'steps.join': 0, 'metrics.count': 0 },
      });
      expect(operations).not.toContain('steps.join');
      expect(operations).not.toContain('metrics.count');
    }
  });

  it('use every operation of the usage table in the long run', () => {
    const used = new Set<string>();
    const all = Object.entries(USAGE).flatMap(([family, rows]) =>
      Object.keys(rows).map((name) => `${family}.${name}`),
    );
    for (let seed = 0; seed < 4000 && used.size < all.length; seed += 1) {
      const tables = SCHEMAS[seed % SCHEMAS.length] as (typeof SCHEMAS)[number];
      const random = createRandom(deriveSeed('usage', seed));
      const { operations } = composeRelation({ tables, random, difficulty: 'hard' });
      for (const operation of operations) used.add(operation);
    }
    expect(all.filter((operation) => !used.has(operation))).toEqual([]);
  });

  it('calculate with no key', () => {
    const arithmetic = new Set([
      'Add',
      'Subtract',
      'Multiply',
      'Divide',
      'Sum',
      'Mean',
      'StringConcat',
    ]);
    const faults: string[] = [];
    for (const { relation } of cases) {
      visitValues(relation, (value) => {
        if (!arithmetic.has(value.kind)) return;
        for (const child of ir.childrenOf(value)) {
          if (ir.isOp(child, 'Field') && /_id$|^id$/.test(child.args.name))
            faults.push(printIbis(relation));
        }
      });
    }
    expect(faults).toEqual([]);
  });

  it('cut off rows only where their order is total', () => {
    const faults: string[] = [];
    const check = (relation: Relation, root: Relation): void => {
      for (const parent of ir.parentsOf(relation)) check(parent, root);
      if (relation.kind === 'Limit' && relation.parent.kind !== 'Sort')
        faults.push(printIbis(root));
    };
    for (const { relation } of cases) check(relation, relation);
    expect(faults).toEqual([]);
  });

  it('need a table to start from', () => {
    expect(() =>
      composeRelation({ tables: {}, random: createRandom(1), difficulty: 'easy' }),
    ).toThrow('there is no table to compose a program of');
  });
});

describe('wide programs', () => {
  const programs = Array.from({ length: COUNT }, (_, seed) =>
    composeWide({
      tables: WIDE_TABLES,
      random: createRandom(deriveSeed('wide', seed)),
      operations: ir.OP_NAMES,
    }),
  );

  it('are the same program again when they are printed and read', () => {
    for (const relation of programs) {
      const text = printIbis(relation);
      const again = evaluateIbis(text, { tables: WIDE_TABLES }).relation;
      expect(ir.printSchema(again.schema), text).toEqual(ir.printSchema(relation.schema));
      expect(printIbis(again)).toBe(text);
    }
  });

  it('use most of the operations', () => {
    const used = new Set<string>();
    for (const relation of programs) visitValues(relation, ({ kind }) => used.add(kind));
    expect(used.size).toBeGreaterThan(150);
  });

  it('list moments in steps of months only: shorter ones give lists that never end', () => {
    const steps: Value[] = [];
    for (let seed = 0; seed < COUNT; seed += 1) {
      const relation = composeWide({
        tables: WIDE_TABLES,
        random: createRandom(deriveSeed('moments', seed)),
        operations: ['TimestampRange', 'IntervalFromInteger', 'TimestampAdd', 'Count'],
      });
      visitValues(relation, (value) => {
        if (ir.isOp(value, 'TimestampRange')) steps.push(value.args.step);
      });
    }
    expect(steps.length).toBeGreaterThan(20);
    expect(new Set(steps.map(({ kind, dtype }) => `${kind} ${ir.printType(dtype)}`))).toEqual(
      new Set(["Literal interval('M')"]),
    );
  });
});
