/** A column of a text table. */
export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const GAP = '  ';

/**
 * Rows as a table of texts. In a terminal of `width` columns the last column is cut to fit; without
 * one nothing is cut.
 */
export function tableText(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  width: number | undefined,
): string {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, at) =>
    Math.max(...[titles, ...rows].map((row) => (row[at] ?? '').length)),
  );
  return [titles, ...rows]
    .map((row) => {
      const cells = columns.map(({ align }, at) => {
        const text = row[at] ?? '';
        const size = widths[at] ?? 0;
        return align === 'right' ? text.padStart(size) : text.padEnd(size);
      });
      return `${fit(cells.join(GAP).trimEnd(), width)}\n`;
    })
    .join('');
}

function fit(line: string, width: number | undefined): string {
  return width === undefined || line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
