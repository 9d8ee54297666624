import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IbertError } from '@ibert/core';
import {
  DEFAULT_MODEL_SETTINGS,
  type GenerateOptions,
  type Message,
  type ModelHost,
  type ModelSettings,
  type TextModel,
  type Usage,
} from '@ibert/models';
import { onTestFinished } from 'vitest';

/** A model of two layers with random weights: its texts make no sense, but are always the same. */
export const TINY_MODEL = fileURLToPath(new URL('../fixtures/tiny-qwen2', import.meta.url));

export const QUESTION: readonly Message[] = [
  { role: 'system', content: 'You translate SQL to Ibis. Answer with code only, nothing else.' },
  { role: 'user', content: 'SELECT name FROM users WHERE age > 18' },
];

export function localSettings(model: string, more: Partial<ModelSettings> = {}): ModelSettings {
  return { ...DEFAULT_MODEL_SETTINGS, device: 'cpu', model, ...more };
}

/** A host that keeps what it is told. */
export function createHost(more: Partial<ModelHost> = {}): ModelHost & { readonly said: string[] } {
  const said: string[] = [];
  return { said, env: {}, say: (text) => said.push(text), ...more };
}

export function options(more: Partial<GenerateOptions> = {}): GenerateOptions {
  return { maxTokens: 24, temperature: 0, ...more };
}

/** The whole answer, its pieces and what it cost. */
export async function ask(
  model: TextModel,
  messages: readonly Message[],
  more: Partial<GenerateOptions> = {},
): Promise<{ text: string; pieces: string[]; usage: Usage | undefined }> {
  const pieces: string[] = [];
  let usage: Usage | undefined;
  const keep = (told: Usage): void => {
    usage = told;
  };
  for await (const piece of model.generate(messages, options({ onUsage: keep, ...more }))) {
    pieces.push(piece);
  }
  return { text: pieces.join(''), pieces, usage };
}

/** The error a promise fails with, which must be one for users. */
export async function errorOf(work: Promise<unknown>): Promise<IbertError> {
  const error = await work.then(
    (value) => new Error(`it gave ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof IbertError) return error;
  throw error;
}

/** A folder that is deleted when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ibert-models-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the tiny model to damage. */
export async function copyOfTinyModel(): Promise<string> {
  const folder = join(await temporaryFolder(), 'model');
  await cp(TINY_MODEL, folder, { recursive: true });
  return folder;
}
