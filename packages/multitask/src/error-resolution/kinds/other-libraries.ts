import type { MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { misnamed, rewrittenCalls } from './shared.js';

const NO_ATTRIBUTE = /^AttributeError: /;

/** Idioms of other data frame libraries and of older versions. */
export const OTHER_LIBRARY_KINDS: readonly MistakeKind[] = [
  {
    name: 'text_accessor',
    difficulty: 'medium',
    reach: 'few',
    fails: /^AttributeError: 'String\w+' object has no attribute 'str'$/,
    find: accessor('str', [
      'upper',
      'lower',
      'length',
      'contains',
      'startswith',
      'endswith',
      'strip',
      'split',
      're_search',
      're_extract',
      'replace',
      'left',
      'right',
      'substr',
      'like',
      'ilike',
      'capitalize',
      're_replace',
      'reverse',
      'lpad',
      'find',
    ]),
    what: [
      'The accessor in `{wrong}` belongs to pandas.',
      '`{wrong}` goes through an accessor that Ibis does not have.',
    ],
    why: [
      'Ibis has its text methods on the column itself: `{right}`.',
      'Drop the accessor and call `{right}` directly.',
    ],
  },
  {
    name: 'date_accessor',
    difficulty: 'medium',
    reach: 'some',
    fails: /^AttributeError: '\w+' object has no attribute 'dt'$/,
    find: accessor('dt', [
      'year',
      'month',
      'day',
      'hour',
      'minute',
      'second',
      'quarter',
      'truncate',
      'date',
      'strftime',
      'delta',
      'week_of_year',
      'epoch_days',
      'epoch_seconds',
      'day_of_week',
      'time',
    ]),
    what: [
      'The accessor in `{wrong}` belongs to pandas.',
      '`{wrong}` uses an accessor for dates that does not exist.',
    ],
    why: [
      'Dates and timestamps have the method themselves: `{right}`.',
      'In Ibis it is simply `{right}`.',
    ],
  },
  {
    name: 'alias_method',
    difficulty: 'medium',
    reach: 'most',
    fails: /^AttributeError: '\w+' object has no attribute '(?:alias|as_|label)'$/,
    find: (source) => [
      ...misnamed({ name: ['alias', 'as_', 'label'] })(source),
      ...source
        .callsOf('select', 'mutate', 'agg', 'aggregate')
        .flatMap(({ call }) => call.args)
        .flatMap((argument) => {
          const { name, value } = argument;
          if (name === undefined || value.kind !== 'Call') return [];
          const wrong = `${source.slice(value)}.alias("${name.name}")`;
          const right = source.slice(argument);
          if (right.includes('\n')) return [];
          return [replaced(argument, wrong, { wrong, right })];
        }),
    ],
    what: [
      '`{wrong}` names the result as in Spark or Polars.',
      'Ibis expressions cannot be renamed as in `{wrong}`.',
    ],
    why: [
      'In Ibis this is `{right}`.',
      'A name is given with a keyword or with `.name("…")`: `{right}`.',
    ],
  },
  {
    name: 'pandas_indexer',
    difficulty: 'medium',
    reach: 'most',
    fails: /^AttributeError: '\w+' object has no attribute '(?:iloc|loc)'$/,
    find: (source) => [
      ...rewrittenTail(['limit', 'head'], (args) =>
        /^\d+$/.test(args) ? `.iloc[:${args}]` : undefined,
      )(source),
      ...rewrittenTail(['filter'], (args, count) =>
        count === 1 && !args.includes('\n') ? `.loc[${args}]` : undefined,
      )(source),
    ],
    what: [
      '`{wrong}` is the indexer of pandas.',
      'An Ibis table has no indexer such as `{wrong}`.',
    ],
    why: ['The rows are taken with `{right}`.', 'Ibis uses a method for it, `{right}`.'],
  },
  {
    name: 'removed_case_builder',
    difficulty: 'medium',
    reach: 'rare',
    fails: /^AttributeError: module 'ibis' has no attribute 'case'/,
    find: rewrittenCalls(
      ['cases', 'ifelse'],
      ({ call, name }, source) => {
        if (name.name === 'ifelse') {
          const [test, then, otherwise] = call.args.map(({ value }) => source.slice(value));
          if (otherwise === undefined) return undefined;
          return `ibis.case().when(${test}, ${then}).else_(${otherwise}).end()`;
        }
        const whens = call.args.flatMap(({ value }) =>
          value.kind === 'Tuple'
            ? [`.when(${value.items.map((item) => source.slice(item)).join(', ')})`]
            : [],
        );
        const last = call.args.find((argument) => argument.name?.name === 'else_');
        const otherwise = last === undefined ? '' : `.else_(${source.slice(last.value)})`;
        return whens.length === 0 ? undefined : `ibis.case()${whens.join('')}${otherwise}.end()`;
      },
      'ibis',
    ),
    what: [
      'The builder `ibis.case()` was removed from Ibis.',
      '`ibis.case()` with `.when()` and `.end()` is the old interface.',
    ],
    why: ['In Ibis 12 the same is said with `{right}`.', 'Write it as `{right}`.'],
  },
  {
    name: 'pandas_reset_index',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_ATTRIBUTE,
    find: (source) =>
      source
        .callsOf('agg', 'aggregate')
        .flatMap(({ call }) =>
          ['.reset_index()', '.reset_index(drop=True)'].map((wrong) =>
            replaced({ start: call.end, end: call.end }, wrong, { wrong, right: 'agg' }),
          ),
        ),
    what: [
      '`{wrong}` is a pandas step that Ibis tables do not have.',
      'Ibis has no row index, so `{wrong}` fails.',
    ],
    why: [
      'The group keys are ordinary columns after the aggregation; leave the call out.',
      'After an aggregation the keys are columns already, nothing has to be reset.',
    ],
  },
  {
    name: 'pandas_to_frame',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_ATTRIBUTE,
    find: (source) =>
      source
        .callsOf('select', 'filter')
        .flatMap(({ call, name }) =>
          ['.copy()', '.collect()', '.show()', '.to_frame()'].map((wrong) =>
            replaced({ start: call.end, end: call.end }, wrong, { wrong, right: name.name }),
          ),
        ),
    what: [
      '`{wrong}` belongs to a data frame library.',
      'The table that `{right}` returns has no `{wrong}`.',
    ],
    why: [
      'Ibis tables are lazy and need no such step; remove `{wrong}`.',
      'An Ibis expression is not a data frame, so `{wrong}` has to go.',
    ],
  },
];

/** `x.upper()` → `x.str.upper()`. */
function accessor(wrong: string, methods: readonly string[]): MistakeKind['find'] {
  return (source) =>
    source.methodCalls
      .filter(({ name }) => methods.includes(name.name))
      .map(({ name }) =>
        replaced({ start: name.start, end: name.start }, `${wrong}.`, {
          wrong: `.${wrong}.${name.name}`,
          right: `.${name.name}`,
        }),
      );
}

/** Writes `.name(arguments)` anew, leaving what stands before it. */
function rewrittenTail(
  names: readonly string[],
  write: (args: string, count: number) => string | undefined,
): MistakeKind['find'] {
  return (source) =>
    source.callsOf(...names).flatMap(({ call, name }) => {
      const first = call.args[0];
      const last = call.args.at(-1);
      if (first === undefined || last === undefined) return [];
      const args = source.slice({ start: first.start, end: last.end });
      const wrong = write(args, call.args.length);
      if (wrong === undefined || first.kind !== 'positional') return [];
      const place = { start: name.start - 1, end: call.end };
      return [replaced(place, wrong, { wrong, right: `.${name.name}(${args})` })];
    });
}
