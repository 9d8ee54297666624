import { make } from '@ibert/ir';
import type { InMemoryTable, LiteralValue, Value } from '@ibert/ir';

import type { Emitter } from '../expressions/emitter.js';
import { group, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';

/** Types whose literals have the type already, without a cast. */
const PLAIN: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'date',
  'time',
  'timestamp',
  'int32',
  'decimal',
  'uuid',
]);

/** Rows written in the program, as an item of FROM. */
export function valuesTable(e: Emitter, table: InMemoryTable, alias: string): Doc {
  const names = [...table.schema.keys()].map((name) => e.identifier(name));
  if (table.rows.length === 0 || !e.dialect.features.values) return selects(e, table, alias, names);
  const rows = table.rows.map((row, i) => run('(', ...commas(cells(e, table, row, i === 0)), ')'));
  return group('block', [group('hang', rows, { open: 'VALUES ', between: ', ', tail: ',' })], {
    open: '(',
    close: `) AS ${alias}(${names.join(', ')})`,
    between: '',
  });
}

const commas = (docs: readonly Doc[]): Doc[] =>
  docs.flatMap((doc, i) => (i === 0 ? [doc] : [', ', doc]));

function cells(
  e: Emitter,
  table: InMemoryTable,
  row: readonly LiteralValue[],
  typed: boolean,
): Doc[] {
  return [...table.schema.values()].map((type, i) => {
    const value = row[i] ?? null;
    const literal: Value = make('Literal', {
      value,
      type: value === null && !typed ? { kind: 'null', nullable: true } : type,
    });
    // The first row gives the columns their types.
    return typed && value !== null && !PLAIN.has(type.kind)
      ? e.cast(literal, type).doc
      : e.doc(literal);
  });
}

/** One SELECT per row, for dialects without VALUES in FROM and for tables without rows. */
function selects(e: Emitter, table: InMemoryTable, alias: string, names: readonly string[]): Doc {
  const nulls = names.map(() => null);
  const rows = table.rows.length === 0 ? [nulls] : table.rows;
  const items = rows.map((row, i) => {
    const docs = cells(e, table, row, i === 0).map((doc, c) =>
      i === 0 ? run(doc, ` AS ${names[c] ?? ''}`) : doc,
    );
    const none = table.rows.length === 0 ? ' WHERE 1 = 0' : '';
    return run('SELECT ', ...commas(docs), none);
  });
  const body = group('chain', items, { between: ' UNION ALL ', lead: 'UNION ALL ' });
  const as = (e.dialect.features.tableAs ?? true) ? ' AS ' : ' ';
  return group('block', [body], { open: '(', close: `)${as}${alias}`, between: '' });
}
