import { type ChildProcess, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { IbertError } from '@ibert/core';

/** How git finds what it reads, given as its environment. */
export type GitEnvironment = Readonly<Record<string, string>>;

/**
 * Variables of the user that git needs to start; all others stay outside, above all `GIT_*`, which
 * can name other repositories, files to write and programs to run.
 */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'PATHEXT'];

/**
 * The environment of commands that read objects. No configuration but the repository's own is read,
 * no program is asked, nothing is fetched: with no transport allowed, not even what a partial clone
 * would fetch on its own.
 */
export function readingEnvironment(more: GitEnvironment = {}): Record<string, string> {
  const kept = KEPT.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: devNull,
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    ...more,
  };
}

/** Settings that no repository may change. */
export const FIXED_SETTINGS = [
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  'core.commitGraph=false',
  'core.attributesFile=',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  // Nothing that a repository's configuration says is followed, so whose it is does not matter.
  'safe.directory=*',
] as const;

export interface GitRun {
  readonly child: ChildProcess;
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles when it has ended; fails when it could not start, was killed or did not end with 0. */
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly cwd?: string | undefined;
}

/** Starts git. What it says on standard error becomes the message of the error. */
export function startGit(
  args: readonly string[],
  environment: Record<string, string>,
  { signal, cwd }: RunOptions = {},
): GitRun {
  const settings = FIXED_SETTINGS.flatMap((setting) => ['-c', setting]);
  const child = spawn('git', ['--no-pager', ...settings, ...args], {
    env: environment,
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  let said = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    said = `${said}${text}`.slice(-MOST_SAID);
  });
  let killed = false;
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (error) => {
      reject(signal?.aborted === true ? abortReason(signal) : startError(error));
    });
    child.on('close', (code, by) => {
      if (code === 0 || killed) resolve();
      else reject(gitError(args[0] ?? '', said, by));
    });
  });
  // Whoever reads the output learns of a failure there; waiting for the end as well is a choice.
  ended.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  return {
    child,
    stdin: child.stdin,
    stdout: child.stdout,
    ended,
    kill: () => {
      killed = true;
      child.kill('SIGKILL');
    },
  };
}

const MOST_SAID = 4000;

/** Most milliseconds of a command that only looks something up. */
const LOOK_UP_MS = 60_000;

/** The whole output of a short command. */
export async function gitOutput(
  args: readonly string[],
  environment: Record<string, string>,
  { signal, cwd }: RunOptions = {},
): Promise<string> {
  const limit = AbortSignal.timeout(LOOK_UP_MS);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  const run = startGit(args, environment, { signal: either, cwd });
  run.stdin.end();
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of run.stdout) chunks.push(chunk as Buffer);
    await run.ended;
  } catch (error) {
    signal?.throwIfAborted();
    if (!limit.aborted) throw error;
    throw new IbertError('GIT_FAILED', `git ${args[0]}: no answer in ${LOOK_UP_MS / 1000} seconds`);
  }
  return Buffer.concat(chunks).toString();
}

const abortReason = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error('aborted');

function startError(error: Error): IbertError {
  return new IbertError('GIT_MISSING', `cannot start git: ${error.message}`, {
    hint: 'Install git, and check that it is on the PATH.',
    cause: error,
  });
}

function gitError(command: string, said: string, by: NodeJS.Signals | null): IbertError {
  const problem = by === null ? lastLine(said) : `ended by ${by}`;
  return new IbertError('GIT_FAILED', `git ${command}: ${problem}`);
}

/** The last thing that git said, without its label and without credentials. */
export function lastLine(said: string): string {
  const lines = said.split(/[\r\n]+/).map((line) => line.trim());
  const labelled = lines.filter((line) => /^(fatal|error|remote): /.test(line));
  const line = labelled.at(-1) ?? lines.findLast((text) => text !== '') ?? 'no reason given';
  return withoutCredentials(line.replace(/^(fatal|error): /, ''));
}

/** A text in which URLs have no user and no password. */
export const withoutCredentials = (text: string): string =>
  text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s'"@]+(?:@[^/\s'"@]+)*@/gi, '$1');
