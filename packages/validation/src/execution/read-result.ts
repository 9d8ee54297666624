import { DuckDBTypeId } from '@duckdb/node-api';
import type {
  DuckDBArrayType,
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBMaterializedResult,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';

import type { Cell } from '../cell.js';
import type { ResultColumn, ResultTable, ResultType, SimpleFamily } from '../comparison/result.js';

type Present = NonNullable<DuckDBValue>;
type Decode = (value: Present) => Cell;

interface Reader {
  readonly type: ResultType;
  /** Absent when the client's value is the cell already. */
  readonly decode?: Decode;
}

/** Reads a whole result with exact values. */
export function readResult(result: DuckDBMaterializedResult): ResultTable {
  const { columnCount, rowCount, chunkCount } = result;
  const columns: ResultColumn[] = [];
  const values: Cell[][] = [];
  const chunks = Array.from({ length: chunkCount }, (_, i) => result.getChunk(i));
  for (let column = 0; column < columnCount; column += 1) {
    const id = result.columnTypeId(column);
    const reader = SIMPLE.get(id) ?? readerFor(result.columnType(column));
    columns.push({ name: result.columnName(column), type: reader.type });
    const cells: Cell[] = [];
    for (const chunk of chunks) {
      const vector = chunk.getColumnVector(column);
      const { itemCount } = vector;
      for (let row = 0; row < itemCount; row += 1)
        cells.push(decodeCell(reader, vector.getItem(row)));
    }
    values.push(cells);
  }
  return { columns, rowCount, values };
}

function decodeCell({ decode }: Reader, value: DuckDBValue): Cell {
  if (value === null) return null;
  return decode === undefined ? (value as Cell) : decode(value);
}

const simple = (family: SimpleFamily, decode?: Decode): Reader =>
  decode === undefined ? { type: { family } } : { type: { family }, decode };

const integer = simple('integer', (value) => BigInt(value as number));
const wide = simple('integer');
const text = simple('string', String);

/** Readers of the types without parameters. */
const SIMPLE: ReadonlyMap<DuckDBTypeId, Reader> = new Map([
  [DuckDBTypeId.SQLNULL, simple('null')],
  [DuckDBTypeId.BOOLEAN, simple('boolean')],
  [DuckDBTypeId.TINYINT, integer],
  [DuckDBTypeId.SMALLINT, integer],
  [DuckDBTypeId.INTEGER, integer],
  [DuckDBTypeId.UTINYINT, integer],
  [DuckDBTypeId.USMALLINT, integer],
  [DuckDBTypeId.UINTEGER, integer],
  [DuckDBTypeId.BIGINT, wide],
  [DuckDBTypeId.UBIGINT, wide],
  [DuckDBTypeId.HUGEINT, wide],
  [DuckDBTypeId.UHUGEINT, wide],
  [DuckDBTypeId.BIGNUM, wide],
  [DuckDBTypeId.FLOAT, simple('float')],
  [DuckDBTypeId.DOUBLE, simple('float')],
  [DuckDBTypeId.VARCHAR, simple('string')],
  [DuckDBTypeId.ENUM, simple('string')],
  [DuckDBTypeId.BIT, text],
  [DuckDBTypeId.UUID, simple('uuid', String)],
  [DuckDBTypeId.BLOB, simple('binary', (value) => (value as DuckDBBlobValue).bytes)],
  [DuckDBTypeId.DATE, simple('date', (value) => BigInt((value as DuckDBDateValue).days))],
  [DuckDBTypeId.TIME, simple('time', (value) => (value as DuckDBTimeValue).micros)],
  [DuckDBTypeId.TIME_NS, simple('time', String)],
  [DuckDBTypeId.TIME_TZ, simple('timetz', String)],
  [DuckDBTypeId.TIMESTAMP, simple('timestamp', (value) => (value as DuckDBTimestampValue).micros)],
  [
    DuckDBTypeId.TIMESTAMP_TZ,
    simple('timestamptz', (value) => (value as DuckDBTimestampValue).micros),
  ],
  [
    DuckDBTypeId.TIMESTAMP_S,
    simple('timestamp', (value) => (value as DuckDBTimestampSecondsValue).seconds * 1_000_000n),
  ],
  [
    DuckDBTypeId.TIMESTAMP_MS,
    simple('timestamp', (value) => (value as DuckDBTimestampMillisecondsValue).millis * 1000n),
  ],
  [DuckDBTypeId.TIMESTAMP_NS, simple('timestamp', nanoseconds)],
  [
    DuckDBTypeId.INTERVAL,
    simple('interval', (value) => {
      const { months, days, micros } = value as DuckDBIntervalValue;
      return [BigInt(months), BigInt(days), micros];
    }),
  ],
]);

/** Microseconds where that is exact; a text, equal to no number of microseconds, where not. */
function nanoseconds(value: Present): Cell {
  const { nanos } = value as DuckDBTimestampNanosecondsValue;
  return nanos % 1000n === 0n ? nanos / 1000n : `${nanos}ns`;
}

/** The reader of any type, nested ones included. */
function readerFor(type: DuckDBType): Reader {
  const known = SIMPLE.get(type.typeId);
  if (known !== undefined) return known;
  switch (type.typeId) {
    case DuckDBTypeId.DECIMAL:
      return {
        type: { family: 'decimal', scale: (type as DuckDBDecimalType).scale },
        decode: (value) => (value as DuckDBDecimalValue).value,
      };
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY: {
      const item = readerFor((type as DuckDBListType | DuckDBArrayType).valueType);
      return {
        type: { family: 'list', item: item.type },
        decode: (value) =>
          (value as DuckDBListValue | DuckDBArrayValue).items.map((cell) => decodeCell(item, cell)),
      };
    }
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = type as DuckDBStructType;
      const readers = entryTypes.map(readerFor);
      const fields = entryNames.map((name, i) => ({
        name,
        type: readers[i]?.type ?? { family: 'null' as const },
      }));
      return {
        type: { family: 'struct', fields },
        decode: (value) => {
          const { entries } = value as DuckDBStructValue;
          return readers.map((reader, i) =>
            decodeCell(reader, entries[entryNames[i] ?? ''] ?? null),
          );
        },
      };
    }
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = type as DuckDBMapType;
      const [key, item] = [readerFor(keyType), readerFor(valueType)];
      return {
        type: { family: 'map', key: key.type, value: item.type },
        decode: (value) =>
          (value as DuckDBMapValue).entries.map((entry) => [
            decodeCell(key, entry.key),
            decodeCell(item, entry.value),
          ]),
      };
    }
    default:
      return { type: { family: 'other', name: type.toString() }, decode: String };
  }
}
