import { isRelation, isValue } from './node.js';
import type { Value } from './node.js';
import { specOf } from './operations/index.js';
import type { PlainParam } from './operations/spec.js';

/**
 * The output column name that Ibis gives a value that has no alias: `Sum(x)`, `Add(a, 1)`,
 * `Coalesce((a, 0))`.
 *
 * Source: ibis/expr/operations/core.py, `Value.name`.
 */
export function nameOf(value: Value): string {
  const spec = specOf(value.kind);
  if (spec.name !== undefined) return spec.name(value.args as never, nameOf);
  const parts: string[] = [];
  for (const [key, param] of Object.entries(spec.params)) {
    const arg = value.args[key];
    if (param.param === 'values') {
      const items = arg as readonly Value[];
      const joined = items.map(nameOf).join(', ');
      parts.push(items.length === 1 ? `(${joined},)` : `(${joined})`);
    } else if (isValue(arg)) {
      parts.push(nameOf(arg));
    } else if (isRelation(arg)) {
      // Only a table that has a name of its own shows it: CountStar(t), but CountStar().
      if ('name' in arg) parts.push(arg.name);
    } else if (param.param === 'plain') {
      const label = (param as PlainParam<unknown>).label;
      if (label !== undefined) parts.push(label(arg));
    }
  }
  return `${value.kind}(${parts.join(', ')})`;
}
