import { PythonError, walk } from '@ibert/ibis';
import type { AstNode, PythonAst } from '@ibert/ibis';

import { RESULTS, TABLE_METHODS } from './python/kinds.js';
import { freeNames } from './python/names.js';
import type { Scope } from './python/scope.js';

/** Methods that frames of other libraries have as well, which tell nothing beside such a library. */
const COMMON: ReadonlySet<string> = new Set(
  'agg aggregate count describe drop filter head join limit rename sample unnest'.split(' '),
);

/** Methods that connections and much else have as well. */
const NO_EVIDENCE: ReadonlySet<string> = new Set([
  ...RESULTS,
  ...'alias cache get_name info pipe sql unbind view'.split(' '),
]);

/** Libraries whose frames look like tables. */
const FRAMES: ReadonlySet<string> = new Set(
  'cudf dask datafusion daft duckdb modin pandas polars pyarrow pyspark snowflake vaex'.split(' '),
);

/** Methods whose argument is a table. */
const COMBINING = /^(?:\w+_)?join$|^(?:union|intersect|difference)$/;

/** Annotations of parameters that are tables. */
const TABLE_ANNOTATION = /(?:^|\.)Table["']?$/;

/**
 * Whether a name that nothing is known of is used as a table of Ibis: one of the methods that only
 * they have is called on it.
 *
 * @param isKnown whether a table of this name is known: then any method that tables have tells.
 */
export function isUsedAsTable(
  name: string,
  scope: Scope,
  isKnown = false,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (name === 'self' || name === 'cls') return false;
  const isCommonEnough = isKnown || !importsFrames(scope);
  const isTableMethod = (method: string): boolean =>
    TABLE_METHODS.has(method) &&
    !NO_EVIDENCE.has(method) &&
    (isCommonEnough || !COMMON.has(method));
  const calls = (tokens: readonly { readonly text: string }[], at: number): boolean =>
    tokens[at - 1]?.text !== '.' &&
    tokens[at + 1]?.text === '.' &&
    tokens[at + 3]?.text === '(' &&
    isTableMethod(tokens[at + 2]?.text ?? '');
  const annotation = scope.definition?.params.list.find(
    (one) => one.name.name === name,
  )?.annotation;
  if (annotation !== undefined) {
    return TABLE_ANNOTATION.test(scope.module.text.slice(annotation.start, annotation.end));
  }
  for (const alias of aliasesOf(name, scope)) {
    if (!seen.has(alias) && isUsedAsTable(alias, scope, isKnown, new Set([...seen, name]))) {
      return true;
    }
  }
  for (const item of scope.items) {
    const parsed = scope.module.parse(item.tokens);
    if (parsed instanceof PythonError) {
      if (item.tokens.some(({ text }, i) => text === name && calls(item.tokens, i))) return true;
      continue;
    }
    let isTable = false;
    for (const statement of parsed) {
      // Parameters of lambdas and helpers that have the name say nothing of it.
      const meant = new Set<AstNode>(freeNames(statement).filter((one) => one.name === name));
      if (meant.size === 0) continue;
      walk(statement, (node) => {
        if (node.kind === 'Attribute' && meant.has(node.object) && isTableMethod(node.attr.name)) {
          isTable = true;
        }
        if (isCommonEnough && node.kind === 'Call' && isCombined(meant, node)) isTable = true;
        return !isTable;
      });
    }
    if (isTable) return true;
  }
  return false;
}

/** Variables that are given the name's value as it is. */
const aliasesOf = (name: string, { bindings }: Scope): readonly string[] =>
  [...bindings].flatMap(([alias, list]) =>
    alias !== name &&
    list.some(
      ({ source }) =>
        source.kind === 'assignment' && source.value.kind === 'Name' && source.value.name === name,
    )
      ? [alias]
      : [],
  );

/** Whether one of the names is joined to something. */
function isCombined(meant: ReadonlySet<AstNode>, { callee, args }: PythonAst.Call): boolean {
  const [first] = args;
  return (
    callee.kind === 'Attribute' &&
    COMBINING.test(callee.attr.name) &&
    first !== undefined &&
    meant.has(first.value)
  );
}

/** Whether the code knows frames of another library. */
function importsFrames(scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    for (const list of at.bindings.values()) {
      for (const { source } of list) {
        if (source.kind === 'import' && FRAMES.has(source.module.split('.')[0] ?? '')) return true;
      }
    }
  }
  return false;
}
