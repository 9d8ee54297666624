import { refuse } from '../finding.js';
import type { Finding } from '../finding.js';
import type { SourceFile } from '../sources/source-tree.js';
import type { Catalogue } from './catalogue.js';
import { dialectOf } from './sql/dialect-of.js';
import { mineQueries } from './sql/mine-query.js';

/**
 * Reads files of SQL one after the other. Tests of compilers keep one query in many dialects: of
 * texts that differ only in quotes, case and spaces the first is taken.
 */
export function newSqlFileMiner(catalogue: Catalogue): (file: SourceFile) => readonly Finding[] {
  const seen = new Map<string, string>();
  return ({ path, text }) => {
    const lines = text.split('\n').length;
    const place = { path, line: 1, endLine: lines };
    const dialect = dialectOf(path);
    if (!/\bselect\b|\bfrom\b/i.test(text)) return [];
    const key = normalised(text);
    const before = seen.get(key);
    if (before !== undefined) {
      return [refuse({ pattern: 'sql_file', place }, 'REPEATED', `${before} holds it too`, text)];
    }
    seen.set(key, path);
    if (dialect === undefined) {
      const error = 'SQL of this dialect is not read';
      return [refuse({ pattern: 'sql_file', place }, 'SQL_REFUSED', error, text)];
    }
    return mineQueries({ sql: text.trim(), dialect, pattern: 'sql_file', place }, catalogue);
  };
}

const normalised = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/["`[\]]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
