import { dictGet } from './containers.js';
import { PythonError, typeError, valueError } from './errors.js';
import { formatFloat, formatInt, pad, type FormatSpec } from './format-number.js';
import type { PyContext } from './host.js';
import { matched, present } from './present.js';
import { asInt, asNumber, codePoints, toFloat, truncate } from './protocols.js';
import { asciiRepr, keyError, pyRepr, pyStr } from './repr.js';
import { typeName, type PyValue } from './values.js';

const DIRECTIVE = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([\s\S])?/g;

/** `format % values`. */
export function percentFormat(format: string, values: PyValue, ctx: PyContext): string {
  const isObject = values !== null && typeof values === 'object';
  const args = isObject && values.kind === 'tuple' ? values.items : [values];
  const mapping = isObject && values.kind === 'dict' ? values : undefined;
  let next = 0;
  let usedMapping = false;
  const take = (): PyValue => {
    if (next >= args.length) throw typeError('not enough arguments for format string');
    return present(args[next++]);
  };
  let out = '';
  let from = 0;
  for (const match of format.matchAll(DIRECTIVE)) {
    out += format.slice(from, match.index);
    from = match.index + match[0].length;
    const [whole, key, flags = '', width, precision, type] = match;
    if (type === undefined) throw valueError('incomplete format');
    if (type === '%') {
      out += '%';
      continue;
    }
    let value: PyValue;
    const wide = width === '*' ? starred(take()) : Number(width ?? 0);
    const hasPoint = whole.includes('.', key === undefined ? 0 : key.length + 2);
    const digits =
      precision === '*' ? starred(take()) : hasPoint ? Number(precision ?? 0) : undefined;
    if (key === undefined) {
      value = take();
    } else {
      if (mapping === undefined) throw typeError('format requires a mapping');
      const found = dictGet(mapping, key);
      if (found === undefined) throw keyError(key, ctx);
      value = found;
      usedMapping = true;
    }
    ctx.allocate(Math.abs(wide) + (digits ?? 0));
    const position = codePoints(format.slice(0, from - 1)).length;
    out += directive(value, type, flags, wide, digits, position, ctx);
  }
  const ignorable = isObject && ['list', 'dict', 'range', 'bytes'].includes(values.kind);
  if (next < args.length && !usedMapping && !ignorable) {
    throw typeError('not all arguments converted during string formatting');
  }
  return out + format.slice(from);
}

function starred(value: PyValue): number {
  const int = asInt(value);
  if (int === undefined) throw typeError('* wants int');
  return Number(int);
}

function directive(
  value: PyValue,
  type: string,
  flags: string,
  width: number,
  precision: number | undefined,
  position: number,
  ctx: PyContext,
): string {
  const left = flags.includes('-') || width < 0;
  const zero = flags.includes('0') && !left;
  const spec: FormatSpec = {
    fill: zero ? '0' : ' ',
    align: left ? '<' : zero ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : undefined,
    unsignedZero: false,
    alternate: flags.includes('#'),
    width: Math.abs(width),
    grouping: '',
    precision,
    type,
  };
  switch (type) {
    case 's':
    case 'r':
    case 'a': {
      const show = type === 's' ? pyStr : type === 'r' ? pyRepr : asciiRepr;
      const text = show(value, ctx);
      const shown = precision === undefined ? text : codePoints(text).slice(0, precision).join('');
      return pad(shown, { ...spec, fill: ' ', align: left ? '<' : '>' }, '>');
    }
    case 'c':
      return pad(character(value), { ...spec, fill: ' ', align: left ? '<' : '>' }, '>');
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
      return integer(value, type, spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const number = asNumber(value);
      if (number === undefined) throw typeError(`must be real number, not ${typeName(value)}`);
      return formatFloat(toFloat(number), spec);
    }
    default:
      throw valueError(
        `unsupported format character '${type}' (0x${present(type.codePointAt(0)).toString(16)}) ` +
          `at index ${position}`,
      );
  }
}

function character(value: PyValue): string {
  if (typeof value === 'bigint') {
    if (value < 0n || value > 0x10ffffn) {
      throw new PythonError('OverflowError', '%c arg not in range(0x110000)');
    }
    return String.fromCodePoint(Number(value));
  }
  if (typeof value === 'string' && codePoints(value).length === 1) return value;
  throw typeError('%c requires int or char');
}

function integer(value: PyValue, type: string, spec: FormatSpec): string {
  const number = asNumber(value);
  const decimal = type === 'd' || type === 'i' || type === 'u';
  if (number === undefined || (typeof number === 'number' && !decimal)) {
    const what = decimal ? 'a real number is required' : 'an integer is required';
    throw typeError(`%${type} format: ${what}, not ${typeName(value)}`);
  }
  const int = typeof number === 'bigint' ? number : truncate(number);
  const text = formatInt(int, {
    ...spec,
    type: decimal ? 'd' : type,
    precision: undefined,
    width: 0,
  });
  const signLength = matched(/^[-+ ]?(?:0[xXo])?/.exec(text))[0].length;
  const digits = text.slice(signLength).padStart(spec.precision ?? 0, '0');
  return pad(digits, spec, '>', text.slice(0, signLength));
}
