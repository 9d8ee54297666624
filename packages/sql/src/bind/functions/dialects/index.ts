import type { SqlDialect } from '../../dialects.js';
import type { Row } from '../row.js';
import { SQLITE_FUNCTIONS } from './sqlite.js';

/** Rows of one dialect; a name that stands here hides the common rows of this name. */
export const DIALECT_FUNCTIONS: Readonly<Partial<Record<SqlDialect, readonly Row[]>>> = {
  sqlite: SQLITE_FUNCTIONS,
};
