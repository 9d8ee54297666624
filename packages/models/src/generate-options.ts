import { IbertError } from '@ibert/core';
import type { GenerateOptions, Message } from './text-model.js';

const MAX_TEMPERATURE = 2;

/**
 * Refuses what no provider could answer.
 *
 * @throws IbertError `MODEL_SETTINGS`
 */
export function checkRequest(messages: readonly Message[], options: GenerateOptions): void {
  const { maxTokens, temperature, seed, stop, deadlineMs } = options;
  if (messages.length === 0) refuse('there is no message to answer', 'Give at least one.');
  if (!Number.isInteger(maxTokens) || maxTokens < 1) {
    refuse(`max tokens is ${maxTokens}`, 'Give a whole number of at least 1.');
  }
  if (!(temperature >= 0 && temperature <= MAX_TEMPERATURE)) {
    refuse(`the temperature is ${temperature}`, `Give a number from 0 to ${MAX_TEMPERATURE}.`);
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    refuse(`the seed is ${seed}`, 'Give a whole number.');
  }
  if (stop?.includes('') === true) refuse('a stop sequence is empty', 'Leave it out.');
  if (deadlineMs !== undefined && !(deadlineMs > 0)) {
    refuse(`the deadline is ${deadlineMs} ms`, 'Give a number above 0.');
  }
}

function refuse(message: string, hint: string): never {
  throw new IbertError('MODEL_SETTINGS', message, { hint });
}
