import { IbertError } from '@ibert/core';

import { fence } from './compose-answer.js';
import type { Answer } from './answer-question.js';
import type { Question } from './question.js';

type Translated = Omit<Answer, 'entries'>;

const SQL_START = /^\s*(?:SELECT|WITH)\b[\s\S]*\bFROM\b/i;

/**
 * The answer to a question that holds a whole query, or asks for the SQL of a program; undefined for
 * any other question, and where it cannot be translated.
 */
export async function translated(
  question: Question,
  dialect: string | undefined,
): Promise<Translated | undefined> {
  const { programs, asksForSql } = question;
  const query = programs.find((program) => SQL_START.test(program));
  try {
    if (query !== undefined) return await inIbis(query, dialect);
    const [program] = programs;
    if (program === undefined || !asksForSql) return undefined;
    return await inSql(program, dialect ?? 'duckdb');
  } catch (error) {
    if (error instanceof IbertError) return undefined;
    throw error;
  }
}

async function inIbis(query: string, dialect = 'duckdb'): Promise<Translated> {
  const { translateSql } = await import('../from-sql/translate.js');
  const programs = translateSql({ sql: query, dialect, style: 'deferred', imports: false });
  const code = programs.map(({ ibis }) => ibis.trimEnd()).join('\n');
  return { answer: `In Ibis the query is:\n\n${fence('python', code)}`, example: code };
}

async function inSql(program: string, name: string): Promise<Translated> {
  const [{ translate }, { resolveDialect }] = await Promise.all([
    import('../to-sql/translate.js'),
    import('@ibert/sql'),
  ]);
  const dialect = resolveDialect(name);
  const { sql } = translate({ ibis: program, dialect });
  return {
    answer: `The SQL of the program (${dialect}) is:\n\n${fence('sql', sql)}`,
    example: program,
    sql,
  };
}
