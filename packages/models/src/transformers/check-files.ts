import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IbertError } from '@ibert/core';
import { z } from 'zod';
import { type ModelFile, REQUIRED_FILES, type Weights } from '../hub/model-files.js';
import type { ModelSource } from '../hub/model-source.js';

/** What the engine itself reads of a model's own settings. */
export interface ModelConfig {
  /** The most tokens of prompt and answer together; `undefined` if the model does not say. */
  readonly contextTokens: number | undefined;
  readonly endTokens: readonly number[];
  /** How the model's makers cut the tail when tokens are drawn; a `topP` of 1 cuts nothing. */
  readonly topK: number;
  readonly topP: number;
  /** A chat template in a file of its own, as newer models have it. */
  readonly chatTemplate: string | undefined;
}

/** What Python's Transformers takes for models that do not say. */
const DEFAULT_TOP_K = 50;

const TOKENS = z.union([z.number().int(), z.array(z.number().int())]).nullish();
const CONFIG = z.object({
  model_type: z.string(),
  max_position_embeddings: z.number().int().positive().nullish(),
  eos_token_id: TOKENS,
});
const GENERATION = z.object({
  eos_token_id: TOKENS,
  top_k: z.number().int().nonnegative().nullish(),
  top_p: z.number().min(0).max(1).nullish(),
});
const ANY_OBJECT = z.looseObject({});

/**
 * Checks the files of a model before the runtime gets them, and reads its settings.
 *
 * @throws IbertError `MODEL_INCOMPLETE` for a file that is missing, `MODEL_CORRUPT` for one that
 *   cannot be what its name says; both name the file.
 */
export async function checkFiles(source: ModelSource, weights: Weights): Promise<ModelConfig> {
  const config = await readJson(source, 'config.json', CONFIG);
  for (const path of REQUIRED_FILES.slice(1)) await readJson(source, path, ANY_OBJECT);
  const generation = await readJson(source, 'generation_config.json', GENERATION, {});
  for (const file of [weights.graph, ...weights.data]) await checkBinary(source, file);
  return {
    contextTokens: config.max_position_embeddings ?? undefined,
    endTokens: [...listOf(config.eos_token_id), ...listOf(generation.eos_token_id)],
    topK: generation.top_k ?? DEFAULT_TOP_K,
    topP: generation.top_p ?? 1,
    chatTemplate: await readFile(join(source.folder, 'chat_template.jinja'), 'utf8').catch(
      () => undefined,
    ),
  };
}

function listOf(tokens: number | readonly number[] | null | undefined): readonly number[] {
  if (tokens === null || tokens === undefined) return [];
  return typeof tokens === 'number' ? [tokens] : tokens;
}

async function readJson<T>(
  source: ModelSource,
  path: string,
  schema: z.ZodType<T>,
  otherwise?: z.input<typeof schema>,
): Promise<T> {
  const text = await readFile(join(source.folder, path), 'utf8').catch(() => undefined);
  if (text === undefined && otherwise !== undefined) return schema.parse(otherwise);
  if (text === undefined) throw missingFile(source, path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw corrupt(source, path, 'it is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw corrupt(source, path, `${place}${issue?.message ?? 'it has another form'}`);
}

/** The start of the text that stands in for a large file until it is fetched. */
const POINTER = 'version https://git-lfs';

async function checkBinary(source: ModelSource, { path }: ModelFile): Promise<void> {
  const file = await open(join(source.folder, path)).catch(() => undefined);
  if (file === undefined) throw missingFile(source, path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(POINTER.length));
    if (bytesRead === 0) throw corrupt(source, path, 'it is empty');
    if (buffer.toString('latin1', 0, bytesRead) === POINTER) {
      throw corrupt(source, path, 'it is a Git LFS pointer, not the file; run git lfs pull');
    }
  } finally {
    await file.close();
  }
}

/** A file that a model needs and that is not there. */
export function missingFile({ name, folder }: ModelSource, path: string): IbertError {
  return new IbertError('MODEL_INCOMPLETE', `${name} lacks ${path}`, {
    hint: `Put it into ${folder}, or delete that folder if it is a download so that it is fetched again.`,
  });
}

/** A file that cannot be what its name says. */
export function corrupt({ folder }: ModelSource, path: string, problem: string): IbertError {
  return new IbertError('MODEL_CORRUPT', `${join(folder, path)} is damaged: ${problem}`, {
    hint: 'Delete the file and fetch it again: what is downloaded is fetched by the next command, an export must be made anew.',
  });
}
