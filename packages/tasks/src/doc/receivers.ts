import { parseProgram, PythonError, walk } from '@ibert/ibis';
import type { PythonAst } from '@ibert/ibis';
import type { Definition } from '@ibert/multitask/documentation';

import { dedented } from './insertion.js';

/** Decorators of methods that are called on the class. */
const OF_CLASSES: ReadonlySet<string> = new Set(['staticmethod', 'classmethod']);

/** Decorators that make a method an attribute, which takes no arguments. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  'property',
  'cached_property',
  'functools.cached_property',
]);

/**
 * What a call of a function is written with: `f`, `Reports.f` for those that a class has, and
 * `Reports().f` for those of objects. Undefined where the object cannot be made without arguments,
 * or where nobody can tell.
 *
 * @param definitions all of the file.
 */
export function calleeOf(
  text: string,
  { name, parents, parentKind }: Definition,
  decorators: readonly string[],
  definitions: readonly Definition[],
): string | undefined {
  const path = [...parents, name].join('.');
  if (decorators.some((decorator) => ATTRIBUTES.has(decorator))) return undefined;
  if (parentKind !== 'class' || decorators.some((decorator) => OF_CLASSES.has(decorator))) {
    return path;
  }
  const owner = parents.join('.');
  const around = definitions.find(
    (one) => one.kind === 'class' && [...one.parents, one.name].join('.') === owner,
  );
  const isMade = around !== undefined && isMadeOfNothing(text, around, owner, definitions);
  return isMade ? `${owner}().${name}` : undefined;
}

/** Whether a class gives objects without arguments, and does nothing else at that. */
function isMadeOfNothing(
  text: string,
  { header, decorators }: Definition,
  path: string,
  definitions: readonly Definition[],
): boolean {
  const [, , ...rest] = header.tokens.map((token) => token.text);
  const isPlain = rest.every((token) => ['(', ')', 'object', ':', ''].includes(token.trim()));
  if (decorators.length > 0 || !isPlain) return false;
  return definitions
    .filter((one) => one.parents.join('.') === path && ['__init__', '__new__'].includes(one.name))
    .every((one) => one.name === '__init__' && onlySetsValues(dedented(text, one)));
}

/** Whether the text of an `__init__` takes nothing and gives its object plain values. */
function onlySetsValues(text: string): boolean {
  try {
    const [definition] = parseProgram(text).body;
    if (definition?.kind !== 'FunctionDef') return false;
    const [, ...others] = definition.params.list;
    const isOptional = others.every(
      ({ kind, default: given }) => given !== undefined || kind === 'args' || kind === 'kwargs',
    );
    return isOptional && definition.body.every(setsValue);
  } catch (error) {
    if (error instanceof PythonError) return false;
    throw error;
  }
}

/** What an assignment of plain values is made of. */
const PLAIN: ReadonlySet<string> = new Set(
  'Assign AnnAssign Attribute Name Constant Str List Tuple Dict Set UnaryOp'.split(' '),
);

function setsValue(statement: PythonAst.Statement): boolean {
  if (statement.kind === 'Pass') return true;
  if (statement.kind === 'Expression') return statement.value.kind === 'Str';
  let isPlain = true;
  walk(statement, ({ kind }) => {
    isPlain &&= PLAIN.has(kind);
  });
  return isPlain;
}
