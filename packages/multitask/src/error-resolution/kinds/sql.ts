import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';
import { isName } from '../source.js';
import { argumentsText, keyword, rewrittenCalls } from './shared.js';

const INVALID = /^SyntaxError: /;

/** SQL written where Python is read. */
export const SQL_KINDS: readonly MistakeKind[] = [
  {
    name: 'sql_count_star',
    difficulty: 'easy',
    reach: 'some',
    fails: INVALID,
    find: rewrittenCalls(['count'], ({ object, call }) =>
      call.args.length === 0 && isName(object, '_') ? 'COUNT(*)' : undefined,
    ),
    what: ['`{wrong}` is SQL.', 'Rows are counted with `{wrong}`, as in SQL.'],
    why: [
      'Python cannot parse the star; Ibis counts the rows with `{right}`.',
      'In Ibis the count of rows is `{right}`.',
    ],
  },
  {
    name: 'sql_cast',
    difficulty: 'easy',
    reach: 'rare',
    fails: INVALID,
    find: (source) => [
      ...rewrittenCalls(['cast', 'try_cast'], ({ object, call }) => {
        const type = call.args[0]?.value;
        return type?.kind === 'Str' ? `CAST(${source.slice(object)} AS ${type.value})` : undefined;
      })(source),
      ...rewrittenCalls(['cast', 'try_cast'], ({ object, call }) => {
        const type = call.args[0]?.value;
        return type?.kind === 'Str' ? `${source.slice(object)}::${type.value}` : undefined;
      })(source),
    ],
    what: ['The conversion is written in SQL: `{wrong}`.', '`{wrong}` is not Python.'],
    why: ['Ibis has the method `cast`: `{right}`.', 'It has to be `{right}`.'],
  },
  {
    name: 'sql_case_when',
    difficulty: 'medium',
    reach: 'rare',
    fails: INVALID,
    find: rewrittenCalls(
      ['ifelse'],
      ({ object, call }, source) => {
        const args = call.args.map(({ value }) => source.slice(value));
        const all = isName(object, 'ibis') ? args : [source.slice(object), ...args];
        const [test, then, otherwise] = all;
        if (otherwise === undefined) return undefined;
        return `CASE WHEN ${test} THEN ${then} ELSE ${otherwise} END`;
      },
      'methods',
    ),
    what: ['`CASE WHEN` is SQL.', 'The choice is written as SQL `CASE`: `{wrong}`.'],
    why: ['In Ibis it is `{right}`.', 'Python cannot parse `CASE`; use `ifelse`: `{right}`.'],
  },
  {
    name: 'sql_case_expression',
    difficulty: 'medium',
    reach: 'rare',
    fails: INVALID,
    find: rewrittenCalls(
      ['cases', 'ifelse'],
      ({ call, name }, source) => {
        const otherwise = keyword(call, 'else_');
        if (name.name === 'ifelse') {
          const [test, then, last] = call.args.map(({ value }) => source.slice(value));
          return last && `CASE WHEN ${test} THEN ${then} ELSE ${last} END`;
        }
        const whens = call.args.flatMap(({ value }) =>
          value.kind === 'Tuple' && value.items.length === 2
            ? [`WHEN ${value.items.map((item) => source.slice(item)).join(' THEN ')}`]
            : [],
        );
        const last = otherwise === undefined ? '' : ` ELSE ${source.slice(otherwise.value)}`;
        return whens.length === 0 ? undefined : `CASE ${whens.join(' ')}${last} END`;
      },
      'ibis',
    ),
    what: ['`CASE` is a keyword of SQL, not of Python.', '`{wrong}` is an SQL expression.'],
    why: ['Ibis has functions for it: `{right}`.', 'The same choice in Ibis is `{right}`.'],
  },
  {
    name: 'sql_as_alias',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: (source) =>
      source.callsOf('select', 'mutate', 'agg', 'aggregate', 'group_by').flatMap(({ call }) =>
        call.args.flatMap((argument): Mistake[] => {
          const right = source.slice(argument);
          if (argument.name === undefined || right.includes('\n')) return [];
          const wrong = `${source.slice(argument.value)} AS ${argument.name.name}`;
          return [replaced(argument, wrong, { wrong, right })];
        }),
      ),
    what: ["The column is named with SQL's `AS`.", '`{wrong}` names the result as in SQL.'],
    why: [
      'In Ibis the name comes first, as a keyword argument: `{right}`.',
      'Python has no `AS` here; write `{right}`.',
    ],
  },
  {
    name: 'sql_order_direction',
    difficulty: 'easy',
    reach: 'some',
    fails: INVALID,
    find: (source) => [
      ...rewrittenCalls(['desc', 'asc'], ({ object, call, name }) =>
        call.args.length === 0 ? `${source.slice(object)} ${name.name.toUpperCase()}` : undefined,
      )(source),
      ...rewrittenCalls(
        ['desc', 'asc'],
        ({ call, name }) =>
          call.args.length === 1
            ? `${argumentsText(source, call)} ${name.name.toUpperCase()}`
            : undefined,
        'ibis',
      )(source),
    ],
    what: ['The direction is written after the column: `{wrong}`.', '`{wrong}` is SQL syntax.'],
    why: ['In Ibis a sort key is made with a call: `{right}`.', 'Use `{right}`.'],
  },
  {
    name: 'sql_date_literal',
    difficulty: 'easy',
    reach: 'rare',
    fails: INVALID,
    find: rewrittenCalls(
      ['date', 'timestamp'],
      ({ call, name }) => {
        const value = call.args[0]?.value;
        if (call.args.length !== 1 || value?.kind !== 'Str') return undefined;
        return `${name.name.toUpperCase()} '${value.value}'`;
      },
      'ibis',
    ),
    what: ['`{wrong}` is a literal of SQL.', 'The moment is written in SQL: `{wrong}`.'],
    why: ['Ibis makes it with a function: `{right}`.', 'In Python it has to be `{right}`.'],
  },
  {
    name: 'sql_interval_literal',
    difficulty: 'medium',
    reach: 'rare',
    fails: INVALID,
    find: rewrittenCalls(
      ['interval'],
      ({ call }, source) => {
        const [argument] = call.args;
        if (call.args.length !== 1 || argument?.name === undefined) return undefined;
        const unit = argument.name.name.replace(/s$/, '').toUpperCase();
        return `INTERVAL '${source.slice(argument.value)}' ${unit}`;
      },
      'ibis',
    ),
    what: ['`{wrong}` is an SQL literal.', 'The span of time is written in SQL: `{wrong}`.'],
    why: ['Ibis builds it with a function: `{right}`.', 'Write `{right}`.'],
  },
  {
    name: 'sql_over_clause',
    difficulty: 'hard',
    reach: 'rare',
    fails: INVALID,
    find: (source) =>
      source.callsOf('over').flatMap(({ call, name }): Mistake[] => {
        const group = keyword(call, 'group_by')?.value;
        const order = keyword(call, 'order_by')?.value;
        const names = [group, order].map((node) => (node?.kind === 'Str' ? node.value : undefined));
        const clauses = [
          names[0] === undefined ? '' : `PARTITION BY ${names[0]}`,
          names[1] === undefined ? '' : `ORDER BY ${names[1]}`,
        ].filter((clause) => clause !== '');
        if (clauses.length !== call.args.length || clauses.length === 0) return [];
        const place = { start: name.start - 1, end: call.end };
        const wrong = ` OVER (${clauses.join(' ')})`;
        const right = source.slice(place);
        if (right.includes('\n')) return [];
        return [replaced(place, wrong, { wrong: wrong.trim(), right })];
      }),
    what: ['The window is an SQL clause: `{wrong}`.', '`{wrong}` cannot be parsed by Python.'],
    why: [
      'Ibis has the method `over` with keyword arguments: `{right}`.',
      'Partition and order are keyword arguments in Ibis: `{right}`.',
    ],
  },
  {
    name: 'sql_distinct_keyword',
    difficulty: 'easy',
    reach: 'few',
    fails: INVALID,
    find: rewrittenCalls(['nunique'], ({ object, call }, source) =>
      call.args.length === 0 ? `COUNT(DISTINCT ${source.slice(object)})` : undefined,
    ),
    what: ['`{wrong}` is SQL.', '`DISTINCT` is not a word of Python.'],
    why: ['Ibis counts distinct values with `{right}`.', 'It is `{right}` in Ibis.'],
  },
  {
    name: 'sql_column_name_backticks',
    difficulty: 'easy',
    reach: 'most',
    fails: INVALID,
    find: (source) =>
      source.columns
        .filter(({ form }) => form === 'text')
        .map(({ node, name }) =>
          replaced(node, `\`${name}\``, { wrong: `\`${name}\``, right: `"${name}"` }),
        ),
    what: [
      'The column {wrong} is quoted as in MySQL.',
      'Backticks, as in {wrong}, mean nothing in Python.',
    ],
    why: ['A column name is a string: {right}.', 'Use ordinary quotes: {right}.'],
  },
];
