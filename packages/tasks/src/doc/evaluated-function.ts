import { IbertError } from '@ibert/core';
import { evaluateIbis, PythonError } from '@ibert/ibis';
import type { Evaluated } from '@ibert/ibis';
import { printType, REST, UNKNOWN } from '@ibert/ir';
import type { Schema } from '@ibert/ir';

import type { Tables } from '../tables.js';
import { NotEvaluable } from './callable.js';
import type { Callable } from './callable.js';
import { markOf } from './marks.js';
import type { Mark } from './marks.js';
import type { DocumentedParameter, Role } from './parameter-roles.js';

/** A parameter with what it turned out to be. */
export interface BoundParameter extends DocumentedParameter {
  readonly role: Role;
  /** Whether it keeps its default, since nothing can be said for other values. */
  readonly fixed: boolean;
  /** Whether values of another type would do as well. */
  readonly isGuess: boolean;
}

/** A function that was called with its tables, and with marks for its values. */
export interface EvaluatedFunction {
  readonly callable: Callable;
  readonly parameters: readonly BoundParameter[];
  readonly marks: readonly Mark[];
  /** The tables with their columns, as given or as the function's use tells. */
  readonly tables: Tables;
  readonly answer: Evaluated;
  /** The program with the call. */
  readonly text: string;
  /** The tables whose columns were inferred. */
  readonly inferred: readonly string[];
}

/** The table whose columns are given to parameters that are columns. */
export const COLUMNS_TABLE = 'columns';

/** Most ways in which parameters are bound before it is given up. */
const MOST_BINDINGS = 24;

/**
 * Calls a function, in the likeliest way that works.
 *
 * @param fixAll whether every value keeps its default, also one that a mark could stand for.
 * @throws NotEvaluable where no way works, with the reason.
 */
export function evaluateFunction(
  callable: Callable,
  given: Tables,
  fixAll = false,
): EvaluatedFunction {
  let first: unknown;
  for (const roles of bindings(callable)) {
    try {
      const found = evaluateAs(callable, given, roles, fixAll);
      return withoutGuesses(found, given, roles, fixAll);
    } catch (error) {
      if (!(error instanceof IbertError) && !(error instanceof NotEvaluable)) throw error;
      first ??= error;
    }
  }
  if (first instanceof PythonError) throw new NotEvaluable(problemOf(first, callable));
  throw first;
}

/** An error of the evaluator, for somebody who reads the function and not the call. */
export function problemOf({ pyType, message, hint }: PythonError, { source }: Callable): string {
  if (pyType === 'NotAnExpression') {
    return `${message.replace('the program gives', 'it gives')}`;
  }
  const what = pyType === 'NotSupported' ? message : `${pyType}: ${message}`;
  return hint === undefined || hint === ''
    ? `a call of ${source.name} fails: ${what}`
    : `a call of ${source.name} fails: ${what}. ${hint}`;
}

/**
 * A value that may as well be of another type has none that can be told, and neither have the
 * columns whose type was inferred from it.
 */
function withoutGuesses(
  found: EvaluatedFunction,
  given: Tables,
  roles: readonly Role[],
  fixAll: boolean,
): EvaluatedFunction {
  let { parameters, tables } = found;
  for (const [i, parameter] of found.parameters.entries()) {
    const own = scalarType(parameter.role);
    if (own === undefined) continue;
    for (const other of parameter.roles) {
      const type = scalarType(other);
      if (type === undefined || type === own) continue;
      const swapped = roles.map((role, at) => (at === i ? other : role));
      const variant = attempted(() => evaluateAs(found.callable, given, swapped, fixAll));
      if (variant === undefined) continue;
      parameters = parameters.map((p, at) => (at === i ? { ...p, isGuess: true } : p));
      tables = agreed(tables, variant.tables);
    }
  }
  return { ...found, parameters, tables };
}

const scalarType = (role: Role): string | undefined =>
  role.kind === 'value' && ['int', 'str', 'float'].includes(role.type ?? '')
    ? role.type
    : undefined;

function attempted<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof IbertError || error instanceof NotEvaluable) return undefined;
    throw error;
  }
}

