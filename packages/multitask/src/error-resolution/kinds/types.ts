import type { DataType } from '@ibert/ir';
import type { PythonAst } from '@ibert/ibis';

import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import type { Source } from '../source.js';
import { columnOf } from './shared.js';

type Family = 'text' | 'number' | 'moment' | 'truth';

const FAMILIES: Readonly<Record<string, Family>> = {
  string: 'text',
  int8: 'number',
  int16: 'number',
  int32: 'number',
  int64: 'number',
  uint8: 'number',
  uint16: 'number',
  uint32: 'number',
  uint64: 'number',
  float32: 'number',
  float64: 'number',
  decimal: 'number',
  date: 'moment',
  timestamp: 'moment',
  time: 'moment',
  boolean: 'truth',
};

const familyOf = (type: DataType | undefined): Family | undefined =>
  type === undefined ? undefined : FAMILIES[type.kind.toLowerCase()];

/** The family of the column that an expression names. */
const familyIn = (source: Source, node: PythonAst.Expression): Family | undefined =>
  familyOf(source.typeOf(columnOf(node) ?? ''));

/** Other columns of the same table with a type of another family. */
function strangers(source: Source, column: string, wanted: readonly Family[]): readonly string[] {
  return Object.values(source.tables)
    .filter((schema) => schema.has(column))
    .flatMap((schema) => [...schema])
    .flatMap(([name, type]) => {
      const family = familyOf(type);
      return name !== column && family !== undefined && wanted.includes(family) ? [name] : [];
    });
}

/** A method called on a column whose type does not have it: another column takes its place. */
const onWrongColumn =
  (family: Family, methods: readonly string[], wanted: readonly Family[]): MistakeKind['find'] =>
  (source) =>
    source.callsOf(...methods).flatMap(({ object, name }) => {
      if (object.kind !== 'Attribute' || object.object.kind !== 'Name') return [];
      const { attr } = object;
      if (familyIn(source, object) !== family) return [];
      return strangers(source, attr.name, wanted).map((wrong) =>
        replaced(attr, wrong, {
          wrong,
          right: attr.name,
          method: name.name,
        }),
      );
    });

/** Comparisons of a column with a literal. */
function comparisons(
  source: Source,
  column: Family,
): readonly { readonly node: PythonAst.Compare; readonly literal: PythonAst.Expression }[] {
  return source.nodes.flatMap((node) => {
    if (node.kind !== 'Compare' || node.ops.length > 1) return [];
    const [literal] = node.rights;
    if (literal === undefined || familyIn(source, node.left) !== column) return [];
    return [{ node, literal }];
  });
}

const isNumber = (source: Source, node: PythonAst.Expression): boolean =>
  node.kind === 'Constant' && /^\d/.test(source.slice(node));

const NOT_COMPARABLE = /^IbisTypeError: Arguments .* are not comparable$/;
const NO_METHOD = /^AttributeError: '\w+' object has no attribute/;

