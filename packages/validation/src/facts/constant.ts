/**
 * A constant that a query holds. Dates, times, timestamps and UUIDs are texts here: what they mean
 * is up to the columns that they are compared with.
 */
export type Constant = NumberConstant | TextConstant;

/** The exact number `digits / 10^scale`. */
export interface NumberConstant {
  readonly kind: 'number';
  readonly digits: bigint;
  readonly scale: number;
}
export interface TextConstant {
  readonly kind: 'text';
  readonly text: string;
}

/** A constant and the columns (lower-case names) that the query holds it against. */
export interface ConstantUse {
  readonly constant: Constant;
  readonly columns: readonly string[];
}

/** A number written in decimal or scientific notation; undefined when the text is no number. */
export function parseNumber(text: string): NumberConstant | undefined {
  const parts = /^\s*([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  let digits = BigInt(whole + fraction);
  let scale = fraction.length - Number(exponent);
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { kind: 'number', digits: sign === '-' ? -digits : digits, scale };
}

export const negate = (constant: NumberConstant): NumberConstant => ({
  ...constant,
  digits: -constant.digits,
});

/** The number times ten to the scale, rounded down, and whether that is exact. */
export function atScale(
  { digits, scale }: NumberConstant,
  target: number,
): { readonly floor: bigint; readonly exact: boolean } {
  if (target >= scale) return { floor: digits * 10n ** BigInt(target - scale), exact: true };
  const unit = 10n ** BigInt(scale - target);
  const rest = ((digits % unit) + unit) % unit;
  return { floor: (digits - rest) / unit, exact: rest === 0n };
}

/** The nearest double. */
export function toDouble({ digits, scale }: NumberConstant): number {
  return Number(`${digits}e-${scale}`);
}

/** One text per constant, for finding equal ones. */
export function constantKey(constant: Constant): string {
  return constant.kind === 'number'
    ? `n${constant.digits}e-${constant.scale}`
    : `t${constant.text}`;
}

/** One use per constant and column, in order of first appearance. */
export function mergeUses(
  uses: readonly ConstantUse[],
): readonly { readonly constant: Constant; readonly column: string }[] {
  const merged = new Map<string, { readonly constant: Constant; readonly column: string }>();
  for (const { constant, columns } of uses) {
    for (const column of columns) {
      const key = `${column} ${constantKey(constant)}`;
      if (!merged.has(key)) merged.set(key, { constant, column });
    }
  }
  return [...merged.values()];
}
