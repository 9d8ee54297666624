import { field, isOp, parentsOf, replace, unboundTable, visit } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';
import { speaker, tablesOf, Unspeakable } from '@ibert/multitask/documentation';
import type { Phrase, Speaker } from '@ibert/multitask/documentation';

import { codeRow, firstWording, inRow } from './first-wording.js';

/** A query told step by step. */
export interface PlainDescription {
  readonly summary: string;
  readonly details: string;
  readonly returns: string;
}

/** Most columns that a sentence names. */
const MOST_NAMED = 6;

/**
 * Tells a query step by step, for those of more stages than a {@link describe} has words for. A
 * value without words is told by the columns that it is made of.
 */
export function describePlainly(relation: Relation): PlainDescription {
  const tables = tablesOf(relation).map(({ name }) => name);
  const names = [...relation.schema.keys()];
  const from = tables.length === 0 ? 'rows written in the code' : codeRow(tables);
  const what = names.length <= 3 ? codeRow(names) : `${names.length} columns`;
  return {
    summary: keepsRows(relation)
      ? `Select rows of ${from}.`
      : (additionWords(relation, from) ?? `Compute ${what} from ${from}.`),
    details: sentencesOf(relation).join(' '),
    returns:
      names.length <= MOST_LISTED ? 'The rows with the columns' : `Rows of ${names.length} columns`,
  };
}

/** "Add `a` to the rows of `t`.", where a query does that and no more. */
function additionWords(relation: Relation, from: string): string | undefined {
  if (relation.kind !== 'Project' || !keepsRows(relation.parent)) return undefined;
  const { values, parent } = relation;
  const isKept = (name: string): boolean => {
    const value = values.get(name);
    return value !== undefined && isOp(value, 'Field') && value.args.name === name;
  };
  const added = [...values.keys()].filter((name) => !parent.schema.has(name));
  const isAddition = added.length > 0 && [...parent.schema.keys()].every(isKept);
  if (!isAddition || added.length > MOST_NAMED) return undefined;
  return `Add ${codeRow(added)} to the rows of ${from}.`;
}

/** Most columns that are listed one by one. */
export const MOST_LISTED = 20;

/** Whether all steps choose rows only. */
const keepsRows = (relation: Relation): boolean =>
  relation.kind === 'UnboundTable' ||
  (['Filter', 'Sort', 'Limit', 'Distinct', 'Sample', 'DropNull'].includes(relation.kind) &&
    parentsOf(relation).every(keepsRows));

const span = (value: Value): string | undefined => {
  if (!isOp(value, 'Field')) return undefined;
  const { rel, name } = value.args;
  return 'name' in rel && rel.name !== '' ? `${rel.name}.${name}` : name;
};
const words: Speaker = speaker(span, () => undefined);

/** Columns as the step before has them, so that their words are their names. */
const atStep = (value: Value, qualified = false): Value =>
  replace(value, (inner) => {
    if (!isOp(inner, 'Field')) return undefined;
    const { rel, name } = inner.args;
    const table = qualified ? baseName(rel) : '';
    return field(unboundTable(table, rel.schema), name);
  });

/** The table that an occurrence in a join is of; '' where it is a step of its own. */
function baseName(relation: Relation): string {
  if (relation.kind === 'UnboundTable') return relation.name;
  return relation.kind === 'JoinReference' || relation.kind === 'SelfReference'
    ? baseName(relation.parent)
    : '';
}

const spoken = (say: () => Phrase): string | undefined => {
  try {
    return firstWording(say());
  } catch (error) {
    if (error instanceof Unspeakable) return undefined;
    throw error;
  }
};

/** The columns that a value reads. */
function columnsIn(value: Value): readonly string[] {
  const names = new Set<string>();
  visit(value, (inner) => {
    if (isOp(inner, 'Field')) names.add(inner.args.name);
  });
  return [...names];
}

