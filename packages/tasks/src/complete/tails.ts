import { otherTables } from './other-tables.js';
import { Probe, type Kind } from './probe.js';
import { columnsOf, reference, type Scene } from './scene.js';

/**
 * Lines that make a program of statements that give no expression yet: they use what the last
 * statement assigns or defines.
 *
 * @param text the program so far, whose brackets are closed.
 */
export function tailsFor(scene: Scene, text: string): readonly string[] {
  const { given, definition } = scene;
  if (definition !== undefined) {
    return calls(scene, definition.name, definition.parameters.length).map(
      (call) => `\n\n\n${call}`,
    );
  }
  const statement = text.slice(scene.before.length);
  const target = /^([A-Za-z_]\w*)[ \t]*=(?!=)/.exec(statement)?.[1];
  const known = otherTables(scene)
    .map((fill) => fill.text)
    .filter((name) => name !== target);
  const tables =
    known.length === 0 && given === undefined && target !== undefined ? [MADE_UP] : known;
  const defined = /^def[ \t]+(\w+)\(([^()]*)\)/.exec(statement);
  if (defined !== null) {
    const parameters = (defined[2] ?? '').split(',').length;
    return calls(scene, defined[1] ?? '', parameters).map((call) => `\n\n\n${call}`);
  }
  // An expression that gives no table must itself become one.
  if (target === undefined) {
    return /^(?:import|from)\b/.test(statement) ? tables.map((table) => `\n\n${table}`) : [];
  }
  const kind = new Probe({ tables: given, open: [], before: text }).kindOf(target);
  return usesOf(target, kind, tables).map((line) => `\n${line}`);
}

/** Programs of one line that use a variable. */
function usesOf(
  name: string,
  kind: Kind | undefined,
  tables: readonly string[],
): readonly string[] {
  const each = (write: (table: string) => string): readonly string[] => tables.map(write);
  if (kind?.kind === 'table') return [name];
  if (kind?.kind === 'grouped') return [`${name}.agg(n=_.count())`];
  if (kind?.kind === 'other' && kind.name.includes('Window')) {
    return each((table) => `${table}.mutate(n=_.count().over(${name}))`);
  }
  const isTest = kind?.kind === 'value' && kind.type.kind === 'boolean';
  const added = each((table) => `${table}.mutate(${name}=${name})`);
  const filtered = each((table) => `${table}.filter(${name})`);
  const selected = each((table) => `${table}.select(${name})`);
  const limited = each((table) => `${table}.limit(${name})`);
  const own = kind?.kind === 'value' ? [name] : [];
  const spread = kind?.kind === 'other' && kind.name === 'dict';
  if (spread)
    return [
      ...each((table) => `${table}.agg(**${name})`),
      ...each((table) => `${table}.select(**${name})`),
    ];
  return [
    ...(isTest ? filtered : added),
    ...own,
    ...added,
    ...filtered,
    ...selected,
    ...limited,
    ...tables,
  ];
}

/** Calls of a function of the program: with a table and columns, or with a column. */
function calls(scene: Scene, name: string, parameters: number): readonly string[] {
  const known = otherTables(scene).map(({ text }) => text);
  const tables = known.length === 0 && scene.given === undefined ? [MADE_UP] : known;
  const columns = new Map(
    tables.map((table) => {
      const kind = scene.probe.kindOf(table);
      return [table, kind?.kind === 'table' ? columnsOf(scene, kind.schema) : []];
    }),
  );
  const ofTables = tables.flatMap((table) => {
    if (parameters < 2) return [`${name}(${table})`];
    return (columns.get(table) ?? []).slice(0, 4).map((column) => {
      const rest = Array.from({ length: parameters - 1 }, () => JSON.stringify(column.name));
      return `${name}(${[table, ...rest].join(', ')})`;
    });
  });
  const ofColumns = tables.flatMap((table) =>
    (columns.get(table) ?? [])
      .slice(0, 8)
      .map((column) => `${table}.mutate(result=${name}(${reference(table, column.name)}))`),
  );
  return [...ofTables, ...ofColumns];
}

/** Without a schema every free name is a table: one may be made up to use a variable with. */
const MADE_UP = 'table';
