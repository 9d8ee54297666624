/** How the numbers of one variant move; one move for all of them keeps their order. */
export interface NumberMove {
  /** For numbers of two digits and more. */
  readonly factor: number;
  /** For small whole numbers, years and grades. */
  readonly shift: number;
}

export const FACTORS = [0.5, 0.6, 0.75, 0.8, 1.2, 1.25, 1.5, 2, 2.5, 3] as const;
export const SHIFTS = [-2, -1, 1, 2, 3] as const;

/**
 * Another number of the same kind: as round as the given one, with as many decimals, and dyadic when
 * that is (so that sums in doubles stay exact). Undefined when the move leads to none: 0 and 1 never
 * move, for they seldom are amounts.
 */
export function moveNumber(
  text: string,
  { factor, shift }: NumberMove,
  range: readonly [number, number] | undefined,
): string | undefined {
  const value = Number(text);
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  if (value === 0 || value === 1 || text.length > 12) return undefined;
  const isYear = range !== undefined && range[0] > 1000;
  const isSmall = decimals === 0 && (value < 10 || isYear);
  const moved = isSmall ? value + shift : roundTo(value * factor, unitOf(value, decimals));
  const isFit =
    moved !== value &&
    moved > 0 &&
    (decimals > 0 || moved > 1) &&
    (range === undefined || (moved >= range[0] && moved <= range[1])) &&
    (!isDyadic(value) || isDyadic(moved));
  return isFit ? moved.toFixed(decimals) : undefined;
}

/** The roundest step that the number is some multiple of: of 25 it is 5, of 100 it is 10. */
function unitOf(value: number, decimals: number): number {
  if (decimals > 0) return 10 ** -decimals;
  const units = [1, 5, 10, 50, 100, 500, 1000, 5000, 10_000, 50_000, 100_000];
  return units.findLast((unit) => value % unit === 0 && value / unit >= 4) ?? 1;
}

const roundTo = (value: number, unit: number): number =>
  unit < 1 ? Math.round(value / unit) / Math.round(1 / unit) : Math.round(value / unit) * unit;

const isDyadic = (value: number): boolean => Number.isInteger(value * 64);
