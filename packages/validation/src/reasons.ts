/**
 * Why a candidate is refused: the closed set of reject codes, each with what it means. Rejects
 * files and run manifests count by these codes.
 */
export const REJECT_REASONS = {
  SQL_SYNTAX: 'DuckDB cannot parse the SQL text.',
  NOT_A_QUERY: 'The SQL text is not exactly one SELECT statement.',
  FORBIDDEN_FUNCTION: 'The SQL text reads something other than the tables of its record.',
  SQL_BIND: 'The SQL text names a table, column, function or type that does not exist or fit.',
  SQL_RUNTIME: 'The SQL text fails on a fixture database.',
  IBIS_SYNTAX: 'The Ibis program is not valid Python.',
  IBIS_ERROR: 'The Ibis program raises an error when it is built.',
  IBIS_BIND: 'DuckDB cannot bind the SQL that the Ibis program compiles to.',
  IBIS_RUNTIME: 'The SQL that the Ibis program compiles to fails on a fixture database.',
  UNSUPPORTED: 'The example uses an operation or type that the product does not support.',
  COLUMNS_DIFFER: 'The two results differ in the names or the order of their columns.',
  TYPES_DIFFER: 'The two results differ in the type of a column.',
  ROWS_DIFFER: 'The two results hold different rows.',
  ORDER_DIFFERS: 'Only one side fixes an order, or the two sides order their rows differently.',
  NONDETERMINISTIC: 'A result changes with the physical order of the rows, the clock or chance.',
  EMPTY_ON_ALL: 'The result says nothing: it is empty, or only NULL and zero, on every fixture.',
  WEAK_PROOF: 'Too many neighbours of the query give the same rows on every fixture.',
  NOT_A_CONTINUATION: 'The completed code does not begin with the partial code.',
  ANSWER_GIVEN: 'The input holds the answer already, or the answer adds nothing of meaning.',
  NO_ERROR: 'The broken code runs.',
  ERROR_DIFFERS: 'The broken code fails with another error than the recorded one.',
  FIX_DIFFERS: 'The fixed code changes something else than the mistake.',
  SQL_DIFFERS: 'The SQL text is not what the Ibis program means in that dialect.',
  TEXT_DIFFERS: 'A statement of the text contradicts the code.',
  ORACLE_DIFFERS: 'Real Ibis refuses the code, or makes something else of it.',
  TIMEOUT: 'The example ran longer than the time limit.',
  MEMORY: 'The example needed more memory or returned more rows than the limit.',
  DUPLICATE: 'An earlier example has the same task, dialect, context and input.',
  CONFLICT: 'An earlier example has the same input with another target.',
  WORKER_CRASH: 'The worker process died while it proved the example, twice.',
} as const satisfies Readonly<Record<string, string>>;

export type RejectCode = keyof typeof REJECT_REASONS;

export const REJECT_CODES = Object.keys(REJECT_REASONS) as readonly RejectCode[];

/** A refused candidate: the code, and what was found in this case. */
export interface Rejection {
  readonly ok: false;
  readonly reason: RejectCode;
  readonly error: string;
}

export const reject = (reason: RejectCode, error: string): Rejection => ({
  ok: false,
  reason,
  error,
});
