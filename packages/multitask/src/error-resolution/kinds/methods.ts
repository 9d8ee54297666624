import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { camelCase, capitalized, typosOf } from '../typos.js';

const NO_ATTRIBUTE = /^AttributeError: /;

const TABLE_METHODS: ReadonlySet<string> = new Set(
  (
    'select filter mutate group_by agg aggregate order_by limit join left_join anti_join ' +
    'semi_join inner_join outer_join asof_join distinct union intersect difference drop rename ' +
    'pivot_longer pivot_wider value_counts having head unnest drop_null view'
  ).split(' '),
);

const typosIn =
  (wanted: (name: string) => boolean, among: 'methodCalls' | 'ibisCalls'): MistakeKind['find'] =>
  (source) =>
    source[among]
      .filter(({ name }) => wanted(name.name))
      .flatMap(({ name }) =>
        typosOf(name.name).map((wrong) => replaced(name, wrong, { wrong, right: name.name })),
      );

/** Methods and functions that are misspelled. */
export const METHOD_KINDS: readonly MistakeKind[] = [
  {
    name: 'table_method_typo',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_ATTRIBUTE,
    find: typosIn((name) => TABLE_METHODS.has(name), 'methodCalls'),
    what: ['The method name `{wrong}` has a typo.', '`{wrong}` is misspelled.'],
    why: [
      'Tables have a method `{right}`.',
      'It is `{right}`; Ibis takes an unknown attribute for a column and finds none.',
      'The method for this step is `{right}`.',
    ],
  },
  {
    name: 'value_method_typo',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_ATTRIBUTE,
    find: typosIn((name) => !TABLE_METHODS.has(name), 'methodCalls'),
    what: [
      '`{wrong}` is not a method of this expression.',
      'The name of the method is mistyped as `{wrong}`.',
    ],
    why: ['It is spelled `{right}`.', 'The method that was meant is `{right}`.'],
  },
  {
    name: 'ibis_function_typo',
    difficulty: 'easy',
    reach: 'some',
    fails: NO_ATTRIBUTE,
    find: typosIn(() => true, 'ibisCalls'),
    what: ['The module `ibis` has no function `{wrong}`.', '`ibis.{wrong}` is a misspelling.'],
    why: ['The function is `ibis.{right}`.', 'It is called `{right}`.'],
  },
  {
    name: 'camel_case_method',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_ATTRIBUTE,
    find: (source) =>
      source.methodCalls.flatMap(({ name }): Mistake[] => {
        const wrong = camelCase(name.name);
        return wrong === name.name ? [] : [replaced(name, wrong, { wrong, right: name.name })];
      }),
    what: ['`{wrong}` is written in camel case, as in Spark.', 'Ibis has no method `{wrong}`.'],
    why: [
      'Methods in Ibis are in snake case: `{right}`.',
      'Write it with an underscore, `{right}`.',
    ],
  },
  {
    name: 'capitalized_method',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_ATTRIBUTE,
    find: (source) =>
      source.methodCalls.flatMap(({ name }) =>
        [capitalized(name.name), name.name.toUpperCase()].map((wrong) =>
          replaced(name, wrong, { wrong, right: name.name }),
        ),
      ),
    what: [
      'The method is written with capitals, `{wrong}`.',
      '`{wrong}` looks like an SQL keyword.',
    ],
    why: [
      'Python distinguishes case and Ibis only has `{right}`.',
      'Method names are lower case: `{right}`.',
    ],
  },
];
