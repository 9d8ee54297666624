import type { CodeBlock, Document } from '../documents/document.js';
import type { Finding } from '../finding.js';
import type { Catalogue } from './catalogue.js';
import { distinct } from './distinct.js';
import { mineSession } from './mine-session.js';
import type { BlockFindings } from './mine-session.js';
import { mineQueries } from './sql/mine-query.js';

/** The programs and queries of a document, in its order. */
export const mineDocument = (document: Document, catalogue: Catalogue): readonly Finding[] =>
  distinct([...findingsByBlock(document, catalogue).values()].flat());

/** What each code block of a document gives. */
export function findingsByBlock(document: Document, catalogue: Catalogue): BlockFindings {
  const { path } = document;
  const blocks = document.blocks.filter((block) => block.kind === 'code');
  const python = mineSession(path, blocks, 'cell', catalogue);
  return new Map(
    blocks.map((block) => [
      block,
      block.language === 'sql' ? sqlBlock(path, block, catalogue) : (python.get(block) ?? []),
    ]),
  );
}

function sqlBlock(path: string, block: CodeBlock, catalogue: Catalogue): readonly Finding[] {
  const place = { path, line: block.line, endLine: block.endLine };
  return mineQueries({ sql: block.code, dialect: 'duckdb', pattern: 'sql_cell', place }, catalogue);
}
