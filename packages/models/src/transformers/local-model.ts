import { IbertError } from '@ibert/core';
import { checkRequest } from '../generate-options.js';
import {
  cancelledError,
  durationText,
  type Interruption,
  startInterruption,
} from '../interruption.js';
import type { GenerateOptions, Message, TextModel } from '../text-model.js';
import { chatTokens } from './chat-prompt.js';
import { type GenerationParts, generateText } from './generation.js';
import type { Tokenizer } from './runtime.js';

/** A model whose files are loaded. */
export interface LoadedModel extends GenerationParts {
  readonly device: string;
  readonly dtype: string;
  readonly tokenizer: Tokenizer;
}

/** The loaded model as a {@link TextModel}. Requests may overlap: they take turns token by token. */
export function createLocalModel(loaded: LoadedModel): TextModel {
  const running = new Set<Interruption>();
  let closing: Promise<void> | undefined;

  async function* generate(
    messages: readonly Message[],
    options: GenerateOptions,
  ): AsyncGenerator<string> {
    checkRequest(messages, options);
    if (closing !== undefined) throw closedError(loaded.name);
    const { signal, deadlineMs } = options;
    const interruption = startInterruption({ signal, deadlineMs, late: lateError(loaded.name) });
    running.add(interruption);
    try {
      interruption.check();
      const prompt = chatTokens(loaded.tokenizer, loaded.config.chatTemplate, messages);
      yield* generateText(loaded, prompt, options, interruption);
    } finally {
      running.delete(interruption);
      interruption.end();
      if (closing !== undefined) loaded.prefixes.clear();
    }
  }

  async function release(): Promise<void> {
    for (const interruption of running) interruption.cancel(cancelledError());
    await loaded.decoder.settled();
    loaded.prefixes.clear();
    await loaded.decoder.dispose();
  }

  return {
    provider: 'transformers',
    name: loaded.name,
    device: loaded.device,
    dtype: loaded.dtype,
    generate,
    close: () => (closing ??= release()),
  };
}

function closedError(name: string): IbertError {
  return new IbertError('MODEL_CLOSED', `${name} is closed`, { hint: 'Open the model again.' });
}

function lateError(name: string): (deadlineMs: number) => IbertError {
  return (deadlineMs) =>
    new IbertError('MODEL_TIMEOUT', `${name} did not answer within ${durationText(deadlineMs)}`, {
      hint: 'Give it more time, ask for fewer tokens, or choose a smaller model.',
    });
}
