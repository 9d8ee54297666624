import type { RecordContext } from '@ibert/core/records';
import { parseSchema } from '@ibert/ir';
import type { Tables } from '@ibert/validation';

/**
 * The tables of a record as the engine takes them.
 *
 * @throws IbertError for a column type that does not exist.
 */
export const tablesOf = ({ tables }: RecordContext): Tables =>
  Object.fromEntries(
    Object.entries(tables).map(([name, { schema }]) => [name, parseSchema(schema)]),
  );
