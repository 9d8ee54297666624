import { dummyTable, inMemoryTable, isFloating, isInteger, setOperation, STRING } from '@ibert/ir';
import type { DataType, LiteralValue, Relation, Value } from '@ibert/ir';

import { cast, unify, wider } from './coerce.js';
import { exprContext } from './context.js';
import type { ExprContext } from './context.js';
import type { SqlDialect } from './dialects.js';
import { SqlError } from './errors.js';
import { decimalLiteral } from './literals.js';
import { bindExpr } from './expressions.js';
import { emptyScope } from './scope.js';
import type { Session, Surroundings } from './session.js';
import type { Expr, ValuesNode } from './syntax/ast.js';

const COLUMN: Partial<Record<SqlDialect, (index: number) => string>> = {
  duckdb: (index) => `col${index}`,
  mysql: (index) => `column_${index}`,
  spark: (index) => `col${index + 1}`,
};

/** VALUES: rows written in the query. */
export function bindValues(node: ValuesNode, around: Surroundings, session: Session): Relation {
  const name = COLUMN[session.dialect] ?? ((index: number) => `column${index + 1}`);
  const scope = { ...emptyScope(dummyTable(new Map()), around.outer), onOuter: around.onOuter };
  const context = exprContext(session, around.ctes, scope, 'VALUES');
  const rows = node.rows.map((row) => row.map((expr) => cell(expr, context)));
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) {
    throw new SqlError('SQL_TYPE', 'The rows of VALUES are not of one length', node);
  }
  const columns = Array.from({ length: width }, (_, i) =>
    unify(
      rows.map((row) => row[i] as Value),
      context,
      node,
    ),
  );
  const types = columns.map(commonType);
  const names = types.map((_, i) => name(i));
  if (columns.every((column) => column.every(({ kind }) => kind === 'Literal'))) {
    const schema = new Map(types.map((type, i) => [names[i] ?? '', type]));
    const plain = node.rows.map((_, r) =>
      columns.map((column, c) => plainValue(column[r] as Value, types[c] as DataType)),
    );
    return inMemoryTable(`values_${session.nextId()}`, schema, plain);
  }
  const parts = node.rows.map((_, r) =>
    dummyTable(
      new Map(
        columns.map((column, c) => [
          names[c] ?? '',
          cast(column[r] as Value, types[c] as DataType),
        ]),
      ),
    ),
  );
  const [first, ...rest] = parts as [Relation, ...Relation[]];
  return rest.reduce<Relation>((left, right) => setOperation('Union', left, right, false), first);
}

// The type of a constant shows here, so a fraction stays the decimal that it is.
const cell = (expr: Expr, context: ExprContext): Value =>
  (expr.kind === 'number' ? decimalLiteral(expr.text) : undefined) ?? bindExpr(expr, context);

function commonType(column: readonly Value[]): DataType {
  let type: DataType | undefined;
  for (const { dtype } of column) {
    if (dtype.kind === 'null') continue;
    type = type === undefined ? dtype : (wider(type, dtype) ?? type);
  }
  return type ?? STRING;
}

/** A literal's plain value in the type of its column. */
function plainValue(value: Value, type: DataType): LiteralValue {
  const plain = value.args['value'] as LiteralValue;
  if (plain === null) return null;
  if (isFloating(type)) return Number(plain);
  if (type.kind === 'decimal') return String(plain);
  return isInteger(type) ? BigInt(plain as bigint) : plain;
}
