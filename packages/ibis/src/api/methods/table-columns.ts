import { fieldsOf, nameOf, project } from '@ibert/ir';
import type { Value } from '@ibert/ir';

import {
  isCallable,
  NO_KWARGS,
  PyDict,
  PyList,
  pyStr,
  typeError,
  typeName,
  valueError,
} from '../../python/index.js';
import { pyRepr } from '../../python/index.js';
import type { PyContext, PyValue } from '../../python/index.js';
import { bindAll, bindAndDeref, tableOf } from '../bind.js';
import { ibisError } from '../errors.js';
import { TableObj, ValueObj } from '../objects.js';
import type { Call } from './method.js';
import { checkIntegrity } from './table-steps.js';

type Self = Call<TableObj>;

const STYLES: Readonly<Record<string, (text: string) => string>> = {
  snake_case: (text) => text.toLowerCase(),
  ALL_CAPS: (text) => text.toUpperCase(),
};

/** `CamelCase`, `kebab-case` and spaced names to words joined by underscores. */
function restyle(name: string, finish: (text: string) => string): string {
  const trimmed = name.trim();
  if (trimmed.includes(' ')) return finish(trimmed).split(/\s+/).join('_').replaceAll('-', '_');
  const words = trimmed
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_');
  return finish(words);
}

function renamer(how: PyValue, ctx: PyContext): ((name: string) => string | null) | null {
  if (typeof how === 'string') {
    const finish = Object.hasOwn(STYLES, how) ? STYLES[how] : undefined;
    if (finish !== undefined) return (name) => restyle(name, finish);
    if (how.includes('{}')) {
      throw ibisError('IndexError', 'Replacement index 0 out of range for positional args tuple');
    }
    if (!how.includes('{name}'))
      throw valueError('Format strings must take a single parameter `name`');
    return (name) => how.replaceAll('{name}', name);
  }
  if (how === null) return null;
  if (!isCallable(how)) throw typeError(`'${typeName(how)}' object is not callable`);
  return (name) => {
    const result = ctx.call(how, [name], NO_KWARGS);
    if (result !== null && typeof result !== 'string')
      throw ibisError(
        'SignatureValidationError',
        `Project: a column's name is a str, not of type <class '${typeName(result)}'>`,
      );
    return result === null ? null : pyStr(result, ctx);
  };
}

function bindAndCheck(table: TableObj, value: ValueObj, ctx: PyContext): void {
  checkIntegrity(bindAndDeref(table, [value], NO_KWARGS, ctx), [table.relation], 'projection');
}

/** `rename(new="old")`, `rename({"new": "old"})`, `rename("snake_case")`, `rename(str.upper)`. */
export function renameColumns({ self, args, keywords, ctx }: Self): TableObj {
  const table = tableOf(self);
  const how = args['method'] ?? null;
  const pairs = new Map<string, PyValue>(keywords);
  if (how instanceof PyDict)
    for (const e of how.entries.values()) pairs.set(pyStr(e.key, ctx), e.value);
  const newNames = new Map<string, string>();
  for (const [fresh, old] of pairs) {
    if (old instanceof PyDict || old instanceof PyList)
      throw typeError(`unhashable type: '${typeName(old)}'`);
    if (old instanceof ValueObj) bindAndCheck(table, old, ctx);
    // What is no text is no column's name, and Ibis does not look further.
    if (typeof old !== 'string') continue;
    const name = nameOf(table.column(old).node);
    // Ibis forgets to format this message.
    if (newNames.has(name))
      throw valueError('duplicate new names passed for renaming {old_name!r}');
    newNames.set(name, fresh);
  }
  const restyled = how instanceof PyDict ? null : renamer(how, ctx);
  const columns = new Map<string, Value>();
  for (const [name, value] of fieldsOf(table.relation)) {
    columns.set(newNames.get(name) ?? restyled?.(name) ?? name, value);
  }
  return new TableObj(table.session, project(table.relation, columns));
}

/** The smallest or largest position; a selector that no column meets stands for the table's edge. */
const extreme = (
  positions: readonly number[],
  edge: number,
  of: (...values: number[]) => number,
): number => (positions.length === 0 ? edge : of(...positions));

/** `relocate("a", before="b")`: columns moved, and renamed when given by keyword. */
export function relocate({ self, rest, args, keywords, ctx }: Self): TableObj {
  const table = tableOf(self);
  const { before = null, after = null } = args;
  if (rest.length === 0 && before === null && after === null && keywords.size === 0) {
    throw ibisError(
      'IbisInputError',
      'At least one selector or `before` or `after` must be provided',
    );
  }
  if (before !== null && after !== null) {
    throw ibisError('IbisInputError', 'Cannot specify both `before` and `after`');
  }
  const names = [...table.relation.schema.keys()];
  const positions = (value: PyValue): number[] =>
    bindAll(table, [value], NO_KWARGS, ctx).map((v) => {
      const position = names.indexOf(nameOf(v));
      if (position < 0) throw ibisError('KeyError', pyRepr(nameOf(v), ctx));
      return position;
    });
  const moved = new Map<number, string>();
  const bound = bindAll(table, [...keywords.values(), ...rest], NO_KWARGS, ctx);
  const fresh = [...keywords.keys()];
  for (const [index, value] of bound.entries()) {
    const position = names.indexOf(nameOf(value));
    if (position < 0) throw ibisError('KeyError', pyRepr(nameOf(value), ctx));
    const name = fresh[index];
    if (name !== undefined) moved.delete(position);
    moved.set(position, name ?? nameOf(value));
  }
  const where =
    before !== null
      ? extreme(positions(before), 0, Math.min)
      : after === null
        ? 0
        : extreme(positions(after), names.length - 1, Math.max) + 1;
  const fields = fieldsOf(table.relation);
  const columns = new Map<string, Value>();
  const keep = (from: number, to: number): void => {
    for (let i = from; i < to; i += 1) {
      const name = names[i];
      const value = name === undefined ? undefined : fields.get(name);
      if (name !== undefined && value !== undefined && !moved.has(i)) columns.set(name, value);
    }
  };
  keep(0, where);
  for (const [position, name] of moved) {
    const value = fields.get(names[position] ?? '');
    if (value !== undefined) columns.set(name, value);
  }
  keep(where, names.length);
  return new TableObj(table.session, project(table.relation, columns));
}
