import { errorText } from './error-text.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, processIo } from './io.js';

/** Runs a command on the arguments and streams of this process and sets its exit status. */
export async function runProcess(
  run: (args: readonly string[], io: Io) => Promise<ExitCode>,
): Promise<void> {
  process.on('uncaughtException', (error) => {
    process.stderr.write(errorText(error));
    process.exit(EXIT.failed);
  });
  process.exitCode = await run(process.argv.slice(2), processIo());
}
