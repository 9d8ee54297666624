import { isOp } from '@ibert/ir';
import type { JoinKind, Value } from '@ibert/ir';

import type { Speaker } from './nouns.js';
import type { JoinedPart, Outline, Part } from './outline.js';
import { any, listed, sentence } from './phrase.js';
import type { Phrase } from './phrase.js';
import { unspeakable } from './speech.js';
import { trace } from './trace.js';

/** Where a query's rows come from, in words. */
export interface SourceWords {
  /** "the rows of `orders`", short; what it leaves out stands in `details`. */
  readonly rows: Phrase;
  /** "`orders`", where the rows are those of the first table. */
  readonly name: Phrase;
  /** "row of `orders`". */
  readonly row: Phrase;
  /** How the tables are joined; empty for one table. */
  readonly details: readonly Phrase[];
}

const quoted = ({ table }: Part): string => `\`${table.name}\``;

export function sourceWords(outline: Outline, speaker: Speaker): SourceWords {
  const { first, joined } = outline;
  const name = quoted(first);
  if (joined.length === 0) {
    return {
      rows: any(['the rows of ', name], ['the ', name, ' rows']),
      name,
      row: ['row of ', name],
      details: [],
    };
  }
  const details = joined.map((part, i) =>
    sentence(joinWords(i === 0 ? filteredRows(first, speaker) : undefined, part, outline, speaker)),
  );
  const [only] = joined;
  const oneSided = only?.how === 'semi' || only?.how === 'anti';
  if (oneSided && joined.length === 1) {
    const match = only.how === 'semi' ? 'with' : 'without';
    return {
      rows: [
        any(['the rows of ', name], ['the ', name, ' rows']),
        ` ${match} a match in `,
        quoted(only),
      ],
      name,
      row: ['row of ', name, ` ${match} a match in `, quoted(only)],
      details,
    };
  }
  if (joined.some(({ how }) => how === 'semi' || how === 'anti')) return unspeakable('mixed joins');
  const names = listed([first, ...joined].map(quoted));
  return {
    rows: any(['the joined rows of ', names], ['the join of ', names]),
    name: ['the join of ', names],
    row: ['joined row of ', names],
    details,
  };
}

/** "`orders`", or "the rows of `orders` where …". */
function filteredRows(part: Part, speaker: Speaker): Phrase {
  if (part.where.length === 0) return quoted(part);
  return ['the rows of ', quoted(part), ' where ', speaker.condition(...part.where)];
}

/** What of the unmatched rows becomes, by join. */
const UNMATCHED: Partial<Record<JoinKind, (left: string, right: string) => Phrase>> = {
  inner: () => any(' and keeps only the matches', ' and drops rows without a match'),
  left: (left) =>
    any(
      [' and keeps ', left, ' without a match'],
      [' and also keeps ', left, ' that have no match'],
    ),
  right: (_left, right) => any([' and keeps ', right, ' without a match']),
  outer: () =>
    any(
      ' and keeps the unmatched rows of both sides',
      ' and keeps rows without a match on both sides',
    ),
};

function joinWords(
  left: Phrase | undefined,
  part: JoinedPart,
  { first, joined }: Outline,
  speaker: Speaker,
): Phrase {
  const right = filteredRows(part, speaker);
  const { how, predicates } = part;
  if (how === 'cross') {
    return ['pairs every row of ', left ?? 'the result', ' with every row of ', right];
  }
  const on = matchWords(predicates, speaker);
  if (how === 'semi' || how === 'anti') {
    if (left === undefined) return unspeakable('a filtering join after others');
    const have = how === 'semi' ? any('have a match', 'have at least one match') : 'have no match';
    const match = [' that ', have, ' on ', on, ' in ', right];
    if (first.where.length === 0) return ['keeps the rows of ', quoted(first), ...match];
    return ['of ', filteredRows(first, speaker), ', keeps those', ...match];
  }
  const unmatched = UNMATCHED[how];
  if (unmatched === undefined) return unspeakable(`a join of kind ${how}`);
  const rowsLeft =
    joined.indexOf(part) === 0 ? `the rows of ${quoted(first)}` : 'the rows joined so far';
  return [
    left === undefined ? 'then joins ' : any('joins ', 'combines '),
    left === undefined ? right : [left, ' with ', right],
    ' on ',
    on,
    unmatched(rowsLeft, `the rows of ${quoted(part)}`),
  ];
}

/** "`customer_id`" for equal columns of one name, else the conditions in full. */
function matchWords(predicates: readonly Value[], { condition }: Speaker): Phrase {
  const shared = predicates.map((predicate) => {
    if (!isOp(predicate, 'Equals')) return undefined;
    const [left, right] = [trace(predicate.args.left), trace(predicate.args.right)];
    if (!isOp(left, 'Field') || !isOp(right, 'Field')) return undefined;
    return left.args.name === right.args.name ? left.args.name : undefined;
  });
  if (shared.every((name) => name !== undefined))
    return listed(shared.map((name) => `\`${name}\``));
  return ['the condition that ', condition(...predicates)];
}
