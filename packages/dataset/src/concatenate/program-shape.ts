import { IbertError } from '@ibert/core';
import { sha256Hex } from '@ibert/core/files';
import type { RecordContext } from '@ibert/core/records';
import { evaluateIbis, parseProgram } from '@ibert/ibis';
import type { Relation } from '@ibert/ir';
import { schemasOf } from '../schemas.js';
import { isBareFilter } from '../statistics/bare-filter.js';
import { treeText } from './tree-text.js';

/** What a program's tree is like; `tree` and `skeleton` are hashes, of all of it and without names and literals. */
export interface ProgramShape {
  readonly tree: string;
  readonly skeleton: string;
  /** Whether it only filters one table, with one or two comparisons. */
  readonly bareFilter: boolean;
}

/** Programs whose shapes are kept: those derived from one program mostly stand close together. */
const MOST_KEPT = 20_000;

/** Finds the shapes of programs; the same program is evaluated once while it is remembered. */
export class ProgramShapes {
  readonly #kept = new Map<string, ProgramShape | undefined>();

  /** The shape of a program; none when it builds no query. */
  shapeOf(code: string, tables: RecordContext['tables']): ProgramShape | undefined {
    const key = `${JSON.stringify(tables)}\n${code}`;
    if (this.#kept.has(key)) return this.#kept.get(key);
    const relation = relationOf(code, tables);
    const shape = relation && {
      tree: hashOf(treeText(relation, 'exact')),
      skeleton: hashOf(treeText(relation, 'skeleton')),
      bareFilter: isBareFilter(relation),
    };
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(key, shape);
    return shape;
  }
}

/** A short hash of a text: 96 bits, which no two of a billion texts are likely to share. */
export const hashOf = (text: string): string => sha256Hex(text).slice(0, 24);

/** The query that a program builds; for a function definition, that of calling it with the tables. */
export function relationOf(code: string, tables: RecordContext['tables']): Relation | undefined {
  try {
    const schemas = schemasOf(tables);
    const call = callOf(code, Object.keys(tables));
    const text = call === undefined ? code : `${code}\n${call}`;
    return evaluateIbis(text, { tables: schemas }).relation;
  } catch (error) {
    // A program that builds no query has no tree; what else is wrong with it is for validation to say.
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

/** A call, with the tables, of the function that a text ends with. */
function callOf(code: string, tables: readonly string[]): string | undefined {
  if (!/^\s*(?:def|@)/m.test(code)) return undefined;
  const last = parseProgram(code).body.at(-1);
  if (last?.kind !== 'FunctionDef') return undefined;
  const needed = last.params.list.filter(
    (param) =>
      param.default === undefined && (param.kind === 'plain' || param.kind === 'positional-only'),
  );
  const named = needed.every(({ name }) => tables.includes(name.name));
  const args = named ? needed.map(({ name }) => name.name) : tables.slice(0, needed.length);
  return `${last.name.name}(${args.join(', ')})`;
}
