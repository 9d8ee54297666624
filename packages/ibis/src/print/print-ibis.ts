import { InternalError } from '@ibert/core';
import { isValue } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import { Needs, Printer } from './printer.js';
import type { Decisions, PrintStyle } from './printer.js';
import { RelationMap } from './relation-map.js';
import { relationChain } from './relations.js';
import { tableNames } from './table-names.js';
import { ValuePrinter } from './values.js';

export type PrintOptions = Partial<PrintStyle>;

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
  const style: PrintStyle = { style: options.style ?? 'deferred', width: options.width ?? 88 };
  const decisions: Decisions = { named: new RelationMap(), plain: new RelationMap() };
  const tables = tableNames(node);
  for (let i = 0; i < MAX_ATTEMPTS; i += 1) {
    try {
      const printer = new Printer(style, decisions, tables, relationChain);
      if (!isValue(node)) return printer.program(printer.chain(node));
      const p = new ValuePrinter(printer, { self: undefined, context: 'plain', underscore: false });
      return printer.program(p.code(node).text);
    } catch (error) {
      if (!(error instanceof Needs)) throw error;
      if (error.what !== 'plain') decisions.named.set(error.relation, true);
      if (error.what !== 'variable') decisions.plain.set(error.relation, true);
    }
  }
  throw new InternalError('the program could not be laid out');
}
