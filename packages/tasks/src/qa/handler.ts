import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';

import type { TaskHandler } from '../handler.js';
import { unverified } from '../judge.js';
import { fencesOf, unreadable } from '../read-answer.js';
import { contextOf } from '../tables.js';
import { answerQuestion, type Answer } from './answer-question.js';

export interface QaRequest {
  readonly question: string;
  /** What else is known, e.g. the backend that is used. */
  readonly context?: string | undefined;
  /** The dialect of SQL in the answer. */
  readonly dialect?: string | undefined;
}

export const questions: TaskHandler<QaRequest, Answer> = {
  task: 'qa',
  compile: ({ question, ...options }) => answerQuestion(question, options),
  isBeyond: ({ code }) => code === 'NO_ANSWER',
  asked: ({ question, context, dialect = 'duckdb' }) => ({
    dialect,
    context: contextOf(undefined),
    input: { question: context === undefined ? question : `${question}\n\n${context}` },
  }),
  read: (said) => {
    const answer = said.trim();
    if (answer === '') throw unreadable('the answer is empty');
    return { answer, entries: [] };
  },
  verify: async ({ answer, entries, unexecuted }) => {
    if (unexecuted !== undefined) return unverified(`its example was not run: ${unexecuted}`);
    // What the reference says was executed when it was built.
    if (entries.length > 0) return { verified: true };
    const examples = fencesOf(answer)
      .filter(({ language }) => language === 'python' || language === 'py')
      .map(({ code }) => code);
    if (examples.length === 0) return unverified('the answer has no code that could be checked');
    for (const example of examples) evaluateIbis(example);
    const { answerFaults } = await import('@ibert/multitask');
    const faults = answerFaults(examples, contextOf(undefined));
    if (typeof faults !== 'function') throw new IbertError('ANSWER_WRONG', faults.error);
    const fault = faults(answer);
    if (fault !== undefined) throw new IbertError('ANSWER_WRONG', fault);
    return { verified: true, examples: examples.length };
  },
};
