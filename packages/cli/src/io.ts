import { type ByteSource, openInput } from '@ibert/core/files';

/** What a command may use of the process it runs in. */
export interface Io {
  /** The bytes of standard input; nothing is opened before the first call. */
  readonly stdin: () => ByteSource;
  /** Whether nobody but a person at a keyboard would give standard input. */
  readonly stdinIsTty: boolean;
  /** Writes data to standard output; resolves once more may be written. */
  readonly write: (text: string) => Promise<void>;
  /** Writes a message to standard error. */
  readonly say: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal that standard output is, if it is one. */
  readonly columns: number | undefined;
  /** Ends when the user interrupts the command. */
  readonly signal: AbortSignal;
}

/**
 * The real process. The first Ctrl-C asks the command to stop in order, the second one ends it at
 * once. A reader that closes the pipe early ends the command without complaint.
 */
export function processIo(): Io {
  const interruption = new AbortController();
  const interrupt = (): void => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  return {
    stdin: () => openInput('-'),
    stdinIsTty: process.stdin.isTTY === true,
    write: (text) =>
      new Promise((resolve) => {
        if (process.stdout.write(text)) resolve();
        else process.stdout.once('drain', resolve);
      }),
    say: (text) => void process.stderr.write(text),
    env: process.env,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    signal: interruption.signal,
  };
}
