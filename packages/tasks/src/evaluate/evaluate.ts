import { IbertError, type Prompt } from '@ibert/core';
import type { DatasetRecord, Task } from '@ibert/core/records';
import type { TextModel } from '@ibert/models';
import type { Bench } from '@ibert/multitask';

import { answerByCompiler, answerByModel, type ModelOptions } from '../answer.js';
import type { Judge } from '../judge.js';
import { rateOf, type Rate } from './interval.js';
import { questionOf, type Question } from './requests.js';
import { type Score, scoreAnswer } from './score.js';

/** Who answers: the compiler engine, a model alone, or a model whose answers are verified. */
export const CANDIDATES = ['compiler', 'model', 'verified'] as const;
export type Candidate = (typeof CANDIDATES)[number];

/** What was found of one answer. */
export interface Evaluated {
  readonly id: string;
  readonly task: Task;
  readonly candidate: Candidate;
  /** Undefined when no answer was given. */
  readonly score: Score | undefined;
  /** Why there was none. */
  readonly why?: string;
  /** Milliseconds until the answer was there. */
  readonly ms: number;
}

export interface EvaluateOptions {
  readonly bench: Bench;
  readonly judge: Judge;
  readonly model: TextModel | undefined;
  readonly prompts: (task: Task) => Promise<Prompt>;
  readonly options: Omit<ModelOptions, 'verify' | 'attempts'>;
  /** Most attempts of a verified model. */
  readonly attempts: number;
}

/** One candidate's answer to one record, scored; no answer is a result, too. */
export async function evaluateRecord(
  record: DatasetRecord,
  candidate: Candidate,
  options: EvaluateOptions,
): Promise<Evaluated> {
  const { id, task } = record;
  const question = questionOf(record, options.judge);
  const start = performance.now();
  try {
    const answer = await answerOf(question, candidate, options);
    const ms = performance.now() - start;
    return { id, task, candidate, score: await scoreAnswer(record, answer, options.bench), ms };
  } catch (error) {
    if (!(error instanceof IbertError) || isTheRuns(error)) throw error;
    const ms = performance.now() - start;
    return { id, task, candidate, score: undefined, why: `${error.code}: ${error.message}`, ms };
  }
}

/** Errors that end the run: the model itself fails, or the user ends it. */
const isTheRuns = ({ code }: IbertError): boolean =>
  code === 'CANCELLED' || (/^(?:MODEL|SERVER)_/.test(code) && !code.endsWith('_TIMEOUT'));

async function answerOf(
  { handler, request, text }: Question,
  candidate: Candidate,
  { model, prompts, options, attempts }: EvaluateOptions,
): Promise<string> {
  if (candidate === 'compiler') {
    return text((await answerByCompiler(handler, request, false)).answer);
  }
  if (model === undefined) throw new IbertError('MODEL_SETTINGS', 'no model was opened');
  const verify = candidate === 'verified';
  const answered = await answerByModel(handler, request, model, await prompts(handler.task), {
    ...options,
    verify,
    attempts: verify ? attempts : 1,
  });
  return text(answered.answer);
}

/** The rates of one candidate at one task. */
export interface Report {
  readonly task: Task;
  readonly candidate: Candidate;
  readonly records: number;
  /** Part of the questions that were answered at all. */
  readonly answered: Rate;
  /** Parts of all questions; one without an answer counts as a miss. */
  readonly compiles: Rate;
  readonly rows: Rate;
  readonly exact: Rate;
  readonly holds: Rate;
  /** Answers whose rows are known to be other ones, of those that were compared. */
  readonly wrong: Rate;
  /** Median time of an answer, in milliseconds. */
  readonly medianMs: number;
}

/** What all answers of one candidate at one task come to. */
export function reportOf(task: Task, candidate: Candidate, results: readonly Evaluated[]): Report {
  const mine = results.filter((result) => result.task === task && result.candidate === candidate);
  const answers = mine.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const rate = (member: keyof Score): Rate => {
    const told = answers.filter((score) => score[member] !== undefined);
    const applies = told.length > 0;
    const missed = applies ? mine.length - answers.length : 0;
    return rateOf(told.filter((score) => score[member] === true).length, told.length + missed);
  };
  const compared = answers.filter(({ rows }) => rows !== undefined);
  return {
    task,
    candidate,
    records: mine.length,
    answered: rateOf(answers.length, mine.length),
    compiles: rate('compiles'),
    rows: rate('rows'),
    exact: rate('exact'),
    holds: rate('holds'),
    wrong: rateOf(compared.filter(({ rows }) => rows === false).length, compared.length),
    medianMs: median(mine.map(({ ms }) => ms)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
