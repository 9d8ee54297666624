import { primaryKey } from '../../compose/keys.js';
import { isRelation, isValue } from '../../node.js';
import type { Value } from '../../node.js';
import type { JoinChain, Relation } from '../../relations/types.js';
import { childrenOf, conjuncts } from '../../traverse.js';
import { columnOf, homeOf, isColumn, isPadded } from './columns.js';

/** Operations that never give NULL, whatever they are given. */
const TOTAL: ReadonlySet<string> = new Set([
  'IsNull',
  'NotNull',
  'IdenticalTo',
  'Count',
  'CountStar',
  'CountDistinct',
  'RowNumber',
  'MinRank',
  'DenseRank',
  'PercentRank',
  'CumeDist',
  'NTile',
  'ExistsSubquery',
]);
/** Operations that give NULL only when they are given one. */
const STRICT: ReadonlySet<string> = new Set([
  'Equals',
  'NotEquals',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'Between',
  'Not',
  'Add',
  'Subtract',
  'Multiply',
  'Negate',
  'Abs',
  'Uppercase',
  'Lowercase',
  'Strip',
  'StringLength',
  'StartsWith',
  'EndsWith',
  'StringContains',
  'StringSQLLike',
  'StringSQLILike',
  'Substring',
  'DateTruncate',
  'TimestampTruncate',
  'ExtractYear',
  'ExtractMonth',
  'ExtractDay',
  'ExtractQuarter',
  'ExtractHour',
  'Date',
  'DateAdd',
  'DateSub',
  'TimestampAdd',
  'TimestampSub',
  'DateDelta',
  'TimestampDelta',
  'DateDiff',
  'TimestampDiff',
  'Alias',
  'SortKey',
  'And',
  'Or',
]);
/** Aggregates that are NULL only over no value at all. */
const OF_ANY: ReadonlySet<string> = new Set([
  'Min',
  'Max',
  'Sum',
  'Mean',
  'Median',
  'First',
  'Last',
]);

/**
 * Whether a value is never NULL: for the key columns of tables by the key convention of fixtures,
 * and for what is computed from values that are never NULL.
 *
 * @param given conditions that hold for every row concerned.
 */
export function neverNull(value: Value, given: readonly Value[] = []): boolean {
  if (given.flatMap(conjuncts).some((condition) => rejectsNull(condition, value))) return true;
  if (TOTAL.has(value.kind)) return true;
  switch (value.kind) {
    case 'Literal':
      return value.args['value'] !== null;
    case 'Field': {
      const { rel, name } = value.args;
      return isRelation(rel) && columnNeverNull(rel, name as string);
    }
    case 'Coalesce':
      return childrenOf(value).some((child) => neverNull(child, given));
    case 'Cast': {
      const { arg } = value.args;
      return isValue(arg) && neverNull(arg, given);
    }
    case 'IfElse':
      return ['true_expr', 'false_null_expr'].every((key) =>
        neverNull(value.args[key] as Value, given),
      );
    case 'SearchedCase':
    case 'SimpleCase':
      return [...(value.args['results'] as readonly Value[]), value.args['default'] as Value].every(
        (result) => neverNull(result, given),
      );
    case 'WindowFunction': {
      const func = value.args['func'] as Value;
      // The current row is in a whole partition.
      const whole = value.args['start'] === null && value.args['end'] === null;
      return TOTAL.has(func.kind) || (whole && OF_ANY.has(func.kind) && aggregates(func, given));
    }
    default:
      return STRICT.has(value.kind) && childrenOf(value).every((child) => neverNull(child, given));
  }
}

/** Whether an aggregate of at least one row reads a value that is never NULL. */
const aggregates = (func: Value, given: readonly Value[]): boolean =>
  func.args['where'] === null && neverNull(func.args['arg'] as Value, given);

/** Whether a condition is not true where the value is NULL. */
export function rejectsNull(condition: Value, value: Value): boolean {
  if (condition.kind === 'And') return conjuncts(condition).some((c) => rejectsNull(c, value));
  if (condition.kind === 'NotNull') return reaches(condition.args['arg'] as Value, value);
  if (condition.kind === 'InValues') return reaches(condition.args['value'] as Value, value);
  if (condition.kind === 'Field') return equal(condition, value);
  return NULL_IF_NULL.has(condition.kind) && childrenOf(condition).some((c) => reaches(c, value));
}

