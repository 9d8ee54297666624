import { IbertError } from '@ibert/core';
import { evaluateIbis, PythonError } from '@ibert/ibis';
import type { Located, PythonAst } from '@ibert/ibis';
import { parseSchema, printSchema } from '@ibert/ir';

import type { Tables } from '../finding.js';
import type { Catalogue } from './catalogue.js';
import { exampleSchema } from './example-schemas.js';
import { keyword } from './fixtures.js';
import type { Knowledge } from './knowledge.js';
import { layOut } from './layout.js';
import type { Edit, Part, Reference } from './layout.js';
import { newPlan, SliceFault, written } from './plan.js';
import type { Plan } from './plan.js';
import { pathOf } from './python/paths.js';
import { endedBy } from './python/results.js';
import { resolve } from './python/scope.js';
import type { Scope } from './python/scope.js';
import { NOTHING } from './renderer.js';
import type { Around, Links, Renderer } from './renderer.js';
import type { TableSource } from './table-sources.js';

type Expression = PythonAst.Expression;
type Columns = Tables[string];
type Evaluated = Extract<TableSource, { kind: 'evaluated' }>;

/** Puts tables into plans, with the columns that are known of them. */
export function newPlannedTables(
  catalogue: Catalogue,
  knowledge: Knowledge,
  { render, gather }: Renderer,
): Links['table'] {
  const schemas = new Map<string, Columns | undefined>();

  function columnsOf(source: TableSource, scope: Scope): Columns | undefined {
    const { path } = scope.module;
    switch (source.kind) {
      case 'named':
        return (
          catalogue.table(source.name, path) ??
          catalogue.table(source.name.toLowerCase(), path) ??
          exampleSchema(source.name)
        );
      case 'example':
        return exampleSchema(source.name);
      case 'file':
        return source.hint === undefined ? undefined : exampleSchema(source.hint);
      case 'evaluated':
        return evaluatedColumns(source, scope);
    }
  }

  function evaluatedColumns(source: Evaluated, scope: Scope): Columns | undefined {
    const plan = newPlan();
    try {
      const { code, names } = written(plan, program(source, scope, plan));
      const tables = [...plan.tables].map(([key, { columns }]) => [names.get(key), columns]);
      const key = JSON.stringify([code, tables]);
      if (schemas.has(key)) return schemas.get(key);
      const columns = tables.every(([, known]) => known !== undefined)
        ? schemaOf(code, Object.fromEntries(tables) as Tables)
        : undefined;
      schemas.set(key, columns);
      return columns;
    } catch (error) {
      if (error instanceof SliceFault) return undefined;
      throw error;
    }
  }

  /** The text of an expression that has the table's columns. */
  function program({ expression, by }: Evaluated, scope: Scope, plan: Plan): readonly Part[] {
    const around = { scope, plan, bound: NOTHING, offset: expression.start };
    if (expression.kind === 'Call') {
      const path = pathOf(expression.callee, scope, expression.start);
      if (path === `ibis.${by}`) return inside(expression, around);
    }
    const rows = rowsOf(expression, scope);
    if (rows !== undefined) return render(rows, around);
    const frame = frameOf(expression, scope);
    const data = frame === undefined ? render(expression, around) : frameData(frame, plan);
    return [`ibis.${by}(`, ...data, ')'];
  }

  /** The Ibis expression that an argument is, or whose rows it holds. */
  function rowsOf(expression: Expression, scope: Scope): Expression | undefined {
    const of = (one: Expression): boolean =>
      ['table', 'expr'].includes(knowledge.kindOf(one, scope, one.start));
    if (of(expression)) return expression;
    const ended = endedBy(expression);
    return ended !== undefined && of(ended) ? ended : undefined;
  }

  /** The text of a call whose replacement is being looked for. */
  function inside(call: PythonAst.Call, around: Around): readonly Part[] {
    const { scope, plan } = around;
    const [only] = call.args;
    const rows = only === undefined ? undefined : rowsOf(only.value, scope);
    if (rows !== undefined && call.args.length === 1) return render(rows, around);
    const edits: Edit[] = [];
    gather(call.callee, around, edits);
    for (const { value } of call.args) {
      const frame = frameOf(value, scope);
      if (frame === undefined) gather(value, around, edits);
      else edits.push({ start: value.start, end: value.end, parts: frameData(frame, plan) });
    }
    const { module } = scope;
    return layOut(module.text, module.tokensIn(call), call, edits);
  }

  /** The arguments of `ibis.memtable` for a frame's data. */
  function frameData({ call, scope }: Frame, plan: Plan): readonly Part[] {
    const [data] = call.args;
    const columns = keyword(call, 'columns');
    const of = (expression: Expression): readonly Part[] =>
      render(expression, { scope, plan, bound: NOTHING, offset: expression.start });
    if (data === undefined) return [];
    return columns === undefined
      ? of(data.value)
      : [...of(data.value), ', columns=', ...of(columns)];
  }

  return (source, at, { scope, plan }, variable) => {
    const key = keyOf(source, at, scope);
    const known = plan.tables.get(key);
    if (known !== undefined) {
      if (!isSame(known.variable, variable)) known.variable = null;
      return { table: key };
    }
    const own = variable !== undefined && 'space' in variable ? variable.name : undefined;
    const wanted = own ?? ('name' in source ? source.name : source.hint) ?? 't';
    plan.tables.set(key, {
      wanted: /^[A-Za-z]\w*$/.test(wanted) ? wanted : 't',
      columns: columnsOf(source, scope),
      variable: variable ?? null,
    });
    return { table: key };
  };
}

/** Frames of other libraries whose data Ibis takes as well. */
const FRAMES: ReadonlySet<string> = new Set([
  'pandas.DataFrame',
  'polars.DataFrame',
  'polars.LazyFrame',
  'pyarrow.table',
  'pyarrow.Table.from_pydict',
  'pyarrow.Table.from_pylist',
]);

/** A call that makes a frame, and where its names are looked up. */
interface Frame {
  readonly call: PythonAst.Call;
  readonly scope: Scope;
}

const MAX_RENAMINGS = 20;

/** The call that makes a frame of another library. */
function frameOf(expression: Expression, scope: Scope, depth = 0): Frame | undefined {
  if (expression.kind === 'Name') {
    const found = resolve(scope, expression.name, expression.start);
    const source = found?.binding.source;
    if (found === undefined || source?.kind !== 'assignment') return undefined;
    return depth > MAX_RENAMINGS ? undefined : frameOf(source.value, found.scope, depth + 1);
  }
  if (expression.kind !== 'Call' || expression.args.length === 0) return undefined;
  const path = pathOf(expression.callee, scope, expression.start) ?? '';
  return FRAMES.has(path) ? { call: expression, scope } : undefined;
}

function keyOf(source: TableSource, at: Located, scope: Scope): string {
  if (source.kind === 'named' || source.kind === 'example') return `${source.kind} ${source.name}`;
  return `${scope.module.path} ${scope.module.line} ${at.start}`;
}

const isSame = (a: Reference | null, b: Reference | undefined): boolean =>
  a !== null &&
  b !== undefined &&
  'space' in a &&
  'space' in b &&
  a.space === b.space &&
  a.name === b.name;

function schemaOf(code: string, tables: Tables): Columns | undefined {
  try {
    const schemas = Object.entries(tables).map(
      ([name, columns]) => [name, parseSchema(columns)] as const,
    );
    return printSchema(evaluateIbis(code, { tables: Object.fromEntries(schemas) }).schema);
  } catch (error) {
    if (error instanceof PythonError || error instanceof IbertError) return undefined;
    throw error;
  }
}