/** Values and columns of a type that does not fit. */
export const TYPE_KINDS: readonly MistakeKind[] = [
  {
    name: 'text_for_number',
    difficulty: 'medium',
    reach: 'some',
    fails: NOT_COMPARABLE,
    find: (source) =>
      comparisons(source, 'number').flatMap(({ node, literal }) => {
        if (!isNumber(source, literal)) return [];
        const right = source.slice(literal);
        const wrong = `"${right}"`;
        return [replaced(literal, wrong, { wrong, right, column: source.slice(node.left) })];
      }),
    what: [
      'The number is written as the string {wrong}.',
      '`{column}` is numeric, but {wrong} is a text.',
    ],
    why: [
      'Ibis does not compare a number with a string; drop the quotes: `{right}`.',
      'Both sides must have comparable types, so it is `{right}` without quotes.',
    ],
  },
  {
    name: 'number_for_text',
    difficulty: 'medium',
    reach: 'few',
    fails: NOT_COMPARABLE,
    find: (source) =>
      comparisons(source, 'text').flatMap(({ node, literal }) =>
        literal.kind === 'Str'
          ? ['1', '0', 'True'].map((wrong) =>
              replaced(literal, wrong, {
                wrong,
                right: source.slice(literal),
                column: source.slice(node.left),
              }),
            )
          : [],
      ),
    what: [
      '`{column}` holds texts, but it is compared with `{wrong}`.',
      'The text column `{column}` cannot equal `{wrong}`.',
    ],
    why: ['The value is the string {right}.', 'Compare it with a string, {right}.'],
  },
  {
    name: 'number_for_date',
    difficulty: 'medium',
    reach: 'rare',
    fails: NOT_COMPARABLE,
    find: (source) =>
      comparisons(source, 'moment').flatMap(({ node, literal }) => {
        if (literal.kind !== 'Call') return [];
        const text = literal.args[0]?.value;
        const year = text?.kind === 'Str' ? /^\d{4}/.exec(text.value)?.[0] : undefined;
        if (year === undefined) return [];
        const column = source.slice(node.left);
        return [replaced(literal, year, { wrong: year, right: source.slice(literal), column })];
      }),
    what: [
      '`{column}` is compared with the number `{wrong}`.',
      'A moment and the number `{wrong}` are not comparable.',
    ],
    why: ['The limit has to be a date: `{right}`.', 'Write the whole date, `{right}`.'],
  },
  {
    name: 'text_method_on_other_type',
    difficulty: 'medium',
    reach: 'few',
    fails: NO_METHOD,
    find: onWrongColumn(
      'text',
      [
        'upper',
        'lower',
        'length',
        'contains',
        'startswith',
        'endswith',
        'strip',
        'split',
        'like',
        'ilike',
        're_search',
        're_extract',
        'substr',
        'left',
        'replace',
        're_replace',
        'group_concat',
        'capitalize',
      ],
      ['number', 'moment', 'truth'],
    ),
    what: [
      '`{method}` is called on `{wrong}`, which is no text.',
      'The column `{wrong}` has no method `{method}`.',
    ],
    why: [
      'Only strings have it; the text column is `{right}`.',
      'The method belongs to strings, and `{right}` is one.',
    ],
  },
  {
    name: 'number_method_on_other_type',
    difficulty: 'medium',
    reach: 'some',
    fails: NO_METHOD,
    find: onWrongColumn(
      'number',
      ['sum', 'mean', 'abs', 'std', 'var', 'round', 'cumsum', 'cummean', 'floor', 'ceil', 'sqrt'],
      ['text', 'moment'],
    ),
    what: [
      '`{method}` is applied to `{wrong}`, which holds no numbers.',
      'Columns such as `{wrong}` have no method `{method}`.',
    ],
    why: [
      'Only numbers can be used for it: `{right}`.',
      'The numeric column that was meant is `{right}`.',
    ],
  },
  {
    name: 'date_method_on_other_type',
    difficulty: 'medium',
    reach: 'some',
    fails: NO_METHOD,
    find: onWrongColumn(
      'moment',
      [
        'year',
        'month',
        'day',
        'hour',
        'minute',
        'quarter',
        'truncate',
        'date',
        'delta',
        'strftime',
        'week_of_year',
        'epoch_days',
        'second',
        'day_of_week',
      ],
      ['text', 'number', 'truth'],
    ),
    what: [
      '`{method}` is asked of `{wrong}`, which is no date.',
      'The column `{wrong}` has no `{method}`.',
    ],
    why: [
      'Only dates and timestamps have it, such as `{right}`.',
      'The column with the date is `{right}`.',
    ],
  },
  {
    name: 'arithmetic_with_text',
    difficulty: 'medium',
    reach: 'few',
    fails: /^TypeError: unsupported operand type/,
    find: (source) =>
      source.nodes.flatMap((node): readonly Mistake[] => {
        if (node.kind !== 'BinOp') return [];
        return [node.left, node.right].flatMap((side): readonly Mistake[] => {
          if (isNumber(source, side)) {
            const right = source.slice(side);
            return [replaced(side, `"${right}"`, { wrong: `"${right}"`, right })];
          }
          if (side.kind !== 'Attribute' || familyIn(source, side) !== 'number') return [];
          return strangers(source, side.attr.name, ['text']).map((wrong) =>
            replaced(side.attr, wrong, { wrong, right: side.attr.name }),
          );
        });
      }),
    what: [
      '`{wrong}` is a text and cannot be calculated with.',
      'The arithmetic uses the text `{wrong}`.',
    ],
    why: [
      'The number `{right}` belongs there.',
      'An operator between a number and a string is not defined; use `{right}`.',
    ],
  },
  {
    name: 'unknown_type_name',
    difficulty: 'easy',
    reach: 'rare',
    fails: /^(?:SignatureValidationError|TypeError|ValueError|ParseError|\w+): /,
    find: (source) =>
      source.callsOf('cast', 'try_cast').flatMap(({ call }): Mistake[] => {
        const type = call.args[0]?.value;
        if (type?.kind !== 'Str') return [];
        return ['number', 'integer64', 'str64', `${type.value}s`, 'long_int'].map((wrong) =>
          replaced(type, `"${wrong}"`, { wrong, right: type.value }),
        );
      }),
    what: ['"{wrong}" is not the name of a type.', 'Ibis knows no type "{wrong}".'],
    why: ['The type is "{right}".', 'Use the Ibis name, "{right}".'],
  },
  {
    name: 'impossible_date',
    difficulty: 'medium',
    reach: 'rare',
    fails: /^(?:TypeError|ValueError): /,
    find: (source) =>
      source.callsOf('date', 'timestamp').flatMap(({ call }): Mistake[] => {
        const value = call.args[0]?.value;
        const parts = value?.kind === 'Str' ? /^(\d{4})-(\d\d)-(\d\d)/.exec(value.value) : null;
        if (value?.kind !== 'Str' || parts === null) return [];
        const [whole, year, month, day] = parts;
        const rest = value.value.slice(whole.length);
        return [
          `${year}-13-${day}`,
          `${year}-${month}-32`,
          `${year}-02-30`,
          `${year}-00-${day}`,
        ].map((date) =>
          replaced(value, `"${date}${rest}"`, { wrong: `${date}${rest}`, right: value.value }),
        );
      }),
    what: ['"{wrong}" is not a date of the calendar.', 'There is no such day as "{wrong}".'],
    why: [
      'The date that was meant is "{right}".',
      'A date is written year-month-day and has to exist: "{right}".',
    ],
  },
];
