import { createRandom } from '@ibert/core';
import { reprString } from '@ibert/ir';
import { WIDTH } from '@ibert/multitask/documentation';

import type { EvaluatedFunction } from './evaluated-function.js';
import {
  argumentsOf,
  choosesRows,
  isOrdered,
  isSteady,
  planExample,
  shownName,
  TYPES_FOR_UNKNOWN,
} from './example-call.js';
import type { ExamplePlan } from './example-call.js';
import type { ExampleEngine, ExampleOutput } from './example-engine.js';
import { exampleTable, quoted, tableStatement } from './example-tables.js';
import type { ExampleTable } from './example-tables.js';

export { ExampleEngine } from './example-engine.js';

/** How often rows are drawn; what is enough to stop at once, and after half of the draws. */
const DRAWS = 6;
const GOOD = 3;
const FAIR = 2;

/** Longest line, Google's indentation left out; most lines of an example and of its output. */
const LINE = WIDTH - 4;
const OUTPUT_LINE = 100;
const MOST_LINES = 40;
const MOST_ROWS = 8;

interface Example {
  readonly lines: readonly string[];
  /** How much it shows. */
  readonly score: number;
}

/**
 * An example for a docstring: tables of a few rows, a call, and what it gives when DuckDB runs it.
 * None where the function fetches rows itself or belongs to an object, or where nothing short and
 * lasting can be shown: the same rows in another order must give the same output.
 */
export async function examplesOf(
  evaluated: EvaluatedFunction,
  engine: ExampleEngine,
): Promise<readonly string[]> {
  const { callable } = evaluated;
  if (!callable.free || callable.fetches !== undefined) return [];
  if (!isSteady(evaluated.answer.relation)) return [];
  let best: Example | undefined;
  for (const unknown of TYPES_FOR_UNKNOWN) {
    const plan = planExample(evaluated, unknown);
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const example = await exampleOf(evaluated, plan, draw, engine);
      if (example === undefined && draw > 2 && best === undefined) break;
      if (example !== undefined && (best === undefined || example.score > best.score))
        best = example;
      const enough = draw < DRAWS / 2 ? GOOD : FAIR;
      if (best !== undefined && best.score >= enough) return best.lines;
    }
    if (best !== undefined) return best.lines;
  }
  return [];
}

async function exampleOf(
  evaluated: EvaluatedFunction,
  plan: ExamplePlan,
  draw: number,
  engine: ExampleEngine,
): Promise<Example | undefined> {
  const random = createRandom(draw);
  const tables: ExampleTable[] = [];
  for (const [name, schema] of plan.schemas) {
    const table = exampleTable(name, schema, plan.uses, random);
    if (table === undefined) return undefined;
    tables.push(table);
  }
  const args = argumentsOf(evaluated, plan, tables);
  if (args === undefined) return undefined;
  const { program, source } = evaluated.callable;
  const setups = (reversed: boolean): readonly string[] =>
    tables.map((table) => tableStatement({ ...table, name: shownName(table.name) }, reversed));
  const run = async (call: string, reversed: boolean): Promise<ExampleOutput | undefined> =>
    engine.run(['import ibis', program, ...setups(reversed), call].join('\n\n'));
  const plain = `(${args})`;
  const first = await run(source.name + plain, false);
  if (first === undefined || first.rows.length === 0 || first.rows.length > MOST_ROWS)
    return undefined;
  // A prompt shows nothing of None.
  if (first.kind === 'scalar' && first.rows[0]?.[0] === 'None') return undefined;
  const order = orderOf(first);
  if (order === undefined) return undefined;
  const [output, again] = [
    order === '' ? first : await run(source.name + plain + order, false),
    await run(source.name + plain + order, true),
  ];
  if (output === undefined || again === undefined || !isLasting(output, again)) return undefined;
  const lines = [
    '>>> import ibis',
    ...setups(false).flatMap(prompt),
    ...shown(source.path + plain + order, output),
  ];
  if (lines.length > MOST_LINES || lines.some(isLong)) return undefined;
  return { lines, score: scoreOf(output, tables) };
}

/** Whether rows that came in another order give the same output; a column follows its table's rows. */
const isLasting = ({ kind, rows }: ExampleOutput, again: ExampleOutput): boolean => {
  const text = JSON.stringify(rows);
  if (JSON.stringify(again.rows) === text) return true;
  return kind === 'column' && JSON.stringify(again.rows.toReversed()) === text;
};

const isLong = (line: string): boolean =>
  line.length > (/^(?:>>>|\.\.\.) /.test(line) ? LINE : OUTPUT_LINE);

/** What orders the rows where the query does not; undefined where nothing would. */
function orderOf({ kind, relation, columns, rows }: ExampleOutput): string | undefined {
  if (kind !== 'table' || isOrdered(relation) || rows.length === 1) return '';
  for (let n = 1; n <= columns.length; n += 1) {
    const keys = new Set(rows.map((row) => row.slice(0, n).join('\0')));
    const isLast = n === columns.length;
    if (keys.size === rows.length || isLast) {
      return `.order_by(${columns.slice(0, n).map(quoted).join(', ')})`;
    }
  }
  return undefined;
}

const prompt = (statement: string): readonly string[] =>
  statement.split('\n').map((line, i) => `${i === 0 ? '>>>' : '...'} ${line}`);

/** The call with its output. */
function shown(call: string, { kind, columns, rows }: ExampleOutput): readonly string[] {
  if (kind === 'scalar') return [`>>> ${call}.to_pyarrow().as_py()`, rows[0]?.[0] ?? ''];
  if (kind === 'column') {
    return [`>>> ${call}.to_pyarrow().to_pylist()`, `[${rows.map(([cell]) => cell).join(', ')}]`];
  }
  const loop = `>>> for row in ${call}.to_pyarrow().to_pylist():`;
  const head =
    loop.length <= LINE
      ? [loop]
      : [`>>> result = ${call}`, '>>> for row in result.to_pyarrow().to_pylist():'];
  const dicts = rows.map(
    (row) => `{${row.map((cell, i) => `${reprString(columns[i] ?? '')}: ${cell}`).join(', ')}}`,
  );
  return [...head, '...     print(row)', ...dicts];
}

/** More for several rows, for rows that were left out, and for values that are there. */
function scoreOf({ relation, rows, kind }: ExampleOutput, tables: readonly ExampleTable[]): number {
  const given = Math.max(0, ...tables.map(({ columns }) => columns[0]?.cells.length ?? 0));
  const several = rows.length > 1 || kind === 'scalar' ? 1 : 0;
  const chosen = !choosesRows(relation) || rows.length < given ? 1 : 0;
  return several + chosen + (rows.flat().includes('None') ? 0 : 1);
}