const NULL_IF_NULL: ReadonlySet<string> = new Set(
  [...STRICT].filter((kind) => !['And', 'Or', 'Alias', 'SortKey'].includes(kind)),
);

const equal = (a: Value, b: Value): boolean => {
  const home = homeOf(b);
  return home !== undefined && isColumn(a, home, b.args['name'] as string);
};

/** Whether the value stands in an expression that is NULL where it is. */
const reaches = (expression: Value, value: Value): boolean =>
  equal(expression, value) ||
  (STRICT.has(expression.kind) &&
    !['And', 'Or'].includes(expression.kind) &&
    childrenOf(expression).some((child) => reaches(child, value)));

/** Whether a column of a relation is never NULL. */
export function columnNeverNull(rel: Relation, name: string): boolean {
  switch (rel.kind) {
    case 'UnboundTable':
      return primaryKey(rel.schema) === name;
    case 'InMemoryTable': {
      const at = [...rel.schema.keys()].indexOf(name);
      return rel.rows.every((row) => row[at] !== null && row[at] !== undefined);
    }
    case 'DummyTable':
    case 'Project':
      return isNever(rel.values.get(name));
    case 'Aggregate': {
      const group = rel.groups.get(name);
      if (group !== undefined) return neverNull(group);
      const metric = rel.metrics.get(name);
      if (metric === undefined) return false;
      return (
        TOTAL.has(metric.kind) ||
        (rel.groups.size > 0 && OF_ANY.has(metric.kind) && aggregates(metric, []))
      );
    }
    case 'Filter':
      return (
        columnNeverNull(rel.parent, name) ||
        rel.predicates.some((p) => conjuncts(p).some((c) => rejects(c, rel.parent, name)))
      );
    case 'DropNull':
      return (
        columnNeverNull(rel.parent, name) ||
        (rel.how === 'any' &&
          (rel.subset === null || rel.subset.some((v) => isColumn(v, rel.parent, name))))
      );
    case 'FillNull': {
      const { replacements } = rel;
      const filled = isValue(replacements) ? undefined : replacements.get(name);
      return filled === undefined ? columnNeverNull(rel.parent, name) : neverNull(filled);
    }
    case 'JoinChain':
      return joinedNeverNull(rel, name);
    case 'Union':
      return columnNeverNull(rel.left, name) && columnAt(rel.right, rel, name);
    case 'Intersection':
    case 'Difference':
      return columnNeverNull(rel.left, name);
    case 'TableUnnest':
      return name !== rel.columnName && rel.parent.schema.has(name)
        ? columnNeverNull(rel.parent, name)
        : false;
    default:
      return columnNeverNull(rel.parent, name);
  }
}

const isNever = (value: Value | undefined): boolean => value !== undefined && neverNull(value);

const rejects = (condition: Value, rel: Relation, name: string): boolean => {
  const found = findColumn(condition, rel, name);
  return found !== undefined && rejectsNull(condition, found);
};

function findColumn(value: Value, rel: Relation, name: string): Value | undefined {
  if (value.kind === 'Field' && isColumn(value, rel, name)) return value;
  for (const child of childrenOf(value)) {
    const found = findColumn(child, rel, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Set operations match their columns by place. */
function columnAt(side: Relation, set: Relation, name: string): boolean {
  const other = [...side.schema.keys()][[...set.schema.keys()].indexOf(name)];
  return other !== undefined && columnNeverNull(side, other);
}

function joinedNeverNull(chain: JoinChain, name: string): boolean {
  const value = chain.values.get(name);
  const home = value === undefined ? undefined : homeOf(value);
  if (value === undefined || home === undefined || isPadded(chain, home)) return false;
  if (columnNeverNull(home, columnOf(value) as string)) return true;
  return chain.rest.some(
    ({ how, predicates }) =>
      (how === 'inner' || how === 'semi') &&
      predicates.some((p) => conjuncts(p).some((c) => rejectsNull(c, value))),
  );
}
