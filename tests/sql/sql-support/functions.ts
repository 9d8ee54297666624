import {
  type FunctionSupport,
  SQL_DIALECTS,
  type SqlDialect,
  sqlFunctionRows,
} from '@ibert/sql/bind';

type Rows = ReadonlyMap<string, FunctionSupport>;

const ROLES = { scalar: 'of one row', aggregate: 'aggregates', window: 'of windows' } as const;

const HEAD = `
## Functions

With a name stands what is translated of it, whatever the shapes of arguments that the dialect
allows; a call of another shape is refused with the shapes that are taken. Names in one dialect may
mean other things than in another: each is bound as its own dialect has it.
`;

/** The functions of all dialects: those that all translate, what each adds, what is refused and why. */
export function functionsText(): string {
  const all = new Map<SqlDialect, Rows>(
    SQL_DIALECTS.map((dialect) => [
      dialect,
      new Map(sqlFunctionRows(dialect).map((row) => [row.name, row])),
    ]),
  );
  const everywhere = [...(all.get('duckdb') ?? [])].flatMap(([name, row]) =>
    [...all.values()].every((rows) => isTranslated(rows.get(name))) ? [row] : [],
  );
  const shared = new Set(everywhere.map(({ name }) => name));
  const counts = [...all].map(([dialect, rows]) => {
    const own = [...rows.values()];
    const translated = own.filter(isTranslated).length;
    return `| ${dialect} | ${translated} | ${own.length - translated} |\n`;
  });
  const parts = [...all].map(([dialect, rows]) => {
    const own = [...rows.values()].filter((row) => isTranslated(row) && !shared.has(row.name));
    return `\n### Also in ${dialect}\n\n${byRole(own)}`;
  });
  return [
    HEAD,
    `\n| Dialect | Translated | Refused |\n| --- | --: | --: |\n${counts.join('')}`,
    `\n### In every dialect\n\n${byRole(everywhere)}`,
    ...parts,
    `\n### Refused\n\n${refusals(all)}`,
  ].join('');
}

const isTranslated = (row: FunctionSupport | undefined): boolean =>
  row !== undefined && row.shapes.length > 0;

function byRole(rows: readonly FunctionSupport[]): string {
  return Object.entries(ROLES)
    .flatMap(([role, title]) => {
      const names = rows.filter((row) => row.role === role).map(({ name }) => `\`${name}\``);
      return names.length === 0 ? [] : [`- ${title}: ${names.join(', ')}\n`];
    })
    .join('');
}

/** Names by the reason and by the dialects that refuse them for it. */
function refusals(all: ReadonlyMap<SqlDialect, Rows>): string {
  const reasons = new Map<string, Map<string, SqlDialect[]>>();
  for (const [dialect, rows] of all) {
    for (const { name, reason, shapes } of rows.values()) {
      if (reason === null) continue;
      const key = shapes.length > 0 ? `${reason} (some calls only)` : reason;
      const names = reasons.get(key) ?? new Map<string, SqlDialect[]>();
      reasons.set(key, names);
      names.set(name, [...(names.get(name) ?? []), dialect]);
    }
  }
  return [...reasons]
    .flatMap(([reason, names]) => {
      const byDialects = new Map<string, string[]>();
      for (const [name, dialects] of names) {
        const where =
          dialects.length === SQL_DIALECTS.length ? 'all dialects' : dialects.join(', ');
        byDialects.set(where, [...(byDialects.get(where) ?? []), `\`${name}\``]);
      }
      return [...byDialects].map(
        ([where, list]) => `- ${reason}: ${list.toSorted().join(', ')} (${where})\n`,
      );
    })
    .toSorted()
    .join('');
}
