import { IbertError } from '@ibert/core';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import type { Io } from './io.js';
import { VENV_PYTHON } from './paths.js';

/** What commands take that can ask real Ibis. */
export interface OracleFlags {
  readonly oracle?: true;
  readonly python?: string;
}

/** Adds the flags of {@link OracleFlags}. */
export function addOracleFlags(program: Command): void {
  program
    .option('--oracle', 'Real Ibis must agree as well; it vouches where nobody else does.')
    .option('--python <path>', 'A Python with Ibis 12 for --oracle (default: that of .venv).');
}

/**
 * The Python to ask, when it is asked at all.
 *
 * @throws IbertError `ORACLE_UNAVAILABLE` when there is none.
 */
export function oraclePython(io: Io, { oracle, python }: OracleFlags): string | undefined {
  if (oracle !== true) return undefined;
  const path = python ?? (io.env['IBERT_PYTHON'] || VENV_PYTHON);
  if (existsSync(path)) return path;
  throw new IbertError('ORACLE_UNAVAILABLE', `there is no Python at ${path}`, {
    hint: 'Make one with tests/conformance/make-venv.sh, or name one with --python.',
  });
}
