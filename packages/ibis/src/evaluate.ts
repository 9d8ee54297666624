import { isOp, printSchema, REST, unboundTable, UNKNOWN } from '@ibert/ir';
import type { DataType, Relation, Schema, Value } from '@ibert/ir';

import { relationOf } from './api/methods/value.js';
import { NewEvidence, Session } from './api/session.js';
import type { OpenColumns } from './api/session.js';
import { TableObj, ValueObj } from './api/objects.js';
import { DeferredObj } from './api/deferred.js';
import { ibisError } from './api/errors.js';
import { API } from './api/tables.js';
import { ResultObj } from './api/results.js';
import { IbisModule } from './api/ibis-module.js';
import { evaluateProgram, parseProgram, PythonError, typeName } from './python/index.js';
import type { Limits, Program, PyValue } from './python/index.js';

/** What {@link evaluateIbis} may be told. */
export interface EvaluateOptions {
  /** Tables by name. Absent: every free name is a table, whose columns its use tells. */
  readonly tables?: Readonly<Record<string, Schema>> | undefined;
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
  const program = parseProgram(text);
  if (options.tables !== undefined) {
    return attempt(program, options.tables, undefined, options.limits);
  }
  const open = new Map<string, OpenColumns>();
  for (let i = 0; i < MAX_ATTEMPTS; i += 1) {
    const before = describe(open);
    try {
      const result = attempt(program, {}, open, options.limits);
      if (describe(open) === before) return result;
    } catch (error) {
      if (!(error instanceof NewEvidence)) {
        // An error may be due to a type that this very attempt has found out.
        if (describe(open) === before) throw error;
      }
    }
  }
  throw ibisError(
    'IbisInputError',
    'the columns of the tables could not be inferred',
    'Give the tables with their columns and types.',
  );
}

const describe = (open: ReadonlyMap<string, OpenColumns>): string =>
  JSON.stringify([...open].map(([name, columns]) => [name, printSchema(columns)]));

function attempt(
  program: Program,
  tables: Readonly<Record<string, Schema>>,
  open: Map<string, OpenColumns> | undefined,
  limits: Partial<Limits> | undefined,
): Evaluated {
  const session = new Session(API, open);
  const ibis = new IbisModule(session);
  const globals = new Map<string, PyValue>([
    ['ibis', ibis],
    ['_', ibis.getAttr('_')],
  ]);
  for (const [name, schema] of Object.entries(tables)) {
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
      if (name === 's' && open?.has('s') !== true) return ibis.getAttr('selectors');
      return open === undefined ? undefined : openTable(session, open, name);
    },
    ...(limits === undefined ? {} : { limits }),
  });
  const answer = last ?? after.get('expr') ?? after.get('result');
  const known = open === undefined ? tables : closed(open);
  return { ...toRelation(answer), tables: known, output };
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
    const relation = relationOf(node);
    const kind = node.shape === 'scalar' ? 'scalar' : 'column';
    return { relation, kind, value: node, schema: relation.schema };
  }
  if (answer === undefined) throw notAnAnswer('nothing');
  if (answer instanceof DeferredObj) throw notAnAnswer(`the deferred expression ${answer.text}`);
  throw notAnAnswer(`a value of type '${typeName(answer)}'`);
}

const notAnAnswer = (found: string): PythonError =>
  new PythonError('NotAnExpression', `the program gives ${found}, not an Ibis expression`, {
    code: 'PYTHON_ERROR',
    hint: 'End the program with an expression, or assign it to the variable expr.',
  });
