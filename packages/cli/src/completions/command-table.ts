import { Command } from 'commander';
import { isProgram, loadProgram, PROGRAMS } from '../programs.js';

/** An option as a shell needs it. */
export interface OptionEntry {
  /** `--json`, and `-d` where there is a short form. */
  readonly names: readonly string[];
  readonly description: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The only values there are; empty when any will do. */
  readonly choices: readonly string[];
}

/** A command as a shell needs it. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionEntry[];
  /** Whether it takes files. */
  readonly takesFiles: boolean;
}

/** Every command with its options, read from the programs themselves. */
export async function commandTable(): Promise<readonly CommandEntry[]> {
  const names = Object.keys(PROGRAMS).filter(isProgram);
  return Promise.all(
    names.map(async (name) => {
      const program = new Command(name).helpOption('-h, --help', 'Print this help.');
      program.version('', '--version', 'Print the version.');
      (await loadProgram(name)).configure(program);
      return {
        name,
        summary: PROGRAMS[name].summary,
        takesFiles: program.registeredArguments.length > 0,
        options: [
          ...program.options.map((option) => ({
            names: [option.long, option.short].filter((text) => typeof text === 'string'),
            description: option.description,
            takesValue: option.required || option.optional,
            choices: option.argChoices ?? [],
          })),
          {
            names: ['--help', '-h'],
            description: 'Print this help.',
            takesValue: false,
            choices: [],
          },
        ],
      };
    }),
  );
}
