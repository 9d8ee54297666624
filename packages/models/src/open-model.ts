import { IbertError } from '@ibert/core';
import {
  DEVICES,
  DTYPES,
  PROVIDERS,
  type ModelHost,
  type ModelSettings,
} from './model-settings.js';
import type { TextModel } from './text-model.js';
import type { FetchedModel } from './transformers/open-local-model.js';

/**
 * Opens a model: finds its files or its server, checks them and loads what has to be loaded.
 * Nothing of a provider is imported before it is asked for.
 *
 * @throws IbertError `MODEL_SETTINGS`, `MODEL_NOT_FOUND`, `MODEL_OFFLINE`, `MODEL_INCOMPLETE`,
 *   `MODEL_CORRUPT`, `MODEL_DOWNLOAD`, `MODEL_DTYPE`, `MODEL_DEVICE`, `MODEL_MEMORY`,
 *   `MODEL_RUNTIME`, `SERVER_KEY`, `SERVER_ADDRESS`.
 */
export async function openModel(settings: ModelSettings, host: ModelHost): Promise<TextModel> {
  checkSettings(settings);
  if (settings.provider === 'openai') {
    const { openServerModel } = await import('./openai/server-model.js');
    return openServerModel(settings, host);
  }
  const { openLocalModel } = await import('./transformers/open-local-model.js');
  return openLocalModel(settings, host);
}

function checkSettings(settings: ModelSettings): void {
  checkOneOf('provider', settings.provider, PROVIDERS);
  checkOneOf('device', settings.device, DEVICES);
  checkOneOf('dtype', settings.dtype, DTYPES);
  if (settings.model.trim() !== '') return;
  throw new IbertError('MODEL_SETTINGS', 'the name of the model is empty', {
    hint: 'Give a hub name, a folder or the name your server uses.',
  });
}

function checkOneOf(what: string, value: string, values: readonly string[]): void {
  if (values.includes(value)) return;
  throw new IbertError('MODEL_SETTINGS', `${what} ${JSON.stringify(value)} is not known`, {
    hint: `Use one of ${values.join(', ')}.`,
  });
}

/**
 * Downloads a local model unless it is there already, and loads nothing.
 *
 * @throws IbertError as {@link openModel}; `MODEL_SETTINGS` for a server's model.
 */
export async function fetchModel(settings: ModelSettings, host: ModelHost): Promise<FetchedModel> {
  checkSettings(settings);
  if (settings.provider === 'openai') {
    throw new IbertError('MODEL_SETTINGS', 'a model behind a server cannot be downloaded', {
      hint: 'Use provider transformers, or fetch the model with the tools of the server.',
    });
  }
  const local = await import('./transformers/open-local-model.js');
  return local.fetchModel(settings, host);
}
