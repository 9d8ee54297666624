/** The command-line programs, as calls: what the files in `bin/` start. */
export type { CommandSpec } from './command.js';
export { EXIT, type ExitCode } from './exit-codes.js';
export { errorText, type Source } from './error-text.js';
export type { Io } from './io.js';
export { isProgram, loadProgram, type ProgramName, PROGRAMS } from './programs.js';
export { runCommand } from './run-program.js';
export { runUmbrella } from './umbrella.js';
