import type { Asked, IbertError } from '@ibert/core';

import type { Admits } from './admitted.js';
import type { Task } from '@ibert/core/records';

/** Whether an answer was checked; one that was found wrong is never an answer. */
export type Verification =
  | { readonly verified: true; readonly [how: string]: string | number | true }
  | { readonly verified: false; readonly why: string };

/** What the system knows of answering one task, by the compiler engine or by a model. */
export interface TaskHandler<Request, Answer> {
  readonly task: Task;
  /**
   * The answer of the compiler engine: at once, without a model.
   *
   * @throws IbertError when it has none.
   */
  readonly compile: (request: Request) => Answer | Promise<Answer>;
  /** Whether a model may know more where the compiler engine ended with this error. */
  readonly isBeyond: (error: IbertError) => boolean;
  /** The request as prompts lay it out, for training data and for models alike. */
  readonly asked: (request: Request) => Asked<Task>;
  /** What a local model may say, token by token, where answers are checked; undefined: anything. */
  readonly admits?: (request: Request) => Admits | undefined;
  /** Whether a model may stop talking: what it said holds the answer already. */
  readonly isComplete?: (said: string) => boolean;
  /**
   * Reads the answer out of what a model said.
   *
   * @throws IbertError `ANSWER_UNREADABLE` when it holds none.
   */
  readonly read: (said: string, request: Request) => Answer;
  /**
   * Checks an answer, whoever gave it.
   *
   * @throws IbertError when it is wrong, saying what is; a model is told that.
   */
  readonly verify: (
    answer: Answer,
    request: Request,
    by: Answerer,
  ) => Verification | Promise<Verification>;
  /** What the compiler engine makes of a model's answer that is wrong; undefined: nothing. */
  readonly mend?: (
    answer: Answer,
    request: Request,
  ) => Answer | undefined | Promise<Answer | undefined>;
}

/** Who gave an answer. */
export type Answerer = 'compiler' | 'model';

/** An answer with what is known about it. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly engine: Answerer;
  readonly verification: Verification;
  /** How often a model was asked. */
  readonly attempts: number;
}
