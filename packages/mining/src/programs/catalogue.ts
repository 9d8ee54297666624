import type { Tables } from '../finding.js';
import type { SourceFile, SkippedFile } from '../sources/source-tree.js';
import { suiteTables } from './example-schemas.js';
import { fixturesOf } from './fixtures.js';
import type { Fixture } from './fixtures.js';
import { moduleScope } from './python/scope.js';
import { readModule } from './python/module.js';
import { schemasIn } from './schema-texts.js';
import { definedIn } from './sql/table-definitions.js';

type Columns = Tables[string];

/** What a repository tells about tables wherever they are used. */
export interface Catalogue {
  /**
   * The columns of a table; where several files define one of this name, those of the file nearest to `path`.
   */
  readonly table: (name: string, path: string) => Columns | undefined;
  readonly hasTable: (name: string) => boolean;
  /** A fixture that tests in a file see from the folders above. */
  readonly fixture: (name: string, path: string) => Fixture | undefined;
}

/** A definition of a table and its place. */
interface Defined {
  readonly path: string;
  readonly columns: Columns;
  /** Definitions in Ibis's own types say more than those of a database. */
  readonly isSql: boolean;
}

/** Reads the definitions of tables, and the fixtures of tests, of all files. */
export async function buildCatalogue(
  files: AsyncIterable<SourceFile | SkippedFile> | Iterable<SourceFile | SkippedFile>,
): Promise<Catalogue> {
  const defined = new Map<string, Defined[]>();
  const fixtures = new Map<string, ReadonlyMap<string, Fixture>>();
  for await (const file of files) {
    if (!('text' in file)) continue;
    const isSql = file.path.endsWith('.sql');
    for (const [name, columns] of isSql ? definedIn(file) : pythonTables(file)) {
      const known = defined.get(name) ?? [];
      known.push({ path: file.path, columns, isSql });
      defined.set(name, known);
    }
    if (/(?:^|\/)conftest\.py$/.test(file.path)) {
      fixtures.set(folderOf(file.path), fixturesOf(moduleScope(readModule(file))));
    }
  }
  return {
    hasTable: (name) => defined.has(name),
    table(name, path) {
      const suite = suiteTables(path);
      if (Object.hasOwn(suite, name)) return suite[name];
      const all = defined.get(name) ?? [];
      const some = all.some(({ isSql }) => !isSql) ? all.filter(({ isSql }) => !isSql) : all;
      return nearest(some, path)?.columns;
    },
    fixture(name, path) {
      for (let folder = folderOf(path); ; folder = folderOf(folder)) {
        const found = fixtures.get(folder)?.get(name);
        if (found !== undefined || folder === '') return found;
      }
    },
  };
}

function pythonTables(file: SourceFile): Iterable<readonly [string, Columns]> {
  return file.path.endsWith('.py') && /schema|TABLE|table/.test(file.text) ? schemasIn(file) : [];
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** The definition whose path has most folders in common; of equals the one with most columns. */
function nearest(all: readonly Defined[], path: string): Defined | undefined {
  const folders = path.split('/');
  const shared = (other: string): number => {
    const parts = other.split('/');
    const differs = parts.findIndex((part, i) => part !== folders[i]);
    return differs < 0 ? parts.length : differs;
  };
  const size = ({ columns }: Defined): number => Object.keys(columns).length;
  return all.toSorted((a, b) => shared(b.path) - shared(a.path) || size(b) - size(a))[0];
}
