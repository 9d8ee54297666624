/** From a value to a place on an axis, in units of the drawing. */
export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5, 10] as const;
const MOST_TICKS = 6;

/** An axis from 0 to at least the largest value, with round ticks. */
export function linearScale(largest: number, width: number): Scale {
  const rough = Math.max(largest, Number.MIN_VALUE) / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.max(1, Math.ceil(largest / step - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
  const end = count * step;
  return { place: (value) => (value / end) * width, ticks };
}

const LOG_STEPS = [1, 2, 5] as const;

/** A logarithmic axis with round ends that holds the values; values below 1 count as 1. */
export function logScale(least: number, largest: number, width: number): Scale {
  const all = Array.from({ length: 16 }, (_, power) =>
    LOG_STEPS.map((step) => step * 10 ** power),
  ).flat();
  const last = all.find((tick) => tick >= largest) ?? largest;
  const from = all.findLast((tick) => tick <= Math.max(1, least) && tick < last) ?? 1;
  const ticks = all.filter((tick) => tick >= from && tick <= last);
  const span = Math.log(Math.max(last, from * 2) / from);
  return { place: (value) => (Math.log(Math.max(from, value) / from) / span) * width, ticks };
}
