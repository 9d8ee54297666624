/**
 * TPC-DS queries that Ibis 12's own test suite cannot build, with the exception that it raises.
 * The suite fails when one of them starts to work, or fails in another way.
 */
const ROLLUP = 'NotImplementedError: ';

export const UNBUILDABLE: ReadonlyMap<number, string> = new Map([
  [5, ROLLUP],
  [14, ROLLUP],
  [18, ROLLUP],
  [22, ROLLUP],
  [67, ROLLUP],
  [70, ROLLUP],
  [77, "AttributeError: module 'ibis' has no attribute 'rollup'. "],
  [80, ROLLUP],
  [86, ROLLUP],
]);
