import { PythonError, valueError } from './errors.js';
import type { PyContext } from './host.js';
import { MAX_INT_DIGITS } from './literals.js';
import { present } from './present.js';
import type { PyException, PyIterator, PyValue } from './values.js';

/** `repr(x)` of a float. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? '-' : '+';
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const negative = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${negative}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${negative}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

/** `str(x)` of an int; CPython refuses more than 4300 digits. */
export function intText(value: bigint): string {
  const text = value.toString();
  if (text.length > MAX_INT_DIGITS + (value < 0n ? 1 : 0)) {
    throw valueError(
      `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion; ` +
        'use sys.set_int_max_str_digits() to increase the limit',
    );
  }
  return text;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** `repr(x)` of a str. */
export function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  if (/^[ -&(-[\]-~]*$/.test(text)) return quote + text + quote;
  let out = quote;
  for (const char of text) {
    const code = present(char.codePointAt(0));
    if (char === quote) out += `\\${quote}`;
    else if (ESCAPES.has(char)) out += present(ESCAPES.get(char));
    else if (code < 32 || (code > 126 && !isPrintable(char))) out += escapeCode(code);
    else out += char;
  }
  return out + quote;
}

/** Whether `repr` shows the character as it is. */
export function isPrintable(char: string): boolean {
  return char === ' ' || !/[\p{C}\p{Z}]/u.test(char);
}

function escapeCode(code: number): string {
  const hex = code.toString(16);
  if (code < 256) return `\\x${hex.padStart(2, '0')}`;
  return code < 65_536 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** `ascii(x)`: the repr with everything outside ASCII escaped. */
export function asciiRepr(value: PyValue, ctx: PyContext): string {
  return pyRepr(value, ctx).replace(/[^\0-\x7f]/gu, (char) =>
    escapeCode(present(char.codePointAt(0))),
  );
}

function bytesRepr(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = `b${quote}`;
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (char === quote) out += `\\${quote}`;
    else if (ESCAPES.has(char)) out += present(ESCAPES.get(char));
    else out += code < 32 || code > 126 ? `\\x${code.toString(16).padStart(2, '0')}` : char;
  }
  return out + quote;
}

/** `repr(value)`. Addresses of functions and the like are shown as `0x0`. */
export function pyRepr(value: PyValue, ctx: PyContext): string {
  switch (typeof value) {
    case 'string':
      ctx.allocate(value.length);
      return stringRepr(value);
    case 'bigint':
      return intText(value);
    case 'number':
      return floatRepr(value);
    case 'boolean':
      return value ? 'True' : 'False';
    default:
      break;
  }
  if (value === null) return 'None';
  switch (value.kind) {
    case 'list':
      return nested(value, ctx, () => `[${reprAll(value.items, ctx)}]`, '[...]');
    case 'tuple': {
      const comma = value.items.length === 1 ? ',' : '';
      return nested(value, ctx, () => `(${reprAll(value.items, ctx)}${comma})`, '(...)');
    }
    case 'dict':
      return nested(value, ctx, () => `{${reprEntries(value.entries.values(), ctx)}}`, '{...}');
    case 'set':
      return setRepr(value.entries.values(), value.entries.size, value.frozen, ctx);
    case 'bytes':
      return bytesRepr(value.bytes);
    case 'range':
      return value.step === 1n
        ? `range(${value.start}, ${value.stop})`
        : `range(${value.start}, ${value.stop}, ${value.step})`;
    case 'slice':
      return `slice(${reprAll([value.start, value.stop, value.step], ctx)})`;
    case 'function':
      return `<function ${value.name} at 0x0>`;
    case 'builtin':
      return value.shown ?? `<built-in function ${value.name}>`;
    case 'module':
      return `<module '${value.name}'>`;
    case 'type':
      return `<class '${value.init.qualifiedName ?? value.name}'>`;
    case 'exception':
      return `${value.type.name}(${reprAll(value.args, ctx)})`;
    case 'iterator':
      return iteratorRepr(value);
    case 'singleton':
      return value.name;
    case 'host':
      return value.repr(ctx);
  }
}

function iteratorRepr(value: PyIterator): string {
  return value.name === 'generator'
    ? '<generator object <genexpr> at 0x0>'
    : `<${value.name} object at 0x0>`;
}

function reprAll(items: readonly PyValue[], ctx: PyContext): string {
  return items.map((item) => pyRepr(item, ctx)).join(', ');
}

function reprEntries(
  entries: Iterable<{ readonly key: PyValue; readonly value: PyValue }>,
  ctx: PyContext,
): string {
  const parts: string[] = [];
  for (const { key, value } of entries) parts.push(`${pyRepr(key, ctx)}: ${pyRepr(value, ctx)}`);
  return parts.join(', ');
}

function setRepr(
  members: Iterable<PyValue>,
  size: number,
  frozen: boolean,
  ctx: PyContext,
): string {
  if (size === 0) return frozen ? 'frozenset()' : 'set()';
  const inner = `{${reprAll([...members], ctx)}}`;
  return frozen ? `frozenset(${inner})` : inner;
}

/** Runs `show` unless the object is already being shown further out. */
function nested(value: object, ctx: PyContext, show: () => string, inside: string): string {
  if (ctx.showing.has(value)) return inside;
  ctx.showing.add(value);
  ctx.enter();
  try {
    const text = show();
    // A list that holds another twice shows it twice, and so on.
    ctx.allocate(text.length);
    return text;
  } finally {
    ctx.leave();
    ctx.showing.delete(value);
  }
}

/** `KeyError(key)`. */
export function keyError(key: PyValue, ctx: PyContext): PythonError {
  return new PythonError('KeyError', pyRepr(key, ctx), { args: [key] });
}

/** `str(value)`. */
export function pyStr(value: PyValue, ctx: PyContext): string {
  if (typeof value === 'string') return value;
  if (value !== null && typeof value === 'object') {
    if (value.kind === 'host' && value.str !== undefined) return value.str(ctx);
    if (value.kind === 'exception') return exceptionText(value, ctx);
  }
  return pyRepr(value, ctx);
}

/** `str(exception)`. */
export function exceptionText(value: PyException, ctx: PyContext): string {
  const [first] = value.args;
  if (first === undefined) return '';
  if (value.args.length > 1) return `(${reprAll(value.args, ctx)})`;
  return value.type.name === 'KeyError' ? pyRepr(first, ctx) : pyStr(first, ctx);
}
