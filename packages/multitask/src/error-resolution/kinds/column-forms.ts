import type { MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { isName } from '../source.js';
import { rewrittenCalls } from './shared.js';

const NO_COLUMN = /^(?:IbisTypeError: Column|IbisInputError: Columns) /;
const NO_SUCH = /^(?:AttributeError: |IbisTypeError: Column|IbisInputError: Columns )/;

/** Columns that are referred to in the wrong way or place. */
export const COLUMN_FORM_KINDS: readonly MistakeKind[] = [
  {
    name: 'column_of_other_table',
    difficulty: 'medium',
    reach: 'some',
    fails: /^AttributeError: /,
    find: (source) =>
      source.columns.flatMap((use) => {
        if (use.form !== 'attribute' || use.node.kind !== 'Attribute') return [];
        const { object } = use.node;
        if (object.kind !== 'Name') return [];
        return Object.entries(source.tables)
          .filter(([table, schema]) => table !== object.name && !schema.has(use.name))
          .map(([table]) =>
            replaced(object, table, {
              wrong: `${table}.${use.name}`,
              right: source.slice(use.node),
              table,
              column: use.name,
            }),
          );
      }),
    what: [
      '`{wrong}` looks for the column in the wrong table.',
      'The table `{table}` has no column `{column}`.',
    ],
    why: [
      'The column is reached as `{right}`.',
      'The column that was meant is at hand as `{right}`.',
    ],
  },
  {
    name: 'unquoted_column',
    difficulty: 'easy',
    reach: 'most',
    fails: /^NameError: /,
    find: (source) =>
      source.columns
        .filter(({ form, name }) => form === 'text' && !source.assigned.has(name))
        .map(({ node, name }) => replaced(node, name, { wrong: name, right: `"${name}"` })),
    what: [
      'The column name `{wrong}` stands there without quotes.',
      '`{wrong}` was meant as a column but is read as a Python variable.',
    ],
    why: [
      'Without quotes Python looks for a variable of that name; a column is given as the string {right}.',
      'No variable is called that; put the name in quotes: {right}.',
    ],
  },
  {
    name: 'bare_column_expression',
    difficulty: 'easy',
    reach: 'most',
    fails: /^NameError: /,
    find: (source) =>
      source.columns
        .filter(({ form, name }) => form === 'attribute' && !source.assigned.has(name))
        .filter(({ node }) => node.kind === 'Attribute' && node.object.kind === 'Name')
        .map(({ node, name }) => replaced(node, name, { wrong: name, right: source.slice(node) })),
    what: [
      '`{wrong}` is used as if columns were variables.',
      'Python knows no variable `{wrong}`.',
    ],
    why: [
      'Inside an expression the column has to be reached through its table, `{right}`.',
      'As in SQL one is tempted to write the bare name, but Ibis needs `{right}`.',
      'Columns are attributes: `{right}`.',
    ],
  },
  {
    name: 'column_called',
    difficulty: 'easy',
    reach: 'most',
    fails: /^TypeError: '\w+' object is not callable$/,
    find: (source) =>
      source.columns
        .filter(({ form }) => form === 'attribute')
        .map(({ node, name }) =>
          replaced({ start: node.end, end: node.end }, '()', {
            wrong: `${name}()`,
            right: name,
          }),
        ),
    what: [
      'The column is called like a function: `{wrong}`.',
      '`{wrong}` has parentheses although it is a column.',
    ],
    why: [
      'A column is an attribute without parentheses, `{right}`.',
      'Only methods are called; drop the parentheses after `{right}`.',
    ],
  },
  {
    name: 'column_selected_away',
    difficulty: 'hard',
    reach: 'few',
    fails: NO_SUCH,
    find: (source) =>
      source.callsOf('select').flatMap(({ call }) =>
        call.args.flatMap((argument, index) => {
          const next = call.args[index + 1];
          const value = argument.value;
          if (next === undefined || value.kind !== 'Str') return [];
          return [
            replaced({ start: argument.start, end: next.start }, '', {
              wrong: 'select',
              right: value.value,
            }),
          ];
        }),
      ),
    what: [
      'The `select` keeps too few columns: "{right}" is used later on.',
      'The column "{right}" is gone after the selection.',
    ],
    why: [
      'A later step only sees what the `select` lets through, so "{right}" must be listed there.',
      'After `select` only the listed columns exist; add "{right}" to the list.',
    ],
  },
  {
    name: 'alias_mismatch',
    difficulty: 'medium',
    reach: 'few',
    fails: NO_SUCH,
    find: (source) =>
      source.calls
        .filter(({ name }) =>
          ['select', 'mutate', 'agg', 'aggregate', 'group_by'].includes(name.name),
        )
        .flatMap(({ call }) => call.args)
        .flatMap(({ name }) => {
          if (name === undefined || name.name.length < 2) return [];
          return [`${name.name}_value`, `new_${name.name}`, `${name.name}_`].map((wrong) =>
            replaced(name, wrong, { wrong, right: name.name }),
          );
        }),
    what: [
      'The new column is created as `{wrong}` but used as `{right}`.',
      'The later steps ask for `{right}`, while the column was named `{wrong}`.',
    ],
    why: [
      'Both places must use the same name, `{right}`.',
      'The keyword gives a column its name, so it has to be `{right}`.',
    ],
  },
  {
    name: 'all_columns_star',
    difficulty: 'easy',
    reach: 'most',
    fails: /^IbisTypeError: Column '\*' is not found/,
    find: (source) =>
      source.callsOf('select').flatMap(({ call }) => {
        const first = call.args[0];
        if (first === undefined || first.kind !== 'positional') return [];
        const at = { start: first.start, end: first.start };
        return [replaced(at, '"*", ', { wrong: '"*"', right: source.slice(first) })];
      }),
    what: [
      '{wrong} does not stand for all columns in Ibis.',
      'The star of SQL, {wrong}, was given to `select`.',
    ],
    why: [
      'Strings are column names and none is called `*`; leave it out.',
      'Ibis looks for a column of the name {wrong}; remove it and list the columns that are wanted.',
    ],
  },
  {
    name: 'sql_desc_in_string',
    difficulty: 'easy',
    reach: 'few',
    fails: NO_COLUMN,
    find: (source) =>
      source.callsOf('desc').flatMap(({ call, object }) => {
        const column = isName(object, 'ibis')
          ? call.args[0]?.value
          : object.kind === 'Attribute' && object.object.kind === 'Name'
            ? object
            : undefined;
        const name =
          column?.kind === 'Str'
            ? column.value
            : column?.kind === 'Attribute'
              ? column.attr.name
              : undefined;
        if (name === undefined) return [];
        const right = source.slice(call);
        return [`"${name} desc"`, `"${name} DESC"`, `"-${name}"`].map((wrong) =>
          replaced(call, wrong, { wrong, right }),
        );
      }),
    what: [
      'The direction of the sort is written into the string: {wrong}.',
      '{wrong} is taken as the name of a column.',
    ],
    why: [
      'A string holds a column name and nothing else; a descending sort is `{right}`.',
      'Ibis has no such notation; write `{right}`.',
    ],
  },
  {
    name: 'condition_in_quotes',
    difficulty: 'easy',
    reach: 'some',
    fails: NO_COLUMN,
    find: (source) =>
      source.callsOf('filter').flatMap(({ call }) =>
        call.args.flatMap(({ value }) => {
          if (value.kind !== 'Compare') return [];
          const right = source.slice(value);
          if (/[\n'(]/.test(right)) return [];
          const sql = right
            .replaceAll(/\b(?:_|[a-z]\w*)\.(?=\w+\b(?!\())/g, '')
            .replaceAll('==', '=')
            .replaceAll('"', "'");
          const wrong = `"${sql}"`;
          return [replaced(value, wrong, { wrong, right })];
        }),
      ),
    what: ['The condition {wrong} is a string.', '{wrong} is written as SQL text.'],
    why: [
      'Ibis takes a string as a column name; a condition is an expression such as `{right}`.',
      '`filter` does not parse text: give it the expression `{right}`.',
    ],
  },
  {
    name: 'aggregation_in_quotes',
    difficulty: 'medium',
    reach: 'most',
    fails: NO_COLUMN,
    find: rewrittenAggregates(),
    what: [
      'The aggregation {wrong} is given as a string.',
      'In pandas the name of a function can be a string, but {wrong} is no column here.',
    ],
    why: [
      'Ibis reads strings as column names; call the method instead: `{right}`.',
      'An aggregate is an expression, `{right}`, not a text.',
    ],
  },
];

/** `n=_.total.sum()` → `n="sum"` or `n="sum(total)"`. */
function rewrittenAggregates(): MistakeKind['find'] {
  const methods = ['sum', 'mean', 'min', 'max', 'count', 'nunique', 'median', 'std'];
  const short = rewrittenCalls(methods, ({ name, call }) =>
    call.args.length === 0 ? `"${name.name}"` : undefined,
  );
  const long = rewrittenCalls(methods, ({ name, object, call }) =>
    call.args.length === 0 && object.kind === 'Attribute'
      ? `"${name.name}(${object.attr.name})"`
      : undefined,
  );
  return (source) => {
    const direct = new Set(
      source
        .callsOf('agg', 'aggregate')
        .flatMap(({ call }) => call.args.map(({ value }) => value.start)),
    );
    return [...short(source), ...long(source)].filter(({ edits }) =>
      edits.every(({ start }) => direct.has(start)),
    );
  };
}
