import type { PythonAst } from '@ibert/ibis';

import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { isName, type Source } from '../source.js';
import { typosOf } from '../typos.js';
import { openParen } from './shared.js';

/** Keyword → wrong names for it, where the keyword is a parameter of the method. */
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  how: ['type', 'kind', 'join_type'],
  unit: ['part', 'units', 'by'],
  where: ['filter', 'condition', 'when'],
  nulls_first: ['na_first', 'null_first'],
  values_to: ['value_name', 'value_to'],
  names_to: ['var_name', 'name_to'],
  names_from: ['columns', 'name_from'],
  values_from: ['values', 'value_from'],
  else_: ['otherwise', 'default'],
  offset: ['skip'],
  distinct: ['unique'],
};

const NEW_COLUMNS = new Set(['select', 'mutate', 'agg', 'aggregate', 'group_by', 'rename']);

/** How functions and methods are called. */
export const CALL_KINDS: readonly MistakeKind[] = [
  {
    name: 'method_not_called',
    difficulty: 'medium',
    reach: 'most',
    fails: /^(?:AttributeError: 'function' object|TypeError: )/,
    find: (source) => {
      // What filters and sort keys say of a method itself differs with how it came to them.
      const given = conditionsAndKeys(source);
      return source.methodCalls
        .filter(({ call }) => call.args.length === 0 && !given.has(call))
        .map(({ call, name }) =>
          replaced({ start: openParen(source, call), end: call.end }, '', {
            wrong: name.name,
            right: `${name.name}()`,
          }),
        );
    },
    what: ['The method `{wrong}` is not called.', 'The parentheses after `{wrong}` are missing.'],
    why: [
      'Without parentheses it is a function object, not an expression; write `{right}`.',
      'Only `{right}` gives the value.',
    ],
  },
  {
    name: 'missing_argument',
    difficulty: 'easy',
    reach: 'some',
    fails: /^TypeError: .* missing \d+ required positional argument/,
    find: (source) =>
      source.calls.flatMap(({ call, name }): Mistake[] => {
        const last = call.args.at(-1);
        if (last === undefined || last.kind !== 'positional') return [];
        const before = call.args.at(-2);
        const start = before?.end ?? last.start;
        const right = source.slice(last);
        if (right.includes('\n')) return [];
        const rest = source.slice({ start: openParen(source, call), end: start });
        return [
          replaced({ start, end: last.end }, '', {
            wrong: rest.includes('\n') ? name.name : `${name.name}${rest})`,
            right,
            method: name.name,
          }),
        ];
      }),
    what: ['`{method}` is called with too few arguments.', 'An argument is missing in `{wrong}`.'],
    why: ['It also needs `{right}`.', 'The call has to be completed with `{right}`.'],
  },
  {
    name: 'extra_argument',
    difficulty: 'easy',
    reach: 'most',
    fails: /^TypeError: .*takes .* positional argument/,
    find: (source) =>
      source.methodCalls.flatMap(({ call, name, object }): Mistake[] => {
        if (call.args.length > 0) return [];
        const at = call.end - 1;
        const extras = object.kind === 'Attribute' ? [`"${object.attr.name}"`, '1'] : ['"*"', '1'];
        return extras.map((extra) =>
          replaced({ start: at, end: at }, extra, {
            wrong: `${name.name}(${extra})`,
            right: `${name.name}()`,
          }),
        );
      }),
    what: [
      '`{wrong}` passes an argument that the method does not take.',
      'There is an argument too many in `{wrong}`.',
    ],
    why: [
      'The method works on what stands before the dot: `{right}`.',
      'It is called without arguments, `{right}`.',
    ],
  },
  {
    name: 'unknown_keyword',
    difficulty: 'medium',
    reach: 'some',
    fails: /^TypeError: .*unexpected keyword argument/,
    find: (source) =>
      source.calls.flatMap(({ call, name }) =>
        NEW_COLUMNS.has(name.name)
          ? []
          : call.args.flatMap((argument): Mistake[] => {
              const key = argument.name;
              if (key === undefined) return [];
              const wrongs = [...(KEYWORDS[key.name] ?? []), ...typosOf(key.name)];
              return wrongs.map((wrong) =>
                replaced(key, wrong, { wrong, right: key.name, method: name.name }),
              );
            }),
      ),
    what: [
      '`{method}` has no parameter `{wrong}`.',
      'The keyword `{wrong}` is unknown to `{method}`.',
    ],
    why: ['The parameter is called `{right}`.', 'It has to be `{right}`.'],
  },
  {
    name: 'aggregate_filter_keyword',
    difficulty: 'medium',
    reach: 'few',
    fails: /^TypeError: .*unexpected keyword argument/,
    find: (source) =>
      source.calls.flatMap(({ call, name }) =>
        call.args.flatMap((argument): Mistake[] => {
          const key = argument.name;
          if (key?.name !== 'where' || NEW_COLUMNS.has(name.name)) return [];
          return ['filter', 'condition', 'when', 'filter_where'].map((wrong) =>
            replaced(key, wrong, { wrong: `${wrong}=`, right: 'where=', method: name.name }),
          );
        }),
      ),
    what: [
      '`{wrong}` is not a parameter of `{method}`.',
      'The condition of the aggregate is passed as `{wrong}`.',
    ],
    why: [
      'Aggregates take their condition as `{right}`.',
      "SQL's FILTER clause is the keyword `{right}` in Ibis.",
    ],
  },
  {
    name: 'count_star_string',
    difficulty: 'easy',
    reach: 'some',
    fails: /^TypeError: /,
    find: (source) =>
      source.callsOf('count').flatMap(({ call, object }) =>
        call.args.length === 0 && isName(object, '_')
          ? [
              replaced({ start: call.end - 1, end: call.end - 1 }, '"*"', {
                wrong: 'count("*")',
                right: 'count()',
              }),
            ]
          : [],
      ),
    what: [
      '`{wrong}` passes the star of SQL.',
      'The method does not take a star, as in `{wrong}`.',
    ],
    why: [
      'Rows are counted with `{right}`.',
      'Without arguments, `{right}`, all rows are counted.',
    ],
  },
  {
    name: 'list_unpacked',
    difficulty: 'medium',
    reach: 'rare',
    fails: /^TypeError: .*positional argument/,
    find: (source) =>
      source.callsOf('isin', 'notin').flatMap(({ call, name }): Mistake[] => {
        const value = call.args[0]?.value;
        if (value === undefined || (value.kind !== 'List' && value.kind !== 'Tuple')) return [];
        const right = source.slice(value);
        const wrong = right.slice(1, -1).trim();
        if (value.items.length < 2 || right.includes('\n')) return [];
        return [replaced(value, wrong, { wrong: `${name.name}(${wrong})`, right })];
      }),
    what: [
      'The values are passed one by one: `{wrong}`.',
      '`{wrong}` gives the method several arguments.',
    ],
    why: ['It takes one list: `{right}`.', 'Put them into a list, `{right}`.'],
  },
  {
    name: 'cases_as_list',
    difficulty: 'medium',
    reach: 'rare',
    fails: /^(?:ValueError|TypeError|SignatureValidationError): /,
    find: (source) =>
      source.callsOf('cases').flatMap(({ call }): Mistake[] => {
        const tuples = call.args.filter(
          ({ value, kind }) => kind === 'positional' && value.kind === 'Tuple',
        );
        const [first, last] = [tuples[0], tuples.at(-1)];
        if (first === undefined || last === undefined) return [];
        const edits = [
          { start: first.start, end: first.start, text: '[' },
          { start: last.end, end: last.end, text: ']' },
        ];
        return [{ edits, slots: { wrong: '[', right: 'cases' } }];
      }),
    what: [
      'The branches are given as a list in `{wrong}`…`]`.',
      '`{right}` gets a single list of branches.',
    ],
    why: [
      'Each branch is an argument of `{right}` of its own, a pair of condition and result.',
      'Pass the pairs to `{right}` without the `{wrong}` and `]` around them.',
    ],
  },
  {
    name: 'table_called',
    difficulty: 'medium',
    reach: 'most',
    fails: /^TypeError: '\w+' object is not callable$/,
    find: (source) =>
      source.callsOf('select', 'filter', 'mutate').flatMap(({ call, object, name }) =>
        object.kind === 'Name'
          ? [
              replaced({ start: object.end, end: call.callee.end }, '', {
                wrong: `${object.name}(…)`,
                right: `${object.name}.${name.name}(…)`,
              }),
            ]
          : [],
      ),
    what: [
      'The table itself is called: `{wrong}`.',
      'No method stands between the table and the parentheses in `{wrong}`.',
    ],
    why: [
      'It was meant to be `{right}`.',
      'A table is not a function; the method is missing: `{right}`.',
    ],
  },
  {
    name: 'aggregate_on_table',
    difficulty: 'medium',
    reach: 'most',
    fails: /^AttributeError: 'Table' object has no attribute/,
    find: (source) =>
      source.methodCalls.flatMap(({ call, name, object }): Mistake[] => {
        if (object.kind !== 'Attribute' || object.object.kind !== 'Name') return [];
        if (call.args.length > 0) return [];
        const right = source.slice(call);
        const column = object.attr.name;
        return [`${object.object.name}.${name.name}("${column}")`].map((wrong) =>
          replaced(call, wrong, { wrong, right }),
        );
      }),
    what: [
      '`{wrong}` calls the method on the table.',
      'Tables have no such method as in `{wrong}`.',
    ],
    why: [
      'It belongs to the column: `{right}`.',
      'In Ibis the column comes before the method: `{right}`.',
    ],
  },
  {
    name: 'apply_lambda',
    difficulty: 'medium',
    reach: 'most',
    fails: /^AttributeError: '\w+' object has no attribute 'apply'$/,
    find: (source) =>
      source.methodCalls.flatMap(({ call, name, object }): Mistake[] => {
        if (object.kind !== 'Attribute' || object.object.kind !== 'Name') return [];
        const right = source.slice({ start: name.start - 1, end: call.end });
        if (right.includes('\n')) return [];
        const wrong = `.apply(lambda v: v${right})`;
        const place = { start: name.start - 1, end: call.end };
        return [replaced(place, wrong, { wrong, right })];
      }),
    what: [
      '`{wrong}` is the pandas way.',
      'Ibis columns cannot run a Python function with `{wrong}`.',
    ],
    why: [
      'The database computes the expression itself: `{right}`.',
      'Call the method directly: `{right}`.',
    ],
  },
];

/** What is given to filters and as sort keys, also in lists. */
function conditionsAndKeys(source: Source): ReadonlySet<PythonAst.Expression> {
  const given = source.calls.flatMap(({ call, name }) =>
    call.args
      .filter(
        (argument) =>
          name.name === 'filter' || name.name === 'order_by' || argument.name?.name === 'order_by',
      )
      .map(({ value }) => value),
  );
  return new Set(
    given.flatMap((value) =>
      value.kind === 'List' || value.kind === 'Tuple' ? [value, ...value.items] : [value],
    ),
  );
}
