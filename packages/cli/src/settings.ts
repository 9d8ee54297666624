import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '@ibert/core/config';
import type { Io } from './io.js';

/** Settings that every long command takes as flags; the texts are checked with the rest. */
export interface SettingFlags {
  readonly config?: string;
  readonly dataDir?: string;
  readonly logLevel?: string;
  readonly seed?: string;
  readonly jobs?: string;
  readonly validationTimeoutMs?: string;
  readonly validationMemoryLimitMb?: string;
}

/** Adds the flags of {@link SettingFlags} that prove anything needs. */
export function addProvingFlags(program: Command): void {
  addSettingFlags(program);
  program
    .option('--seed <n>', 'Seed of the fixture databases (default: 0).')
    .option('--jobs <n>', 'Worker processes, or auto (default: auto). Never changes the output.')
    .option('--validation-timeout-ms <n>', 'Most milliseconds for one example (default: 10000).')
    .option('--validation-memory-limit-mb <n>', 'Most megabytes for one worker (default: 512).');
}

/** Adds the flags that say where settings and data are. */
export function addSettingFlags(program: Command): void {
  program
    .option('--config <file>', 'Settings file (default: config.yaml if there is one).')
    .option('--data-dir <dir>', 'Directory of all generated data (default: data).')
    .option('--log-level <level>', 'debug, info, warning or error (default: info).');
}

/** The settings: flags, environment, configuration file, defaults. */
export async function settings(io: Io, flags: SettingFlags): Promise<Config> {
  const { loadConfig } = await import('@ibert/core/config');
  return loadConfig({
    file: flags.config,
    env: io.env,
    flags: {
      data_dir: flags.dataDir,
      log_level: flags.logLevel,
      seed: flags.seed,
      jobs: flags.jobs,
      'validation.timeout_ms': flags.validationTimeoutMs,
      'validation.memory_limit_mb': flags.validationMemoryLimitMb,
    },
  });
}

/**
 * The dialect by flag, environment, configuration file or default. The configuration is only
 * loaded where there is one: a translation takes less time than that.
 */
export async function dialectSetting(
  io: Io,
  flags: { readonly config?: string; readonly dialect?: string },
): Promise<string> {
  const { config, dialect } = flags;
  if (config === undefined && dialect !== undefined) return dialect;
  const named = config ?? (io.env['IBERT_CONFIG'] || undefined);
  if (named === undefined && !existsSync('config.yaml')) {
    return dialect ?? (io.env['IBERT_DIALECT'] || 'duckdb');
  }
  const { loadConfig } = await import('@ibert/core/config');
  return loadConfig({ file: config, env: io.env, flags: { dialect } }).dialect;
}
