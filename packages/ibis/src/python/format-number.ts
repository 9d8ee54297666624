import { PythonError, valueError } from './errors.js';
import { matched } from './present.js';
import { toFloat } from './protocols.js';
import { floatRepr, intText } from './repr.js';

/** A parsed format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | undefined;
  readonly sign: '+' | '-' | ' ' | undefined;
  /** `z`: a zero has no sign. */
  readonly unsignedZero: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: ',' | '_' | '';
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([\s\S])?$/u;
const MAX_SIZE = 100_000;

/** Parses a format specification; ValueError where it is none. */
export function parseFormatSpec(spec: string, typeNameForMessage: string): FormatSpec {
  const match = SPEC.exec(spec);
  if (match === null) {
    if (/\.(?!\d)/.test(spec)) throw valueError('Format specifier missing precision');
    throw valueError(
      `Invalid format specifier '${spec}' for object of type '${typeNameForMessage}'`,
    );
  }
  const [, fill, align, sign, coerced, alternate, zero, width, grouping, precision, type] = match;
  if (Number(width ?? 0) > MAX_SIZE || Number(precision ?? 0) > MAX_SIZE) {
    throw valueError('Too many decimal digits in format string');
  }
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: (align as FormatSpec['align']) ?? (zero === undefined ? undefined : '='),
    sign: sign as FormatSpec['sign'],
    unsignedZero: coerced !== undefined,
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping as ',' | '_' | undefined) ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
}

/** Pads `text` (code points count) to the width; `sign` goes before `=` padding. */
export function pad(text: string, spec: FormatSpec, fallback: '<' | '>', sign = ''): string {
  const length = [...text].length + sign.length;
  const missing = Math.max(0, spec.width - length);
  const align = spec.align ?? fallback;
  if (align === '<') return sign + text + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + sign + text;
  if (align === '=') return sign + spec.fill.repeat(missing) + text;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + sign + text + spec.fill.repeat(missing - left);
}

/** `format(value, spec)` of an int. */
export function formatInt(value: bigint, spec: FormatSpec): string {
  const { type } = spec;
  if ('eEfFgG%'.includes(type) && type !== '') return formatFloat(toFloat(value), spec);
  if (spec.unsignedZero) {
    throw valueError('Negative zero coercion (z) not allowed in integer format specifier');
  }
  if (spec.precision !== undefined) {
    throw valueError('Precision not allowed in integer format specifier');
  }
  if (type === 'c') {
    if (value < 0n || value > 0x10ffffn) {
      throw new PythonError('OverflowError', '%c arg not in range(0x110000)');
    }
    return pad(String.fromCodePoint(Number(value)), spec, '<');
  }
  const radix = INT_RADIX[type];
  if (radix === undefined) {
    throw valueError(`Unknown format code '${type}' for object of type 'int'`);
  }
  const magnitude = value < 0n ? -value : value;
  const digits = radix.base === 10 ? intText(magnitude) : magnitude.toString(radix.base);
  if (spec.grouping === ',' && radix.base !== 10) {
    throw valueError(`Cannot specify ',' with '${type}'.`);
  }
  const shown = type === 'X' ? digits.toUpperCase() : digits;
  const prefix = spec.alternate ? radix.prefix : '';
  const sign = signOf(value < 0n, spec) + prefix;
  return padNumber(shown, '', spec, sign, radix.base === 10 ? 3 : 4);
}

const INT_RADIX: Readonly<Record<string, { readonly base: number; readonly prefix: string }>> = {
  '': { base: 10, prefix: '' },
  d: { base: 10, prefix: '' },
  n: { base: 10, prefix: '' },
  b: { base: 2, prefix: '0b' },
  o: { base: 8, prefix: '0o' },
  x: { base: 16, prefix: '0x' },
  X: { base: 16, prefix: '0X' },
};

function signOf(negative: boolean, spec: FormatSpec): string {
  if (negative) return '-';
  return spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
}

/** Groups the digits before the point, zero-padding inside the groups where asked. */
function padNumber(
  whole: string,
  rest: string,
  spec: FormatSpec,
  sign: string,
  group: number,
): string {
  let digits = whole;
  if (spec.grouping !== '') {
    if (spec.fill === '0' && spec.align === '=') {
      const room = spec.width - sign.length - rest.length;
      while (grouped(digits, spec.grouping, group).length < room) digits = `0${digits}`;
      if (grouped(digits, spec.grouping, group).length > room && digits.length > whole.length) {
        // CPython lets a separator take the place of a leading zero, never lead itself.
        const shorter = grouped(digits.slice(1), spec.grouping, group);
        if (shorter.length >= room) digits = digits.slice(1);
      }
    }
    digits = grouped(digits, spec.grouping, group);
  }
  return pad(digits + rest, spec, '>', sign);
}

