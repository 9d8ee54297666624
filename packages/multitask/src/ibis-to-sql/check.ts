import type { DraftOf } from '@ibert/core/records';
import { DIALECTS, type Dialect } from '@ibert/sql';
import { reject, type Rejection, type Verdict } from '@ibert/validation';

import type { Bench } from '../bench.js';
import { checkOnEngine } from '../executed-pair.js';
import { isExecuted } from './executed.js';
import { sameSql } from './same-sql.js';
import { tablesOf } from '../tables-of.js';
import { writeSql } from './write-sql.js';

type TranslationDraft = Pick<
  DraftOf<'ibis_to_sql'>,
  'dialect' | 'context' | 'input' | 'target' | 'judge'
>;

/**
 * Proves a translation. Where an engine here runs the dialect, the SQL gives there the rows that the
 * program gives on DuckDB. Elsewhere it is the statement that our writer makes of the program, and
 * the program itself runs.
 */
export async function checkTranslation(draft: TranslationDraft, bench: Bench): Promise<Verdict> {
  const { input, target, context } = draft;
  const dialect = dialectOf(draft);
  if (typeof dialect !== 'string') return dialect;
  if (dialect === 'duckdb') return bench.provePair(context, target.sql, input.ibis);
  if (isExecuted(dialect)) {
    const { judge } = draft;
    return checkOnEngine({ sql: target.sql, dialect, ibis: input.ibis, context, judge }, bench);
  }
  const different = otherThanWritten(draft, dialect);
  return different ?? bench.runProgram(context, input.ibis);
}

function dialectOf({ dialect, input }: TranslationDraft): Dialect | Rejection {
  if (input.dialect !== dialect) {
    const error = `the record is of ${dialect} and asks for ${input.dialect}`;
    return reject('SQL_DIFFERS', error);
  }
  const known = DIALECTS.find((name) => name === dialect);
  return known ?? reject('UNSUPPORTED', `expected one of ${DIALECTS.join(', ')}, found ${dialect}`);
}

function otherThanWritten(draft: TranslationDraft, dialect: Dialect): Rejection | undefined {
  const { input, target } = draft;
  const written = writeSql(input.ibis, tablesOf(draft.context), dialect);
  if (!written.ok) return written;
  if (sameSql(target.sql, written.sql, dialect)) return undefined;
  return reject('SQL_DIFFERS', `in ${dialect} the program is written otherwise: ${written.sql}`);
}
