import type { PythonAst } from '@ibert/ibis';

import { type Candidate, type Edit, inserted, replaced, type Rule } from '../candidate.js';
import { type Fault, isName, keyword, positional } from '../fault.js';
import { asReceiver } from '../operands.js';
import { missingColumn } from './columns.js';

const isGrouped = (node: PythonAst.Expression): boolean =>
  node.kind === 'Call' &&
  node.callee.kind === 'Attribute' &&
  /^(?:group_by|having)$/.test(node.callee.attr.name);

/** Steps on grouped tables, and groups that are never aggregated. */
export const groupSteps: Rule = (fault) => {
  const onGroups = fault.calls.flatMap(({ call, object, name }): Candidate[] => {
    if (!isGrouped(object)) return [];
    const why = `A grouped table has no step \`${name.name}\``;
    const place = { start: object.end, end: call.end };
    if (name.name === 'filter') {
      return [replaced(name, 'having', 0.9, `${why}; groups are chosen with \`having\`.`)];
    }
    if (name.name === 'select' || name.name === 'mutate' || name.name === 'value_counts') {
      return [replaced(name, 'agg', 1, `${why} that aggregates; it is \`agg\`.`)];
    }
    if (name.name === 'size' || name.name === 'count') {
      return [replaced(place, '.count()', 1, `${why}; rows are counted with \`count\`.`)];
    }
    return [];
  });
  const ungrouped = /GroupedTable|NotAnExpression/.test(fault.error)
    ? fault.nodes
        .filter((node) => isGrouped(node as PythonAst.Expression))
        .map((node) =>
          inserted(node.end, '.count()', 1.5, 'Groups are no table until they are aggregated.'),
        )
    : [];
  return [...onGroups, ...ungrouped, ...havingWithoutGroups(fault), ...byKeyword(fault)];
};

/** `t.having(…)` on a table, and conditions on aggregates before their groups. */
const havingWithoutGroups = (fault: Fault): Candidate[] =>
  fault
    .callsOf('having')
    .flatMap(({ name, object }) =>
      isGrouped(object)
        ? []
        : [
            replaced(
              name,
              'filter',
              0.95,
              'Only groups have `having`; rows of a table are chosen with `filter`.',
            ),
          ],
    );

/** `agg(…, by=…)` → fine in Ibis; `agg(…, group_by=…)`, `select(…, group_by=…)` are not. */
const byKeyword = (fault: Fault): Candidate[] =>
  fault.callsOf('agg', 'aggregate').flatMap(({ call }) => {
    const argument = keyword(call, 'group_by', 'groupby', 'keys');
    return argument?.name === undefined
      ? []
      : [replaced(argument.name, 'by', 0.95, 'The groups of `agg` are given as `by`.')];
  });

const WINDOW_KEYS: Readonly<Record<string, string>> = {
  partition_by: 'group_by',
  partitionBy: 'group_by',
  partition: 'group_by',
  by: 'group_by',
  groupby: 'group_by',
  orderBy: 'order_by',
  orderby: 'order_by',
  sort_by: 'order_by',
  order: 'order_by',
  rows_between: 'rows',
  range_between: 'range',
};

/** `over(partition_by=…)`, `over("x")`, `Window.partitionBy("x").orderBy("y")`, `rolling(3).mean()`. */
export const windowSteps: Rule = (fault) => [
  ...overArguments(fault),
  ...windowArguments(fault),
  ...negativeBounds(fault),
  ...windowChains(fault),
  ...rolling(fault),
  ...differences(fault),
  ...windowFunctions(fault),
];

const overArguments = (fault: Fault): Candidate[] =>
  fault.calls.flatMap(({ call, name }): Candidate[] => {
    if (!/^(?:over|window|cumulative_window|trailing_window|rows_window)$/.test(name.name))
      return [];
    const edits = call.args.flatMap(({ name: key }): Edit[] =>
      key !== undefined && Object.hasOwn(WINDOW_KEYS, key.name)
        ? [{ start: key.start, end: key.end, text: WINDOW_KEYS[key.name] ?? '' }]
        : [],
    );
    const why = 'The parts of a window are called `group_by`, `order_by`, `rows` and `range`.';
    const renamed = edits.length === 0 ? [] : [{ edits, cost: 0.85, why }];
    const args = positional(call);
    const [first, last] = [args[0], args.at(-1)];
    if (first === undefined || last === undefined || name.name !== 'over') return renamed;
    const text = fault.slice({ start: first.start, end: last.end });
    const group = args.length > 1 ? `group_by=[${text}]` : `group_by=${text}`;
    const over = /^(?:Str|List|Attribute|Name)$/.test(first.value.kind)
      ? [replaced({ start: first.start, end: last.end }, group, 1, why)]
      : [];
    return [...renamed, ...over];
  });

/** `x.mean(group_by="a")` → `x.mean().over(group_by="a")`. */
const windowArguments = (fault: Fault): Candidate[] => {
  if (!/unexpected keyword argument '(?:group_by|order_by|partition_by|over)'/.test(fault.error))
    return [];
  return fault.calledHere.flatMap(({ call }): Candidate[] => {
    const keys = call.args.filter(({ name }) =>
      /^(?:group_by|order_by|partition_by|rows|range)$/.test(name?.name ?? ''),
    );
    const rest = call.args.filter((argument) => !keys.includes(argument));
    const [first] = call.args;
    if (keys.length === 0 || first === undefined) return [];
    const texts = (args: readonly PythonAst.Argument[]): string =>
      args.map((argument) => fault.slice(argument)).join(', ');
    const text = `${texts(rest)}).over(${texts(keys).replaceAll('partition_by=', 'group_by=')}`;
    const why = 'The window of a function is given to `over`.';
    return [
      replaced({ start: first.start, end: call.args.at(-1)?.end ?? first.end }, text, 0.85, why),
    ];
  });
};

