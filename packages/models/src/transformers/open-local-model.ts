import { IbertError, InternalError } from '@ibert/core';
import { findModel } from '../hub/find-model.js';
import { type ConcreteDtype, type Weights, weightsBytes } from '../hub/model-files.js';
import type { ModelSource } from '../hub/model-source.js';
import { cancelledError } from '../interruption.js';
import type { Dtype, ModelHost, ModelSettings } from '../model-settings.js';
import type { TextModel } from '../text-model.js';
import { availableMemory, checkMemory } from './available-memory.js';
import { checkFiles, type ModelConfig } from './check-files.js';
import { createDecoder } from './decoder.js';
import { devicesFor, dtypeFor, type RuntimeDevice } from './devices.js';
import { loadSession, loadTokenizer } from './load-session.js';
import { createLocalModel } from './local-model.js';
import { createPrefixCache } from './prefix-cache.js';
import { probeDevice } from './probe-device.js';
import { type CausalModel, loadRuntime, type Runtime } from './runtime.js';

/** A model whose files are on disk and look right. */
export interface FetchedModel {
  readonly name: string;
  readonly folder: string;
  readonly dtype: ConcreteDtype;
  /** Bytes of the weights. */
  readonly bytes: number;
}

/**
 * Downloads a model unless it is there, and loads nothing.
 *
 * @throws IbertError as {@link openLocalModel}, but for what loading may throw.
 */
export async function fetchModel(settings: ModelSettings, host: ModelHost): Promise<FetchedModel> {
  const asked = askedDtype(settings);
  const device = await usableDevice(settings, host);
  const source = await findModel(settings, host, usableDtypes(asked));
  const { weights } = await fetchFor(source, asked, device);
  return {
    name: source.name,
    folder: source.folder,
    dtype: weights.dtype,
    bytes: weightsBytes(weights),
  };
}

/** Opens a model that runs in this process. Its errors are those of `openModel`. */
export async function openLocalModel(settings: ModelSettings, host: ModelHost): Promise<TextModel> {
  const asked = askedDtype(settings);
  const device = await usableDevice(settings, host);
  const source = await findModel(settings, host, usableDtypes(asked));
  try {
    return await openOn(source, asked, device, host);
  } catch (error) {
    if (settings.device !== 'auto' || !isDeviceError(error)) throw error;
    host.say(`${error.message}; going on with cpu`);
    return openOn(source, asked, 'cpu', host);
  }
}

/** The first device that works; only `auto` has a second choice. */
async function usableDevice(settings: ModelSettings, host: ModelHost): Promise<RuntimeDevice> {
  const devices = devicesFor(settings.device, process);
  for (const [index, device] of devices.entries()) {
    const next = devices[index + 1];
    try {
      await probeDevice(device);
      if (settings.device === 'mps') host.say(`device mps: using ${device}`);
      return device;
    } catch (error) {
      if (next === undefined || !isDeviceError(error)) throw error;
      host.say(`${error.message}; going on with ${next}`);
    }
  }
  throw new InternalError(`no device was left to try for ${settings.device}`);
}

function usableDtypes(asked: Dtype): (there: ReadonlySet<ConcreteDtype>) => boolean {
  return (there) => (asked === 'auto' ? there.size > 0 : there.has(asked));
}

function isDeviceError(error: unknown): error is IbertError {
  return error instanceof IbertError && error.code === 'MODEL_DEVICE';
}

function askedDtype({ dtype, loadIn8bit }: ModelSettings): Dtype {
  if (loadIn8bit !== true || dtype === 'q8') return dtype;
  if (dtype === 'auto') return 'q8';
  throw new IbertError('MODEL_DTYPE', `load_in_8bit and dtype ${dtype} contradict each other`, {
    hint: 'Leave one of them out; load_in_8bit is the same as dtype q8.',
  });
}

async function fetchFor(
  source: ModelSource,
  asked: Dtype,
  device: RuntimeDevice,
): Promise<{ readonly weights: Weights; readonly config: ModelConfig }> {
  const dtype = dtypeFor(asked, device, source.name, new Set(source.weights.keys()));
  const weights = source.weights.get(dtype);
  if (weights === undefined) throw new InternalError(`weights in ${dtype} have gone`);
  await source.fetch(weights);
  return { weights, config: await checkFiles(source, weights) };
}

async function openOn(
  source: ModelSource,
  asked: Dtype,
  device: RuntimeDevice,
  host: ModelHost,
): Promise<TextModel> {
  const { weights, config } = await fetchFor(source, asked, device);
  const free = (host.availableMemory ?? availableMemory)();
  checkMemory(source.name, weightsBytes(weights), free);
  checkCancelled(host);
  const runtime = await loadRuntime();
  const tokenizer = await loadTokenizer(runtime, source, config.chatTemplate);
  const model = await loadSession(runtime, source, weights, device);
  const loaded = assemble(runtime, model, source, config, tokenizer, { device, weights });
  if (host.signal?.aborted === true) {
    await loaded.close();
    throw cancelledError();
  }
  return loaded;
}

function checkCancelled({ signal }: ModelHost): void {
  if (signal?.aborted === true) throw cancelledError();
}

function assemble(
  runtime: Runtime,
  model: CausalModel,
  source: ModelSource,
  config: ModelConfig,
  tokenizer: Awaited<ReturnType<typeof loadTokenizer>>,
  { device, weights }: { readonly device: RuntimeDevice; readonly weights: Weights },
): TextModel {
  const decoder = createDecoder(runtime, model);
  const own: unknown = tokenizer.eos_token_id;
  return createLocalModel({
    name: source.name,
    device,
    dtype: weights.dtype,
    tokenizer,
    decoder,
    prefixes: createPrefixCache(decoder),
    config,
    endTokens: new Set([...config.endTokens, ...(typeof own === 'number' ? [own] : [])]),
    decode: (tokens) =>
      tokenizer.decode([...tokens], {
        skip_special_tokens: true,
        clean_up_tokenization_spaces: false,
      }),
  });
}
