import { existsSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { clip } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import { IBIS_VERSION, VERSION } from '@ibert/dataset/versions';
import { hasModel } from '../engines/configured-model.js';
import type { EngineFlags } from '../engines/engine-flags.js';
import type { Io } from '../io.js';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  /** `open`: not there, and nothing needs it. */
  readonly state: 'good' | 'open' | 'bad';
  readonly found: string;
  /** What to do. */
  readonly hint?: string;
}

/** The lowest version of Node that is tested. */
const LEAST_NODE: readonly [number, number] = [20, 19];

/** Looks at everything that the commands stand on. */
export async function examine(
  io: Io,
  config: Config,
  flags: Partial<EngineFlags>,
): Promise<readonly Finding[]> {
  return [
    { what: 'iBERT', state: 'good', found: `${VERSION}, for Ibis ${IBIS_VERSION}` },
    nodeFinding(),
    memoryFinding(),
    settingsFinding(io, flags),
    bundleFinding(),
    await duckdbFinding(),
    await runtimeFinding(),
    await modelFinding(io, config),
    { what: 'device', state: 'good', found: deviceText(config) },
    { what: 'cache', state: 'good', found: cacheText(io, config) },
    serverFinding(io, config),
  ];
}

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  const ok = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  const found = `${process.versions.node} on ${process.platform} ${process.arch}`;
  return ok
    ? { what: 'node', state: 'good', found }
    : {
        what: 'node',
        state: 'bad',
        found,
        hint: `Install Node ${LEAST_NODE.join('.')} or newer.`,
      };
}

function memoryFinding(): Finding {
  const gigabytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1);
  const found = `${gigabytes(freemem())} of ${gigabytes(totalmem())} GB free, ${availableParallelism()} processors`;
  return { what: 'memory', state: 'good', found };
}

function settingsFinding(io: Io, flags: Partial<EngineFlags>): Finding {
  const named = flags.config ?? (io.env['IBERT_CONFIG'] || undefined);
  const file = named ?? (existsSync('config.yaml') ? 'config.yaml' : undefined);
  return file === undefined
    ? { what: 'settings', state: 'good', found: 'defaults; no config.yaml here' }
    : { what: 'settings', state: 'good', found: file };
}

function bundleFinding(): Finding {
  const bundle = fileURLToPath(new URL('../bundle/ibert-to-sql.js', import.meta.url));
  const alone = fileURLToPath(new URL('ibert-to-sql.js', import.meta.url));
  return existsSync(bundle) || existsSync(alone)
    ? { what: 'bundles', state: 'good', found: 'built' }
    : {
        what: 'bundles',
        state: 'open',
        found: 'not built; commands start slower',
        hint: 'Run: npx --yes rust-just build',
      };
}

const duckdbFinding = (): Promise<Finding> =>
  loading('duckdb', async () => {
    const { DUCKDB_VERSION } = await import('@ibert/dataset/versions');
    await import('@ibert/validation');
    return `${DUCKDB_VERSION}; runs programs, examples and proofs`;
  });

const runtimeFinding = (): Promise<Finding> =>
  loading('onnx', async () => {
    const { runtimeVersion } = await import('@ibert/models');
    return await runtimeVersion();
  });

async function loading(what: string, load: () => Promise<string>): Promise<Finding> {
  try {
    return { what, state: 'good', found: await load() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      what,
      state: 'bad',
      found: clip(message, 200),
      hint: 'Install the dependencies again: npx --yes rust-just setup',
    };
  }
}

async function modelFinding(io: Io, config: Config): Promise<Finding> {
  const { model_name: name, provider } = config.model;
  if (provider === 'openai') return { what: 'model', state: 'good', found: `${name} of a server` };
  return (await hasModel(config, io))
    ? { what: 'model', state: 'good', found: `${name} is here` }
    : {
        what: 'model',
        state: 'open',
        found: `${name} is not here; the compiler engine answers`,
        hint: 'Fetch it: ibert download-model',
      };
}

const deviceText = ({ model: { device, dtype } }: Config): string =>
  `${device}${dtype === 'auto' ? '' : `, ${dtype}`}`;

const cacheText = (io: Io, { model }: Config): string =>
  model.cache_dir !== '' ? model.cache_dir : (io.env['HF_HOME'] ?? '~/.cache/huggingface');

function serverFinding(io: Io, { model }: Config): Finding {
  const key = ['IBERT_API_KEY', 'OPENAI_API_KEY'].find((name) => (io.env[name] ?? '') !== '');
  const found = model.base_url === '' ? 'none named' : model.base_url;
  const keyText = key === undefined ? 'no key' : `key from ${key}`;
  return { what: 'server', state: 'open', found: `${found}; ${keyText}` };
}
