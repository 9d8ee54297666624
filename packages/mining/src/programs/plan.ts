import type { PythonAst } from '@ibert/ibis';

import type { Tables } from '../finding.js';
import type { Part, Reference } from './layout.js';
import type { Binding } from './python/bindings.js';
import type { Scope } from './python/scope.js';
import type { Fault } from './fault.js';
import type { FindingReason } from '../finding.js';

/** Ends the making of a slice. */
export class SliceFault extends Error {
  readonly fault: Fault;

  constructor(reason: FindingReason, error: string) {
    super(error);
    this.fault = { reason, error };
  }
}

/** A statement of a slice and where it stands. */
export interface Piece {
  readonly parts: readonly Part[];
  readonly rank: number;
  readonly offset: number;
}

/** A table of a slice. */
export interface PlannedTable {
  /** The name it should have. */
  readonly wanted: string;
  /** The columns; undefined where only use can tell. */
  readonly columns: Tables[string] | undefined;
  /** The one variable that stands for it; null when there are several, or it stands in an expression. */
  variable: Reference | null;
}

/** What a slice gathers. */
export interface Plan {
  readonly pieces: Map<object, Piece>;
  readonly tables: Map<string, PlannedTable>;
  /** Bindings that the slice holds. */
  readonly bindings: Set<Binding>;
  /** Names that nothing may get, for they are hidden where it is read. */
  readonly hidden: Set<string>;
}

export const newPlan = (): Plan => ({
  pieces: new Map(),
  tables: new Map(),
  bindings: new Set(),
  hidden: new Set(),
});

/** One case of a parametrised test: parameters by name. */
export type Case = ReadonlyMap<
  string,
  { readonly expression: PythonAst.Expression; readonly scope: Scope }
>;

/** The cases that functions are looked at with. */
export type Cases = ReadonlyMap<PythonAst.FunctionDef, Case>;

/** Names that no variable of a program may have. */
const TAKEN = ['ibis', '_', 's'];

/** The text of a plan and the names of its tables. */
export function written(
  plan: Plan,
  last: readonly Part[],
  wrap: (text: string) => string = (text) => text,
): { readonly code: string; readonly names: ReadonlyMap<string, string> } {
  const pieces = [...plan.pieces.values()].toSorted(
    (a, b) => a.rank - b.rank || a.offset - b.offset,
  );
  const taken = new Set([...TAKEN, ...plan.hidden]);
  const tables = new Map<string, string>();
  const variables = new Map<object, Map<string, string>>();
  for (const [key, { wanted, variable }] of plan.tables) {
    const name = free(wanted, taken);
    tables.set(key, name);
    // The variable is the table until it is given another value.
    if (variable !== null && 'space' in variable)
      spaceOf(variables, variable.space).set(variable.name, name);
  }
  const nameOf = (reference: Reference): string => {
    if ('table' in reference) return tables.get(reference.table) ?? reference.table;
    const space = spaceOf(variables, reference.space);
    const known = space.get(reference.name);
    if (known !== undefined) return known;
    const name = free(reference.name, taken);
    space.set(reference.name, name);
    return name;
  };
  const text = (parts: readonly Part[]): string =>
    parts.map((part) => (typeof part === 'string' ? part : nameOf(part))).join('');
  const code = [...pieces.map(({ parts }) => text(parts)), wrap(text(last))].join('\n');
  return { code: code.includes('"""') ? code : withoutBlankLines(code), names: tables };
}

const withoutBlankLines = (code: string): string => code.replaceAll(/\n[ \t]*(?=\n)/g, '');

function spaceOf(all: Map<object, Map<string, string>>, space: object): Map<string, string> {
  const known = all.get(space);
  if (known !== undefined) return known;
  const made = new Map<string, string>();
  all.set(space, made);
  return made;
}

/** The name, with a number behind it where it is taken. */
function free(wanted: string, taken: Set<string>): string {
  const base = TAKEN.includes(wanted) ? 't' : wanted;
  let name = base;
  for (let i = 2; taken.has(name); i += 1) name = `${base}_${i}`;
  taken.add(name);
  return name;
}
