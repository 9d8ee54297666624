import { round } from './counts.js';

/** Least, middle and largest of some numbers. */
export interface Summary {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** How numbers are spread; `p10` is the value that a tenth of them do not exceed. */
export interface Quantiles extends Summary {
  readonly p10: number;
  readonly p25: number;
  readonly p75: number;
  readonly p90: number;
  readonly mean: number;
}

/** Quantiles between two numbers are interpolated; all are 0 when there are no numbers. */
export function quantilesOf(values: readonly number[]): Quantiles {
  const ordered = Float64Array.from(values).sort();
  const at = (share: number): number => {
    const place = share * (ordered.length - 1);
    const below = ordered[Math.floor(place)] ?? 0;
    const above = ordered[Math.ceil(place)] ?? 0;
    return round(below + (above - below) * (place - Math.floor(place)), 1);
  };
  const sum = ordered.reduce((total, value) => total + value, 0);
  return {
    min: at(0),
    p10: at(0.1),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    max: at(1),
    mean: round(sum / (ordered.length || 1), 1),
  };
}

export function summarise(values: readonly number[]): Summary {
  const { min, median, max } = quantilesOf(values);
  return { min, median, max };
}
