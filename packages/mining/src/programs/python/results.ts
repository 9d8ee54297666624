import type { PythonAst } from '@ibert/ibis';

import { RESULTS } from './kinds.js';

/** The expression that an ending such as `.execute()` is applied to. */
export function endedBy(expression: PythonAst.Expression): PythonAst.Expression | undefined {
  const member = expression.kind === 'Call' ? expression.callee : expression;
  return member.kind === 'Attribute' && RESULTS.has(member.attr.name) ? member.object : undefined;
}
