import { reprString } from '@ibert/ir';
import { WIDTH } from '@ibert/multitask/documentation';

import { isOrdered } from './example-call.js';
import type { ExampleOutput } from './example-engine.js';
import { quoted } from './example-tables.js';

/** Longest line, Google's indentation left out; output may be longer, since nothing breaks it. */
const LINE = WIDTH - 4;
const OUTPUT_LINE = 100;

/** What is called, and with which arguments. */
export interface Call {
  readonly callee: string;
  readonly args: readonly string[];
}

/** A call as an example shows it, with the methods after it. */
export interface ShownCall extends Call {
  readonly methods: readonly Call[];
}

const inline = ({ callee, args }: Call): string => `${callee}(${args.join(', ')})`;

const broken = ({ callee, args }: Call): string =>
  `${callee}(\n${args.map((argument) => `    ${argument},\n`).join('')})`;

/** The call as one expression. */
export const callText = (call: ShownCall): string =>
  inline(call) + call.methods.map(inline).join('');

/** The columns that order the rows where the query does not. */
export function orderingColumns({
  kind,
  relation,
  columns,
  rows,
}: ExampleOutput): readonly string[] {
  if (kind !== 'table' || isOrdered(relation) || rows.length === 1) return [];
  for (let n = 1; n < columns.length; n += 1) {
    const keys = new Set(rows.map((row) => row.slice(0, n).join('\0')));
    if (keys.size === rows.length) return columns.slice(0, n);
  }
  return columns;
}

/** A method that takes the names of columns; none where there are no columns. */
export const ofColumns = (method: string, columns: readonly string[]): readonly Call[] =>
  columns.length === 0 ? [] : [{ callee: `.${method}`, args: columns.map(quoted) }];

/** Whether a line of an example is too long to be read. */
export const isLong = (line: string): boolean =>
  line.length > (/^(?:>>>|\.\.\.) /.test(line) ? LINE : OUTPUT_LINE);

/** A statement as a prompt shows it. */
export const prompt = (statement: string): readonly string[] =>
  statement.split('\n').map((line, i) => `${i === 0 ? '>>>' : '...'} ${line}`);

/** The call with its output. */
export function shown(call: ShownCall, output: ExampleOutput): readonly string[] {
  const { kind, rows } = output;
  if (kind === 'scalar') {
    return [...fetching(call, '.to_pyarrow().as_py()', (whole) => whole), rows[0]?.[0] ?? ''];
  }
  if (kind === 'column') {
    const list = `[${rows.map(([cell]) => cell).join(', ')}]`;
    return [...fetching(call, '.to_pyarrow().to_pylist()', (whole) => whole), list];
  }
  const loop = fetching(call, '.to_pyarrow().to_pylist()', (whole) => `for row in ${whole}:`);
  return [...loop, '...     print(row)', ...rows.map((row) => rowText(output, row))];
}

/** Prompts that fetch what a call gives; a long call gets a name first. */
function fetching(
  call: ShownCall,
  fetch: string,
  used: (whole: string) => string,
): readonly string[] {
  const whole = prompt(used(callText(call) + fetch));
  return whole.some(isLong) ? [...named(call), ...prompt(used(`result${fetch}`))] : whole;
}

/** Prompts that give a call's result a name, each line with as many methods as it has room for. */
function named(call: ShownCall): readonly string[] {
  const assigned = (value: Call): string => {
    const [short, long] = [`result = ${inline(value)}`, `result = ${broken(value)}`];
    return prompt(short).some(isLong) ? long : short;
  };
  const statements = [assigned(call)];
  for (const method of call.methods) {
    const longer = `${statements.at(-1) ?? ''}${inline(method)}`;
    if (prompt(longer).some(isLong)) {
      statements.push(assigned({ ...method, callee: `result${method.callee}` }));
    } else statements.splice(-1, 1, longer);
  }
  return statements.flatMap(prompt);
}

/** A row as Python prints it. */
const rowText = ({ columns }: ExampleOutput, row: readonly string[]): string =>
  `{${row.map((cell, i) => `${reprString(columns[i] ?? '')}: ${cell}`).join(', ')}}`;

/**
 * The columns to show of rows that are too long: those that order them, those that matter, and as many others as there is room for. Undefined where the first are too long already.
 *
 * @param matters whether the function does something to a column, rather than passing it on.
 */
export function tellingColumns(
  output: ExampleOutput,
  ordering: readonly string[],
  matters: (column: string) => boolean,
): readonly string[] | undefined {
  const { columns, rows } = output;
  const fits = (chosen: ReadonlySet<string>): boolean => {
    const narrow = narrowed(output, chosen);
    return !rows.some((_, at) => isLong(rowText(narrow, narrow.rows[at] ?? [])));
  };
  const chosen = new Set(columns.filter((name) => ordering.includes(name) || matters(name)));
  if (!fits(chosen)) return undefined;
  for (const name of columns) {
    if (fits(new Set([...chosen, name]))) chosen.add(name);
  }
  return columns.filter((name) => chosen.has(name));
}

/** The output with some of its columns. */
export const narrowed = (output: ExampleOutput, chosen: ReadonlySet<string>): ExampleOutput => {
  const isChosen = (_: unknown, at: number): boolean => chosen.has(output.columns[at] ?? '');
  return {
    ...output,
    columns: output.columns.filter(isChosen),
    rows: output.rows.map((row) => row.filter(isChosen)),
  };
};

/** Whether rows that came in another order give the same output; a column follows its table's rows. */
export const isLasting = ({ kind, rows }: ExampleOutput, again: ExampleOutput): boolean => {
  const text = JSON.stringify(rows);
  if (JSON.stringify(again.rows) === text) return true;
  return kind === 'column' && JSON.stringify(again.rows.toReversed()) === text;
};
