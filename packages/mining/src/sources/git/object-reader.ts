import { IbertError } from '@ibert/core';
import { startGit } from './git-command.js';

/** What an object is. */
export interface ObjectInfo {
  readonly type: string;
  /** In bytes. */
  readonly size: number;
}

/** Reads objects of a repository by their ids; answers are undefined for those that are missing. */
export interface ObjectReader {
  /** Costs no reading of the content. */
  readonly info: (id: string) => Promise<ObjectInfo | undefined>;
  /** The whole content, in memory: ask for the size first. */
  readonly content: (id: string) => Promise<Buffer | undefined>;
  readonly close: () => void;
}

interface Answer {
  readonly info: ObjectInfo;
  readonly bytes: Buffer;
}

/** Two long-lived processes, started when first asked; questions may be asked ahead of answers. */
export function openObjectReader(
  environment: Record<string, string>,
  signal?: AbortSignal,
): ObjectReader {
  const checks = batch('--batch-check', environment, signal);
  const contents = batch('--batch', environment, signal);
  return {
    info: async (id) => (await checks.ask(id))?.info,
    content: async (id) => (await contents.ask(id))?.bytes,
    close: () => {
      checks.close();
      contents.close();
    },
  };
}

interface Batch {
  readonly ask: (id: string) => Promise<Answer | undefined>;
  readonly close: () => void;
}

function batch(
  mode: '--batch' | '--batch-check',
  environment: Record<string, string>,
  signal: AbortSignal | undefined,
): Batch {
  const waiting: {
    readonly resolve: (answer: Answer | undefined) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  const start = (): ReturnType<typeof startGit> => {
    const run = startGit(['cat-file', mode], environment, { signal });
    run.stdout.on(
      'data',
      answers(mode === '--batch', (answer) => waiting.shift()?.resolve(answer)),
    );
    run.ended.then(() => fail(new IbertError('GIT_FAILED', 'git cat-file ended early')), fail);
    return run;
  };
  let run: ReturnType<typeof startGit> | undefined;
  return {
    ask: (id) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        run ??= start();
        waiting.push({ resolve, reject });
        run.stdin.write(`${id}\n`);
      }),
    close: () => {
      run?.kill();
      fail(new IbertError('GIT_FAILED', 'the source is closed'));
    },
  };
}

/** Cuts the output of `git cat-file` into answers. */
function answers(
  withContent: boolean,
  take: (answer: Answer | undefined) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let info: ObjectInfo | undefined;

  /** The first bytes of what has come, taken away from it. */
  const cut = (bytes: number): Buffer => {
    const whole = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    const all = whole ?? Buffer.alloc(0);
    chunks = [all.subarray(bytes)];
    length -= bytes;
    return all.subarray(0, bytes);
  };

  /** One answer of what has come; false when more has to come first. */
  const step = (): boolean => {
    if (info === undefined) {
      const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      const end = all?.indexOf(10) ?? -1;
      if (all === undefined || end === -1) return false;
      chunks = [all];
      const [, type = '', size] = cut(end + 1)
        .toString()
        .trimEnd()
        .split(' ');
      if (size === undefined) {
        take(undefined);
        return true;
      }
      info = { type, size: Number(size) };
      if (!withContent) {
        take({ info, bytes: Buffer.alloc(0) });
        info = undefined;
        return true;
      }
    }
    // A line feed ends the content.
    if (length < info.size + 1) return false;
    const bytes = cut(info.size + 1).subarray(0, info.size);
    take({ info, bytes });
    info = undefined;
    return true;
  };

  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    while (length > 0 && step());
  };
}
