import { IbertError } from '@ibert/core';
import { checkRequest } from '../generate-options.js';
import { cancelledError, type Interruption, startInterruption } from '../interruption.js';
import type { ModelHost, ModelSettings } from '../model-settings.js';
import { createStopFilter } from '../stop-sequences.js';
import type { GenerateOptions, Message, TextModel } from '../text-model.js';
import { type RequestBody, requestBody } from './request-body.js';
import { type ServerConnection, serverConnection } from './server-connection.js';
import { lateAnswerError } from './server-errors.js';
import { postRequest } from './server-request.js';
import { readAnswer, type ServerPiece } from './server-stream.js';

/**
 * Opens a model behind an OpenAI-compatible server. Nothing is sent before the first request.
 *
 * @throws IbertError `SERVER_ADDRESS`, `SERVER_KEY`.
 */
export function openServerModel(settings: ModelSettings, host: ModelHost): TextModel {
  const connection = serverConnection(settings, host);
  const running = new Set<Interruption>();
  let closed = false;

  async function* generate(
    messages: readonly Message[],
    options: GenerateOptions,
  ): AsyncGenerator<string> {
    checkRequest(messages, options);
    if (closed) {
      throw new IbertError('MODEL_CLOSED', `${settings.model} is closed`, {
        hint: 'Open the model again.',
      });
    }
    const { signal, deadlineMs } = options;
    const late = (ms: number): IbertError => lateAnswerError(connection, ms);
    const interruption = startInterruption({ signal, deadlineMs, late });
    running.add(interruption);
    try {
      interruption.check();
      const body = requestBody(settings.model, messages, options);
      yield* answer(connection, body, options, interruption);
    } finally {
      running.delete(interruption);
      interruption.end();
    }
  }

  async function close(): Promise<void> {
    closed = true;
    for (const interruption of running) interruption.cancel(cancelledError());
  }

  return {
    provider: 'openai',
    name: settings.model,
    device: connection.address,
    dtype: undefined,
    generate,
    close,
  };
}

async function* answer(
  connection: ServerConnection,
  body: RequestBody,
  { stop, onUsage }: GenerateOptions,
  interruption: Interruption,
): AsyncGenerator<string> {
  const started = performance.now();
  const filter = createStopFilter(stop ?? []);
  let firstTokenMs: number | undefined;
  let tokens: ServerPiece['tokens'];
  try {
    const response = await postRequest(connection, body, interruption);
    for await (const piece of readAnswer(connection, response, interruption)) {
      tokens = piece.tokens ?? tokens;
      if (piece.text === '') continue;
      firstTokenMs ??= performance.now() - started;
      const { text, stopped } = filter.push(piece.text);
      if (text !== '') yield text;
      if (stopped) return;
    }
    const rest = filter.rest();
    if (rest !== '') yield rest;
  } finally {
    onUsage?.({
      promptTokens: tokens?.prompt,
      reusedTokens: 0,
      generatedTokens: tokens?.answer,
      firstTokenMs,
    });
  }
}
