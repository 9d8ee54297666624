import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What a command left behind. */
export interface Finished {
  /** Exit status; null when a signal ended the process. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly finished: Promise<Finished>;
}

export interface Start {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The executable, when it is not the one in `bin/`. */
  readonly path?: string;
}

/** Starts one of the programs in `bin/`; standard input stays open until the caller ends it. */
export function start(name: string, args: readonly string[], options: Start = {}): Running {
  const path = options.path ?? resolve('bin', name);
  const child = spawn(path, args, {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: '1', ...options.env },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  // A program that ends before it has read all input closes the pipe.
  child.stdin.on('error', () => undefined);
  const finished = new Promise<Finished>((settle, fail) => {
    child.on('error', fail);
    child.on('close', (code) => settle({ code, out, err }));
  });
  return { child, finished };
}

/** Runs a program to its end on an input that is all there. */
export function run(
  name: string,
  args: readonly string[],
  { stdin = '', ...options }: Start & { readonly stdin?: string | Uint8Array } = {},
): Promise<Finished> {
  const { child, finished } = start(name, args, options);
  child.stdin.end(stdin);
  return finished;
}

/** Resolves after a time in milliseconds. */
export const sleep = (ms: number): Promise<void> =>
  new Promise((settle) => {
    setTimeout(settle, ms);
  });

/** No line of a message is a stack frame, and no defect was reported. */
export const STACK_TRACE = /^\s+at .*(\.js:\d+|node:)|internal error/m;
