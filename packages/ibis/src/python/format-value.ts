import { typeError, valueError } from './errors.js';
import { formatFloat, formatInt, pad, parseFormatSpec } from './format-number.js';
import type { PyContext } from './host.js';
import { codePoints } from './protocols.js';
import { pyStr } from './repr.js';
import { typeName, type PyValue } from './values.js';

/** `format(value, spec)`. */
export function formatValue(value: PyValue, spec: string, ctx: PyContext): string {
  if (spec === '') return pyStr(value, ctx);
  if (typeof value === 'string') return formatString(value, spec, ctx);
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') {
    const parsed = parseFormatSpec(spec, typeName(value));
    ctx.allocate(parsed.width + (parsed.precision ?? 0));
    if (parsed.type === 's') {
      throw valueError(`Unknown format code 's' for object of type '${typeName(value)}'`);
    }
    if (typeof value === 'number') return formatFloat(value, parsed);
    return formatInt(BigInt(value), parsed);
  }
  if (value !== null && typeof value === 'object' && value.kind === 'host' && value.format) {
    return value.format(spec, ctx);
  }
  throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
}

function formatString(value: string, spec: string, ctx: PyContext): string {
  const parsed = parseFormatSpec(spec, 'str');
  ctx.allocate(parsed.width);
  if (parsed.type !== '' && parsed.type !== 's') {
    throw valueError(`Unknown format code '${parsed.type}' for object of type 'str'`);
  }
  if (parsed.sign !== undefined) {
    throw valueError(
      parsed.sign === ' '
        ? 'Space not allowed in string format specifier'
        : 'Sign not allowed in string format specifier',
    );
  }
  if (parsed.align === '=' && parsed.fill !== '0') {
    throw valueError("'=' alignment not allowed in string format specifier");
  }
  if (parsed.grouping !== '') throw valueError(`Cannot specify '${parsed.grouping}' with 's'.`);
  const shown =
    parsed.precision === undefined ? value : codePoints(value).slice(0, parsed.precision).join('');
  return pad(shown, parsed.align === '=' ? { ...parsed, align: '<' } : parsed, '<');
}
