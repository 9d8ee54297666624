import type { JoinReference, Relation, Value } from '@ibert/ir';

import { reprString } from '@ibert/ir';
import type { PyContext, PythonError, PyValue } from '../python/index.js';
import { reprObject } from './class-names.js';
import { keywordsOf, misfitError, objectsArgument, pyArgument } from './misfits.js';
import type { Argument } from './misfits.js';
import type { Session } from './session.js';
import type { Checked } from './signature-hints.js';

const TABLE_CLASS = "<class 'ibis.expr.types.relations.Table'>";

const table = (session: Session, relation: Relation): Argument => ({
  text: session.api.repr(relation),
  type: TABLE_CLASS,
});

const misfit = (
  kind: Checked,
  args: readonly (readonly [string, Argument])[],
  parameter: string,
): PythonError =>
  misfitError({ kind, args: new Map(args), keywords: keywordsOf(kind) }, new Set([parameter]));

/** `filter` was given something that is not boolean. */
export const filterMisfit = (
  session: Session,
  parent: Relation,
  predicates: readonly Value[],
): PythonError =>
  misfit(
    'Filter',
    [
      ['parent', table(session, parent)],
      ['predicates', objectsArgument(predicates)],
    ],
    'predicates',
  );

/** `aggregate` was given a metric that is no aggregate. */
export function aggregateMisfit(
  parent: Relation,
  groups: ReadonlyMap<string, Value>,
  metrics: ReadonlyMap<string, Value>,
): PythonError {
  return misfit(
    'Aggregate',
    [
      ['parent', { text: reprObject(parent), type: '' }],
      ['groups', columns(groups)],
      ['metrics', columns(metrics)],
    ],
    'metrics',
  );
}

/** `select` or `mutate` was given an order instead of a value. */
export const projectMisfit = (
  session: Session,
  parent: Relation,
  values: ReadonlyMap<string, Value>,
): PythonError =>
  misfit(
    'Project',
    [
      ['parent', table(session, parent)],
      ['values', columns(values)],
    ],
    'values',
  );

const columns = (values: ReadonlyMap<string, Value>): Argument => ({
  text: `{${[...values].map(([name, value]) => `${reprString(name)}: ${reprObject(value)}`).join(', ')}}`,
  type: "<class 'dict'>",
});

/** A Python value that does not fit a parameter of a relation over one table. */
export function tableMisfit(
  session: Session,
  kind: Checked,
  parent: Relation,
  given: readonly (readonly [string, PyValue])[],
  parameter: string,
  ctx: PyContext,
): PythonError {
  const first =
    kind === 'Union' || kind === 'Intersection' || kind === 'Difference' ? 'left' : 'parent';
  const others = given.map(([name, value]) => [name, pyArgument(value, ctx)] as const);
  return misfit(kind, [[first, table(session, parent)], ...others], parameter);
}

/** A join of a kind that there is not, or on something that is not boolean. */
export const joinMisfit = (
  how: string,
  right: JoinReference,
  predicates: readonly Value[],
  parameter: 'how' | 'predicates',
  ctx: PyContext,
): PythonError =>
  misfit(
    'JoinLink',
    [
      ['how', pyArgument(how, ctx)],
      ['table', { text: reprObject(right), type: '' }],
      ['predicates', objectsArgument(predicates)],
    ],
    parameter,
  );
