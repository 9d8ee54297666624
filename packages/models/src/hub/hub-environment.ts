import { homedir } from 'node:os';
import { join } from 'node:path';
import { IbertError } from '@ibert/core';

type Environment = Readonly<Record<string, string | undefined>>;

/** The hub as the environment sets it, with the variables the hub's own tools use. */
export interface HubEnvironment {
  /** Address without a slash at the end. */
  readonly endpoint: string;
  readonly token: string | undefined;
  readonly offline: boolean;
  /** Milliseconds without a byte after which a download has failed. */
  readonly timeoutMs: number;
  /** The folder of `models--owner--name`. */
  readonly cacheDir: string;
}

const ENDPOINT = 'https://huggingface.co';
const DEFAULT_TIMEOUT_S = 10;
const TRUE_WORDS: ReadonlySet<string> = new Set(['1', 'on', 'yes', 'true']);

/**
 * Reads `HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE`, `HF_HUB_DOWNLOAD_TIMEOUT` (seconds),
 * `HF_HUB_CACHE`, `HF_HOME` and `XDG_CACHE_HOME`.
 *
 * @throws IbertError `MODEL_SETTINGS` for a value that cannot be used.
 */
export function hubEnvironment(env: Environment, cacheDir: string | undefined): HubEnvironment {
  return {
    endpoint: endpointOf(given(env, 'HF_ENDPOINT') ?? ENDPOINT),
    token: given(env, 'HF_TOKEN'),
    offline: TRUE_WORDS.has((given(env, 'HF_HUB_OFFLINE') ?? '').toLowerCase()),
    timeoutMs: timeoutOf(given(env, 'HF_HUB_DOWNLOAD_TIMEOUT')),
    cacheDir: cacheDir ?? given(env, 'HF_HUB_CACHE') ?? join(homeOf(env), 'hub'),
  };
}

function homeOf(env: Environment): string {
  const caches = given(env, 'XDG_CACHE_HOME') ?? join(homedir(), '.cache');
  return given(env, 'HF_HOME') ?? join(caches, 'huggingface');
}

function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function endpointOf(text: string): string {
  if (/^https?:/.test(text) && URL.canParse(text)) return text.replace(/\/+$/, '');
  throw new IbertError('MODEL_SETTINGS', `HF_ENDPOINT is ${JSON.stringify(text)}`, {
    hint: `Set it to an address like ${ENDPOINT}, or unset it.`,
  });
}

function timeoutOf(text: string | undefined): number {
  const seconds = text === undefined ? DEFAULT_TIMEOUT_S : Number(text);
  if (seconds > 0 && Number.isFinite(seconds)) return seconds * 1000;
  throw new IbertError('MODEL_SETTINGS', `HF_HUB_DOWNLOAD_TIMEOUT is ${JSON.stringify(text)}`, {
    hint: 'Set it to a number of seconds above 0, or unset it.',
  });
}
