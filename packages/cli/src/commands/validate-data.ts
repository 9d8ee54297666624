import { groupThousands, plural } from '@ibert/core';
import { startProgress } from '@ibert/core/progress';
import { revalidate, type RecordCheck } from '@ibert/dataset';
import type { Command } from 'commander';
import type { CommandSpec } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import { wholeNumber } from '../option-values.js';
import { BASE_FILE, baseDataset } from '../paths.js';
import { addProvingFlags, type SettingFlags, settings } from '../settings.js';

interface Options extends SettingFlags {
  readonly limit?: number;
  readonly json?: true;
}

type Failure = Extract<RecordCheck, { ok: false }>;

const NOTES = `
Another --seed than that of the generation proves the records on other rows.
Exit status: 0 all proven, 1 some failed, 2 wrong usage, 130 interrupted.`;

/** `validate-data [file]`: proves the records of a file again. */
export const validateData: CommandSpec = {
  name: 'validate-data',
  configure(program: Command) {
    program
      .description('Prove every record of a file again: both sides run on fixture databases.')
      .argument(
        '[file]',
        `file of records; - for standard input (default: ${BASE_FILE} of the data)`,
      )
      .option('--limit <n>', 'Only the first n lines.', wholeNumber)
      .option('--json', 'Print the report as one JSON object.');
    addProvingFlags(program);
    program.addHelpText('after', NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const file = program.args[0] ?? baseDataset(config);
    const progress = startProgress({
      label: 'validate',
      quiet: config.log_level === 'warning' || config.log_level === 'error',
    });
    const failures: Failure[] = [];
    let proven = 0;
    try {
      const checks = revalidate({
        file,
        limit: options.limit,
        seed: config.seed,
        jobs: config.jobs,
        timeoutMs: config.validation.timeout_ms,
        memoryMb: config.validation.memory_limit_mb,
        signal: io.signal,
      });
      for await (const check of checks) {
        progress.add(check.ok ? 'kept' : 'rejected');
        if (check.ok) proven += 1;
        else failures.push(check);
      }
    } finally {
      progress.finish();
    }
    if (io.signal.aborted) return EXIT.interrupted;
    return await tell(io, file, proven, failures, options);
  },
};

async function tell(
  io: Io,
  file: string,
  proven: number,
  failures: readonly Failure[],
  { json }: Options,
): Promise<ExitCode> {
  const records = proven + failures.length;
  const ok = failures.length === 0;
  if (json === true) {
    await io.write(`${JSON.stringify({ ok, file, records, proven, failures })}\n`);
  } else {
    for (const { line, id, reason, error } of failures) {
      await io.write(
        `${file}:${line}: ${reason}: ${error}${id === null ? '' : ` (record ${id})`}\n`,
      );
    }
    await io.write(`${groupThousands(proven)} of ${plural(records, 'record')} proven\n`);
  }
  return ok ? EXIT.done : EXIT.failed;
}
