import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';

import { beginning, both, existingNames } from '../admitted.js';
import type { TaskHandler } from '../handler.js';
import { codeIn, hasFinishedFence } from '../read-answer.js';
import { contextOf, type Tables } from '../tables.js';
import { completeCode, type Completion } from './complete-code.js';

export interface CompleteRequest {
  /** The unfinished program. */
  readonly code: string;
  /** Left out: every free name is a table whose columns are inferred. */
  readonly tables?: Tables | undefined;
}

/** What both engines give; a model knows no alternatives. */
export type Completed = Pick<Completion, 'completed' | 'alternatives'>;

export const completion: TaskHandler<CompleteRequest, Completed> = {
  task: 'code_completion',
  compile: ({ code, tables }) => completeCode(code, { tables }),
  isBeyond: ({ code }) => code === 'NO_COMPLETION' || code === 'UNSUPPORTED_METHOD',
  asked: ({ code, tables }) => ({
    dialect: 'duckdb',
    context: contextOf(tables),
    input: { partial_code: code.trimEnd() },
  }),
  admits: ({ code, tables }) => both(beginning(code.trimEnd()), existingNames(tables, code)),
  isComplete: hasFinishedFence,
  read: (said, { code }) => ({
    completed: joined(code, codeIn(said, ['python', 'py'])),
    alternatives: [],
  }),
  verify: ({ completed }, { code, tables }) => {
    if (!completed.startsWith(code.trimEnd())) {
      throw new IbertError(
        'PREFIX_CHANGED',
        'the completed code does not begin with what was given',
        {
          hint: `Begin with ${JSON.stringify(code.trimEnd())}.`,
        },
      );
    }
    const { schema } = evaluateIbis(completed, tables === undefined ? {} : { tables });
    return { verified: true, columns: schema.size };
  },
  mend: ({ completed }, { code, tables }) =>
    completed.startsWith(code.trimEnd()) ? completeCode(completed, { tables }) : undefined,
};

/** Models also answer with the rest alone. */
function joined(prefix: string, said: string): string {
  const given = prefix.trimEnd();
  return said.startsWith(given) || overlaps(given, said) ? said : `${given}${said}`;
}

/** Whether a text seems to be the whole program, written anew: it begins as the prefix does. */
function overlaps(prefix: string, said: string): boolean {
  const head = prefix.trimStart().slice(0, Math.min(8, prefix.length));
  return said.trimStart().startsWith(head);
}
