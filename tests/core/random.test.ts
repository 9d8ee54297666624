import { createRandom, deriveSeed, InternalError } from '@ibert/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

// The expected numbers come from a second implementation, in Python.
describe('derived seeds', () => {
  it('stay the same for ever', () => {
    expect(deriveSeed(0)).toBe('4703125d1cec3b13f27c220d58abc605');
    expect(deriveSeed(42, 'fixtures', 3)).toBe('ad7665c5bb78b15d648bf70eda040b37');
  });

  it('tell all paths apart', () => {
    const paths: readonly (readonly (string | number)[])[] = [
      [],
      [''],
      ['a'],
      ['a', 'b'],
      ['ab'],
      ['a', ''],
      [1],
      ['1'],
      [1, 2],
      [12],
      ['a,b'],
      ['"a"'],
    ];
    expect(new Set(paths.map((path) => deriveSeed(7, ...path))).size).toBe(paths.length);
    const units = Array.from({ length: 20_000 }, (_, unit) => deriveSeed(1, 'unit', unit));
    expect(new Set(units).size).toBe(units.length);
  });
});

describe('a random stream', () => {
  it('is the same for the same seed, for ever', () => {
    const random = createRandom(42);
    expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([
      456864061, 4168341484, 3940893440,
    ]);
    const text = createRandom('42');
    expect(text.uint32()).not.toBe(createRandom(42).uint32());
  });

  it('is even over small ranges, also across the first values of neighbouring seeds', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let unit = 0; unit < 20_000; unit++) {
      const drawn = createRandom(deriveSeed(3, unit)).int(0, 9);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    // 99.9% of fair streams stay below this with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(27.9);
  });

  it('flips every bit half the time', () => {
    const random = createRandom('bits');
    const ones = Array.from({ length: 32 }, () => 0);
    for (let draw = 0; draw < 10_000; draw++) {
      const word = random.uint32();
      for (let bit = 0; bit < 32; bit++) ones[bit] = (ones[bit] ?? 0) + ((word >>> bit) & 1);
    }
    for (const count of ones) expect(Math.abs(count - 5000)).toBeLessThan(250);
  });

  it('draws integers of the whole range, both ends included', () => {
    fc.assert(
      fc.property(fc.integer(), fc.maxSafeInteger(), fc.maxSafeInteger(), (seed, a, b) => {
        const [min, max] = a < b ? [a, b] : [b, a];
        fc.pre(Number.isSafeInteger(max - min + 1));
        const drawn = createRandom(seed).int(min, max);
        expect(Number.isSafeInteger(drawn)).toBe(true);
        expect(drawn).toBeGreaterThanOrEqual(min);
        expect(drawn).toBeLessThanOrEqual(max);
      }),
    );
    const random = createRandom(1);
    const drawn = new Set(Array.from({ length: 200 }, () => random.int(-1, 2)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
  });

  it('draws doubles in [0, 1) and keeps probabilities', () => {
    const random = createRandom(2);
    const floats = Array.from({ length: 10_000 }, () => random.float());
    expect(Math.min(...floats)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...floats)).toBeLessThan(1);
    expect(floats.reduce((sum, value) => sum + value, 0) / 10_000).toBeCloseTo(0.5, 1);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });

  it('shuffles a copy, with every order possible', () => {
    const items = ['a', 'b', 'c'];
    const orders = new Set(
      Array.from({ length: 200 }, (_, seed) => createRandom(seed).shuffle(items).join('')),
    );
    expect(items).toEqual(['a', 'b', 'c']);
    expect(orders.size).toBe(6);
    expect(createRandom(9).shuffle(items)).toEqual(createRandom(9).shuffle(items));
  });

  it('refuses ranges and lists without members', () => {
    const random = createRandom(0);
    expect(() => random.int(2, 1)).toThrow(InternalError);
    expect(() => random.int(0.5, 1)).toThrow(InternalError);
    expect(() => random.int(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toThrow(
      InternalError,
    );
    expect(() => random.choice([])).toThrow(InternalError);
  });
});
