/** How many letters must be changed, added, left out or swapped with the next to come from a to b. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (rows[i - 2]?.[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min((rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}

/** Whether a name is so much like another that it may be meant: a typo, another case, an underscore. */
export function isNear(name: string, meant: string): boolean {
  if (name === meant) return false;
  if (plain(name) === plain(meant)) return true;
  return (
    editDistance(name, meant) <= Math.min(2, Math.floor(Math.min(name.length, meant.length) / 3))
  );
}

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
