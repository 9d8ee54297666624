import type { SqlDialect } from './dialects.js';
import { duckdbText } from './duckdb-names.js';
import type { Expr } from './syntax/ast.js';

/** The name that the engine gives a column of the select list that has no alias. */
export function outputName(expr: Expr, dialect: SqlDialect, source: string, index: number): string {
  if (expr.kind === 'name') return expr.parts.at(-1)?.text ?? '';
  if (expr.kind === 'member') return expr.name.text;
  switch (dialect) {
    case 'duckdb':
      return duckdbText(expr);
    case 'postgres':
      return postgresName(expr);
    case 'bigquery':
      return `f${index}_`;
    case 'trino':
      return `_col${index}`;
    case 'snowflake':
    case 'oracle':
      return source.slice(expr.start, expr.end).toUpperCase();
    default:
      return source.slice(expr.start, expr.end);
  }
}

const UNNAMED = '?column?';

/** Postgres names a column after its function, its type or what it does. */
function postgresName(expr: Expr): string {
  switch (expr.kind) {
    case 'name':
      return expr.parts.at(-1)?.text ?? UNNAMED;
    case 'call': {
      const name = (expr.name.at(-1)?.text ?? UNNAMED).toLowerCase();
      return name === 'trim_both' ? 'btrim' : name;
    }
    case 'cast': {
      const inner = postgresName(expr.arg);
      return inner === UNNAMED ? expr.type.name : inner;
    }
    case 'typed-string':
      return expr.type.name;
    case 'case':
      return 'case';
    case 'exists':
      return 'exists';
    case 'array':
      return 'array';
    case 'row':
      return 'row';
    case 'bool':
      return 'bool';
    case 'interval':
      return 'interval';
    case 'subquery': {
      const { body } = expr.query;
      const item = body.kind === 'select' ? body.items[0] : undefined;
      return item?.alias?.text ?? (item === undefined ? UNNAMED : postgresName(item.expr));
    }
    default:
      return UNNAMED;
  }
}