/** The tables with the types that both have, else `unknown`. */
const agreed = (left: Tables, right: Tables): Tables =>
  Object.fromEntries(
    Object.entries(left).map(([name, schema]) => [
      name,
      new Map(
        [...schema].map(([column, type]) => {
          const other = right[name]?.get(column);
          return [
            column,
            other !== undefined && printType(other) === printType(type) ? type : UNKNOWN,
          ];
        }),
      ),
    ]),
  );

/** The roles of all parameters, the likeliest first. */
function bindings({ parameters }: Callable): readonly (readonly Role[])[] {
  let found: (readonly Role[])[] = [[]];
  for (const { roles } of parameters) {
    found = roles
      .flatMap((role) => found.map((before) => [...before, role]))
      .slice(0, MOST_BINDINGS);
  }
  return found;
}

function evaluateAs(
  callable: Callable,
  given: Tables,
  roles: readonly Role[],
  fixAll: boolean,
): EvaluatedFunction {
  const parameters = callable.parameters.map((parameter, i): BoundParameter => {
    const role = roles[i] ?? { kind: 'table' };
    const fixed =
      role.kind === 'value' &&
      (fixAll || callable.deciding.has(parameter.name) || markOf('', role, i) === undefined);
    return { ...parameter, role, fixed, isGuess: false };
  });
  const open = parameters.find(({ fixed, default: value }) => fixed && value === undefined);
  if (open !== undefined) {
    throw new NotEvaluable(
      `what it does depends on \`${open.name}\`, which has no default value to describe it for`,
    );
  }
  const marks = parameters.flatMap(({ name, role, fixed }, i) => {
    const mark = fixed ? undefined : markOf(name, role, i);
    return mark === undefined ? [] : [mark];
  });
  const text = programText(callable, parameters, marks);
  const lone = loneTable(parameters, given);
  const missing = parameters
    .filter(({ name, role }) => role.kind === 'table' && given[name] === undefined)
    .map(({ name }) => name);
  const known = lone === undefined ? undefined : { ...given, ...lone };
  const taken =
    known === undefined ? undefined : attempted(() => evaluateIbis(text, { tables: known }));
  const unknown = taken === undefined ? missing : [];
  const found = taken ?? evaluateIbis(text, { tables: given, open: unknown });
  // Open tables keep the column that stands for all others: whether it is passed on is told by it.
  const closed = Object.fromEntries(
    Object.entries(found.tables).map(([name, schema]) => [name, withoutRest(schema)]),
  );
  return { callable, parameters, marks, tables: closed, answer: found, text, inferred: unknown };
}

const withoutRest = (schema: Schema): Schema =>
  new Map([...schema].filter(([name]) => name !== REST));

/** The only table that is given, as the only one that the function takes, whatever it calls it. */
function loneTable(parameters: readonly BoundParameter[], given: Tables): Tables | undefined {
  const wanted = parameters.filter(({ role }) => role.kind === 'table').map(({ name }) => name);
  const [table, ...others] = Object.values(given);
  const [name, ...more] = wanted;
  if (table === undefined || name === undefined || given[name] !== undefined) return undefined;
  return others.length === 0 && more.length === 0 ? { [name]: table } : undefined;
}

/** The program that calls the function; tables are taken before the module can hide their names. */
function programText(
  { program, source }: Callable,
  parameters: readonly BoundParameter[],
  marks: readonly Mark[],
): string {
  const columns = parameters.flatMap(({ name, role }) =>
    role.kind === 'column' ? [`"${name}": "${role.type}"`] : [],
  );
  const before = [
    'import ibis as _ibis',
    ...(columns.length === 0
      ? []
      : [`_columns = _ibis.table({${columns.join(', ')}}, name="${COLUMNS_TABLE}")`]),
  ];
  const args = parameters.flatMap(({ name, role, fixed, passing }, i) => {
    if (role.kind === 'table') before.push(`_argument_${i} = ${name}`);
    const value =
      role.kind === 'table'
        ? `_argument_${i}`
        : role.kind === 'column'
          ? `_columns["${name}"]`
          : marks.find((mark) => mark.name === name)?.argument;
    if (fixed || value === undefined) return [];
    return passing === 'positional-only' ? [value] : [`${name}=${value}`];
  });
  return [...before, program, `${source.name}(${args.join(', ')})`].join('\n\n');
}
