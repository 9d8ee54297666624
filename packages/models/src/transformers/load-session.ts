import { IbertError, InternalError } from '@ibert/core';
import { join, relative } from 'node:path';
import type { Weights } from '../hub/model-files.js';
import type { ModelSource } from '../hub/model-source.js';
import { corrupt, missingFile } from './check-files.js';
import type { RuntimeDevice } from './devices.js';
import { type CausalModel, firstLine, type Runtime, type Tokenizer } from './runtime.js';

/** What the runtime says when there was no memory for the weights. */
const NO_MEMORY = /bad_alloc|out of memory|failed to allocate|cannot allocate|OOM/i;

/** What it says of a file with weights that is not beside its graph. */
const NO_DATA = /external data path does not exist: "([^"]+)"/i;

/** What it says of a number format that it cannot compute with on a device. */
const NO_KERNEL = /could not find an implementation|NOT_IMPLEMENTED|no kernel/i;

/**
 * Loads the tokenizer of a model.
 *
 * @throws IbertError `MODEL_CORRUPT`, `MODEL_INCOMPLETE` for a model without a chat template.
 */
export async function loadTokenizer(
  runtime: Runtime,
  source: ModelSource,
  template: string | undefined,
): Promise<Tokenizer> {
  const tokenizer = await runtime.AutoTokenizer.from_pretrained(source.folder, {
    local_files_only: true,
  }).catch((error: unknown) => {
    throw corrupt(source, 'tokenizer.json', firstLine(error));
  });
  if (template === undefined && !hasTemplate(tokenizer)) {
    throw new IbertError('MODEL_INCOMPLETE', `${source.name} has no chat template`, {
      hint: 'Choose a model made for conversations, mostly with Instruct in its name.',
    });
  }
  return tokenizer;
}

function hasTemplate(tokenizer: Tokenizer): boolean {
  const template: unknown = tokenizer.chat_template;
  return typeof template === 'string' || (typeof template === 'object' && template !== null);
}

/**
 * Loads the weights of a model on a device.
 *
 * @throws IbertError `MODEL_INCOMPLETE`, `MODEL_CORRUPT`, `MODEL_MEMORY`, `MODEL_DTYPE`,
 *   `MODEL_DEVICE`, `MODEL_RUNTIME`.
 */
export async function loadSession(
  runtime: Runtime,
  source: ModelSource,
  weights: Weights,
  device: RuntimeDevice,
): Promise<CausalModel> {
  const { path } = weights.graph;
  const file = path.slice(path.lastIndexOf('/') + 1);
  // The runtime finds the data beside a graph by itself; told to look, it would hang if it is not there.
  const model = await runtime.AutoModelForCausalLM.from_pretrained(source.folder, {
    local_files_only: true,
    device,
    dtype: weights.dtype,
    subfolder: path.slice(0, path.length - file.length).replace(/\/$/, ''),
    use_external_data_format: false,
  }).catch((error: unknown) => {
    throw loadError(source, weights, device, error);
  });
  if (!(model instanceof runtime.PreTrainedModel)) {
    throw new InternalError(`the runtime loaded ${source.name} as something else than a model`);
  }
  return model;
}

function loadError(
  source: ModelSource,
  weights: Weights,
  device: RuntimeDevice,
  error: unknown,
): IbertError {
  const problem = firstLine(error);
  if (NO_MEMORY.test(problem)) {
    return new IbertError('MODEL_MEMORY', `${source.name} does not fit into memory: ${problem}`, {
      hint: 'Close other programs, or choose a smaller model or number format (q8, q4).',
      cause: error,
    });
  }
  const [, data] = NO_DATA.exec(problem) ?? [];
  if (data !== undefined) return missingFile(source, relative(source.folder, data));
  if (NO_KERNEL.test(problem)) {
    return new IbertError(
      'MODEL_DTYPE',
      `${source.name} cannot be computed in ${weights.dtype} on ${device}: ${problem}`,
      { hint: 'Use another number format (q8, q4, fp32) or another device.', cause: error },
    );
  }
  if (/^Unsupported model type/i.test(problem)) {
    return new IbertError('MODEL_RUNTIME', `${source.name} cannot be run: ${problem}`, {
      hint: 'Choose a model that generates text, of an architecture transformers.js knows.',
      cause: error,
    });
  }
  if (device === 'cpu') return corrupt(source, weights.graph.path, problem);
  return new IbertError(
    'MODEL_DEVICE',
    `${join(source.folder, weights.graph.path)} does not load on ${device}: ${problem}`,
    { hint: 'Install the drivers of the device, or use device auto or cpu.', cause: error },
  );
}