/** Spark's `Window.partitionBy("a").orderBy("b")`. */
const windowChains = (fault: Fault): Candidate[] =>
  fault.calls.flatMap(({ call }): Candidate[] => {
    const parts = partsOf(fault, call);
    if (parts === undefined || parts.length === 0) return [];
    const text = `ibis.window(${parts.join(', ')})`;
    return [
      replaced(
        call,
        text,
        0.85 - parts.length / 50,
        `A window is made with one call in Ibis: \`${text}\`.`,
      ),
    ];
  });

function partsOf(fault: Fault, call: PythonAst.Call): readonly string[] | undefined {
  if (call.callee.kind !== 'Attribute') return undefined;
  const { object, attr } = call.callee;
  const key = WINDOW_KEYS[attr.name];
  if (key === undefined) return undefined;
  const before = isName(object, 'Window', 'W')
    ? []
    : object.kind === 'Call'
      ? partsOf(fault, object)
      : undefined;
  if (before === undefined) return undefined;
  const args = fault.args(call);
  return [...before, `${key}=${args.length > 1 ? `[${args.join(', ')}]` : (args[0] ?? '')}`];
}

/** `x.rolling(3).mean()` → `x.mean().over(ibis.window(preceding=2, following=0))`. */
const rolling = (fault: Fault): Candidate[] =>
  fault.calls.flatMap(({ call, object, name }): Candidate[] => {
    if (object.kind !== 'Call' || object.callee.kind !== 'Attribute') return [];
    const { attr, object: column } = object.callee;
    const size = keyword(object, 'window', 'window_size')?.value ?? positional(object)[0]?.value;
    const write = (window: string): Candidate => {
      const text = `${fault.slice(column)}.${name.name}().over(${window})`;
      return replaced(
        call,
        text,
        0.9,
        `\`.${attr.name}(…)\` is the notation of pandas; the window is given to \`over\`.`,
      );
    };
    if (attr.name === 'rolling' && size !== undefined) {
      const count = Number(fault.slice(size));
      return Number.isInteger(count)
        ? [
            write(`rows=(-${count - 1}, 0)`),
            write(`ibis.window(preceding=${count - 1}, following=0)`),
          ]
        : [];
    }
    return attr.name === 'expanding' ? [write('ibis.cumulative_window()')] : [];
  });

const differences = (fault: Fault): Candidate[] =>
  fault.callsOf('diff', 'pct_change').flatMap(({ call, object, name }) => {
    const column = asReceiver(fault.slice(object));
    const amount = fault.args(call)[0] ?? '';
    const lag = `${column}.lag(${amount})`;
    const text = name.name === 'diff' ? `(${column} - ${lag})` : `(${column} / ${lag} - 1)`;
    return [
      replaced(
        call,
        text,
        0.9,
        `\`${name.name}\` is of pandas; the row before is reached with \`lag\`.`,
      ),
    ];
  });

/** Functions of windows as methods of tables and columns: `t.row_number()`, `_.a.row_number()`. */
const windowFunctions = (fault: Fault): Candidate[] =>
  fault
    .callsOf('row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile')
    .flatMap(({ call, object, name }) =>
      object.kind !== 'Name' || isName(object, 'ibis')
        ? []
        : [
            replaced(
              { start: call.start, end: name.start },
              'ibis.',
              1.3,
              `\`${name.name}\` is a function of the module: \`ibis.${name.name}()\`.`,
            ),
          ],
    );

/** A column that an earlier `select` leaves out, or `drop` takes away. */
export const selectedAway: Rule = (fault) => {
  const missed =
    missingColumn(fault) ?? /has no attribute '(\w+)'/.exec(fault.failure.message)?.[1];
  if (missed === undefined || !/^[\p{L}_]\w*$/u.test(missed)) return [];
  const known = Object.values(fault.tables).some((schema) => schema.has(missed));
  if (!known && fault.closed) return [];
  const used = fault.text.lastIndexOf(missed);
  return fault.callsOf('select').flatMap(({ call }): Candidate[] => {
    if (call.end > used) return [];
    const last = call.args.findLast(({ kind }) => kind === 'positional');
    const why = `The \`select\` before leaves out the column "${missed}" that is used later.`;
    const [first] = call.args;
    if (last === undefined)
      return first === undefined ? [] : [inserted(first.start, `"${missed}", `, 1.2, why)];
    const inList = last.value.kind === 'List' ? last.value.items.at(-1)?.end : undefined;
    return [inserted(inList ?? last.end, `, "${missed}"`, 1.2, why)];
  });
};

/** `preceding=-2`: bounds of a window count rows, so that they are never negative. */
const negativeBounds = (fault: Fault): Candidate[] =>
  fault.calls.flatMap(({ call }) =>
    call.args.flatMap(({ name, value }): Candidate[] => {
      if (!/^(?:preceding|following)$/.test(name?.name ?? '') || value.kind !== 'UnaryOp')
        return [];
      const text = fault.slice(value.operand);
      return [replaced(value, text, 0.9, `\`${name?.name}\` counts rows and is never negative.`)];
    }),
  );
