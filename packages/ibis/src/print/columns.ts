import { isOp, sameRelation } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { Arg } from './chain.js';
import { bare, call } from './code.js';
import type { Code } from './code.js';
import { quote } from './literals.js';
import { isName } from './reserved-names.js';
import { shownName } from './names.js';
import type { ValuePrinter } from './values.js';

/** The column's name when the value is just that column of the relation. */
export function plainColumn(value: Value, relation: Relation | undefined): string | undefined {
  if (!isOp(value, 'Field') || relation === undefined) return undefined;
  return sameRelation(value.args.rel, relation) ? value.args.name : undefined;
}

/**
 * Output columns as arguments of select, mutate, group_by or agg: by position while their own
 * name will do, by keyword from the first that needs another one. Names that are no keywords are
 * given by `.name()`, and so is every one before them.
 *
 * @param reserved Keywords that mean something else to the method.
 */
export function columnArgs(
  columns: Iterable<readonly [string, Value]>,
  p: ValuePrinter,
  reserved: ReadonlySet<string> = new Set(),
): Arg[] {
  const entries = [...columns];
  const isKeyword = (name: string): boolean => isName(name) && !reserved.has(name);
  const lastPositional = entries.findLastIndex(([name]) => !isKeyword(name));
  let keywords = false;
  return entries.map(([name, value], index): Arg => {
    const ownName = (p.scope.nameOf ?? shownName)(value) === name;
    if (index > lastPositional && (keywords || !ownName)) {
      keywords = true;
      return { keyword: name, value: keywordValue(value, p).text };
    }
    const column =
      p.scope.outputName !== undefined && isOp(value, 'Field')
        ? p.scope.outputName(value)
        : plainColumn(value, p.scope.self);
    if (ownName && column !== undefined) return { value: quote(column) };
    const code = p.code(value);
    return { value: ownName ? code.text : call(code, 'name', [bare(quote(name))]).text };
  });
}

/** A text or list would be read as column names there. */
function keywordValue(value: Value, p: ValuePrinter): Code {
  if (!isOp(value, 'Literal')) return p.code(value);
  const code = p.arg(value);
  return code.bare && /^["'[{b]/.test(code.text) ? p.code(value) : code;
}

/** Column names as quoted texts. */
export const quoted = (names: Iterable<string>): string[] => [...names].map(quote);
