import { inputName, openInput } from '@ibert/core/files';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { answerBatch, type BatchSpec } from './batch.js';

/** Answers the requests of a file, or of standard input, until there are no more or Ctrl-C. */
export async function runBatch(io: Io, file: string, spec: BatchSpec): Promise<ExitCode> {
  const source = file === '-' ? io.stdin() : openInput(file);
  const stopped = new Promise<undefined>((resolve) => {
    io.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const answers = answerBatch(source, inputName(file), spec);
  for (;;) {
    const next = await Promise.race([answers.next(), stopped]);
    if (next === undefined) process.exit(EXIT.interrupted);
    if (next.done === true) return EXIT.done;
    await io.write(next.value);
  }
}
