import { PythonError, walk } from '@ibert/ibis';
import type { AstNode } from '@ibert/ibis';
import { parseSql } from '@ibert/sql/bind';

import { refuse } from '../../finding.js';
import type { Finding } from '../../finding.js';
import type { Catalogue } from '../catalogue.js';
import { placeOf } from '../mine-statements.js';
import type { Item } from '../python/outline.js';
import type { PythonModule } from '../python/module.js';
import type { Scope } from '../python/scope.js';
import { dialectNamed, dialectOf } from './dialect-of.js';
import { mineQueries } from './mine-query.js';

/** Methods whose first argument is SQL. */
const SQL_METHODS: ReadonlySet<string> = new Set(['sql', 'raw_sql', 'read_sql', 'execute_sql']);

/** Queries in the strings of Python code. */
export function sqlTextsIn({ items, module }: Scope, catalogue: Catalogue): readonly Finding[] {
  if (!/select|from/i.test(module.text)) return [];
  const findings: Finding[] = [];
  const dialect = dialectOf(module.path);
  const taken = new Set<AstNode>();
  const visit = (node: AstNode): void => {
    walk(node, (inner) => {
      if (
        inner.kind === 'Call' &&
        inner.callee.kind === 'Attribute' &&
        SQL_METHODS.has(inner.callee.attr.name)
      ) {
        const text = inner.args[0]?.value;
        const named = inner.args.find(({ name }) => name?.name === 'dialect')?.value;
        if (text?.kind === 'Str' || text?.kind === 'JoinedStr') {
          taken.add(text);
          const place = placeOf(module, text);
          if (text.kind === 'Str') {
            if (!isQuery(text.value)) return true;
            const other = named?.kind === 'Str' ? dialectNamed(named.value) : undefined;
            const found = {
              sql: cleaned(text.value),
              dialect: other ?? dialect ?? 'duckdb',
              pattern: 'sql_call',
              place,
            } as const;
            findings.push(...mineQueries(found, catalogue));
          } else {
            const whole = module.text.slice(text.start, text.end);
            findings.push(
              refuse(
                { pattern: 'sql_call', place },
                'NOT_PURE',
                'the text has placeholders',
                whole,
              ),
            );
          }
        }
      }
      if (
        inner.kind === 'Str' &&
        !taken.has(inner) &&
        isQuery(inner.value) &&
        parses(inner.value)
      ) {
        const found = {
          sql: cleaned(inner.value),
          dialect: dialect ?? 'duckdb',
          pattern: 'sql_text',
          place: placeOf(module, inner),
        } as const;
        findings.push(...mineQueries(found, catalogue));
      }
      return true;
    });
  };
  for (const node of nodesOf(items, module)) visit(node);
  return findings;
}

/** The smallest parts of blocks that can be parsed. */
function nodesOf(items: readonly Item[], module: PythonModule): readonly AstNode[] {
  return items.flatMap((item): readonly AstNode[] => {
    const parsed = module.parse(item.tokens);
    if (!(parsed instanceof PythonError)) return parsed;
    return item.kind === 'line' ? [] : item.clauses.flatMap(({ body }) => nodesOf(body, module));
  });
}

const isQuery = (text: string): boolean => /^\s*(?:\(?\s*select|with)\b[^]*\bfrom\b/i.test(text);

function parses(text: string): boolean {
  try {
    return parseSql(text, 'duckdb').length > 0;
  } catch {
    return false;
  }
}

/** The text without the indentation of the code around it. */
function cleaned(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const [first = '', ...rest] = lines;
  const margins = (first.startsWith(' ') ? lines : rest)
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins, Number.MAX_SAFE_INTEGER);
  return lines
    .map((line) =>
      line.slice(0, margin).trim() === '' ? line.slice(Math.min(margin, line.length)) : line,
    )
    .join('\n')
    .trim();
}
