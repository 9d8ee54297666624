import { isFloating, isInteger } from '@ibert/ir';
import type { DataType } from '@ibert/ir';

import type { Cell } from '../cell.js';
import { decimalSize } from '../fixtures/codec.js';
import { clockText, dateText, decimalText, momentText } from './cell-text.js';

const NAMES: Readonly<Partial<Record<DataType['kind'], string>>> = {
  boolean: 'BOOLEAN',
  int8: 'SMALLINT',
  int16: 'SMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  uint8: 'SMALLINT',
  uint16: 'INTEGER',
  uint32: 'BIGINT',
  float32: 'REAL',
  float64: 'DOUBLE PRECISION',
  string: 'TEXT',
  binary: 'BYTEA',
  date: 'DATE',
  time: 'TIME',
  interval: 'INTERVAL',
  uuid: 'UUID',
  inet: 'INET',
  macaddr: 'MACADDR',
};

/** PostgreSQL's type of a column. It has no maps; structs would need a type made for each. */
export function postgresStorage(type: DataType): string | undefined {
  switch (type.kind) {
    case 'decimal': {
      const { precision, scale } = decimalSize(type);
      return `NUMERIC(${precision}, ${scale})`;
    }
    case 'timestamp':
      if (type.scale !== null && type.scale > 6) return undefined;
      return type.timezone === null ? 'TIMESTAMP' : 'TIMESTAMPTZ';
    case 'json':
      return type.binary ? 'JSONB' : 'JSON';
    case 'array': {
      // Arrays of arrays are tables there: all rows of one length.
      const item = type.value.kind === 'array' ? undefined : postgresStorage(type.value);
      return item === undefined ? undefined : `${item}[]`;
    }
    default:
      return NAMES[type.kind];
  }
}

/** A cell as PostgreSQL reads it from text; null for NULL. */
export function postgresInput(cell: Cell, type: DataType): string | null {
  if (cell === null) return null;
  if (isInteger(type) || isFloating(type)) return String(cell);
  switch (type.kind) {
    case 'boolean':
      return cell === true ? 't' : 'f';
    case 'decimal':
      return decimalText(cell as bigint, decimalSize(type).scale);
    case 'date':
      return dateText(cell as bigint);
    case 'time':
      return clockText(cell as bigint);
    case 'timestamp':
      return `${momentText(cell as bigint)}${type.timezone === null ? '' : '+00'}`;
    case 'binary':
      return `\\x${Buffer.from(cell as Uint8Array).toString('hex')}`;
    case 'interval': {
      const [months, days, micros] = cell as readonly [bigint, bigint, bigint];
      return `${months} months ${days} days ${micros} microseconds`;
    }
    case 'array': {
      const items = (cell as readonly Cell[]).map((item) => postgresInput(item, type.value));
      const quoted = items.map((item) =>
        item === null ? 'NULL' : `"${item.replaceAll(/["\\]/g, '\\$&')}"`,
      );
      return `{${quoted.join(',')}}`;
    }
    default:
      return String(cell);
  }
}
