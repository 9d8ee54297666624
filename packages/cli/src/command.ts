import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.js';
import type { Io } from './io.js';

/** A program: what it is called, what it takes, and what it does. */
export interface CommandSpec {
  readonly name: string;
  /** Adds description, arguments and options. */
  readonly configure: (program: Command) => void;
  /** Maps the parsed arguments to a call and its result to a report. */
  readonly run: (io: Io, program: Command) => Promise<ExitCode>;
}
