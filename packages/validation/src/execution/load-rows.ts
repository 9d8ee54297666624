import { DuckDBDataChunk } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Schema } from '@ibert/ir';

import type { Row } from '../cell.js';
import { codecFor, quoteName } from '../fixtures/codec.js';
import type { Codec } from '../fixtures/codec.js';

/** How the rows of one table get into DuckDB. */
export interface TableLoader {
  readonly createSql: string;
  /** Encoded rows, ready to be appended any number of times. */
  readonly encode: (rows: readonly Row[]) => DuckDBDataChunk;
  /** Appends to the table in the connection's default database. */
  readonly append: (connection: DuckDBConnection, rows: DuckDBDataChunk) => Promise<void>;
}

/** @throws IbertError `UNSUPPORTED` for a column type without storage. */
export function tableLoader(table: string, schema: Schema): TableLoader {
  const columns = [...schema].map(([name, type]) => ({ name, codec: codecFor(type) }));
  const types = columns.map(({ codec }) => codec.type);
  const definitions = columns.map(({ name, codec }) => `${quoteName(name)} ${codec.sql}`);
  return {
    createSql: `CREATE TABLE ${quoteName(table)} (${definitions.join(', ')})`,
    encode: (rows) => {
      const chunk = DuckDBDataChunk.create(types, rows.length);
      for (const [i, { codec }] of columns.entries()) {
        chunk.setColumnValues(
          i,
          rows.map((row) => encodeCell(codec, row, i)),
        );
      }
      return chunk;
    },
    append: async (connection, rows) => {
      const appender = await connection.createAppender(table);
      appender.appendDataChunk(rows);
      appender.closeSync();
    },
  };
}

function encodeCell(codec: Codec, row: Row, index: number): DuckDBValue {
  const cell = row[index];
  return cell === null || cell === undefined ? null : codec.encode(cell);
}
