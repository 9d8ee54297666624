import { evaluateIbis, parseProgram } from '@ibert/ibis';
import type { Relation, Schema } from '@ibert/ir';
import { emitSql, resolveDialect } from '@ibert/sql';

const ASKS_FOR_ROWS = /\.(?:execute|to_pandas|to_pyarrow|to_polars)\([^()]*\)$/;
const ASKS_FOR_SQL = /\bto_sql\(/;
const DIALECT = /dialect="(\w+)"/;

/**
 * What an example gives that ends with a question about an expression: its SQL, or what Python
 * shows of its columns or types. Undefined for one that asks for the rows.
 *
 * @param relation what the expression is that the question is about.
 */
export function askedOutput(
  code: string,
  relation: Relation,
  tables: Readonly<Record<string, Schema>>,
): string | undefined {
  if (ASKS_FOR_ROWS.test(code)) return undefined;
  const last = parseProgram(code).body.at(-1);
  if (last === undefined) return undefined;
  const question = code.slice(last.start, last.end);
  if (ASKS_FOR_SQL.test(question)) {
    return emitSql(relation, resolveDialect(DIALECT.exec(question)?.[1] ?? 'duckdb')).sql;
  }
  const program = `${code.slice(0, last.start)}print(repr(${question}))\nibis.literal(0)`;
  return evaluateIbis(program, { tables }).output.trimEnd();
}
