import type { Mistake, MistakeKind } from '../kind.js';
import { replaced } from '../kind.js';

const JOINS = ['join', 'left_join', 'inner_join', 'outer_join', 'anti_join', 'semi_join'];
const NO_SUCH = /^(?:AttributeError: |IbisTypeError: Column|IbisInputError: Columns)/;

/** Joins, groups and set operations. */
export const JOIN_KINDS: readonly MistakeKind[] = [
  {
    name: 'join_on_keyword',
    difficulty: 'easy',
    reach: 'some',
    fails: /^TypeError: .*unexpected keyword argument 'on'/,
    find: (source) =>
      source.callsOf(...JOINS).flatMap(({ call }): Mistake[] => {
        const second = call.args[1];
        if (second?.kind !== 'positional') return [];
        const right = source.slice(second);
        if (right.includes('\n')) return [];
        const wrong = `on=${right}`;
        return [replaced(second, wrong, { wrong, right })];
      }),
    what: [
      '`{wrong}` uses a keyword that Ibis joins do not have.',
      'The join condition is passed as `on=`, as in pandas.',
    ],
    why: [
      'The condition is the second positional argument (`predicates`): `{right}`.',
      'Give it without the keyword: `{right}`.',
    ],
  },
  {
    name: 'join_left_on_right_on',
    difficulty: 'medium',
    reach: 'some',
    fails: /^TypeError: .*unexpected keyword argument/,
    find: (source) =>
      source.callsOf(...JOINS).flatMap(({ call }): Mistake[] => {
        const second = call.args[1];
        const value = second?.value;
        if (second?.kind !== 'positional' || value === undefined) return [];
        const right = source.slice(second);
        const names =
          value.kind === 'Str'
            ? [value.value, value.value]
            : value.kind === 'Compare' && value.ops[0] === '==' && value.ops.length === 1
              ? [value.left, value.rights[0]].map((side) =>
                  side?.kind === 'Attribute' ? side.attr.name : undefined,
                )
              : [];
        if (names.length !== 2 || names.includes(undefined) || right.includes('\n')) return [];
        const wrong = `left_on="${names[0]}", right_on="${names[1]}"`;
        return [replaced(second, wrong, { wrong, right })];
      }),
    what: [
      '`{wrong}` is how pandas names the keys.',
      'Ibis joins take no `left_on` and `right_on`.',
    ],
    why: ['The condition itself is given: `{right}`.', 'In Ibis it is the predicate `{right}`.'],
  },
  {
    name: 'join_condition_in_quotes',
    difficulty: 'medium',
    reach: 'rare',
    fails: NO_SUCH,
    find: (source) =>
      source.callsOf(...JOINS).flatMap(({ call }): Mistake[] => {
        const second = call.args[1];
        if (second?.value.kind !== 'Compare') return [];
        const right = source.slice(second);
        if (right.includes('\n') || right.includes('"')) return [];
        const wrong = `"${right.replaceAll('==', '=')}"`;
        return [replaced(second, wrong, { wrong, right })];
      }),
    what: ['The join condition is the text {wrong}.', '{wrong} is SQL in quotes.'],
    why: [
      'A string names a column that both tables have; a condition is an expression: `{right}`.',
      'Ibis does not parse it; write `{right}`.',
    ],
  },
  {
    name: 'join_key_of_one_table',
    difficulty: 'medium',
    reach: 'few',
    fails: NO_SUCH,
    find: (source) =>
      source.callsOf(...JOINS).flatMap(({ call, object }): readonly Mistake[] => {
        const key = call.args[1]?.value;
        const table = call.args[0]?.value;
        if (key?.kind !== 'Str' || table?.kind !== 'Name') return [];
        const theirs = source.tables[table.name];
        const ours = object.kind === 'Name' ? source.tables[object.name] : undefined;
        const [from, without] = theirs === undefined ? [ours, undefined] : [theirs, ours];
        return [...(from?.keys() ?? [])]
          .filter((name) => name !== key.value && without?.has(name) !== true)
          .map((wrong) => replaced(key, `"${wrong}"`, { wrong, right: key.value }));
      }),
    what: [
      'The tables do not share a column "{wrong}".',
      '"{wrong}" is a column of one of the two tables only.',
    ],
    why: ['A key given as a string must be in both: "{right}".', 'They are joined on "{right}".'],
  },
  {
    name: 'join_keys_swapped',
    difficulty: 'hard',
    reach: 'rare',
    fails: NO_SUCH,
    find: (source) =>
      source.callsOf(...JOINS).flatMap(({ call }): Mistake[] => {
        const value = call.args[1]?.value;
        if (value?.kind !== 'Compare' || value.ops.length > 1) return [];
        const [left, right] = [value.left, value.rights[0]];
        if (left.kind !== 'Attribute' || right?.kind !== 'Attribute') return [];
        if (left.attr.name === right.attr.name) return [];
        const edits = [
          { ...left.attr, text: right.attr.name },
          { ...right.attr, text: left.attr.name },
        ].map(({ start, end, text }) => ({ start, end, text }));
        const wrong = `${source.slice(left.object)}.${right.attr.name}`;
        return [{ edits, slots: { wrong, right: source.slice(value) } }];
      }),
    what: [
      'The keys of the join are swapped: `{wrong}` does not exist.',
      'Each side of the join condition names a column of the other table, as in `{wrong}`.',
    ],
    why: [
      'Every table has to be compared by its own column: `{right}`.',
      'The condition is `{right}`.',
    ],
  },
  {
    name: 'grouped_table_aggregate',
    difficulty: 'medium',
    reach: 'some',
    fails: /^AttributeError: GroupedTable has no attribute/,
    find: (source) =>
      source.callsOf('agg', 'aggregate').flatMap(({ call, name }): Mistake[] => {
        const [only] = call.args;
        const value = only?.value;
        if (call.args.length !== 1 || value?.kind !== 'Call') return [];
        const { callee } = value;
        if (callee.kind !== 'Attribute' || callee.object.kind !== 'Attribute') return [];
        const place = { start: name.start, end: call.end };
        const right = source.slice(place);
        const wrong = `${callee.attr.name}("${callee.object.attr.name}")`;
        if (right.includes('\n') || callee.attr.name === 'count') return [];
        return [replaced(place, wrong, { wrong, right })];
      }),
    what: [
      '`{wrong}` is not a method of a grouped table.',
      'Groups cannot be aggregated with `{wrong}`, as pandas does.',
    ],
    why: ['In Ibis a grouped table is aggregated with `{right}`.', 'Use `{right}`.'],
  },
  {
    name: 'grouped_table_subscript',
    difficulty: 'hard',
    reach: 'some',
    fails: /^(?:IbisTypeError: Column|AttributeError|TypeError)/,
    find: (source) =>
      source.callsOf('agg', 'aggregate').flatMap(({ call, name, object }): Mistake[] => {
        const value = call.args[0]?.value;
        if (call.args.length !== 1 || value?.kind !== 'Call' || object.kind !== 'Call') return [];
        const { callee } = value;
        const grouped = object.callee;
        if (grouped.kind !== 'Attribute' || grouped.attr.name !== 'group_by') return [];
        if (callee.kind !== 'Attribute' || callee.object.kind !== 'Attribute') return [];
        const place = { start: name.start - 1, end: call.end };
        const right = source.slice(place);
        if (right.includes('\n') || source.text[place.start] !== '.') return [];
        const wrong = `["${callee.object.attr.name}"].${callee.attr.name}()`;
        return [replaced(place, wrong, { wrong, right })];
      }),
    what: [
      '`{wrong}` picks a column of the groups as pandas does.',
      'A grouped table of Ibis is not aggregated with `{wrong}`.',
    ],
    why: ['The aggregate goes into `agg`: `{right}`.', 'Write `{right}`.'],
  },
  {
    name: 'filter_on_groups',
    difficulty: 'hard',
    reach: 'rare',
    fails: /^TypeError: 'GroupedArray' object is not callable$/,
    find: (source) =>
      source
        .callsOf('having')
        .map(({ name }) => replaced(name, 'filter', { wrong: 'filter', right: 'having' })),
    what: ['`{wrong}` is called on a grouped table.', 'Groups cannot be chosen with `{wrong}`.'],
    why: [
      'A condition on groups is given with `{right}`.',
      'As in SQL, groups are filtered with `{right}`.',
    ],
  },
  {
    name: 'having_on_table',
    difficulty: 'medium',
    reach: 'most',
    fails: /^AttributeError: 'Table' object has no attribute 'having'$/,
    find: (source) =>
      source
        .callsOf('filter')
        .map(({ name }) => replaced(name, 'having', { wrong: 'having', right: 'filter' })),
    what: ['`{wrong}` is called on a table.', 'A table has no method `{wrong}`.'],
    why: [
      'It exists between `group_by` and `agg` only; rows are chosen with `{right}`.',
      'Here rows are chosen, not groups, so it has to be `{right}`.',
    ],
  },
  {
    name: 'grouped_method_typo',
    difficulty: 'easy',
    reach: 'most',
    fails: /^AttributeError: /,
    find: (source) =>
      source
        .callsOf('agg', 'aggregate')
        .flatMap(({ name, object }) =>
          object.kind === 'Call' &&
          object.callee.kind === 'Attribute' &&
          object.callee.attr.name === 'group_by'
            ? ['aggregrate', 'agggregate', 'agregate', 'aggreg', 'agr'].map((wrong) =>
                replaced(name, wrong, { wrong, right: name.name }),
              )
            : [],
        ),
    what: ['A grouped table has no method `{wrong}`.', '`{wrong}` is misspelled.'],
    why: ['Groups are aggregated with `{right}`.', 'The method is `{right}`.'],
  },
  {
    name: 'set_operation_columns_differ',
    difficulty: 'hard',
    reach: 'rare',
    fails: /^RelationError: Table schemas must be equal for set operations/,
    find: (source) =>
      source.callsOf('select').flatMap(({ call }) =>
        call.args.flatMap((argument, index): Mistake[] => {
          const next = call.args[index + 1];
          if (next === undefined) return [];
          const name =
            argument.name?.name ??
            (argument.value.kind === 'Str' ? argument.value.value : undefined);
          if (name === undefined) return [];
          return [
            replaced({ start: argument.start, end: next.start }, '', {
              wrong: 'select',
              right: name,
            }),
          ];
        }),
      ),
    what: [
      'The two tables do not have the same columns: `{right}` is missing on one side.',
      'One `{wrong}` leaves out `{right}`.',
    ],
    why: [
      'A set operation needs equal columns on both sides; add `{right}` to the selection.',
      'Rows can only be combined when both sides have the same columns, so `{right}` has to be selected.',
    ],
  },
  {
    name: 'set_operation_names_differ',
    difficulty: 'hard',
    reach: 'rare',
    fails: /^RelationError: Table schemas must be equal for set operations/,
    find: (source) =>
      source
        .callsOf('select')
        .flatMap(({ call }) =>
          call.args.flatMap(({ name }) =>
            name === undefined
              ? []
              : [`${name.name}_2`, `other_${name.name}`].map((wrong) =>
                  replaced(name, wrong, { wrong, right: name.name }),
                ),
          ),
        ),
    what: [
      'One side of the set operation calls the column `{wrong}`.',
      'The column `{wrong}` has another name on the other side.',
    ],
    why: [
      'Ibis matches the columns of both sides by name, so it must be `{right}`.',
      'Both sides need the name `{right}`.',
    ],
  },
];
