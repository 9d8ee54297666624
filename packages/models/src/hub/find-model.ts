import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { IbertError } from '@ibert/core';
import { cancelledError } from '../interruption.js';
import { isHubName, onnxExportOf } from '../model-names.js';
import type { ModelHost, ModelSettings } from '../model-settings.js';
import { cachedSource, type HubModel, noteCommit, snapshotFolder } from './hub-cache.js';
import { downloadFiles, megabytes } from './hub-download.js';
import { type HubEnvironment, hubEnvironment } from './hub-environment.js';
import { WITHOUT_HUB } from './hub-request.js';
import { folderSource } from './local-folder.js';
import {
  type ConcreteDtype,
  OPTIONAL_FILES,
  REQUIRED_FILES,
  type Weights,
  weightsAmong,
  weightsBytes,
} from './model-files.js';
import type { ModelSource } from './model-source.js';

/**
 * Finds a model: a folder first, then the hub's cache, then the hub.
 *
 * @param usable whether weights that are cached will do; else the hub is asked for others.
 * @throws IbertError `MODEL_NOT_FOUND`, `MODEL_OFFLINE`, `MODEL_DOWNLOAD`, `MODEL_SETTINGS`.
 */
export async function findModel(
  settings: ModelSettings,
  host: ModelHost,
  usable: (dtypes: ReadonlySet<ConcreteDtype>) => boolean,
): Promise<ModelSource> {
  const folder = await existingFolder(settings.model);
  if (folder !== undefined) return folderSource(settings.model, folder);
  if (looksLikePath(settings.model)) throw noFolder(settings.model);
  const name = onnxExportOf(settings.model);
  if (name !== settings.model) host.say(`${settings.model}: using its ONNX export ${name}`);
  const model: HubModel = { name, revision: settings.revision ?? 'main' };
  const hub = hubEnvironment(host.env, settings.cacheDir);
  const cached = await cachedSource(hub.cacheDir, model);
  if (cached !== undefined && usable(new Set(cached.weights.keys()))) return cached;
  if (hub.offline) throw offline(hub, model, cached);
  return hubSource(hub, model, host);
}

async function existingFolder(model: string): Promise<string | undefined> {
  const path = resolve(model.startsWith('~/') ? join(homedir(), model.slice(2)) : model);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) throw notAFolder(model);
  return found?.isDirectory() === true ? path : undefined;
}

function looksLikePath(model: string): boolean {
  return isAbsolute(model) || /^[.~]/.test(model) || !isHubName(model);
}

function noFolder(model: string): IbertError {
  return new IbertError('MODEL_NOT_FOUND', `there is no folder ${model}`, {
    hint: 'Give a folder with config.json, tokenizer.json and onnx/, or a hub name like onnx-community/Qwen2.5-Coder-1.5B-Instruct.',
  });
}

function notAFolder(model: string): IbertError {
  return new IbertError('MODEL_NOT_FOUND', `${model} is a file, not the folder of a model`, {
    hint: 'Give the folder that holds config.json and tokenizer.json.',
  });
}

function offline(
  hub: HubEnvironment,
  model: HubModel,
  cached: ModelSource | undefined,
): IbertError {
  const there = cached === undefined ? [] : [...cached.weights.keys()];
  const found =
    there.length === 0 ? '' : ` in the number format asked for, only in ${there.join(', ')}`;
  return new IbertError(
    'MODEL_OFFLINE',
    `${model.name} (${model.revision}) is not in ${hub.cacheDir}${found}, and HF_HUB_OFFLINE forbids to download it`,
    { hint: `Unset HF_HUB_OFFLINE once to download it. ${WITHOUT_HUB}` },
  );
}

async function hubSource(
  hub: HubEnvironment,
  model: HubModel,
  host: ModelHost,
): Promise<ModelSource> {
  const { listHubModel } = await import('./hub-listing.js');
  const signal = cancellationOf(host);
  const { commit, files } = await listHubModel(hub, model, signal);
  const folder = snapshotFolder(hub.cacheDir, model, commit);
  async function fetchFiles(weights: Weights): Promise<void> {
    const names = new Set<string>([...REQUIRED_FILES, ...OPTIONAL_FILES]);
    const wanted = [...files.filter(({ path }) => names.has(path)), ...weights.data, weights.graph];
    host.say(
      `downloading ${model.name} (${weights.dtype}, ${megabytes(weightsBytes(weights))}) to ${hub.cacheDir}`,
    );
    const from = `${hub.endpoint}/${model.name}/resolve/${commit}`;
    await downloadFiles(
      { hub, from, folder, signal, progress: host.progress ?? (() => {}) },
      wanted,
    );
    await noteCommit(hub.cacheDir, model, commit);
  }
  return { name: model.name, folder, files, weights: weightsAmong(files), fetch: fetchFiles };
}

/** The host's signal, with an error of ours as its reason. */
function cancellationOf({ signal }: ModelHost): AbortSignal {
  const controller = new AbortController();
  const cancel = (): void => controller.abort(cancelledError());
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  return controller.signal;
}
