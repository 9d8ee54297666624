import type { DatasetRecord, RecordOf, Task } from '@ibert/core/records';
import { tablesOf } from '@ibert/multitask';
import { resolveDialect } from '@ibert/sql';

import { completion, type Completed, type CompleteRequest } from '../complete/handler.js';
import { documentation, type DocRequest } from '../doc/handler.js';
import type { Documented } from '../doc/document-code.js';
import { repair } from '../fix/handler.js';
import type { Fix, FixRequest } from '../fix/fix-code.js';
import { sqlToIbis } from '../from-sql/handler.js';
import type { SqlTranslation, TranslateSqlRequest } from '../from-sql/translate.js';
import type { TaskHandler } from '../handler.js';
import type { Judge } from '../judge.js';
import type { Answer } from '../qa/answer-question.js';
import { questions, type QaRequest } from '../qa/handler.js';
import { ibisToSql } from '../to-sql/handler.js';
import type { TranslateRequest, Translation } from '../to-sql/translate.js';

/** How a record of a task is asked, and where the text of its answer is. */
interface Asker<T extends Task, R, A> {
  readonly handler: (judge: Judge) => TaskHandler<R, A>;
  readonly request: (record: RecordOf<T>) => R;
  readonly text: (answer: A) => string;
}

/** A record's question with who knows how to answer it. */
export interface Question {
  readonly handler: TaskHandler<unknown, unknown>;
  readonly request: unknown;
  readonly text: (answer: unknown) => string;
}

/** The question of a record, as the command of its task would be asked. */
export function questionOf(record: DatasetRecord, judge: Judge): Question {
  const { handler, request, text } = ASKERS[record.task] as Asker<Task, unknown, unknown>;
  return { handler: handler(judge), request: request(record), text };
}

// Each asker gives its own requests to its own handler.
const asker = <T extends Task, R, A>(spec: Asker<T, R, A>): Asker<T, unknown, unknown> =>
  spec as unknown as Asker<T, unknown, unknown>;

const ASKERS: { readonly [T in Task]: Asker<T, unknown, unknown> } = {
  sql_to_ibis: asker<'sql_to_ibis', TranslateSqlRequest, readonly SqlTranslation[]>({
    handler: sqlToIbis,
    request: ({ input, dialect, context }) => ({
      sql: input.sql,
      dialect,
      tables: { kind: 'Tables', tables: tablesOf(context) },
      style: 'deferred',
      imports: false,
    }),
    text: ([first]) => first?.ibis ?? '',
  }),
  ibis_to_sql: asker<'ibis_to_sql', TranslateRequest, Translation>({
    handler: (judge) => ibisToSql(judge, false),
    request: ({ input, context }) => ({
      ibis: input.ibis,
      dialect: resolveDialect(input.dialect),
      tables: { kind: 'Tables', tables: tablesOf(context) },
    }),
    text: ({ sql }) => sql,
  }),
  code_completion: asker<'code_completion', CompleteRequest, Completed>({
    handler: () => completion,
    request: ({ input, context }) => ({ code: input.partial_code, tables: tablesOf(context) }),
    text: ({ completed }) => completed,
  }),
  error_resolution: asker<'error_resolution', FixRequest, Fix>({
    handler: () => repair,
    request: ({ input, context }) => ({
      code: input.broken_code,
      tables: tablesOf(context),
      error: input.error,
      context: input.context_info,
    }),
    text: (fix) => (fix.ok ? fix.fixed : ''),
  }),
  qa: asker<'qa', QaRequest, Answer>({
    handler: () => questions,
    request: ({ input, dialect }) => ({ question: input.question, dialect }),
    text: ({ answer }) => answer,
  }),
  documentation: asker<'documentation', DocRequest, Documented>({
    handler: () => documentation,
    request: ({ input, context }) => ({
      code: input.code,
      tables: tablesOf(context),
      style: input.style === 'numpy' ? 'numpy' : 'google',
      examples: true,
    }),
    text: ({ functions: [first] }) => first?.docstring ?? '',
  }),
};
