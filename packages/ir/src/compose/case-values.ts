import { isInteger } from '../dtypes/classes.js';
import * as t from '../dtypes/types.js';
import { make } from '../value.js';
import { condition } from './conditions.js';
import { read } from './frame.js';
import { literalFor, literalsFor, text, whole } from './literals.js';
import { MEASURES } from './meaning.js';
import { nameOfCondition } from './names.js';
import { drawn, named, ofColumn, simple } from './row-makers.js';
import type { RowMakers } from './row-makers.js';

/** Cases, NULL handling, casts, lists. */
export const CASE_VALUES = {
  cases: (draft, frame) => {
    const column = drawn(draft, frame, MEASURES);
    if (column === undefined) return undefined;
    const edges = [...literalsFor(draft, column, 2)].sort(
      (a, b) => Number(b.args['value']) - Number(a.args['value']),
    );
    if (edges.length < 2) return undefined;
    const labels = draft.random.choice([
      ['high', 'medium', 'low'],
      ['large', 'medium', 'small'],
      ['gold', 'silver', 'bronze'],
    ]);
    const value = make('SearchedCase', {
      cases: edges.map((right) => make('GreaterEqual', { left: read(frame, column), right })),
      results: labels.slice(0, 2).map(text),
      default: text(labels[2] ?? 'other'),
    });
    return named(
      `${column.name}_${draft.random.choice(['level', 'tier', 'class'])}`,
      value,
      'category',
    );
  },
  ifelse: (draft, frame) => {
    const test = condition(draft, frame, 1);
    if (test === undefined) return undefined;
    const [yes, no] = draft.random.choice([
      ['yes', 'no'],
      ['match', 'other'],
      ['a', 'b'],
    ]);
    const isNumber = draft.random.chance(0.3);
    return named(
      nameOfCondition(test) ?? draft.random.choice(['segment', 'marker', 'bucket_label']),
      make('IfElse', {
        bool_expr: test,
        true_expr: isNumber ? whole(1) : text(yes ?? ''),
        false_null_expr: isNumber ? whole(0) : text(no ?? ''),
      }),
      isNumber ? 'calendar' : 'category',
    );
  },
  switched: ofColumn(['category'], (base, column, draft) => {
    const cases = literalsFor(draft, column, 2);
    if (cases.length < 2) return undefined;
    const results = [text('A'), text('B')];
    const value = make('SimpleCase', { base, cases, results, default: text('C') });
    return named(`${column.name}_group`, value, 'category');
  }),
  coalesce: ofColumn(
    ['text', 'category', 'amount', 'quantity', 'score'],
    (arg, { name, type, meaning }) => {
      const other = type.kind === 'string' ? text('unknown') : whole(0);
      return named(
        `${name}_or_${type.kind === 'string' ? 'unknown' : 'zero'}`,
        make('Coalesce', { arg: [arg, other] }),
        meaning,
      );
    },
  ),
  nullif: ofColumn(['category', 'quantity', 'amount'], (arg, column, draft) => {
    const other = column.type.kind === 'string' ? literalFor(draft, column) : whole(0);
    if (other === undefined) return undefined;
    return named(
      `known_${column.name}`,
      make('NullIf', { arg, null_if_expr: other }),
      column.meaning,
    );
  }),
  isMissing: ofColumn(['text', 'moment', 'amount', 'category'], (arg, { name }) =>
    named(`has_${name}`, make('NotNull', { arg }), 'flag'),
  ),
  bucket: ofColumn(['amount', 'quantity', 'score'], (arg, { name }, { random }) =>
    named(
      `${name}_bucket`,
      make('Bucket', {
        arg,
        buckets: [0n, 10n, 50n, 100n].slice(0, random.int(3, 4)),
        closed: 'left',
        close_extreme: true,
        include_under: false,
        include_over: random.chance(0.7),
      }),
      'calendar',
    ),
  ),
  cast: ofColumn(
    ['amount', 'quantity', 'calendar', 'score', 'flag'],
    (arg, { name, type, meaning }, { random }) => {
      if (type.kind === 'boolean')
        return named(`${name}_int`, make('Cast', { arg, to: t.INT64 }), 'quantity');
      const to = random.choice([t.FLOAT64, t.STRING, isInteger(type) ? t.FLOAT64 : t.INT64]);
      if (to.kind === type.kind) return undefined;
      const suffix = to.kind === 'string' ? 'text' : to.kind === 'int64' ? 'int' : 'float';
      return named(
        `${name}_${suffix}`,
        make('Cast', { arg, to }),
        to.kind === 'string' ? 'category' : meaning,
      );
    },
  ),
  flagOf: (draft, frame) => {
    const value = condition(draft, frame, 1);
    if (value === undefined || value.kind === 'Field') return undefined;
    return named(
      nameOfCondition(value) ?? draft.random.choice(['is_relevant', 'matches', 'qualifies']),
      value,
      'flag',
    );
  },
  listLength: simple('ArrayLength', ['list'], ({ name }) => `${name}_count`, 'score'),
  listItem: ofColumn(['list'], (arg, { name }) =>
    named(`first_${name}`, make('ArrayIndex', { arg, index: whole(0) }), 'other'),
  ),
  listJoined: ofColumn(['list'], (arg, { name, type }) =>
    type.kind === 'array' && type.value.kind === 'string'
      ? named(`${name}_text`, make('ArrayStringJoin', { arg, sep: text(', ') }), 'text')
      : undefined,
  ),
  listSorted: simple('ArraySort', ['list'], ({ name }) => `sorted_${name}`, 'list'),
} satisfies RowMakers;
