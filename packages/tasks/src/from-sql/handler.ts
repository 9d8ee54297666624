import { evaluateIbis, tableNames } from '@ibert/ibis';
import { printSchema } from '@ibert/ir';

import { beginning, both, existingNames } from '../admitted.js';
import type { TaskHandler } from '../handler.js';
import { type Judge, unverified } from '../judge.js';
import { codeIn, hasFinishedFence } from '../read-answer.js';
import { contextOf, type KnownTables, type Tables } from '../tables.js';
import { type SqlTranslation, translateSql, type TranslateSqlRequest } from './translate.js';

const BEYOND: ReadonlySet<string> = new Set(['UNSUPPORTED_SQL', 'UNSUPPORTED_OPERATION']);

/** SQL to Ibis. The request holds one statement or several; a model is asked about one. */
export const sqlToIbis = (
  judge: Judge,
): TaskHandler<TranslateSqlRequest, readonly SqlTranslation[]> => ({
  task: 'sql_to_ibis',
  compile: translateSql,
  isBeyond: ({ code }) => BEYOND.has(code),
  asked: ({ sql, dialect, tables }) => ({
    dialect,
    context: contextOf(tablesOfQuery(sql, tables)),
    input: { sql },
  }),
  admits: ({ sql, tables }) => both(beginning(''), existingNames(tablesOfQuery(sql, tables), sql)),
  isComplete: hasFinishedFence,
  read: (said, { sql, tables }) => {
    const ibis = codeIn(said, ['python', 'py']);
    const known = tablesOfQuery(sql, tables);
    const evaluated = evaluateIbis(ibis, known === undefined ? {} : { tables: known });
    const used = new Set(tableNames(evaluated.relation));
    const read = Object.entries(evaluated.tables).filter(([name]) => used.has(name));
    return [
      {
        ibis,
        sql,
        columns: [...evaluated.schema.keys()],
        types: Object.values(printSchema(evaluated.schema)),
        tables: contextOf(Object.fromEntries(read)).tables,
        known: known === undefined ? undefined : Object.fromEntries(read),
        renamed: [],
      },
    ];
  },
  verify: async (translations, { dialect }) => {
    let last = unverified('there is no statement');
    for (const { ibis, sql, known, renamed } of translations) {
      if (known === undefined) {
        return unverified('the columns of its tables are not given (--schema)');
      }
      const [twin] = renamed;
      if (twin !== undefined) {
        return unverified(`two output columns are called ${twin.from}, one is ${twin.to} here`);
      }
      last = await judge.verify({ sql, dialect, tables: known, ibis }, 'ibis');
      if (!last.verified) return last;
    }
    return last;
  },
});

/** The tables of a query that the binder may not understand: its only one stands behind FROM. */
function tablesOfQuery(sql: string, known: KnownTables | undefined): Tables | undefined {
  if (known === undefined || known.kind === 'Tables') return known?.tables;
  const name = /\bfrom\s+["`[]?([A-Za-z_]\w*)/i.exec(sql)?.[1];
  return name === undefined ? {} : { [name]: known.schema };
}
