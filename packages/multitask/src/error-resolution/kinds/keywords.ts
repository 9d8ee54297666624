import type { PythonAst } from '@ibert/ibis';

import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import type { Source } from '../source.js';

const INVALID = /^SyntaxError: /;

/** Keyword arguments that name a new column, with where their `=` stands. */
function namings(
  source: Source,
): readonly { readonly argument: PythonAst.Argument; readonly name: PythonAst.Identifier }[] {
  return source
    .callsOf('select', 'mutate', 'agg', 'aggregate', 'group_by')
    .flatMap(({ call }) => call.args)
    .flatMap((argument) =>
      argument.name === undefined ? [] : [{ argument, name: argument.name }],
    );
}

const sign = (argument: PythonAst.Argument, name: PythonAst.Identifier): PythonAst.Located => ({
  start: name.end,
  end: argument.value.start,
});

/** Whether nothing but the sign stands between the name and its value. */
const isPlain = (source: Source, place: PythonAst.Located): boolean => source.slice(place) === '=';

const namingMistakes =
  (
    make: (
      source: Source,
      argument: PythonAst.Argument,
      name: PythonAst.Identifier,
    ) => readonly Mistake[],
  ): MistakeKind['find'] =>
  (source) =>
    namings(source)
      .filter(({ argument, name }) => isPlain(source, sign(argument, name)))
      .flatMap(({ argument, name }) => make(source, argument, name));

/** The grammar of keyword arguments. */
export const KEYWORD_KINDS: readonly MistakeKind[] = [
  {
    name: 'colon_for_equals',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: namingMistakes((_source, argument, name) => [
      replaced(sign(argument, name), ': ', { wrong: `${name.name}:`, right: `${name.name}=` }),
    ]),
    what: [
      'The new column is named with a colon, `{wrong}`.',
      '`{wrong}` is the syntax of a dict.',
    ],
    why: ['A keyword argument takes an equals sign: `{right}`.', 'In a call it is `{right}`.'],
  },
  {
    name: 'equality_for_keyword',
    difficulty: 'easy',
    reach: 'most',
    fails: /^NameError: name '\w+' is not defined$/,
    find: namingMistakes((source, argument, name) =>
      source.assigned.has(name.name)
        ? []
        : [
            replaced(sign(argument, name), ' == ', {
              wrong: `${name.name} ==`,
              right: `${name.name}=`,
            }),
          ],
    ),
    what: [
      '`{wrong}` compares instead of naming the column.',
      'A double equals sign follows the name: `{wrong}`.',
    ],
    why: [
      'Python then looks for a variable of that name; a new column is named with `{right}`.',
      'A keyword argument has a single one: `{right}`.',
    ],
  },
  {
    name: 'quoted_keyword_name',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: namingMistakes((_source, _argument, name) => [
      replaced(name, `"${name.name}"`, { wrong: `"${name.name}"=`, right: `${name.name}=` }),
    ]),
    what: [
      'The name of the keyword is in quotes: `{wrong}`.',
      '`{wrong}` tries to assign to a string.',
    ],
    why: ['Keyword arguments are written without quotes: `{right}`.', 'It has to be `{right}`.'],
  },
  {
    name: 'keyword_not_an_identifier',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: namingMistakes((_source, _argument, name) =>
      [
        name.name.replaceAll('_', '-'),
        name.name.replaceAll('_', ' '),
        name.name.replaceAll('_', '.'),
      ]
        .filter((wrong) => wrong !== name.name)
        .map((wrong) => replaced(name, wrong, { wrong, right: name.name })),
    ),
    what: ['`{wrong}` is not a valid name in Python.', 'The new column is named `{wrong}`.'],
    why: [
      'A keyword is made of letters, digits and underscores: `{right}`.',
      'Keyword arguments have to be identifiers, such as `{right}`.',
    ],
  },
  {
    name: 'keyword_starts_with_digit',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: namingMistakes((_source, _argument, name) =>
      [`1_${name.name}`, `2${name.name}`].map((wrong) =>
        replaced(name, wrong, { wrong, right: name.name }),
      ),
    ),
    what: ['The name `{wrong}` begins with a digit.', '`{wrong}` is read as a number.'],
    why: [
      'Names in Python start with a letter or an underscore: `{right}`.',
      'Leave the digit out: `{right}`.',
    ],
  },
  {
    name: 'positional_after_keyword',
    difficulty: 'easy',
    reach: 'some',
    fails: /^SyntaxError: positional argument follows keyword argument/,
    find: (source) =>
      source.callsOf('select', 'mutate', 'agg', 'group_by').flatMap(({ call }) =>
        call.args.flatMap((argument, index): Mistake[] => {
          const next = call.args[index + 1];
          if (argument.kind !== 'positional' || next?.kind !== 'keyword') return [];
          const [first, second] = [source.slice(argument), source.slice(next)];
          const edits = [
            { start: argument.start, end: argument.end, text: second },
            { start: next.start, end: next.end, text: first },
          ];
          return [{ edits, slots: { wrong: first, right: `${next.name?.name}=` } }];
        }),
      ),
    what: [
      '{wrong} comes after the keyword argument `{right}`.',
      'A positional argument, {wrong}, follows a keyword argument.',
    ],
    why: [
      'Positional arguments must come first; put it before `{right}`.',
      'Python wants all positional arguments before `{right}` and other keywords.',
    ],
  },
  {
    name: 'repeated_keyword',
    difficulty: 'easy',
    reach: 'some',
    fails: /^SyntaxError: keyword argument repeated/,
    find: (source) =>
      source.callsOf('select', 'mutate', 'agg', 'aggregate', 'group_by').flatMap(({ call }) => {
        const names = call.args.flatMap(({ name }) => (name === undefined ? [] : [name]));
        return names.slice(1).map((name, index) =>
          replaced(name, names[index]?.name ?? '', {
            wrong: names[index]?.name ?? '',
            right: name.name,
          }),
        );
      }),
    what: ['Two columns are both named `{wrong}`.', 'The keyword `{wrong}` is given twice.'],
    why: [
      'Every keyword may occur once in a call; the second is `{right}`.',
      'The second column needs a name of its own, `{right}`.',
    ],
  },
  {
    name: 'reserved_word_as_name',
    difficulty: 'medium',
    reach: 'most',
    fails: INVALID,
    find: namingMistakes((_source, _argument, name) =>
      ['from', 'class', 'in', 'is', 'as', 'global', 'return'].map((wrong) =>
        replaced(name, wrong, { wrong: `${wrong}=`, right: `${name.name}=` }),
      ),
    ),
    what: [
      '`{wrong}` uses a reserved word of Python as a name.',
      'A column cannot be named with the keyword in `{wrong}`.',
    ],
    why: [
      'Choose an ordinary name: `{right}`.',
      'Python reads it as syntax; name the column with `{right}`.',
    ],
  },
  {
    name: 'missing_value',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: namingMistakes((source, argument, name) => {
      const right = source.slice(argument);
      if (right.includes('\n')) return [];
      return [replaced(argument.value, '', { wrong: `${name.name}=`, right })];
    }),
    what: ['Nothing follows `{wrong}`.', 'The keyword argument `{wrong}` has no value.'],
    why: ['An expression belongs behind the sign: `{right}`.', 'Complete it: `{right}`.'],
  },
];
