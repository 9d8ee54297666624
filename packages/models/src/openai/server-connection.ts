import { IbertError } from '@ibert/core';
import {
  DEFAULT_SERVER_TIMEOUTS,
  type ModelHost,
  type ModelSettings,
  type ServerTimeouts,
} from '../model-settings.js';

/** How to reach a server. The key is in here and must leave it in a request's head only. */
export interface ServerConnection {
  /** The address of chat completions. */
  readonly url: string;
  /** The server for messages: protocol, host, port. */
  readonly address: string;
  readonly key: string | undefined;
  readonly timeouts: ServerTimeouts;
  say(text: string): void;
}

const DEFAULT_BASE_URL = 'https://api.openai.com/v1';
const KEYS = ['IBERT_API_KEY', 'OPENAI_API_KEY'] as const;

/**
 * Reads where the server is and the key from the settings and the environment (`OPENAI_BASE_URL`,
 * `IBERT_API_KEY`, `OPENAI_API_KEY`).
 *
 * @throws IbertError `SERVER_ADDRESS`, `SERVER_KEY`.
 */
export function serverConnection(
  { baseUrl, timeouts }: ModelSettings,
  host: ModelHost,
): ServerConnection {
  const base = baseUrl ?? given(host.env['OPENAI_BASE_URL']) ?? DEFAULT_BASE_URL;
  const { origin } = addressOf(base);
  const key = KEYS.map((name) => given(host.env[name])).find((value) => value !== undefined);
  if (key === undefined && base === DEFAULT_BASE_URL) throw noKey();
  // A key that no HTTP head can carry would come back in the words of an error.
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) throw badKey();
  return {
    url: `${base.replace(/\/+$/, '')}/chat/completions`,
    address: origin,
    key,
    timeouts: { ...DEFAULT_SERVER_TIMEOUTS, ...timeouts },
    say: (text) => host.say(text),
  };
}

function given(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === '' ? undefined : text;
}

function addressOf(base: string): URL {
  const url = /^https?:/.test(base) && URL.canParse(base) ? new URL(base) : undefined;
  // The text may hold a password, so a message shows none of it.
  if (url === undefined) throw badAddress('is not an http or https address');
  if (url.username !== '' || url.password !== '') throw badAddress('holds a user or a password');
  if (url.search !== '' || url.hash !== '') throw badAddress('has a ? or # part');
  return url;
}

function badAddress(problem: string): IbertError {
  return new IbertError('SERVER_ADDRESS', `the base URL of the server ${problem}`, {
    hint: 'Give an address like http://localhost:11434/v1; the key goes into OPENAI_API_KEY.',
  });
}

function noKey(): IbertError {
  return new IbertError('SERVER_KEY', `there is no key for ${DEFAULT_BASE_URL}`, {
    hint: 'Set OPENAI_API_KEY in the environment or in .env, or give the base URL of your own server.',
  });
}

function badKey(): IbertError {
  return new IbertError('SERVER_KEY', 'the key holds spaces or characters a key cannot have', {
    hint: `Check ${KEYS.join(' and ')} in the environment and in .env.`,
  });
}

/** The text without the key, however a server or a library came to quote it. */
export function withoutKey(text: string, key: string | undefined): string {
  return key === undefined ? text : text.replaceAll(key, '***');
}
