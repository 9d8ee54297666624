import { IbertError } from '@ibert/core';
import { printSchema } from '@ibert/ir';

import { beginning } from '../admitted.js';
import type { TaskHandler } from '../handler.js';
import { type Judge, unverified } from '../judge.js';
import { codeIn, hasFinishedFence } from '../read-answer.js';
import { contextOf, tablesFor } from '../tables.js';
import { evaluateWith, translate, type TranslateRequest, type Translation } from './translate.js';

/**
 * Ibis to SQL.
 *
 * @param runCompiled whether SQL of the compiler engine is run beside the Ibis code, too.
 */
export const ibisToSql = (
  judge: Judge,
  runCompiled: boolean,
): TaskHandler<TranslateRequest, Translation> => ({
  task: 'ibis_to_sql',
  compile: translate,
  isBeyond: ({ code }) => code === 'UNSUPPORTED_OPERATION' || code === 'UNSUPPORTED_METHOD',
  asked: ({ ibis, dialect, tables }) => ({
    dialect,
    context: contextOf(tablesFor(ibis, tables)),
    input: { ibis, dialect },
  }),
  admits: () => beginning('', 'sql'),
  isComplete: hasFinishedFence,
  read: (said, request) => {
    const sql = codeIn(said, ['sql', request.dialect]).replace(/;\s*$/, '');
    const { schema, tables, output } = evaluateWith(request.ibis, request.tables);
    return {
      sql,
      columns: [...schema.keys()],
      types: Object.values(printSchema(schema)),
      tables: contextOf(tables).tables,
      output,
    };
  },
  verify: async ({ sql, columns }, { ibis, dialect, tables }, by) => {
    if (by === 'compiler' && !runCompiled) return unverified('compiled, and not run (--verify)');
    await checkColumns(sql, dialect, columns);
    const known = tablesFor(ibis, tables);
    if (known === undefined) {
      return unverified('the columns of its tables are not given (--schema)');
    }
    return judge.verify({ sql, dialect, tables: known, ibis }, 'sql');
  },
});

/** The least that a query must do, whatever its tables are: be readable and have the columns. */
async function checkColumns(
  sql: string,
  dialect: string,
  columns: readonly string[],
): Promise<void> {
  const { bindSql } = await import('@ibert/sql/bind');
  const [first, second] = bindSql(sql, { dialect });
  if (first === undefined || second !== undefined) {
    throw new IbertError('ANSWER_UNREADABLE', 'expected one statement', {
      hint: 'Answer with one query.',
    });
  }
  const found = [...first.relation.schema.keys()];
  // Columns that nobody named cannot be compared.
  if (found.includes('*') || columns.includes('*')) return;
  if (found.length !== columns.length || found.some((name, at) => name !== columns[at])) {
    throw new IbertError(
      'COLUMNS_DIFFER',
      `the query returns ${found.join(', ')}, and the Ibis code returns ${columns.join(', ')}`,
    );
  }
}
