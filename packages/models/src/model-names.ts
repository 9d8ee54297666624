import { IbertError } from '@ibert/core';

/**
 * Repositories with PyTorch weights and the repository that holds their ONNX export. Keys are in
 * lower case; a repository with its own `onnx/` folder maps to itself.
 */
const ONNX_EXPORTS: Readonly<Record<string, string>> = {
  'qwen/qwen2.5-coder-0.5b-instruct': 'onnx-community/Qwen2.5-Coder-0.5B-Instruct',
  'qwen/qwen2.5-coder-1.5b-instruct': 'onnx-community/Qwen2.5-Coder-1.5B-Instruct',
  'qwen/qwen2.5-coder-3b-instruct': 'onnx-community/Qwen2.5-Coder-3B-Instruct',
  'qwen/qwen2.5-0.5b-instruct': 'onnx-community/Qwen2.5-0.5B-Instruct',
  'qwen/qwen2.5-1.5b-instruct': 'onnx-community/Qwen2.5-1.5B-Instruct',
  'qwen/qwen3-0.6b': 'onnx-community/Qwen3-0.6B-ONNX',
  'qwen/qwen3-1.7b': 'onnx-community/Qwen3-1.7B-ONNX',
  'meta-llama/llama-3.2-1b-instruct': 'onnx-community/Llama-3.2-1B-Instruct-ONNX',
  'meta-llama/llama-3.2-3b-instruct': 'onnx-community/Llama-3.2-3B-Instruct-ONNX',
  'huggingfacetb/smollm2-135m-instruct': 'HuggingFaceTB/SmolLM2-135M-Instruct',
  'huggingfacetb/smollm2-360m-instruct': 'HuggingFaceTB/SmolLM2-360M-Instruct',
  'huggingfacetb/smollm2-1.7b-instruct': 'HuggingFaceTB/SmolLM2-1.7B-Instruct',
};

/** Organisations that publish PyTorch weights only: their names need an export in the table. */
const WITHOUT_ONNX: ReadonlySet<string> = new Set([
  'qwen',
  'meta-llama',
  'deepseek-ai',
  'mistralai',
]);

const HUB_NAME = /^[\w][\w.-]*\/[\w][\w.-]*$/;

/** Whether the text is `owner/name` as the hub allows it. */
export function isHubName(model: string): boolean {
  return HUB_NAME.test(model) && !model.includes('..') && !model.includes('--');
}

/**
 * The hub repository that holds the ONNX weights of a model: the name itself unless the table
 * knows a better one.
 *
 * @throws IbertError `MODEL_NOT_FOUND` for a name the hub could not have, and for a model of an
 *   organisation that publishes no ONNX weights and of which no export is known.
 */
export function onnxExportOf(model: string): string {
  if (!isHubName(model)) {
    throw new IbertError('MODEL_NOT_FOUND', `${model} is neither a folder nor a hub name`, {
      hint: 'Give a folder that exists, or a name like onnx-community/Qwen2.5-Coder-1.5B-Instruct.',
    });
  }
  const known = ONNX_EXPORTS[model.toLowerCase()];
  if (known !== undefined) return known;
  const [owner = ''] = model.split('/');
  if (!WITHOUT_ONNX.has(owner.toLowerCase())) return model;
  throw new IbertError('MODEL_NOT_FOUND', `no ONNX export of ${model} is known`, {
    hint: `${owner} publishes no ONNX weights. Name a repository that does (onnx-community/…), or a folder with your own export. Known: ${knownNames()}.`,
  });
}

function knownNames(): string {
  return [...new Set(Object.values(ONNX_EXPORTS))].join(', ');
}
