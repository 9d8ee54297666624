import { createRandom } from '@ibert/core';

import type { EvaluatedFunction } from './evaluated-function.js';
import {
  argumentsOf,
  choosesRows,
  isMade,
  isSteady,
  planExample,
  shownName,
  TYPES_FOR_UNKNOWN,
} from './example-call.js';
import type { ExamplePlan } from './example-call.js';
import type { ExampleEngine, ExampleOutput } from './example-engine.js';
import {
  callText,
  isLasting,
  isLong,
  narrowed,
  ofColumns,
  orderingColumns,
  prompt,
  shown,
  tellingColumns,
} from './example-output.js';
import type { Call, ShownCall } from './example-output.js';
import { exampleTable, tableStatement } from './example-tables.js';
import type { ExampleTable } from './example-tables.js';

export { ExampleEngine } from './example-engine.js';

/** How often rows are drawn; what is enough to stop at once, and after half of the draws. */
const DRAWS = 6;
const GOOD = 4;
const FAIR = 3;

/** Most lines of an example, and most rows of its output. */
const MOST_LINES = 40;
const MOST_ROWS = 8;

interface Example {
  readonly lines: readonly string[];
  /** How much it shows. */
  readonly score: number;
}

/** How wide an example is. */
interface Width {
  /** Columns of a table that is passed on whole, if it has as many. */
  readonly columns: number;
  /** Whether the output may leave columns out. */
  readonly narrow: boolean;
}

/** Tables as wide as their rows can be shown; then all columns, which some functions want; then a part of the output. */
const WIDTHS: readonly Width[] = [
  { columns: 4, narrow: false },
  { columns: 2, narrow: false },
  { columns: 0, narrow: false },
  { columns: Infinity, narrow: false },
  { columns: 0, narrow: true },
  { columns: Infinity, narrow: true },
];

/**
 * An example for a docstring: tables of a few rows, a call, and what it gives when DuckDB runs it.
 * None where the function fetches rows itself or belongs to an object that cannot be made, or where
 * nothing short and lasting can be shown: the same rows in another order must give the same output.
 */
export async function examplesOf(
  evaluated: EvaluatedFunction,
  engine: ExampleEngine,
): Promise<readonly string[]> {
  const { callable } = evaluated;
  if (callable.callee === undefined || callable.fetches !== undefined) return [];
  if (!isSteady(evaluated.answer.relation)) return [];
  const tried = new Set<string>();
  for (const unknown of TYPES_FOR_UNKNOWN) {
    for (const { columns, narrow } of WIDTHS) {
      const plan = planExample(evaluated, unknown, columns);
      const key = JSON.stringify([narrow, [...plan.schemas].map(([, schema]) => [...schema])]);
      if (tried.has(key)) continue;
      tried.add(key);
      const best = await bestOf(evaluated, plan, narrow, engine);
      if (best !== undefined) return best.lines;
    }
  }
  return [];
}

/** The best of some draws of rows. */
async function bestOf(
  evaluated: EvaluatedFunction,
  plan: ExamplePlan,
  narrow: boolean,
  engine: ExampleEngine,
): Promise<Example | undefined> {
  let best: Example | undefined;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const example = await exampleOf(evaluated, plan, draw, narrow, engine);
    // Other rows are as long.
    if (example === 'long') return best;
    if (example === undefined && draw > 2 && best === undefined) return undefined;
    if (example !== undefined && (best === undefined || example.score > best.score)) best = example;
    const enough = draw < DRAWS / 2 ? GOOD : FAIR;
    if (best !== undefined && best.score >= enough) return best;
  }
  return best;
}

async function exampleOf(
  evaluated: EvaluatedFunction,
  plan: ExamplePlan,
  draw: number,
  narrow: boolean,
  engine: ExampleEngine,
): Promise<Example | 'long' | undefined> {
  const random = createRandom(draw);
  const tables: ExampleTable[] = [];
  for (const [name, schema] of plan.schemas) {
    const table = exampleTable(name, schema, plan, random);
    if (table === undefined) return undefined;
    tables.push(table);
  }
  const args = argumentsOf(evaluated, plan, tables);
  if (args === undefined) return undefined;
  const { program, source, callee = source.name, missing } = evaluated.callable;
  const setups = (reversed: boolean): readonly string[] =>
    tables.map((table) => tableStatement({ ...table, name: shownName(table.name) }, reversed));
  const run = async (
    methods: readonly Call[],
    reversed: boolean,
  ): Promise<ExampleOutput | undefined> => {
    const call = callText({ callee: source.name, args, methods });
    return engine.run(['import ibis', program, ...setups(reversed), call].join('\n\n'));
  };
  const first = await run([], false);
  if (first === undefined || first.rows.length === 0 || first.rows.length > MOST_ROWS)
    return undefined;
  // A prompt shows nothing of None.
  if (first.kind === 'scalar' && first.rows[0]?.[0] === 'None') return undefined;
  const ordering = orderingColumns(first);
  const made = (column: string): boolean => isMade(column, evaluated.answer, tables);
  const filled = (column: string): boolean =>
    tables.some(({ name }) => plan.uses.nullable.has(`${name}.${column}`));
  const matters = (column: string): boolean => made(column) || filled(column);
  const telling = narrow ? tellingColumns(first, ordering, matters) : first.columns;
  if (telling === undefined) return 'long';
  const isWhole = telling.length === first.columns.length;
  const methods = [
    ...ofColumns('order_by', ordering),
    ...(isWhole ? [] : ofColumns('select', telling)),
  ];
  const call: ShownCall = { callee, args, methods };
  const head = ['>>> import ibis', ...missing.map((line) => `>>> ${line}`)];
  const linesOf = (output: ExampleOutput): readonly string[] => [
    ...head,
    ...setups(false).flatMap(prompt),
    ...shown(call, output),
  ];
  if (isUnwieldy(linesOf(narrowed(first, new Set(telling))))) return 'long';
  const output = methods.length === 0 ? first : await run(methods, false);
  const again = await run(methods, true);
  if (output === undefined || again === undefined || !isLasting(output, again)) return undefined;
  return { lines: linesOf(output), score: scoreOf(output, tables, plan, made) };
}

const isUnwieldy = (lines: readonly string[]): boolean =>
  lines.length > MOST_LINES || lines.some(isLong);

/** More for several rows, for rows left out, for values that are there, and for those that differ. */
function scoreOf(
  { relation, columns, rows, kind }: ExampleOutput,
  tables: readonly ExampleTable[],
  { uses }: ExamplePlan,
  made: (column: string) => boolean,
): number {
  const given = Math.max(0, ...tables.map(({ columns }) => columns[0]?.cells.length ?? 0));
  const several = rows.length > 1 || kind === 'scalar' ? 1 : 0;
  const chosen = !choosesRows(relation) || rows.length < given ? 1 : 0;
  const isAboutNulls = uses.nullable.size > 0;
  const fresh = columns.flatMap((name, at) => (made(name) ? [rows.map((row) => row[at])] : []));
  const differs = fresh.every((cells) => rows.length < 2 || new Set(cells).size > 1) ? 1 : 0;
  return several + chosen + differs + (rows.flat().includes('None') && !isAboutNulls ? 0 : 1);
}