function grouped(digits: string, separator: string, size: number): string {
  const first = digits.length % size || size;
  let out = digits.slice(0, first);
  for (let i = first; i < digits.length; i += size) out += separator + digits.slice(i, i + size);
  return out;
}

/** `format(value, spec)` of a float. */
export function formatFloat(value: number, spec: FormatSpec): string {
  const { type } = spec;
  const text = floatDigits(Math.abs(value), spec);
  const isZero = !/[1-9]/.test(text.replace(/e.*/i, ''));
  const negative = (value < 0 || Object.is(value, -0)) && !(spec.unsignedZero && isZero);
  if (!Number.isFinite(value)) {
    const shown = type !== '' && 'EFG'.includes(type) ? text.toUpperCase() : text;
    const padded = spec.fill === '0' && spec.align === '=' ? spec : spec;
    return pad(shown, padded, '>', signOf(value < 0, spec));
  }
  const end = matched(/^\d+/.exec(text))[0].length;
  return padNumber(text.slice(0, end), text.slice(end), spec, signOf(negative, spec), 3);
}

function floatDigits(value: number, spec: FormatSpec): string {
  const { type, precision, alternate } = spec;
  if (!Number.isFinite(value))
    return (Number.isNaN(value) ? 'nan' : 'inf') + (type === '%' ? '%' : '');
  switch (type) {
    case 'f':
    case 'F':
      return toFixed(value, precision ?? 6, alternate);
    case '%':
      return `${toFixed(value * 100, precision ?? 6, alternate)}%`;
    case 'e':
    case 'E': {
      const text = toExponent(value, precision ?? 6);
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G':
    case 'n': {
      const text = general(value, precision ?? 6, alternate, false);
      return type === 'G' ? text.toUpperCase() : text;
    }
    case '':
      return precision === undefined
        ? floatRepr(value)
        : general(value, precision, alternate, true);
    default:
      throw valueError(`Unknown format code '${type}' for object of type 'float'`);
  }
}

/** `'{:.Pg}'`; with `keepPoint` a number without exponent keeps a decimal. */
function general(value: number, precision: number, alternate: boolean, keepPoint: boolean): string {
  const digits = precision === 0 ? 1 : precision;
  const scientific = toExponent(value, digits - 1);
  const exponent = value === 0 ? 0 : Number(scientific.slice(scientific.indexOf('e') + 1));
  const trim = (text: string): string =>
    alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
  if (
    exponent < -4 ||
    exponent >= (keepPoint ? Math.max(1, digits - 1) + (digits > 1 ? 0 : 0) : digits)
  ) {
    const [mantissa, power] = scientific.split('e') as [string, string];
    return `${trim(mantissa)}e${power}`;
  }
  const text = trim(toFixed(value, Math.max(0, digits - 1 - exponent), alternate));
  return keepPoint && !text.includes('.') ? `${text}.0` : text;
}

/** Mantissa and binary exponent of a finite, non-negative float: value = m * 2 ** e. */
function decompose(value: number): { readonly m: bigint; readonly e: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  if (biased === 0) return { m: fraction, e: -1074 };
  return { m: fraction | 0x10000000000000n, e: biased - 1075 };
}

/** `value * 10 ** places` as an int, ties to even, exactly. */
export function scaledInt(value: number, places: number): bigint {
  const { m, e } = decompose(value);
  let numerator = m;
  let denominator = 1n;
  if (e >= 0) numerator <<= BigInt(e);
  else denominator <<= BigInt(-e);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  return divideToEven(numerator, denominator);
}

/** `numerator / denominator` (both non-negative) to the nearest int, ties to even. */
export function divideToEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  if (twice > denominator || (twice === denominator && (quotient & 1n) === 1n))
    return quotient + 1n;
  return quotient;
}

/** A finite, non-negative float with exactly `places` decimals. */
export function toFixed(value: number, places: number, alternate = false): string {
  const digits = scaledInt(value, places)
    .toString()
    .padStart(places + 1, '0');
  if (places === 0) return alternate ? `${digits}.` : digits;
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A finite, non-negative float as `d.ddde+xx` with `places` decimals. */
function toExponent(value: number, places: number): string {
  let exponent = value === 0 ? 0 : Number(value.toExponential().split('e')[1]);
  let digits = scaledInt(value, places - exponent).toString();
  if (digits.length > places + 1) {
    exponent++;
    digits = scaledInt(value, places - exponent).toString();
  }
  digits = digits.padStart(places + 1, '0');
  const fraction = places > 0 ? `.${digits.slice(1)}` : '';
  const sign = exponent < 0 ? '-' : '+';
  return `${digits[0]}${fraction}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
