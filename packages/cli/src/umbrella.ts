import { closest } from '@ibert/core';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Io } from './io.js';
import { isProgram, loadProgram, type ProgramName, PROGRAMS } from './programs.js';
import { runCommand } from './run-program.js';

/** `ibert <command> …`: every program under one name. */
export async function runUmbrella(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h') {
    await io.write(usage());
    return EXIT.done;
  }
  const program = programOf(name);
  if (program !== undefined) return runCommand(await loadProgram(program), rest, io);
  if (name === undefined) {
    io.say(usage());
    return EXIT.usage;
  }
  const near = closest(name, [...Object.keys(PROGRAMS), ...Object.keys(SHORT)]);
  const hint = near === undefined ? 'Try ibert --help.' : `Did you mean ${near}?`;
  io.say(`error: unknown command '${name}'\nhint: ${hint}\n`);
  return EXIT.usage;
}

/** The commands that have `ibert` in their names already, by what is left. */
const SHORT: Readonly<Record<string, ProgramName>> = {
  complete: 'ibert-complete',
  'to-sql': 'ibert-to-sql',
  'from-sql': 'sql-to-ibert',
  fix: 'ibert-fix',
  qa: 'ibert-qa',
  doc: 'ibert-doc',
  eval: 'ibert-eval',
};

function programOf(name: string | undefined): ProgramName | undefined {
  if (name === undefined) return undefined;
  return isProgram(name) ? name : Object.hasOwn(SHORT, name) ? SHORT[name] : undefined;
}

function usage(): string {
  const width = Math.max(...Object.keys(PROGRAMS).map(({ length }) => length));
  const lines = Object.entries(PROGRAMS).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`,
  );
  return `Usage: ibert <command> [options]\n\nCommands:\n${lines.join('')}\nibert <command> --help tells more.\n`;
}
