import type { DecimalType } from '@ibert/ir';

import { PyDecimal, pyRepr, pyStr, PythonError, typeError } from '../python/index.js';
import type { PyContext, PyValue } from '../python/index.js';

/** The digits that Ibis works with where a decimal type states no precision. */
const DEFAULT_PRECISION = 38;

/**
 * The digits of a decimal literal as Ibis normalises them: the scale of the type, or as few as
 * tell the value; undefined for what is no number.
 *
 * @throws PythonError TypeError when the value has more digits than the type.
 */
export function toDecimal(value: PyValue, type: DecimalType, ctx: PyContext): string | undefined {
  const isNumber =
    value instanceof PyDecimal ||
    typeof value === 'bigint' ||
    typeof value === 'number' ||
    typeof value === 'string';
  if (!isNumber) return undefined;
  const decimal = parse(value, ctx);
  const { precision, scale } = type;
  const { digits, places } = shortest(decimal);
  if (precision !== null && precision < digits.length) {
    throw typeError(
      `Decimal value ${pyStr(value, ctx)} has too many digits for precision: ${precision}`,
    );
  }
  if (scale !== null) {
    if (places > scale) {
      throw typeError(
        `Normalizing ${pyStr(value, ctx)} with scale -${places} to scale -${scale} would loose precision`,
      );
    }
    if (digits.length + scale - places > (precision ?? DEFAULT_PRECISION) && digits !== '0') {
      throw typeError(
        `Unable to normalize ${pyRepr(value, ctx)} as decimal with precision ${precision ?? 'None'} and scale ${scale}`,
      );
    }
  }
  const sign = decimal.negative && digits !== '0' ? '-' : '';
  return sign + plain(digits, places, scale ?? Math.max(places, 0));
}

function parse(value: PyValue, ctx: PyContext): PyDecimal {
  if (value instanceof PyDecimal) return value;
  try {
    return PyDecimal.parse(pyStr(value, ctx));
  } catch (error) {
    if (error instanceof PythonError && error.pyType === 'InvalidOperation') {
      throw typeError(`Unable to construct decimal from ${pyRepr(value, ctx)}`);
    }
    throw error;
  }
}

/** Digits without trailing zeros, and how many of them stand behind the point (negative: zeros left out). */
function shortest({ coefficient, exponent }: PyDecimal): {
  readonly digits: string;
  readonly places: number;
} {
  const all = (coefficient < 0n ? -coefficient : coefficient).toString();
  const digits = all.replace(/0+$/, '');
  if (digits === '') return { digits: '0', places: 0 };
  return { digits, places: -(exponent + all.length - digits.length) };
}

function plain(digits: string, places: number, scale: number): string {
  const whole = digits + '0'.repeat(scale - places);
  if (scale === 0) return whole;
  const padded = whole.padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
