import type { DataType } from './dtypes/types.js';
import type { LiteralValue } from './literal.js';

/** A string as Python's `repr` writes it. */
export function reprString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === quote || char === '\\') out += `\\${char}`;
    else if (char === '\n') out += '\\n';
    else if (char === '\r') out += '\\r';
    else if (char === '\t') out += '\\t';
    else if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code >= 0x80 && code < 0xa1) out += `\\x${code.toString(16)}`;
    else out += char;
  }
  return out + quote;
}

/** A float as Python's `repr` writes it: `1.0`, `1e-07`, `inf`. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    const power = Number(exponent);
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A literal as Python's `repr` writes the value that Ibis keeps for it. */
export function reprLiteral(value: LiteralValue, type: DataType): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return reprFloat(value);
  if (typeof value === 'string') return reprTyped(value, type);
  if (value instanceof Uint8Array) return reprBytes(value);
  if (value instanceof Map) {
    const map: ReadonlyMap<string, LiteralValue> = value;
    return `{${[...map].map(([k, v]) => `${reprString(k)}: ${reprLiteral(v, itemType(type, k))}`).join(', ')}}`;
  }
  const items = value as readonly LiteralValue[];
  const inner = items.map((item) => reprLiteral(item, itemType(type, '')));
  return inner.length === 1 ? `(${inner[0]},)` : `(${inner.join(', ')})`;
}

/** The parts of a date, time or timestamp as numbers; the fraction in microseconds. */
function numbers(text: string): string {
  const [clock = '', fraction = ''] = text.split('.');
  const parts = clock.split(/[^\d]+/).filter((part) => part !== '');
  if (fraction !== '') parts.push(fraction.slice(0, 6).padEnd(6, '0'));
  return parts.map((part) => String(Number(part))).join(', ');
}

function reprTyped(text: string, type: DataType): string {
  switch (type.kind) {
    case 'date':
      return `datetime.date(${numbers(text)})`;
    case 'time':
      return `datetime.time(${numbers(trimSeconds(text))})`;
    case 'timestamp':
      return `datetime.datetime(${numbers(trimSeconds(text))})`;
    case 'decimal':
      return `Decimal('${type.scale === null ? trimZeros(text) : text}')`;
    case 'uuid':
      return `UUID('${text}')`;
    default:
      return reprString(text);
  }
}

// A normalised decimal counts trailing zeros in its exponent: `1E+2`.
const trimZeros = (text: string): string =>
  text.replace(
    /^(-?)(\d)(\d*?)(0+)$/,
    (_, sign: string, first: string, rest: string, zeros: string) =>
      `${sign}${first}${rest === '' ? '' : `.${rest}`}E+${rest.length + zeros.length}`,
  );

// Python leaves zero seconds out of a datetime's repr.
const trimSeconds = (text: string): string => text.replace(/^(.*\d\d:\d\d):00$/, '$1');

function reprBytes(bytes: Uint8Array): string {
  let out = "b'";
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === "'" || char === '\\') out += `\\${char}`;
    else if (byte >= 0x20 && byte < 0x7f) out += char;
    else out += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `${out}'`;
}

function itemType(type: DataType, field: string): DataType {
  if (type.kind === 'array' || type.kind === 'map') return type.value;
  if (type.kind === 'struct') return type.fields.get(field) ?? type;
  return type;
}
