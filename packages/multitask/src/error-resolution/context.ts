import { printType } from '@ibert/ir';

import type { Mistake } from './kind.js';
import type { Source } from './source.js';

/** True sentences that help with a mistake: what the program says it needs to know of its tables. */
export function contextsOf(source: Source, { slots }: Mistake): readonly string[] {
  const used = new Set(source.nodes.flatMap((node) => (node.kind === 'Name' ? [node.name] : [])));
  const tables = Object.entries(source.tables).filter(([table]) => used.has(table));
  const columns = tables.flatMap(([table, schema]) => {
    const names = [...schema.keys()];
    return [
      `The table ${table} has the columns ${listed(names)}.`,
      `Columns of ${table}: ${names.join(', ')}.`,
    ];
  });
  const named = words(`${slots.right} ${slots.wrong}`);
  const types = tables.flatMap(([table, schema]) =>
    [...schema]
      .filter(([column]) => named.has(column))
      .flatMap(([column, type]) => [
        `${table}.${column} is of type ${printType(type)}.`,
        `The column ${column} of ${table} has the type ${printType(type)}.`,
      ]),
  );
  return [...columns, ...types];
}

const words = (text: string): ReadonlySet<string> => new Set(text.match(/\w+/g) ?? []);

function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
