import { askedMessages, type ChatMessage, clip, IbertError, type Prompt } from '@ibert/core';

import type { GenerateOptions, TextModel } from '@ibert/models';

import type { Answered, TaskHandler, Verification } from './handler.js';

export interface ModelOptions extends GenerateOptions {
  /** Most times that the model is asked; at least 1. */
  readonly attempts: number;
  /** Whether an answer is checked before it is given. */
  readonly verify: boolean;
  /** Told every piece of what the model says, as it comes. */
  readonly onText?: (text: string) => void;
}

const UNCHECKED: Verification = { verified: false, why: 'verification was switched off' };

/** The answer of the compiler engine, checked. */
export async function answerByCompiler<R, A>(
  handler: TaskHandler<R, A>,
  request: R,
  verify: boolean,
): Promise<Answered<A>> {
  const answer = await handler.compile(request);
  const verification = verify ? await handler.verify(answer, request, 'compiler') : UNCHECKED;
  return { answer, engine: 'compiler', verification, attempts: 0 };
}

/**
 * The answer of a model. One that cannot be read or is found wrong goes back to the model with the
 * error; what is still wrong after the last attempt goes to the compiler engine, which may mend it.
 *
 * @throws IbertError `ANSWER_REFUTED` when nothing that was said held.
 */
export async function answerByModel<R, A>(
  handler: TaskHandler<R, A>,
  request: R,
  model: TextModel,
  prompt: Prompt,
  options: ModelOptions,
): Promise<Answered<A>> {
  const asked = askedMessages(prompt, handler.asked(request));
  // What a model says by itself is to be seen as it is.
  const admits = options.verify ? handler.admits?.(request) : undefined;
  let turn: readonly ChatMessage[] = asked;
  let failed: Failed<A> | undefined;
  for (let attempts = 1; attempts <= options.attempts; attempts += 1) {
    const said = await speak(handler, model, turn, {
      ...options,
      seed: seedOf(options, attempts),
      admits,
    });
    const outcome = await judge(handler, request, said, options.verify);
    if (outcome.ok) return { ...outcome.answered, attempts };
    failed = outcome;
    // Only the last answer goes back: a small model reads no long talk.
    turn = [...asked, { role: 'assistant', content: said }, complaint(outcome.error)];
  }
  return mended(handler, request, failed, options.attempts);
}

interface Failed<A> {
  readonly ok: false;
  readonly answer: A | undefined;
  readonly error: IbertError;
}

type Outcome<A> = Failed<A> | { readonly ok: true; readonly answered: Answered<A> };

async function judge<R, A>(
  handler: TaskHandler<R, A>,
  request: R,
  said: string,
  verify: boolean,
): Promise<Outcome<A>> {
  let answer: A | undefined;
  try {
    answer = handler.read(said, request);
    const verification = verify ? await handler.verify(answer, request, 'model') : UNCHECKED;
    return { ok: true, answered: { answer, engine: 'model', verification, attempts: 0 } };
  } catch (error) {
    if (error instanceof IbertError) return { ok: false, answer, error };
    throw error;
  }
}

/** The model's last answer as the compiler engine mends it. */
async function mended<R, A>(
  handler: TaskHandler<R, A>,
  request: R,
  failed: Failed<A> | undefined,
  attempts: number,
): Promise<Answered<A>> {
  if (failed?.answer !== undefined && handler.mend !== undefined) {
    try {
      const answer = await handler.mend(failed.answer, request);
      if (answer !== undefined) {
        const verification = await handler.verify(answer, request, 'model');
        return { answer, engine: 'model', verification, attempts };
      }
    } catch (error) {
      if (!(error instanceof IbertError)) throw error;
    }
  }
  throw new IbertError(
    'ANSWER_REFUTED',
    `what the model answered does not hold: ${failed?.error.message ?? 'it said nothing'}`,
    {
      hint: 'Try --engine compiler, a larger --model, more --attempts, or --no-verify to see the answer.',
      cause: failed?.error,
    },
  );
}

async function speak<R, A>(
  { isComplete }: TaskHandler<R, A>,
  model: TextModel,
  messages: readonly ChatMessage[],
  { onText, ...options }: GenerateOptions & Pick<ModelOptions, 'onText'>,
): Promise<string> {
  let said = '';
  for await (const piece of model.generate(messages, options)) {
    onText?.(piece);
    said += piece;
    if (isComplete?.(said) === true) break;
  }
  return said;
}

/** Every attempt draws its own tokens. */
const seedOf = ({ seed }: ModelOptions, attempt: number): number | undefined =>
  seed === undefined ? undefined : seed + attempt - 1;

const complaint = ({ message, hint }: IbertError): ChatMessage => ({
  role: 'user',
  content: `That does not hold: ${clip(message, 600)}${hint === undefined ? '' : `\n${hint}`}\nAnswer again.`,
});
