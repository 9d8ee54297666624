import type { PythonAst } from '@ibert/ibis';

type Expression = PythonAst.Expression;
type Constant = string | number | bigint | boolean | null;

/** The truth of an expression that only constants make up; undefined for any other. */
export function truthOf(expression: Expression): boolean | undefined {
  const constant = constantOf(expression);
  return constant === undefined ? undefined : Boolean(constant);
}

function constantOf(expression: Expression): Constant | undefined {
  switch (expression.kind) {
    case 'Str':
      return expression.value;
    case 'Constant': {
      const { value } = expression;
      return typeof value === 'object' && value !== null ? undefined : value;
    }
    case 'Not': {
      const truth = truthOf(expression.operand);
      return truth === undefined ? undefined : !truth;
    }
    case 'Compare': {
      const [op] = expression.ops;
      const [other] = expression.rights;
      if (op === undefined || other === undefined || expression.ops.length > 1) return undefined;
      return compared(op, constantOf(expression.left), constantOf(other));
    }
    default:
      return undefined;
  }
}

function compared(
  op: PythonAst.Compare['ops'][number],
  a: Constant | undefined,
  b: Constant | undefined,
): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  // `1 == True` and `1 == 1.0` hold in Python: only values of one kind, and None, are compared.
  if (typeof a !== typeof b && a !== null && b !== null) return undefined;
  if (op === '==' || op === 'is') return a === b;
  return op === '!=' || op === 'is not' ? a !== b : undefined;
}
