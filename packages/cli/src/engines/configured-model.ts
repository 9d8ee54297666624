import { IbertError } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import type { ModelHost, ModelSettings, TextModel } from '@ibert/models';
import type { Io } from '../io.js';

/** The model that the settings name, ready to answer. */
export async function openConfiguredModel(config: Config, io: Io): Promise<TextModel> {
  const { openModel } = await import('@ibert/models');
  const model = await openModel(modelSettings(config), await modelHost(io));
  const { name, device, dtype } = model;
  io.say(`model: ${name} on ${device}${dtype === undefined ? '' : ` in ${dtype}`}\n`);
  return model;
}

/** Whether the model of the settings could answer without a download. */
export async function hasModel(config: Config, io: Io): Promise<boolean> {
  const settings = modelSettings(config);
  if (settings.provider === 'openai') return settings.baseUrl !== undefined;
  const { fetchModel } = await import('@ibert/models');
  const env = { ...io.env, HF_HUB_OFFLINE: '1' };
  try {
    await fetchModel(settings, { say: () => undefined, env, signal: io.signal });
    return true;
  } catch (error) {
    if (error instanceof IbertError) return false;
    throw error;
  }
}

/** The settings of the model as `@ibert/models` takes them; it checks the names. */
export function modelSettings({ model }: Config): ModelSettings {
  return {
    provider: model.provider as ModelSettings['provider'],
    model: model.model_name,
    revision: model.revision,
    device: model.device as ModelSettings['device'],
    dtype: model.dtype as ModelSettings['dtype'],
    loadIn8bit: model.load_in_8bit,
    cacheDir: model.cache_dir === '' ? undefined : model.cache_dir,
    baseUrl: model.base_url === '' ? undefined : model.base_url,
  };
}

/** Tells of downloads in steps of a tenth of each file. */
export async function modelHost(io: Io): Promise<ModelHost> {
  const { withDotEnv } = await import('@ibert/models');
  const told = new Map<string, number>();
  return {
    say: (text) => io.say(text.endsWith('\n') ? text : `${text}\n`),
    env: await withDotEnv(process.cwd(), io.env),
    signal: io.signal,
    progress: ({ file, loaded, total }) => {
      if (total === undefined || total === 0) return;
      const tenth = Math.floor((loaded / total) * 10);
      if (tenth <= (told.get(file) ?? -1)) return;
      told.set(file, tenth);
      io.say(`download ${file}: ${tenth * 10}% of ${Math.ceil(total / 1024 ** 2)} MB\n`);
    },
  };
}
