import { isOp } from '@ibert/ir';

import { any, listed, withoutArticle } from './phrase.js';
import type { Phrase } from './phrase.js';
import { Unspeakable } from './speech.js';
import { orderWords } from './view.js';
import type { Fact, OutputColumn, View } from './view.js';

/** The first line of a docstring, and what the details need not say again. */
export interface Summary {
  readonly line: Phrase;
  readonly covers: ReadonlySet<Fact>;
}

/** A summary before its end. */
interface Draft {
  readonly text: Phrase;
  readonly covers: readonly Fact[];
}

const RETURN = any('Return ', 'Get ', 'Select ');
const COMPUTE = any('Compute ', 'Calculate ', 'Return ');

/** Numbers of columns in words. */
const NUMBERS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];

/** Most columns or figures that a summary names. */
const MOST_NAMED = 3;

/** Summaries from the most to the least telling; the last fits into any line. */
export function summariesOf(view: View): readonly Summary[] {
  const drafts = view.outline.group === undefined ? rowSummaries(view) : groupSummaries(view);
  return drafts
    .flatMap((draft) => withOrder(view, draft))
    .map(({ text, covers }) => ({
      line: [text, '.'],
      covers: new Set(covers),
    }));
}

function withOrder(view: View, draft: Draft): readonly Draft[] {
  const { order, limit } = view.outline;
  if (order.length === 0 || (limit !== undefined && (limit.n === null || limit.offset > 0))) {
    return [draft];
  }
  const keys = orderWords(view, order);
  const rows = limit?.n === 1 ? 'row' : `${limit?.n} rows`;
  const end =
    limit === undefined
      ? [', ordered by ', keys]
      : [any(`, limited to the first ${rows} by `, `, only the first ${rows} by `), keys];
  return [{ text: [draft.text, end], covers: [...draft.covers, 'order'] }, draft];
}

/** The rows that are read: with their conditions first, then without. */
function rowsRead({ outline, words, source }: View): readonly Draft[] {
  const plain: Draft = { text: source.rows, covers: [] };
  const rows = outline.joined.length === 0 ? any(source.rows, source.name) : source.rows;
  const { where, after } = outline;
  if (where.length === 0 && after.length === 0) return [plain];
  if (where.length > 0 && after.length > 0) {
    return [{ text: [rows, ' where ', words.condition(...where)], covers: ['where'] }, plain];
  }
  const tests = where.length > 0 ? where : after;
  const fact = where.length > 0 ? 'where' : 'after';
  return [{ text: [rows, ' where ', words.condition(...tests)], covers: [fact] }, plain];
}

function groupSummaries(view: View): readonly Draft[] {
  const { columns, source, outline } = view;
  const keys = columns.filter(({ isGroup }) => isGroup);
  const figures = columns.filter(({ isGroup }) => !isGroup);
  const whole = keys.length === 0;
  const per: Phrase = whole ? '' : perWords(keys, view);
  const drafts: Draft[] = [];
  if (figures.length === 0) {
    const names = listed(keys.map(nameOf));
    const kinds = keys.length === 1 ? 'the distinct values of ' : 'the distinct combinations of ';
    for (const rows of rowsRead(view))
      drafts.push({
        text: [RETURN, kinds, names, any(' in ', ' among '), rows.text],
        covers: rows.covers,
      });
    return drafts;
  }
  const nouns = nounsOf(figures, view);
  if (nouns !== undefined) {
    for (const rows of rowsRead(view)) {
      const all = whole && outline.where.length === 0 && outline.joined.length === 0;
      const from = all ? ['all rows of ', source.name] : rows.text;
      drafts.push({
        text: [COMPUTE, nouns, per, any(' over ', ' from '), from],
        covers: rows.covers,
      });
    }
    drafts.push({ text: [COMPUTE, nouns, per], covers: [] });
  }
  if (figures.length <= MOST_NAMED) {
    for (const rows of rowsRead(view)) {
      drafts.push({
        text: [COMPUTE, listed(figures.map(nameOf)), per, any(' over ', ' from '), rows.text],
        covers: rows.covers,
      });
    }
  }
  if (figures.length <= MOST_NAMED) {
    drafts.push({ text: [COMPUTE, listed(figures.map(nameOf)), per], covers: [] });
  }
  drafts.push({ text: [any('Summarize ', 'Aggregate '), source.rows, per], covers: [] });
  drafts.push({
    text: [any('Summarize ', 'Aggregate '), source.name, whole ? '' : ' by group'],
    covers: [],
  });
  return drafts;
}

