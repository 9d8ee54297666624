import { describe, expect, it } from 'vitest';
import { mapInOrder } from '@ibert/validation';

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe('mapInOrder', () => {
  it('gives results in the order of the items, whichever is ready first', async () => {
    const given: number[] = [];
    for await (const n of mapInOrder([30, 1, 20, 2, 10], 3, async (ms) => (await wait(ms), ms)))
      given.push(n);
    expect(given).toEqual([30, 1, 20, 2, 10]);
  });

  it('takes no more items than the limit before the consumer takes a result', async () => {
    let taken = 0;
    function* items(): Generator<number> {
      for (;;) yield (taken += 1);
    }
    const results = mapInOrder(items(), 4, async (n) => n);
    expect((await results.next()).value).toBe(1);
    await wait(5);
    expect(taken).toBe(4);
    await results.return(undefined);
  });

  it('throws the first failure in order, after the results before it', async () => {
    const given: number[] = [];
    const run = async (): Promise<void> => {
      const fail = async (n: number): Promise<number> => {
        if (n === 2) throw new Error('two');
        return n;
      };
      for await (const n of mapInOrder([0, 1, 2, 3], 4, fail)) given.push(n);
    };
    await expect(run()).rejects.toThrow('two');
    expect(given).toEqual([0, 1]);
  });
});