const madeOf = (value: Value): string => {
  const names = columnsIn(value);
  return names.length === 0 ? 'a value of its own' : `made from ${codeRow(names)}`;
};

const noun = (value: Value): string => spoken(() => words.side(atStep(value))) ?? madeOf(value);

function condition(values: readonly Value[], qualified = false): string {
  const said = spoken(() => words.condition(...values.map((value) => atStep(value, qualified))));
  if (said !== undefined) return `where ${said}`;
  const names = [...new Set(values.flatMap(columnsIn))];
  return names.length === 0 ? 'that pass a test' : `that pass a test of ${codeRow(names)}`;
}

/** "`x` (the year of `d`)" for each computed column. */
const computed = (columns: Iterable<readonly [string, Value]>): string => {
  const all = [...columns];
  return all.length > MOST_NAMED
    ? codeRow(all.map(([name]) => name))
    : inRow(all.map(([name, value]) => `\`${name}\` (${noun(value)})`));
};

/** Each step as a sentence, from the tables on. */
function sentencesOf(relation: Relation): readonly string[] {
  const before = parentsOf(relation)[0];
  const earlier = before === undefined ? [] : sentencesOf(before);
  const after = (said: string | undefined): readonly string[] =>
    said === undefined ? earlier : [...earlier, said];
  switch (relation.kind) {
    case 'UnboundTable':
      return [`Starts from \`${relation.name}\`.`];
    case 'InMemoryTable':
      return ['Starts from rows written in the code.'];
    case 'DummyTable':
      return ['Makes a single row.'];
    case 'JoinReference':
    case 'SelfReference':
    case 'AliasedRelation':
      return earlier;
    case 'Filter':
      return after(`Keeps the rows ${condition(relation.predicates)}.`);
    case 'Project':
      return after(projection(relation));
    case 'DropColumns':
      return after(`Drops ${codeRow(relation.dropped)}.`);
    case 'Sort':
      return after(`Orders the rows by ${sortWords(relation.keys)}.`);
    case 'Limit':
      return after(limitWords(relation));
    case 'Aggregate':
      return after(aggregation(relation));
    case 'Distinct':
      return after('Removes repeated rows.');
    case 'Sample':
      return after(`Keeps a random sample of the rows, a share of about ${relation.fraction}.`);
    case 'DropNull': {
      const { subset, how } = relation;
      const where = subset === null ? 'any column' : codeRow(subset.flatMap(columnsIn));
      return after(`Drops the rows in which ${how === 'all' ? 'all of ' : ''}${where} is NULL.`);
    }
    case 'FillNull':
      return after(`Replaces NULL by ${replacementWords(relation.replacements)}.`);
    case 'TableUnnest':
      return after(`Makes one row of each element of \`${relation.columnName}\`.`);
    case 'Union':
      return after(
        `Adds the rows of ${aside(relation.right)}${relation.distinct ? ', each once' : ''}.`,
      );
    case 'Intersection':
      return after(`Keeps the rows that are also in ${aside(relation.right)}.`);
    case 'Difference':
      return after(`Leaves out the rows that are in ${aside(relation.right)}.`);
    case 'JoinChain':
      return joinSentences(relation);
  }
}

function joinSentences({
  first,
  rest,
  values,
}: Extract<Relation, { kind: 'JoinChain' }>): readonly string[] {
  const joins = rest.map(({ how, table, predicates }) => {
    const on = how === 'cross' || predicates.length === 0 ? '' : `, ${joinOn(predicates)}`;
    return `${JOINS[how]} ${aside(table)}${on}.`;
  });
  const made = [...values].filter(([, value]) => !isOp(value, 'Field'));
  return [
    ...sentencesOf(first),
    ...joins,
    ...(made.length === 0 ? [] : [`Computes ${computed(made)}.`]),
  ];
}

