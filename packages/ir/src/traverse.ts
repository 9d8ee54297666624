import { isValue } from './node.js';
import type { Arg, Value } from './node.js';
import { build } from './value.js';

/** The value's direct value arguments, in order. */
export function childrenOf(value: Value): Value[] {
  const children: Value[] = [];
  for (const key in value.args) {
    const arg = value.args[key];
    if (isValue(arg)) children.push(arg);
    else if (Array.isArray(arg)) {
      for (const item of arg as readonly unknown[]) if (isValue(item)) children.push(item);
    }
  }
  return children;
}

/**
 * The first value in the tree (outermost first) that satisfies the test. Values below one that
 * `stop` accepts are not visited. Relations are never entered.
 */
export function find(
  value: Value,
  test: (value: Value) => boolean,
  stop?: (value: Value) => boolean,
): Value | undefined {
  if (test(value)) return value;
  if (stop?.(value) === true) return undefined;
  for (const child of childrenOf(value)) {
    const found = find(child, test, stop);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether any value of the tree satisfies the test. */
export const some = (
  value: Value,
  test: (value: Value) => boolean,
  stop?: (value: Value) => boolean,
): boolean => find(value, test, stop) !== undefined;

/** Calls the visitor on every value of the tree, outermost first. */
export function visit(value: Value, visitor: (value: Value) => void): void {
  visitor(value);
  for (const child of childrenOf(value)) visit(child, visitor);
}

/** Rebuilds a value with its value arguments mapped; the same object when nothing changed. */
export function mapChildren(value: Value, mapper: (value: Value) => Value): Value {
  let changed: Record<string, Arg> | undefined;
  for (const key in value.args) {
    const arg = value.args[key];
    if (isValue(arg)) {
      const next = mapper(arg);
      if (next !== arg) (changed ??= { ...value.args })[key] = next;
    } else if (Array.isArray(arg) && arg.length > 0 && isValue(arg[0])) {
      const items = arg as readonly Value[];
      let fresh: Value[] | undefined;
      for (let i = 0; i < items.length; i += 1) {
        const item = items[i] as Value;
        const next = mapper(item);
        if (next !== item) (fresh ??= [...items])[i] = next;
      }
      if (fresh !== undefined) (changed ??= { ...value.args })[key] = fresh;
    }
  }
  return changed === undefined ? value : build(value.kind, changed);
}

/**
 * Replaces values innermost first: children are rewritten before `replacer` sees their parent.
 * `replacer` returns undefined to leave a value as it is. Values that `stop` accepts are left
 * whole, with everything below them.
 */
export function replace(
  value: Value,
  replacer: (value: Value) => Value | undefined,
  stop?: (value: Value) => boolean,
): Value {
  if (stop?.(value) === true) return value;
  const next = mapChildren(value, (child) => replace(child, replacer, stop));
  return replacer(next) ?? next;
}

/** Splits a conjunction into its conjuncts, in order. */
export function conjuncts(value: Value): Value[] {
  if (value.kind !== 'And') return [value];
  const { left, right } = value.args as { readonly left: Value; readonly right: Value };
  return [...conjuncts(left), ...conjuncts(right)];
}
