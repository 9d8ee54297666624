import type * as TransformersJs from '@huggingface/transformers';
import { IbertError } from '@ibert/core';

export type Runtime = typeof TransformersJs;
export type Tensor = TransformersJs.Tensor;
export type Tokenizer = TransformersJs.PreTrainedTokenizer;
export type CausalModel = TransformersJs.PreTrainedModel;

/**
 * Loads transformers.js and its native ONNX runtime, once. Neither may reach for the network or
 * write to the terminal: files are fetched and errors told by us.
 *
 * @throws IbertError `MODEL_RUNTIME` if the native library does not load on this system.
 */
export async function loadRuntime(): Promise<Runtime> {
  const runtime = await import('@huggingface/transformers').catch((error: unknown) => {
    throw new IbertError('MODEL_RUNTIME', `the ONNX runtime does not load: ${firstLine(error)}`, {
      hint: 'Run pnpm install again on this machine; the runtime exists for Linux, macOS and Windows on x64 and arm64.',
      cause: error,
    });
  });
  runtime.env.logLevel = runtime.LogLevel.NONE;
  runtime.env.allowRemoteModels = false;
  runtime.env.useFSCache = false;
  return runtime;
}

/** The first line of what a library says, without the runtime's own file names and numbers. */
export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ''] = message.split('\n');
  return line.replace(/^(?:\[[^\]]*\]\s*)+/, '').trim() || 'it does not say why';
}
