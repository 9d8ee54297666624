import { isA, reprFloat, reprString } from '@ibert/ir';
import type { DataType } from '@ibert/ir';
import type { Cell, ResultType } from '@ibert/validation/duckdb';

const DAY = 86_400_000_000n;

/**
 * A cell as Python shows the value that pyarrow makes of it; undefined for types whose values have no
 * short and lasting form.
 *
 * @param type what the engine gave.
 * @param dtype what Ibis says it is, which decides where the two differ.
 */
export function pythonRepr(cell: Cell, type: ResultType, dtype: DataType): string | undefined {
  if (cell === null) return 'None';
  if (isA(dtype, 'Floating')) return floatOf(cell, type);
  switch (type.family) {
    case 'boolean':
      return cell === true ? 'True' : 'False';
    case 'integer':
      return isA(dtype, 'Integer') ? String(cell) : undefined;
    case 'string':
      return dtype.kind === 'string' ? reprString(String(cell)) : undefined;
    case 'decimal':
      return dtype.kind === 'decimal' && dtype.scale === type.scale
        ? `Decimal('${decimalText(cell as bigint, type.scale)}')`
        : undefined;
    case 'date':
      return dtype.kind === 'date'
        ? `datetime.date(${dateParts((cell as bigint) * DAY)})`
        : undefined;
    case 'timestamp':
      // The engine truncates a date to a moment, which Ibis casts back to the type that it told.
      if (dtype.kind === 'date') {
        const whole = modulo(cell as bigint, DAY) === 0n;
        return whole ? `datetime.date(${dateParts(cell as bigint)})` : undefined;
      }
      return dtype.kind === 'timestamp' && dtype.timezone === null
        ? `datetime.datetime(${dateParts(cell as bigint)}, ${timeParts(cell as bigint)})`
        : undefined;
    case 'time':
      return typeof cell === 'bigint' ? `datetime.time(${timeParts(cell)})` : undefined;
    case 'list':
      return dtype.kind === 'array'
        ? listRepr(cell as readonly Cell[], type.item, dtype.value)
        : undefined;
    default:
      return undefined;
  }
}

function floatOf(cell: Cell, type: ResultType): string | undefined {
  if (typeof cell === 'number') return reprFloat(cell);
  if (typeof cell !== 'bigint') return undefined;
  if (type.family === 'integer') return reprFloat(Number(cell));
  return type.family === 'decimal' ? reprFloat(Number(decimalText(cell, type.scale))) : undefined;
}

function listRepr(items: readonly Cell[], type: ResultType, dtype: DataType): string | undefined {
  const shown = items.map((item) => pythonRepr(item, type, dtype));
  return shown.includes(undefined) ? undefined : `[${shown.join(', ')}]`;
}

function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return value.toString();
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** `2024, 1, 5` of microseconds since 1970. */
function dateParts(micros: bigint): string {
  const date = new Date(Number((micros - modulo(micros, DAY)) / 1000n));
  return `${date.getUTCFullYear()}, ${date.getUTCMonth() + 1}, ${date.getUTCDate()}`;
}

/** `10, 30` of microseconds; seconds and their parts where there are any, as Python does. */
function timeParts(micros: bigint): string {
  const within = modulo(micros, DAY);
  const parts = [
    within / 3_600_000_000n,
    (within / 60_000_000n) % 60n,
    (within / 1_000_000n) % 60n,
    within % 1_000_000n,
  ];
  while (parts.length > 2 && parts.at(-1) === 0n) parts.pop();
  return parts.join(', ');
}

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;
