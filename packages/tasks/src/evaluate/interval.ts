/** A rate with the interval that holds the true one in 95 of 100 samples. */
export interface Rate {
  readonly hits: number;
  readonly of: number;
  /** 0 to 1; undefined when nothing was counted. */
  readonly rate: number | undefined;
  readonly low: number;
  readonly high: number;
}

/** 97.5% of a normal distribution lie below this many standard deviations. */
const Z = 1.959963984540054;

/** The rate of hits with Wilson's score interval, which holds for few and for extreme ones, too. */
export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, rate: undefined, low: 0, high: 1 };
  const rate = hits / of;
  const square = Z ** 2 / of;
  const centre = (rate + square / 2) / (1 + square);
  const half = (Z / (1 + square)) * Math.sqrt((rate * (1 - rate)) / of + square / (4 * of));
  return { hits, of, rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
