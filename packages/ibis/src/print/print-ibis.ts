import { InternalError } from '@ibert/core';
import { isValue, parentsOf, printType, withNullable } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { Needs, Printer } from './printer.js';
import type { Decisions, PrintStyle } from './printer.js';
import { RelationMap } from './relation-map.js';
import { relationChain } from './relations.js';
import { notesOf, withImports } from './heading.js';
import type { Notes, SourceComment } from './heading.js';
import { plainName } from './idiom/names.js';
import { toIdiom } from './idiom/idiom.js';
import type { NameHint } from './idiom/idiom.js';
import { tableNames } from './table-names.js';
import { ValuePrinter } from './values.js';

/** How a program is to be written; what is not given is as programs are usually written. */
export interface PrintOptions extends Partial<Omit<PrintStyle, 'idiomatic'>> {
  /**
   * Names that the text gives to relations. Where they are given, be it an empty list, the program
   * is written for readers: an equal relation in fewer steps, with variables of these names.
   */
  readonly hints?: readonly NameHint[] | undefined;
  /** Comments of the text; only with `hints`. */
  readonly comments?: readonly SourceComment[] | undefined;
  /** Whether the imports that the program needs come first. */
  readonly imports?: boolean;
}

/** How often a program is begun anew before the printer is taken to be at fault. */
const MAX_ATTEMPTS = 1000;

/**
 * A relation or value as an Ibis program: assignments where a table expression is used more than
 * once or must be spoken of, then the expression. Tables are taken to be bound to their names;
 * evaluated with the same tables, the program gives an equal relation.
 *
 * @throws IbertError `UNPRINTABLE` for what Ibis's methods cannot say.
 */
export function printIbis(node: Relation | Value, options: PrintOptions = {}): string {
  const program = programOf(node, options);
  return options.imports === true ? withImports(program) : program;
}

function programOf(node: Relation | Value, options: PrintOptions): string {
  const { hints } = options;
  const style: PrintStyle = {
    style: options.style ?? 'deferred',
    width: options.width ?? 88,
    idiomatic: hints !== undefined,
  };
  if (hints === undefined || isValue(node)) return print(node, style, {});
  const idiom = toIdiom(node, hints);
  if (!sameColumns(idiom.relation, node))
    throw new InternalError('a rewrite has changed the columns of the query');
  return print(idiom.relation, style, {
    stems: stemsOf(idiom.hints),
    variables: idiom.variables,
    notes: notesOf(options.comments ?? [], idiom.hints),
  });
}

/** Whether two relations have the same columns, but for whether they may be NULL. */
function sameColumns(a: Relation, b: Relation): boolean {
  const [x, y] = [a, b].map(({ schema }) =>
    [...schema].map(([name, type]) => `${name} ${printType(withNullable(type, true))}`),
  );
  return x?.join() === y?.join();
}

/** Names for variables: of CTEs before those of tables in FROM. */
function stemsOf(hints: readonly NameHint[]): RelationMap<string> {
  const stems = new RelationMap<string>();
  for (const kind of ['cte', 'alias'] as const) {
    for (const hint of hints) {
      if (hint.kind !== kind || stems.get(hint.relation) !== undefined) continue;
      stems.set(hint.relation, plainName(hint.name));
    }
  }
  return stems;
}

/** Lines that a reader sees at once. */
const SCREEN = 45;

/** The rows that a query's innermost aggregate is of: where a long chain is best cut in two. */
function grouped(relation: Relation): Relation | undefined {
  let found: Relation | undefined;
  for (let at: Relation | undefined = relation; at !== undefined;) {
    const [parent, ...others]: readonly Relation[] = parentsOf(at);
    if (at.kind === 'Aggregate') found = parent;
    at = others.length > 0 ? undefined : parent;
  }
  return found?.kind === 'UnboundTable' ? undefined : found;
}

/** What the text that a program was made of says for readers. */
interface Reading {
  readonly stems?: RelationMap<string>;
  readonly variables?: readonly Relation[];
  readonly notes?: Notes;
}

function print(
  node: Relation | Value,
  style: PrintStyle,
  { stems = new RelationMap(), variables = [], notes }: Reading,
): string {
  const decisions: Decisions = { named: new RelationMap(), plain: new RelationMap() };
  for (const relation of variables) decisions.named.set(relation, true);
  const tables = tableNames(node);
  for (let i = 0; i < MAX_ATTEMPTS; i += 1) {
    try {
      const printer = new Printer(style, decisions, tables, relationChain, stems);
      if (!isValue(node)) {
        const program = printer.program(printer.chain(node), notes);
        const part = style.idiomatic && program.lines > SCREEN ? grouped(node) : undefined;
        if (part === undefined || decisions.named.get(part) === true) return program.text;
        decisions.named.set(part, true);
        continue;
      }
      const p = new ValuePrinter(printer, { self: undefined, context: 'plain', underscore: false });
      return printer.program(p.code(node).text).text;
    } catch (error) {
      if (!(error instanceof Needs)) throw error;
      if (error.what !== 'plain') decisions.named.set(error.relation, true);
      if (error.what !== 'variable') decisions.plain.set(error.relation, true);
    }
  }
  throw new InternalError('the program could not be laid out');
}
