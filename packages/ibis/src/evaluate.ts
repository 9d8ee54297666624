import { isOp, nameOf, printSchema, REST, unboundTable, UNKNOWN } from '@ibert/ir';
import type { DataType, Relation, Schema, Value } from '@ibert/ir';

import { relationOf } from './api/methods/value.js';
import { MAX_COLUMNS, NewEvidence, Session } from './api/session.js';
import type { ColumnBudget, OpenColumns } from './api/session.js';
import { TableObj, ValueObj } from './api/objects.js';
import { DeferredObj } from './api/deferred.js';
import { ibisError } from './api/errors.js';
import { API } from './api/tables.js';
import { ResultObj } from './api/results.js';
import { IbisModule } from './api/ibis-module.js';
import {
  DEFAULT_LIMITS,
  evaluateProgram,
  limitExceeded,
  parseProgram,
  PythonError,
  typeName,
} from './python/index.js';
import type { Budget, Limits, Program, PyValue } from './python/index.js';

/** What {@link evaluateIbis} may be told. */
export interface EvaluateOptions {
  /** Tables by name. Absent: every free name is a table, whose columns its use tells. */
  readonly tables?: Readonly<Record<string, Schema>> | undefined;
  /** Names of further tables beside those given, whose columns their use tells. */
  readonly open?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

/** A program's answer as a relation. */
export interface Evaluated {
  readonly relation: Relation;
  /** What the program's expression is; a value is a relation of one column here. */
  readonly kind: 'table' | 'column' | 'scalar';
  /** The answer as a value, unless it is a table. */
  readonly value: Value | undefined;
  readonly schema: Schema;
  /** The tables that it knows, given or inferred; inferred types may be `unknown`. */
  readonly tables: Readonly<Record<string, Schema>>;
  /** What the program printed. */
  readonly output: string;
}

/** How often a program is evaluated before its open tables must be settled. */
const MAX_ATTEMPTS = 200;

/**
 * Evaluates Ibis code: the answer is the last expression, or the variable `expr` or `result`.
 *
 * @throws PythonError with the class and message that Python or Ibis gives, and the place.
 */
export function evaluateIbis(text: string, options: EvaluateOptions = {}): Evaluated {
  const { result, ...rest } = settle(text, options, toRelation);
  return { ...result, ...rest };
}

/** What a program's answer is, before a relation is made of it. */
export type Described = Pick<Evaluated, 'kind' | 'schema'>;

/**
 * Evaluates Ibis code as {@link evaluateIbis} does and says what its answer is. An expression that
 * no query can be made of, such as a sum of columns of two tables, is built without complaint, as
 * in Ibis, where the error comes with the query.
 *
 * @throws PythonError with the class and message that Python or Ibis gives, and the place.
 */
export const describeIbis = (text: string, options: EvaluateOptions = {}): Described =>
  settle(text, options, describeAnswer).result;

/** A program's answer as something is made of it, the tables it knows, and what it printed. */
interface Settled<T> extends Pick<Evaluated, 'tables' | 'output'> {
  readonly result: T;
}

type Finish<T> = (answer: PyValue | undefined) => T;

function settle<T>(text: string, options: EvaluateOptions, finish: Finish<T>): Settled<T> {
  const program = parseProgram(text);
  const { tables: given, open: named = [], limits } = options;
  if (given !== undefined && named.length === 0) {
    return attempt({ program, given, limits }, finish);
  }
  // Attempts count together: a program that is about to reach a limit is not run hundreds of times.
  const { steps, items } = { ...DEFAULT_LIMITS, ...options.limits };
  const budget: Budget & ColumnBudget = { steps, items, columns: MAX_COLUMNS };
  const open = new Map<string, OpenColumns>();
  for (let i = 0; i < MAX_ATTEMPTS; i += 1) {
    const before = learnt(open);
    try {
      const isOpen = given === undefined ? undefined : new Set(named);
      const surroundings = { program, given: given ?? {}, limits, open, isOpen, budget };
      const result = attempt(surroundings, finish);
      if (learnt(open) === before) return result;
    } catch (error) {
      if (!(error instanceof NewEvidence)) {
        // An error may be due to a type that this very attempt has found out.
        if (learnt(open) === before) throw error;
      }
    }
  }
  throw ibisError(
    'IbisInputError',
    'the columns of the tables could not be inferred',
    'Give the tables with their columns and types.',
  );
}

const learnt = (open: ReadonlyMap<string, OpenColumns>): string =>
  JSON.stringify([...open].map(([name, columns]) => [name, printSchema(columns)]));

/** A program and what it finds around it. */
interface Surroundings {
  readonly program: Program;
  readonly given: Readonly<Record<string, Schema>>;
  readonly limits: Partial<Limits> | undefined;
  /** What is known of open tables; undefined: there are none. */
  readonly open?: Map<string, OpenColumns>;
  /** The names that open tables may have; undefined: any. */
  readonly isOpen?: ReadonlySet<string> | undefined;
  readonly budget?: Budget & ColumnBudget;
}

function attempt<T>(surroundings: Surroundings, finish: Finish<T>): Settled<T> {
  try {
    return run(surroundings, finish);
  } catch (error) {
    // Of an expression that is deeper than its reader's stack, only the size can be said.
    if (!(error instanceof RangeError) || !error.message.includes('call stack')) throw error;
    throw limitExceeded(
      'RecursionError',
      'maximum recursion depth exceeded',
      'Nest expressions and calls less deep.',
    );
  }
}

function run<T>(
  { program, given, limits, open, isOpen, budget }: Surroundings,
  finish: Finish<T>,
): Settled<T> {
  const session = new Session(API, open, budget);
  const ibis = new IbisModule(session);
  const globals = new Map<string, PyValue>([
    ['ibis', ibis],
    ['_', ibis.getAttr('_')],
  ]);
  for (const [name, schema] of Object.entries(given)) {
    globals.set(name, new TableObj(session, unboundTable(name, schema)));
  }
  const {
    last,
    globals: after,
    output,
  } = evaluateProgram(program, {
    globals,
    importModule: (dotted) => ibis.module(dotted),
    resolveName: (name) => {
      // `s` is what everybody calls the selectors; a table of this name is given, or comes first.
      if (name === 's' && open?.has('s') !== true && isOpen?.has('s') !== true) {
        return ibis.getAttr('selectors');
      }
      if (open === undefined || isOpen?.has(name) === false) return undefined;
      return openTable(session, open, name);
    },
    budget,
    ...(limits === undefined ? {} : { limits }),
  });
  const answer = last ?? after.get('expr') ?? after.get('result');
  const known = open === undefined ? given : { ...given, ...closed(open) };
  return { result: finish(answer), tables: known, output };
}

function openTable(session: Session, open: Map<string, OpenColumns>, name: string): PyValue {
  let columns = open.get(name);
  if (columns === undefined) {
    columns = new Map<string, DataType>([[REST, UNKNOWN]]);
    open.set(name, columns);
  }
  return new TableObj(session, unboundTable(name, new Map(columns)));
}

/** What was learnt of open tables, as schemas without the "and the rest" column. */
function closed(open: ReadonlyMap<string, OpenColumns>): Record<string, Schema> {
  return Object.fromEntries(
    [...open].map(([name, columns]) => [
      name,
      new Map([...columns].filter(([column]) => column !== REST)),
    ]),
  );
}

type Answer = Pick<Evaluated, 'relation' | 'kind' | 'value' | 'schema'>;

function toRelation(given: PyValue | undefined): Answer {
  const answer = given instanceof ResultObj ? given.expression : given;
  if (answer instanceof TableObj) {
    const relation = answer.finished();
    return { relation, kind: 'table', value: undefined, schema: relation.schema };
  }
  if (answer instanceof ValueObj) {
    const { node } = answer;
    if (isOp(node, 'SortKey')) throw notAnAnswer('a sort key');
    if (isOp(node, 'WindowBoundary')) throw notAnAnswer('a bound of a window');
    const relation = relationOf(node);
    const kind = node.shape === 'scalar' ? 'scalar' : 'column';
    return { relation, kind, value: node, schema: relation.schema };
  }
  if (answer === undefined) throw notAnAnswer('nothing');
  if (answer instanceof DeferredObj) throw notAnAnswer(`the deferred expression ${answer.text}`);
  throw notAnAnswer(`a value of type '${typeName(answer)}'`);
}

function describeAnswer(given: PyValue | undefined): Described {
  const answer = given instanceof ResultObj ? given.expression : given;
  if (!(answer instanceof ValueObj)) return toRelation(answer);
  const { node } = answer;
  const kind = node.shape === 'scalar' ? 'scalar' : 'column';
  return { kind, schema: new Map([[nameOf(node), node.dtype]]) };
}

const notAnAnswer = (found: string): PythonError =>
  new PythonError('NotAnExpression', `the program gives ${found}, not an Ibis expression`, {
    code: 'PYTHON_ERROR',
    hint: 'End the program with an expression, or assign it to the variable expr.',
  });
