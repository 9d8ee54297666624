import { reject } from '../reasons.js';
import type { RejectCode, Rejection } from '../reasons.js';

/** Which text failed: its errors have codes of their own. */
export type Side = 'sql' | 'ibis';

/** What messages call the sides. */
export const SIDE_NAMES: Readonly<Record<Side, string>> = {
  sql: 'the SQL text',
  ibis: 'the Ibis program',
};

const KINDS: Readonly<Record<string, { readonly sql: RejectCode; readonly ibis: RejectCode }>> = {
  'Parser Error': { sql: 'SQL_SYNTAX', ibis: 'IBIS_BIND' },
  'Binder Error': { sql: 'SQL_BIND', ibis: 'IBIS_BIND' },
  'Catalog Error': { sql: 'SQL_BIND', ibis: 'IBIS_BIND' },
  'Permission Error': { sql: 'FORBIDDEN_FUNCTION', ibis: 'FORBIDDEN_FUNCTION' },
  'Out of Memory Error': { sql: 'MEMORY', ibis: 'MEMORY' },
  'INTERRUPT Error': { sql: 'TIMEOUT', ibis: 'TIMEOUT' },
};

/** A failed execution as a rejection; every error is one. */
export function executionFault(error: unknown, side: Side, fixture: string): Rejection {
  const message = error instanceof Error ? error.message : String(error);
  const [first = ''] = message.split('\n');
  // Names of databases tell what was proven before.
  const line = first.replace(/\bf\d+_[a-z]+\.(?:main\.)?/g, '');
  const kind = KINDS[line.slice(0, line.indexOf(':'))];
  const reason = kind?.[side] ?? (side === 'sql' ? 'SQL_RUNTIME' : 'IBIS_RUNTIME');
  return reject(reason, `${SIDE_NAMES[side]} fails on the ${fixture} fixture: ${line}`);
}