const nameOf = ({ name }: { readonly name: string }): string => `\`${name}\``;

function perWords(keys: readonly OutputColumn[], { words }: View): Phrase {
  const nouns = keys.map((key): Phrase => {
    const said = words.words(key.value);
    return said.is === 'name' || said.is === 'noun' ? said.text : nameOf(key);
  });
  const [only] = nouns;
  if (nouns.length === 1 && only !== undefined)
    return [any(' per ', ' for each '), withoutArticle(only)];
  return any(
    [' per ', listed(nouns.map(withoutArticle))],
    [' for each combination of ', listed(nouns)],
  );
}

/** The figures in words, if they are few and can stand in a row. */
function nounsOf(figures: readonly OutputColumn[], { words }: View): Phrase | undefined {
  if (figures.length > MOST_NAMED) return undefined;
  try {
    return listed(
      figures.map(({ value }) => (figures.length === 1 ? words.side(value) : words.noun(value))),
    );
  } catch (error) {
    if (error instanceof Unspeakable) return undefined;
    throw error;
  }
}

function rowSummaries(view: View): readonly Draft[] {
  const { columns, outline, passed, source } = view;
  const computed = columns.filter(({ value }) => !isOp(value, 'Field'));
  const reads = rowsRead(view);
  if (outline.distinct) {
    const kinds =
      columns.length === 1 ? 'the distinct values of ' : 'the distinct combinations of ';
    const nouns = nounsOf(columns, view);
    const named = nouns === undefined ? [] : [nouns];
    return [
      ...named.flatMap((names) =>
        reads.map(({ text, covers }): Draft => ({
          text: [RETURN, kinds, names, any(' in ', ' among '), text],
          covers,
        })),
      ),
      { text: [RETURN, 'the distinct rows made of ', source.name], covers: [] },
    ];
  }
  if (passed !== undefined) {
    return computed.length === 0
      ? reads.map(({ text, covers }): Draft => ({ text: [any(RETURN, 'Keep '), text], covers }))
      : addedSummaries(computed, view);
  }
  if (computed.length === 0) {
    const count = `${NUMBERS[columns.length] ?? columns.length} columns`;
    const what = columns.length <= MOST_NAMED ? listed(columns.map(nameOf)) : count;
    return [
      ...reads.map(({ text, covers }): Draft => ({
        text: [RETURN, what, any(' of ', ' from '), text],
        covers,
      })),
      { text: [RETURN, what, any(' of ', ' from '), source.name], covers: [] },
      {
        text: [RETURN, columns.length === 1 ? 'one column' : count, ' of ', source.name],
        covers: [],
      },
    ];
  }
  const nouns = nounsOf(computed, view);
  const named = [
    ...(nouns === undefined ? [] : [nouns]),
    ...(computed.length <= MOST_NAMED ? [listed(computed.map(nameOf))] : []),
  ];
  return [
    ...named.flatMap((what) =>
      reads.map((rows): Draft => ({
        text: [COMPUTE, what, forEach(view, rows)],
        covers: rows.covers,
      })),
    ),
    { text: [COMPUTE, 'columns of ', source.name], covers: [] },
  ];
}

/** "for each row of `t`", "for the rows of `t` where …". */
const forEach = ({ source, outline }: View, rows: Draft): Phrase =>
  rows.covers.length === 0 && outline.where.length === 0 && outline.after.length === 0
    ? any([' for each ', source.row], [' for every ', source.row])
    : [' for ', rows.text];

function addedSummaries(computed: readonly OutputColumn[], view: View): readonly Draft[] {
  const drafts: Draft[] = [];
  const reads = rowsRead(view);
  const nouns = nounsOf(computed, view);
  const what = [
    ...(nouns === undefined ? [] : [nouns]),
    ...(computed.length <= MOST_NAMED ? [listed(computed.map(nameOf))] : []),
  ];
  for (const figures of what) {
    for (const { text, covers } of reads)
      drafts.push({ text: ['Add ', figures, ' to ', text], covers });
  }
  drafts.push({
    text: [
      'Add ',
      computed.length === 1 ? 'a column' : `${NUMBERS[computed.length] ?? computed.length} columns`,
      ' to ',
      view.source.name,
    ],
    covers: [],
  });
  return drafts;
}
