import { field, isOp } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { speaker } from './nouns.js';
import type { Speaker } from './nouns.js';
import { outlineOf, tablesOf } from './outline.js';
import type { Outline } from './outline.js';
import { any, listed, sentence } from './phrase.js';
import type { Phrase } from './phrase.js';
import { sourceWords } from './source-words.js';
import { unspeakable } from './speech.js';
import { summariesOf } from './summary.js';
import type { Summary } from './summary.js';
import { tableReads } from './reads.js';
import type { TableReads } from './reads.js';
import { testedValues } from './tested-values.js';
import { trace } from './trace.js';
import { orderWords } from './view.js';
import type { ColumnWords, Fact, OutputColumn, View } from './view.js';

export interface Detail {
  readonly fact: Fact;
  readonly sentence: Phrase;
}

/** A query in words, with all wordings. */
export interface Description {
  /** From the most to the least telling. */
  readonly summaries: readonly Summary[];
  readonly details: readonly Detail[];
  /** What a row of the result is, and which tables' columns it has. */
  readonly returns: Phrase;
  /** The columns that are listed one by one. */
  readonly columns: readonly ColumnWords[];
  readonly reads: ReadonlyMap<string, TableReads>;
  /** What the function's value parameters are for. */
  readonly tested: ReadonlyMap<string, Phrase>;
}

/** Most columns that are listed one by one. */
const MOST_COLUMNS = 10;

/**
 * Puts a relation into words.
 *
 * @param parameter the name of the function's parameter that a literal stands for.
 * @throws Unspeakable where there are no precise words for it.
 */
export function describe(
  relation: Relation,
  parameter: (literal: Value) => string | undefined,
): Description {
  const outline = outlineOf(relation);
  const tables = tablesOf(relation);
  const shared = (name: string): boolean => tables.filter((t) => t.schema.has(name)).length > 1;
  const span = (value: Value): string | undefined => {
    if (!isOp(value, 'Field')) return undefined;
    const { rel, name } = value.args;
    if (rel.kind !== 'UnboundTable') return unspeakable(`a column of a ${rel.kind}`);
    return shared(name) ? `${rel.name}.${name}` : name;
  };
  const words = speaker(span, parameter);
  const reads = tableReads(relation);
  const passed = passedTable(relation, outline, reads);
  const inner = outline.joined.every(
    ({ how }) => how === 'inner' || how === 'semi' || how === 'anti',
  );
  const columns = columnsOf(relation, words, passed, inner);
  const view = { relation, outline, words, source: sourceWords(outline, words), columns, passed };
  return {
    summaries: summariesOf(view),
    details: detailsOf(view),
    returns: returnsOf(view),
    columns: columns.filter(({ passedOn }) => !passedOn),
    reads,
    tested: testedValues(
      [...outline.where, ...outline.after, ...outline.having],
      parameter,
      words.noun,
    ),
  };
}

/** The table whose columns the result begins with, all of them in their order. */
function passedTable(
  { schema }: Relation,
  { first, joined, group }: Outline,
  reads: ReadonlyMap<string, TableReads>,
): string | undefined {
  const ownRows = joined.every(({ how }) => how === 'semi' || how === 'anti');
  const { name } = first.table;
  const names = [...schema.keys()];
  const inOrder = [...first.table.schema.keys()].every((column, at) => names[at] === column);
  const isPassed = ownRows && group === undefined && inOrder && reads.get(name)?.passed === true;
  return isPassed ? name : undefined;
}

function columnsOf(
  relation: Relation,
  words: Speaker,
  passed: string | undefined,
  inner: boolean,
): readonly OutputColumn[] {
  const found = [...relation.schema.keys()].map((name): OutputColumn => {
    const value = trace(field(relation, name));
    const own = isOp(value, 'Field') && value.args.name === name;
    // Of the keys of a join, only an inner one leaves no doubt whose column it is.
    const same = own && (inner || !String(words.words(value).text).includes('.'));
    const passedOn =
      same &&
      isOp(value, 'Field') &&
      value.args.rel.kind === 'UnboundTable' &&
      value.args.rel.name === passed;
    const meaning = same ? undefined : sentence(meaningOf(value, words));
    return { name, value, meaning, passedOn, isGroup: isGroupKey(relation, name) };
  });
  const shown = found.filter(({ passedOn }) => !passedOn).length;
  return shown > MOST_COLUMNS ? unspeakable('many columns') : found;
}

