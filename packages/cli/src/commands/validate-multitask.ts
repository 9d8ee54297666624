import { groupThousands, IbertError, plural } from '@ibert/core';
import type { Config } from '@ibert/core/config';
import { type Progress, startProgress } from '@ibert/core/progress';
import { type Task, TASKS } from '@ibert/core/records';
import { type RecordCheck, revalidate } from '@ibert/dataset';
import { type Command, Option } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import { wholeNumber } from '../option-values.js';
import { addOracleFlags, type OracleFlags, oraclePython } from '../oracle-flags.js';
import { taskFile } from '../paths.js';
import { addProvingFlags, type SettingFlags, settings } from '../settings.js';

interface Options extends SettingFlags, OracleFlags {
  readonly task?: Task;
  readonly input?: readonly string[];
  readonly limit?: number;
  readonly verbose?: true;
  readonly stopOnError?: true;
  readonly json?: true;
}

/** What proving one file again gave. */
interface FileReport {
  readonly file: string;
  records: number;
  proven: number;
  readonly failures: Extract<RecordCheck, { ok: false }>[];
}

const NOTES = `
Another --seed than that of the generation proves the records on other rows.
Exit status: 0 all proven, 1 some failed, 2 wrong usage, 130 interrupted.`;

/** `validate-multitask`: proves records of any task again, from scratch. */
export const validateMultitask: CommandSpec = {
  name: 'validate-multitask',
  configure(program: Command) {
    program
      .description('Prove records of any task again, from scratch and on fresh fixtures.')
      .addOption(new Option('--task <task>', 'Only this task.').choices(TASKS))
      .option('--input <file...>', 'Files of records (default: those of generate-multitask).')
      .option('--limit <n>', 'Only the first n lines of each file.', wholeNumber)
      .option('--verbose', 'Also name every proven record.')
      .option('--stop-on-error', 'End at the first failure.')
      .option('--json', 'Print the report as one JSON object.');
    addOracleFlags(program);
    addProvingFlags(program);
    program.addHelpText('after', NOTES);
  },
  async run(io, program) {
    const options = program.opts<Options>();
    const config = await settings(io, options);
    const python = oraclePython(io, options);
    const reports: FileReport[] = [];
    for (const file of filesOf(options, config)) {
      const report: FileReport = { file, records: 0, proven: 0, failures: [] };
      reports.push(report);
      await proveFile(io, config, options, python, report);
      if (io.signal.aborted) return EXIT.interrupted;
      if (options.stopOnError === true && report.failures.length > 0) break;
    }
    const ok = reports.every(({ failures }) => failures.length === 0);
    if (options.json === true) {
      await io.write(`${JSON.stringify({ ok, files: reports })}\n`);
    } else {
      for (const { file, proven, records } of reports) {
        await io.write(
          `${file}: ${groupThousands(proven)} of ${plural(records, 'record')} proven\n`,
        );
      }
    }
    return ok ? EXIT.done : EXIT.failed;
  },
};

/**
 * The files to prove.
 *
 * @throws IbertError `INPUT_UNREADABLE` when none was named and none is there.
 */
function filesOf({ input, task }: Options, config: Config): readonly string[] {
  if (input !== undefined) return input;
  const files = (task === undefined ? TASKS : [task])
    .map((each) => join(config.data_dir, taskFile(each)))
    .filter((file) => existsSync(file));
  if (files.length > 0) return files;
  const place = join(config.data_dir, 'multitask');
  throw new IbertError('INPUT_UNREADABLE', `there are no records in ${place}`, {
    hint: 'Make them with generate-multitask, or name files with --input.',
  });
}

async function proveFile(
  io: Io,
  config: Config,
  { task, limit, verbose, stopOnError, json }: Options,
  python: string | undefined,
  report: FileReport,
): Promise<void> {
  const { file } = report;
  const quiet = config.log_level === 'warning' || config.log_level === 'error';
  const progress: Progress = startProgress({ label: 'validate', quiet });
  const say = async (line: string): Promise<void> => {
    if (json !== true) await io.write(`${line}\n`);
  };
  try {
    const checks = revalidate({
      file,
      limit,
      task,
      python,
      seed: config.seed,
      jobs: config.jobs,
      timeoutMs: config.validation.timeout_ms,
      memoryMb: config.validation.memory_limit_mb,
      signal: io.signal,
    });
    for await (const check of checks) {
      progress.add(check.ok ? 'kept' : 'rejected');
      report.records += 1;
      if (check.ok) {
        report.proven += 1;
        if (verbose === true) await say(`${file}:${check.line}: proven (record ${check.id})`);
        continue;
      }
      report.failures.push(check);
      const { line, id, reason, error } = check;
      await say(`${file}:${line}: ${reason}: ${error}${id === null ? '' : ` (record ${id})`}`);
      if (stopOnError === true) return;
    }
  } finally {
    progress.finish();
  }
}
