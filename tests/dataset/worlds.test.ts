import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composedPairs, loadWorlds } from '@ibert/dataset';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tables } from '@ibert/validation';
import { temporaryDirectory } from '../fixtures/temporary-directory.js';

let worlds: Readonly<Record<string, Tables>>;
beforeAll(async () => {
  worlds = await loadWorlds('templates/compose/worlds.yaml');
});

async function candidatesOf(options: { count: number; seed: number }) {
  const found = [];
  for await (const candidate of composedPairs({ worlds, ...options }).candidates()) {
    found.push(candidate);
  }
  return found;
}

describe('composed candidates', () => {
  it('are the same for the same seed and others for another', async () => {
    const [a, b, other] = await Promise.all(
      [3, 3, 4].map((seed) => candidatesOf({ count: 30, seed })),
    );
    expect(a).toEqual(b);
    expect(a).not.toEqual(other);
  });

  it('do not depend on how many there are', async () => {
    const few = await candidatesOf({ count: 5, seed: 1 });
    expect((await candidatesOf({ count: 20, seed: 1 })).slice(0, 5)).toEqual(few);
  });

  it('are programs over the tables of their context, of every difficulty', async () => {
    const difficulties = new Set<string>();
    for (const { draft } of await candidatesOf({ count: 60, seed: 2 })) {
      if ('ok' in draft || draft.task !== 'sql_to_ibis') throw new Error('no pair');
      const tables = Object.fromEntries(
        Object.entries(draft.context.tables).map(([name, { schema }]) => [
          name,
          parseSchema(schema),
        ]),
      );
      expect(() => evaluateIbis(draft.target.ibis, { tables })).not.toThrow();
      expect(draft.judge).toBe('self');
      difficulties.add(draft.meta.difficulty);
    }
    expect([...difficulties].sort()).toEqual(['easy', 'hard', 'medium']);
  });
});

describe('a file of worlds', () => {
  it('with a wrong data type is refused with its place', async () => {
    const file = join(temporaryDirectory(), 'worlds.yaml');
    writeFileSync(file, 'shop:\n  orders: {id: int64, total: money}\n');
    await expect(loadWorlds(file)).rejects.toMatchObject({
      code: 'INVALID_YAML',
      span: { line: 2, column: 30 },
    });
  });

  it('with an empty table is refused', async () => {
    const file = join(temporaryDirectory(), 'worlds.yaml');
    writeFileSync(file, 'shop: {orders: {}}\n');
    await expect(loadWorlds(file)).rejects.toThrow(/must have a column/);
  });
});