const JOINS = {
  inner: 'Joins with',
  left: 'Joins, keeping every row so far, with',
  right: 'Joins, keeping every row of the other side, with',
  outer: 'Joins, keeping the unmatched rows of both sides, with',
  asof: 'Joins, by the nearest match, with',
  semi: 'Keeps the rows with a match in',
  anti: 'Keeps the rows without a match in',
  any_inner: 'Joins, one match per row, with',
  any_left: 'Joins, keeping every row so far and one match for each, with',
  cross: 'Pairs every row with every row of',
  positional: 'Joins, row by row, with',
} as const;

/** Another branch: a table, or what is made of one. */
function aside(relation: Relation): string {
  const name = baseName(relation);
  if (name !== '') return `\`${name}\``;
  const steps = sentencesOf(relation).map((said) => {
    const plain = said.replace(/\.$/, '');
    return plain.charAt(0).toLowerCase() + plain.slice(1);
  });
  return `a second branch (${steps.join('; ')})`;
}

function joinOn(predicates: readonly Value[]): string {
  const shared = predicates.map((predicate) => {
    if (!isOp(predicate, 'Equals')) return undefined;
    const { left, right } = predicate.args;
    if (!isOp(left, 'Field') || !isOp(right, 'Field')) return undefined;
    return left.args.name === right.args.name ? left.args.name : undefined;
  });
  const names = shared.filter((name) => name !== undefined);
  return names.length === predicates.length ? `on ${codeRow(names)}` : condition(predicates, true);
}

function projection({
  values,
  parent,
}: Extract<Relation, { kind: 'Project' }>): string | undefined {
  const isKept = ([name, value]: readonly [string, Value]): boolean =>
    isOp(value, 'Field') && value.args.name === name;
  const kept = [...values].filter(isKept).map(([name]) => name);
  const made = [...values].filter((column) => !isKept(column));
  const keepsAll = [...parent.schema.keys()].every((name) => values.has(name));
  if (made.length === 0) return keepsAll ? undefined : `Takes the columns ${codeRow(kept)}.`;
  if (keepsAll) return `Computes ${computed(made)}.`;
  const others = kept.length === 0 ? '' : `, and takes ${codeRow(kept)}`;
  return `Computes ${computed(made)}${others}.`;
}

function aggregation({ groups, metrics }: Extract<Relation, { kind: 'Aggregate' }>): string {
  const keys = [...groups].map(([name, value]) =>
    isOp(value, 'Field') && value.args.name === name
      ? `\`${name}\``
      : `\`${name}\` (${noun(value)})`,
  );
  const figures = metrics.size === 0 ? undefined : computed(metrics);
  if (keys.length === 0) return `Computes ${figures ?? 'a row'} over all rows.`;
  if (figures === undefined) return `Takes each combination of ${inRow(keys)} once.`;
  return `Groups by ${inRow(keys)} and computes ${figures}.`;
}

function replacementWords(given: Extract<Relation, { kind: 'FillNull' }>['replacements']): string {
  if (!(given instanceof Map)) return noun(given as Value);
  const each = [...(given as ReadonlyMap<string, Value>)];
  return inRow(each.map(([name, value]) => `${noun(value)} in \`${name}\``));
}

const sortWords = (keys: readonly Value[]): string =>
  inRow(
    keys.map((key) => {
      if (!isOp(key, 'SortKey')) return noun(key);
      return `${key.args.ascending ? '' : 'descending '}${noun(key.args.arg)}`;
    }),
  );

function limitWords({ n, offset }: Extract<Relation, { kind: 'Limit' }>): string {
  if (typeof offset !== 'number' || (n !== null && typeof n !== 'number')) {
    return 'Keeps a computed number of rows.';
  }
  if (n === null) return `Leaves out the first ${offset} rows.`;
  const skipped = offset === 0 ? '' : ` after the first ${offset}`;
  return `Keeps ${offset === 0 ? 'the first ' : ''}${n} ${n === 1 ? 'row' : 'rows'}${skipped}.`;
}
