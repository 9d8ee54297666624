import { Command, CommanderError } from 'commander';
import { VERSION } from '@ibert/dataset/versions';
import type { CommandSpec } from './command.js';
import { errorText } from './error-text.js';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.js';
import type { Io } from './io.js';
import { runProcess } from './run-process.js';

/** Runs a program on the arguments of the process and sets its exit status. */
export const runProgram = (spec: CommandSpec): Promise<void> =>
  runProcess((args, io) => runCommand(spec, args, io));

/** Runs a program; every error has been reported when its exit status comes back. */
export async function runCommand(
  spec: CommandSpec,
  args: readonly string[],
  io: Io,
): Promise<ExitCode> {
  let help = '';
  const program = new Command(spec.name)
    .version(VERSION, '--version', 'Print the version.')
    .helpOption('-h, --help', 'Print this help.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void (help += text),
      writeErr: () => undefined,
      getOutHelpWidth: () => io.columns ?? 100,
      getErrHelpWidth: () => 100,
    });
  spec.configure(program);
  try {
    program.parse([...args], { from: 'user' });
    return await spec.run(io, program);
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      io.say(errorText(error));
      return io.signal.aborted ? EXIT.interrupted : exitCodeOf(error);
    }
    if (error.exitCode === 0) {
      await io.write(help);
      return EXIT.done;
    }
    io.say(usageText(error.message, spec.name));
    return EXIT.usage;
  }
}

/** A usage error in the form of all errors; commander puts its suggestion on a line of its own. */
function usageText(message: string, name: string): string {
  const [problem = '', suggestion] = message.split(/\n\((.*)\)$/);
  const hint = suggestion ?? `Try ${name} --help.`;
  return `${problem.replace(/\.$/, '')}\nhint: ${hint}\n`;
}
