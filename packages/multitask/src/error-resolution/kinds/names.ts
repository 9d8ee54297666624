import type { MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { isName } from '../source.js';
import { capitalized, otherNumber, typosOf } from '../typos.js';
import { argumentsText, rewrittenCalls } from './shared.js';

const UNDEFINED = /^NameError: name '\w+' is not defined$/;

const renamedTables =
  (wrongNames: (name: string) => readonly string[]): MistakeKind['find'] =>
  (source) =>
    source
      .namesIn(new Set(Object.keys(source.tables)))
      .flatMap((node) =>
        wrongNames(node.name).map((wrong) => replaced(node, wrong, { wrong, right: node.name })),
      );

/** Names that nobody defined. */
export const NAME_KINDS: readonly MistakeKind[] = [
  {
    name: 'table_typo',
    difficulty: 'easy',
    reach: 'most',
    fails: UNDEFINED,
    find: renamedTables(typosOf),
    what: [
      'The table name `{wrong}` is misspelled.',
      '`{wrong}` is not defined because of a typo.',
    ],
    why: ['The table is bound to the variable `{right}`.', 'Python knows the table as `{right}`.'],
  },
  {
    name: 'table_singular_plural',
    difficulty: 'easy',
    reach: 'most',
    fails: UNDEFINED,
    find: renamedTables((name) => [otherNumber(name)]),
    what: ['There is no table `{wrong}`.', '`{wrong}` confuses the singular with the plural.'],
    why: [
      'The variable that holds the table is `{right}`.',
      'The table is called `{right}`, and the name has to be exact.',
    ],
  },
  {
    name: 'table_wrong_case',
    difficulty: 'easy',
    reach: 'most',
    fails: UNDEFINED,
    find: renamedTables((name) => [capitalized(name), name.toUpperCase()]),
    what: ['`{wrong}` is capitalised, the table is not.', 'The name `{wrong}` has the wrong case.'],
    why: [
      'Python variables are case-sensitive, so it must be `{right}`.',
      'Table names ignore case in SQL, but here the table is a Python variable, `{right}`.',
    ],
  },
  {
    name: 'data_frame_name',
    difficulty: 'easy',
    reach: 'most',
    fails: UNDEFINED,
    find: renamedTables(() => ['df', 'table', 't']),
    what: [
      'Nothing defines the name `{wrong}`.',
      '`{wrong}` is a habit from other code; no variable is called so here.',
    ],
    why: [
      'The table is available as `{right}`.',
      'The code has to start from the table `{right}`.',
    ],
  },
  {
    name: 'variable_typo',
    difficulty: 'easy',
    reach: 'some',
    fails: UNDEFINED,
    find: (source) =>
      source
        .namesIn(source.assigned)
        .flatMap((node) =>
          typosOf(node.name).map((wrong) => replaced(node, wrong, { wrong, right: node.name })),
        ),
    what: [
      'The variable `{wrong}` was never assigned.',
      '`{wrong}` is a misspelling of a variable.',
    ],
    why: [
      'The intermediate result is stored in `{right}`.',
      'The assignment above it creates `{right}`.',
    ],
  },
  {
    name: 'ibis_misspelled',
    difficulty: 'easy',
    reach: 'some',
    fails: UNDEFINED,
    find: (source) =>
      source.nodes.flatMap((node) =>
        isName(node, 'ibis')
          ? ['ibs', 'Ibis', 'ibi', 'iibs'].map((wrong) =>
              replaced(node, wrong, { wrong, right: 'ibis' }),
            )
          : [],
      ),
    what: ['The module is written `{wrong}`.', '`{wrong}` is not a name that Python knows.'],
    why: ['It is imported as `{right}`.', 'The functions live in the module `{right}`.'],
  },
  {
    name: 'missing_ibis_prefix',
    difficulty: 'easy',
    reach: 'some',
    fails: UNDEFINED,
    find: (source) =>
      source.ibisCalls.map(({ call, name }) =>
        replaced({ start: call.start, end: name.start }, '', {
          wrong: name.name,
          right: `ibis.${name.name}`,
        }),
      ),
    what: [
      '`{wrong}` is called without its module.',
      'The function `{wrong}` is not a Python builtin.',
    ],
    why: [
      'It belongs to Ibis and is reached as `{right}`.',
      'Write `{right}`, since only the module itself is imported.',
    ],
  },
  {
    name: 'missing_underscore',
    difficulty: 'easy',
    reach: 'most',
    fails: /^SyntaxError: invalid syntax/,
    find: (source) =>
      source.columns.flatMap(({ node, name }) =>
        node.kind === 'Attribute' && isName(node.object, '_')
          ? [replaced(node.object, '', { wrong: `.${name}`, right: `_.${name}` })]
          : [],
      ),
    what: [
      'An expression cannot begin with a dot, as `{wrong}` does.',
      'The underscore before `{wrong}` is missing.',
    ],
    why: [
      '`_` stands for the table at hand: `{right}`.',
      'The deferred table `_` is needed to reach the column: `{right}`.',
    ],
  },
  {
    name: 'lowercase_true',
    difficulty: 'easy',
    reach: 'rare',
    fails: UNDEFINED,
    find: (source) =>
      source.nodes.flatMap((node) => {
        if (node.kind !== 'Constant') return [];
        const right = source.slice(node);
        if (right !== 'True' && right !== 'False') return [];
        return [right.toLowerCase(), right.toUpperCase()].map((wrong) =>
          replaced(node, wrong, { wrong, right }),
        );
      }),
    what: ['`{wrong}` is how SQL or JSON writes it.', 'The truth value is spelled `{wrong}`.'],
    why: [
      "Python's constant is `{right}`; anything else is taken as a variable.",
      'In Python it is written `{right}`.',
    ],
  },
  {
    name: 'null_comparison',
    difficulty: 'easy',
    reach: 'some',
    fails: /^NameError: name '(?:null|NULL)' is not defined$/,
    find: (source) =>
      ['null', 'NULL'].flatMap((word) =>
        rewrittenCalls(['isnull', 'notnull'], ({ name, object, call }) =>
          call.args.length === 0
            ? `${source.slice(object)} ${name.name === 'isnull' ? '==' : '!='} ${word}`
            : undefined,
        )(source),
      ),
    what: [
      '`{wrong}` compares with a name that Python does not have.',
      "SQL's NULL is not defined in Python, so `{wrong}` fails.",
    ],
    why: [
      'Missing values are tested with a method: `{right}`.',
      'Ibis has `isnull()` and `notnull()` for this, here `{right}`.',
    ],
  },
  {
    name: 'spark_column_function',
    difficulty: 'medium',
    reach: 'most',
    fails: /^NameError: name '(?:col|F)' is not defined$/,
    find: (source) =>
      source.columns.flatMap(({ node, name }) =>
        node.kind === 'Attribute' && isName(node.object, '_')
          ? [`col("${name}")`, `F.col("${name}")`].map((wrong) =>
              replaced(node, wrong, { wrong, right: source.slice(node) }),
            )
          : [],
      ),
    what: [
      '`{wrong}` is how Spark refers to a column.',
      'There is no such function as in `{wrong}` here.',
    ],
    why: [
      'In Ibis the column of the table at hand is `{right}`.',
      'The deferred form `{right}` does this in Ibis.',
    ],
  },
  {
    name: 'polars_column_function',
    difficulty: 'medium',
    reach: 'most',
    fails: /^NameError: name 'pl' is not defined$/,
    find: (source) =>
      source.columns.flatMap(({ node, name }) =>
        node.kind === 'Attribute' && isName(node.object, '_')
          ? [
              replaced(node, `pl.col("${name}")`, {
                wrong: `pl.col("${name}")`,
                right: source.slice(node),
              }),
            ]
          : [],
      ),
    what: ['`{wrong}` is a Polars expression.', 'The code mixes Polars into Ibis: `{wrong}`.'],
    why: [
      'Polars is not at hand; Ibis writes `{right}`.',
      'Ibis refers to the column as `{right}`.',
    ],
  },
  {
    name: 'function_for_method',
    difficulty: 'easy',
    reach: 'most',
    fails: UNDEFINED,
    find: rewrittenCalls(
      [
        'mean',
        'count',
        'nunique',
        'upper',
        'lower',
        'length',
        'year',
        'month',
        'fill_null',
        'isnull',
        'notnull',
        'cast',
        'nullif',
        'lag',
        'first',
        'cumsum',
        'median',
        'truncate',
        'desc',
        'asc',
        'contains',
        'group_concat',
        'std',
      ],
      ({ name, object, call }, source) => {
        const args = argumentsText(source, call);
        const over = isName(object, '_') ? '' : source.slice(object);
        return `${name.name}(${[over, args].filter((text) => text !== '').join(', ')})`;
      },
    ),
    what: [
      '`{wrong}` calls a function that does not exist.',
      'As in SQL a function is used, `{wrong}`, where Ibis has a method.',
    ],
    why: [
      'Ibis puts the method behind the column: `{right}`.',
      'Columns and tables carry their operations as methods, so it is `{right}`.',
    ],
  },
  {
    name: 'table_name_in_quotes',
    difficulty: 'medium',
    reach: 'some',
    fails: /Error: /,
    find: (source) =>
      source
        .callsOf('join', 'left_join', 'inner_join', 'outer_join', 'anti_join', 'semi_join')
        .flatMap(({ call }) => {
          const table = call.args[0]?.value;
          if (table?.kind !== 'Name') return [];
          const wrong = `"${table.name}"`;
          return [replaced(table, wrong, { wrong, right: table.name })];
        }),
    what: ['The table to join is given as the string {wrong}.', '{wrong} is a text, not a table.'],
    why: [
      'A join needs the table expression itself: `{right}`.',
      'Pass the variable `{right}` without quotes.',
    ],
  },
];
