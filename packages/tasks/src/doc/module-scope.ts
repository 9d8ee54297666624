import { parseProgram, PythonError, walk } from '@ibert/ibis';
import type { AstNode } from '@ibert/ibis';
import { endOf, leading } from '@ibert/multitask/documentation';
import type { Line } from '@ibert/multitask/documentation';

/** A statement of a module with the names that it binds and those that it reads. */
export interface ModuleStatement {
  readonly start: number;
  readonly source: string;
  readonly binds: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
}

/**
 * The statements of a module. Those that cannot be evaluated (classes, `with`) are left out: what
 * needs them fails with the name that is then missing.
 */
export const moduleStatements = (
  text: string,
  lines: readonly Line[],
): readonly ModuleStatement[] =>
  lines.filter((line) => leading(line) !== '@').flatMap((line) => statementOf(text, line));

/**
 * The statements that a function needs, directly or through others: imports, constants, helpers.
 *
 * @param own where the function itself starts.
 * @param names what the function reads.
 */
export function neededStatements(
  all: readonly ModuleStatement[],
  own: number,
  names: ReadonlySet<string>,
): readonly string[] {
  const statements = all.filter(({ start }) => start !== own);
  const wanted = new Set(names);
  const taken = new Set<ModuleStatement>();
  for (let before = -1; before < taken.size;) {
    before = taken.size;
    for (const statement of statements) {
      if (taken.has(statement) || ![...statement.binds].some((name) => wanted.has(name))) continue;
      taken.add(statement);
      for (const name of statement.reads) wanted.add(name);
    }
  }
  return statements.filter((statement) => taken.has(statement)).map(({ source }) => source);
}

function statementOf(text: string, line: Line): readonly ModuleStatement[] {
  const source = text.slice(line.start, endOf(line)).replaceAll('\r\n', '\n');
  // It must stand first in a file, and changes annotations only, which nothing evaluates.
  if (/^from\s+__future__\b/.test(source)) return [];
  try {
    return [{ start: line.start, source, ...namesOf(parseProgram(source).body) }];
  } catch (error) {
    if (error instanceof PythonError) return [];
    throw error;
  }
}

/** The names that statements bind and read; those within functions count too. */
export function namesOf(body: readonly AstNode[]): Pick<ModuleStatement, 'binds' | 'reads'> {
  const binds = new Set<string>();
  const reads = new Set<string>();
  const bind = (target: AstNode): void =>
    walk(target, (node) => {
      if (node.kind === 'Name') binds.add(node.name);
    });
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.kind === 'Name') reads.add(node.name);
      else if (node.kind === 'FunctionDef') binds.add(node.name.name);
      else if (node.kind === 'Assign') for (const target of node.targets) bind(target);
      else if (node.kind === 'AnnAssign' || node.kind === 'AugAssign') bind(node.target);
      else if (node.kind === 'For' || node.kind === 'NamedExpr') bind(node.target);
      else if (node.kind === 'Import' || node.kind === 'ImportFrom') {
        for (const { name, alias } of node.names) {
          binds.add(alias?.name ?? name.name.split('.')[0] ?? '');
        }
      }
    });
  }
  return { binds, reads };
}

/** How to import the names that the evaluator knows without an import; `ibis` comes with every example. */
const IMPORTS: readonly (readonly [name: string, statement: string])[] = [
  ['_', 'from ibis import _'],
  ['s', 'import ibis.selectors as s'],
];

/** Imports of the names that a program reads and nothing in it binds. */
export function missingImports(body: readonly AstNode[]): readonly string[] {
  const { binds, reads } = namesOf(body);
  const parameters = new Set<string>();
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.kind !== 'FunctionDef' && node.kind !== 'Lambda') return;
      for (const { name } of node.params.list) parameters.add(name.name);
    });
  }
  return IMPORTS.filter(
    ([name]) => reads.has(name) && !binds.has(name) && !parameters.has(name),
  ).map(([, statement]) => statement);
}
