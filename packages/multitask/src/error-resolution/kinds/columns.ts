import type { MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { camelCase, capitalized, otherNumber, typosOf } from '../typos.js';
import { misspelled } from './shared.js';

const NO_ATTRIBUTE = /^AttributeError: /;
const NO_COLUMN = /^(?:IbisTypeError: Column|IbisInputError: Columns) /;
const NO_SUCH = /^(?:AttributeError: |IbisTypeError: Column|IbisInputError: Columns )/;

/** Columns that are named wrongly. */
export const COLUMN_KINDS: readonly MistakeKind[] = [
  {
    name: 'column_typo',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_ATTRIBUTE,
    find: misspelled('attribute', typosOf),
    what: [
      'The column name `{wrong}` is misspelled.',
      'There is no column `{wrong}`; the name has a typo.',
      '`{wrong}` is a slip of the keyboard.',
    ],
    why: [
      'The table has `{right}`, and an attribute must match a column exactly.',
      'Ibis looks the attribute up among the columns of the table, where only `{right}` is found.',
      'The column is called `{right}`.',
    ],
  },
  {
    name: 'column_typo_in_string',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_COLUMN,
    find: misspelled('text', typosOf),
    what: [
      'The string "{wrong}" does not name a column.',
      'The column name "{wrong}" contains a typo.',
      'A letter is wrong in "{wrong}".',
    ],
    why: [
      'It must read "{right}", as the error\'s list of existing columns shows.',
      'Columns given as strings are looked up by their exact name, which is "{right}".',
      'The table calls this column "{right}".',
    ],
  },
  {
    name: 'column_wrong_case',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_SUCH,
    find: misspelled('any', (name) => [capitalized(name), name.toUpperCase()]),
    what: [
      '`{wrong}` is written with capital letters that the column does not have.',
      'The case of `{wrong}` is wrong.',
    ],
    why: [
      'Unlike in SQL, column names in Ibis are case-sensitive: the column is `{right}`.',
      'Names must match the schema letter by letter, so `{right}` is needed.',
      'Ibis distinguishes upper and lower case and only knows `{right}`.',
    ],
  },
  {
    name: 'column_camel_case',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_SUCH,
    find: misspelled('any', (name) => [camelCase(name)]),
    what: [
      '`{wrong}` is spelled in camel case.',
      'The column was referred to as `{wrong}`, which the table does not have.',
    ],
    why: [
      'The schema uses an underscore: `{right}`.',
      'The column is named in snake case, `{right}`, and names have to match exactly.',
    ],
  },
  {
    name: 'column_underscore_left_out',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_SUCH,
    find: misspelled('any', (name) => [name.replace('_', '')]),
    what: [
      'The underscore is missing in `{wrong}`.',
      '`{wrong}` runs the words of the column name together.',
    ],
    why: ['The column is `{right}`.', 'Ibis finds columns by their exact name, here `{right}`.'],
  },
  {
    name: 'column_singular_plural',
    difficulty: 'easy',
    reach: 'most',
    fails: NO_SUCH,
    find: misspelled('any', (name) => [otherNumber(name)]),
    what: [
      '`{wrong}` differs from the column by its ending.',
      'No column is called `{wrong}`: singular and plural were mixed up.',
    ],
    why: [
      'The table has a column `{right}`.',
      'The name in the schema is `{right}`, and it has to be repeated exactly.',
    ],
  },
  {
    name: 'column_with_hyphen',
    difficulty: 'medium',
    reach: 'most',
    fails: NO_COLUMN,
    find: misspelled('text', (name) => [name.replaceAll('_', '-'), name.replaceAll('_', ' ')]),
    what: [
      'The string "{wrong}" is not how the column is written.',
      '"{wrong}" puts another character where the column name has an underscore.',
    ],
    why: [
      'The column is called "{right}".',
      'Only the exact name "{right}" is found among the columns.',
    ],
  },
  {
    name: 'qualified_column_string',
    difficulty: 'medium',
    reach: 'most',
    fails: NO_COLUMN,
    find: (source) =>
      source.columns
        .filter(({ form }) => form === 'text')
        .flatMap((use) =>
          Object.entries(source.tables)
            .filter(([, schema]) => schema.has(use.name))
            .map(([table]) => {
              const wrong = `${table}.${use.name}`;
              return replaced(use, wrong, { wrong, right: use.name, table });
            }),
        ),
    what: [
      'The string "{wrong}" qualifies the column with its table.',
      '"{wrong}" is written as in SQL, with the table in front.',
    ],
    why: [
      'A string names a column of the table at hand, so it is just "{right}".',
      'Ibis takes the whole string as one name and finds no such column; write "{right}".',
      'Inside a string the table `{table}` has no meaning: "{right}" is enough.',
    ],
  },
];
