import { columnsOf, reference, type Column, type Scene } from './scene.js';
import type { Fill, Wanted } from './fill.js';

/** Tables and variables that are tables: those not used yet first, the latest variables first. */
export function otherTables(scene: Scene): readonly Fill[] {
  const variables = scene.variables.filter((name) => scene.probe.kindOf(name)?.kind === 'table');
  const statement = scene.prefix.text.slice(scene.before.length);
  const names = [...variables.toReversed(), ...scene.tableNames];
  const rankOf = (name: string): number => {
    if (new RegExp(`\\b${name}\\b`).test(statement)) return 3;
    const unused = (scene.words.get(name) ?? 0) <= (variables.includes(name) ? 1 : 0);
    return unused ? 0 : variables.includes(name) ? 1 : 2;
  };
  const distinct = [...new Set(names)].map((name) => ({ name, rank: rankOf(name) }));
  return distinct
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ name }, i) => ({ text: name, score: 0.8 / (i + 1), why: `the table ${name}` }));
}

/** Tables with the columns selected that a set operation with others needs. */
export const matchingTables = (scene: Scene, columns: readonly Column[]): readonly Fill[] =>
  otherTables(scene).flatMap(({ text, score, why }): Fill[] => {
    const kind = scene.probe.kindOf(text);
    const selection =
      kind?.kind === 'table' ? matching(columns, columnsOf(scene, kind.schema)) : undefined;
    if (selection === undefined) return [];
    return [
      { text: `${text}.select(${selection})`, score: score * 0.9, why: `${why} in equal columns` },
    ];
  });

/** The arguments of a selection that gives columns of these names and types; undefined: there is none. */
export function matching(
  columns: readonly Column[],
  others: readonly Column[],
): string | undefined {
  const taken = new Set<string>();
  const parts = columns.map((column) => {
    const fits = others.filter(
      (other) => other.type.kind === column.type.kind && !taken.has(other.name),
    );
    const found = fits.find(({ name }) => name === column.name) ?? fits[0];
    if (found === undefined) return undefined;
    taken.add(found.name);
    return `${column.name}=${reference('_', found.name)}`;
  });
  return parts.includes(undefined) || parts.length === 0 ? undefined : parts.join(', ');
}

const KEYS = new Set<Column['class']>(['key', 'id']);

/** Columns that both sides of a join have: keys first; else pairs of one type. */
export function joinKeys(scene: Scene, { columns, right, row }: Wanted): readonly Fill[] {
  const others = right ?? otherColumns(scene);
  const common = columns.filter(({ name }) => others.some((other) => other.name === name));
  const ordered = [...common.filter(isKey), ...common.filter((column) => !isKey(column))];
  const named = ordered.map(({ name }, i) => ({
    text: JSON.stringify(name),
    score: (isKey(ordered[i]) ? 1 : 0.5) / (i + 1),
    why: `both tables have the column ${name}`,
  }));
  const pairs = columns.flatMap((left) =>
    others
      .filter((other) => other.type.kind === left.type.kind && other.name !== left.name)
      .map((other): Fill => ({
        text: `[(${JSON.stringify(left.name)}, ${JSON.stringify(other.name)})]`,
        score: isKey(left) && isKey(other) ? 0.1 : 0.01,
        why: `${reference(row, left.name)} and ${other.name} have one type`,
      })),
  );
  return [...named, ...pairs.toSorted((a, b) => b.score - a.score).slice(0, 3)];
}

const isKey = (column: Column | undefined): boolean =>
  column !== undefined && KEYS.has(column.class);

/** The columns of the table that stands for the right side where none is written. */
function otherColumns(scene: Scene): readonly Column[] {
  const [first] = otherTables(scene);
  const kind = first === undefined ? undefined : scene.probe.kindOf(first.text);
  return kind?.kind === 'table' ? columnsOf(scene, kind.schema) : [];
}
