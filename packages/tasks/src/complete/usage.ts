/** A value and its part of the uses of its key, from 0 to 1. */
export interface Share {
  readonly value: string;
  readonly share: number;
}

/** What was counted of a key. */
interface Row {
  readonly shares: readonly Share[];
  readonly total: number;
}

const NOTHING: Row = { shares: [], total: 0 };

/** Counts of values by key. A row is read when it is first asked for. */
export class CountTable {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #rows = new Map<string, Row>();

  /** @param texts by key lines of a value, a tab and its count, most frequent first. */
  constructor(texts: Readonly<Record<string, string>>) {
    this.#texts = texts;
  }

  row(key: string): Row {
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const text = Object.hasOwn(this.#texts, key) ? this.#texts[key] : undefined;
    if (text === undefined) return NOTHING;
    const row = readRow(text);
    this.#rows.set(key, row);
    return row;
  }
}

function readRow(text: string): Row {
  const counts = text.split('\n').map((line) => {
    const [value = '', count] = line.split('\t');
    return { value, count: Number(count) };
  });
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return { shares: counts.map(({ value, count }) => ({ value, share: count / total })), total };
}

/** How a key is used, most frequent first; nothing for a key that was never seen. */
export const sharesOf = (table: CountTable, key: string): readonly Share[] => table.row(key).shares;

/** How often a key was seen. */
export const totalOf = (table: CountTable, key: string): number => table.row(key).total;
