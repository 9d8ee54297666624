import type { DataType, LiteralValue, Schema } from '@ibert/ir';
import type { LiteralSource } from '@ibert/ir/compose';
import { type Cell, makeFixtures } from '@ibert/validation';

const DAY_MS = 86_400_000;

/** The values that the tables' typical fixture has, so that conditions hit some of its rows. */
export function fixtureLiterals(
  tables: Readonly<Record<string, Schema>>,
  seed: number,
): LiteralSource {
  const { typical } = makeFixtures(tables, seed);
  return (table, column, type) => {
    const index = [...(tables[table]?.keys() ?? [])].indexOf(column);
    const cells = (typical.get(table) ?? []).map((row) => row[index] ?? null);
    const values = cells.flatMap((cell) => literalOf(cell, type) ?? []);
    return [...new Set(values)];
  };
}

/** A cell as a literal's value; undefined for NULL and for nested values. */
function literalOf(cell: Cell, type: DataType): LiteralValue | undefined {
  if (cell === null) return undefined;
  if (typeof cell === 'bigint') {
    switch (type.kind) {
      case 'date':
        return new Date(Number(cell) * DAY_MS).toISOString().slice(0, 10);
      case 'timestamp':
        return new Date(Number(cell / 1000n)).toISOString().slice(0, 19).replace('T', ' ');
      case 'time':
        return new Date(Number(cell / 1000n)).toISOString().slice(11, 19);
      case 'decimal':
        return scaled(cell, type.scale ?? 0);
      default:
        return cell;
    }
  }
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? cell
    : undefined;
}

function scaled(digits: bigint, scale: number): string {
  const text = String(digits).padStart(scale + 1, '0');
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