function meaningOf(value: Value, { words }: Speaker): Phrase {
  const { text } = words(value);
  return isOp(value, 'Field') ? [any('taken from ', 'the value of '), text] : text;
}

/** Whether an output is (in the end) a key of the groups. */
function isGroupKey(relation: Relation, name: string): boolean {
  if (relation.kind === 'Aggregate') return relation.groups.has(name);
  if (relation.kind === 'Project') {
    const value = relation.values.get(name);
    return (
      value !== undefined && isOp(value, 'Field') && isGroupKey(relation.parent, value.args.name)
    );
  }
  return 'parent' in relation && isGroupKey(relation.parent, name);
}

function detailsOf(view: View): readonly Detail[] {
  const { outline, words, source } = view;
  const { where, after, having, order, limit } = outline;
  const details: Detail[] = source.details.map((said) => ({ fact: 'join', sentence: said }));
  const add = (fact: Fact, said: Phrase): void => {
    details.push({ fact, sentence: said });
  };
  if (where.length > 0) {
    const test = words.condition(...where);
    const used = outline.group === undefined ? 'kept' : 'used';
    add(
      'where',
      any(
        ['Only rows where ', test, ` are ${used}.`],
        [used === 'kept' ? 'Keeps' : 'Uses', ' only the rows where ', test, '.'],
      ),
    );
  }
  if (after.length > 0) {
    const these = where.length > 0 ? any('Of these, it keeps', 'Among them, it keeps') : 'Keeps';
    add('after', [these, ' the rows where ', words.condition(...after), '.']);
  }
  if (having.length > 0) {
    const test = words.condition(...having);
    add(
      'having',
      any(['Only groups where ', test, ' are returned.'], ['Keeps the groups where ', test, '.']),
    );
  }
  const last = limitWords(view);
  if (last !== undefined) add('order', last.sentence);
  if (limit === undefined && order.length > 0) {
    const keys = orderWords(view, order);
    add(
      'order',
      any(['The result is ordered by ', keys, '.'], ['Rows are ordered by ', keys, '.']),
    );
  }
  return details;
}

/** At most so many rows, in words; undefined without a limit. */
function limitWords(view: View): { readonly sentence: Phrase } | undefined {
  const { limit, order } = view.outline;
  if (limit === undefined) return undefined;
  if (limit.n === null || order.length === 0) return unspeakable('a limit of no order');
  const rows = limit.n === 1 ? 'row' : `${limit.n} rows`;
  const skipped = limit.offset === 0 ? '' : ` after skipping ${limit.offset}`;
  const keys = orderWords(view, order);
  return {
    sentence: any(
      [
        `Only the first ${rows}`,
        skipped,
        limit.n === 1 ? ' is' : ' are',
        ' returned, in the order of ',
        keys,
        '.',
      ],
      ['Orders the result by ', keys, ` and returns the first ${rows}`, skipped, '.'],
    ),
  };
}

function returnsOf({ outline, columns, passed, source }: View): Phrase {
  const { where, after, having, limit, group, distinct, joined } = outline;
  const fewer = where.length + after.length + having.length > 0 || limit !== undefined;
  const each = fewer
    ? any('One row per remaining ', 'One row for each remaining ')
    : any('One row per ', 'One row for each ');
  if (group !== undefined) {
    const keys = columns.filter(({ isGroup }) => isGroup).map(({ name }) => `\`${name}\``);
    if (group.groups.size === 0) return any('A single row', 'One row');
    if (keys.length < group.groups.size) return unspeakable('groups without their keys');
    return keys.length === 1 ? [each, ...keys] : [each, 'combination of ', listed(keys)];
  }
  if (distinct) {
    return columns.length === 1
      ? any('One row per distinct value', 'Each distinct value once')
      : any('One row per distinct combination', 'Each distinct combination once');
  }
  if (passed !== undefined) {
    const kept = fewer || joined.length > 0;
    return [
      kept
        ? any('The remaining rows of ', 'The kept rows of ')
        : any('Every row of ', 'All rows of '),
      `\`${passed}\``,
      any(', with all columns of ', ' with all columns of '),
      `\`${passed}\``,
    ];
  }
  if (joined.length === 0) return [each, source.row];
  const oneSided = joined.every(({ how }) => how === 'semi' || how === 'anti');
  return [each, oneSided ? source.row : 'joined row'];
}
