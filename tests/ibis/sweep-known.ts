/** Where we differ from real Ibis in the sweep, and why. An entry that no longer differs fails. */
export const KNOWN: readonly (readonly [code: RegExp, reason: string])[] = [
  [
    /\.between\(True, t\.a > 2\)/,
    'Ibis writes BETWEEN TRUE AND a > 2 without parentheses, which DuckDB reads otherwise',
  ],
  [
    /^t\.order_by\((5|1, 2, 3, 4, 5)\)$/,
    'Ibis writes ORDER BY 5, which DuckDB reads as the fifth column',
  ],
  [
    /^ibis\.timestamp\('2024-01-02', timezone='UTC'\)$/,
    'the name of a zoned literal shows a dateutil object',
  ],
  [
    /\.(topk\(k=5\.5|head\('2'|limit\('5'|limit\(1\.5)\)$/,
    'Ibis counts in a subquery over all rows, which runs on tables of one row only',
  ],
  [/\.alias\(''\)$/, 'a name of no letters is never written here, DuckDB refuses it'],
  [
    /^(import ibis\.selectors as s\n)?t\.order_by\((_\.a\.sum\(\)|s\.across\(.*_\.(min|max|sum|count|mean)\(\).*)\)$/,
    'Ibis writes an aggregate into ORDER BY, where DuckDB refuses it; here it is a window',
  ],
  [/^ibis\.array\(\[None\]\)$/, 'Ibis casts to a type that DuckDB cannot read'],
  [/^'.*' % t\.\w+$/, 'Python takes a column for a mapping of the format and drops it'],
  [/^hash\(/, 'hash() differs from run to run'],
  [/^import ibis\.selectors as s\nt\.drop\(s\.all/, 'a table without columns is no SQL'],
  [/^ibis\.literal\(\{1, 2\}\)$/, 'the order of a set is an accident'],
  [/\ndef list_sum\(/, 'types in quotes are taken; Ibis reads them as Python'],
  [/asof_join\(.*tolerance=/, 'refused: Ibis itself keeps exact matches only'],
];
