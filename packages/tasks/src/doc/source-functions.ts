import { IbertError } from '@ibert/core';
import { parseProgram, PythonError } from '@ibert/ibis';
import { definitionsOf, docstringOf, leading, readSuite } from '@ibert/multitask/documentation';
import type { Definition, Line } from '@ibert/multitask/documentation';

import { moduleStatements } from './module-scope.js';
import type { ModuleStatement } from './module-scope.js';
import { calleeOf } from './receivers.js';

/** A function of a file, as its text has it. */
export interface SourceFunction {
  readonly name: string;
  /** With the classes and functions around it: `Orders.recent`. */
  readonly path: string;
  /** The line of its `def`, from 1. */
  readonly line: number;
  readonly definition: Definition;
  /** Whether it is called on an instance or a class, which comes as its first parameter. */
  readonly bound: boolean;
  /** Whether it stands in another function. */
  readonly nested: boolean;
  /** What a call is written with: `Orders().recent`; undefined where its object cannot be made. */
  readonly callee: string | undefined;
  /** Names of its decorators, without arguments. */
  readonly decorators: readonly string[];
  /** The statement that is its docstring so far. */
  readonly docstring: Line | undefined;
}

/** A file cut into statements. */
export interface SourceFile {
  readonly text: string;
  readonly lines: readonly Line[];
  readonly functions: readonly SourceFunction[];
  readonly statements: readonly ModuleStatement[];
}

/**
 * Reads a file of Python with all that the evaluator's subset leaves out (classes, `async`, `with`).
 *
 * @throws PythonError on a text that is no Python.
 */
export function readSource(text: string): SourceFile {
  try {
    parseProgram(text, { maxLength: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    if (!(error instanceof PythonError) || error.code !== 'NOT_SUPPORTED') throw error;
  }
  const lines = readSuite(text);
  const definitions = definitionsOf(lines);
  const functions = definitions.filter(({ kind }) => kind === 'function');
  const isClass = new Map(definitions.map((d) => [[...d.parents, d.name].join('.'), d.kind]));
  return {
    text,
    lines,
    statements: moduleStatements(text, lines),
    functions: functions.map((definition): SourceFunction => {
      const decorators = definition.decorators.map(decoratorName);
      const { parents, name, header, body, parentKind } = definition;
      const outer = parents.map((_, i) => isClass.get(parents.slice(0, i + 1).join('.')));
      const at = header.tokens.find((token) => token.text === 'def')?.start ?? header.start;
      return {
        name,
        path: [...parents, name].join('.'),
        line: text.slice(0, at).split('\n').length,
        definition,
        bound:
          (parentKind === 'class' && !decorators.includes('staticmethod')) ||
          isCutMethod(definition),
        nested: outer.includes('function'),
        callee: calleeOf(text, definition, decorators, definitions),
        decorators,
        docstring: docstringOf(text, body)?.line,
      };
    }),
  };
}

const decoratorName = ({ tokens }: Line): string => {
  const end = tokens.findIndex(({ text }) => text === '(');
  return tokens
    .slice(1, end < 0 ? undefined : end)
    .map(({ text }) => text)
    .join('');
};

/**
 * The functions to document: the one that is asked for, else all but those inside of functions.
 *
 * @throws IbertError `NO_FUNCTION` when there is none.
 */
export function chosenFunctions(
  { functions, lines }: SourceFile,
  asked: string | undefined,
): readonly SourceFunction[] {
  if (asked !== undefined) {
    const found = functions.filter(({ name, path }) => path === asked || name === asked);
    const exact = found.filter(({ path }) => path === asked);
    if (found.length > 0) return exact.length > 0 ? exact : found;
    const known = functions.map(({ path }) => path).join(', ');
    throw new IbertError('NO_FUNCTION', `there is no function ${asked} in the code`, {
      hint: known === '' ? 'The code defines no function.' : `It defines ${known}.`,
    });
  }
  const outer = functions.filter(({ nested }) => !nested);
  if (outer.length > 0) return outer;
  const isEmpty = lines.every((line) => leading(line) === '');
  throw new IbertError(
    'NO_FUNCTION',
    isEmpty ? 'there is no code' : 'the code defines no function, and docstrings are for functions',
    { hint: 'Put the expression into a function: def my_table(t): return …' },
  );
}

/** A method that stands without its class, as in a text that was cut out of a file. */
function isCutMethod({ parents, header }: Definition): boolean {
  const open = header.tokens.findIndex(({ text }) => text === '(');
  const first = header.tokens[open + 1]?.text;
  return parents.length === 0 && (first === 'self' || first === 'cls');
}
