import { Argument } from 'commander';
import type { CommandSpec } from '../command.js';
import { EXIT } from '../exit-codes.js';

const NAMES = ['bash', 'zsh', 'fish'] as const;

const EXAMPLES = `
Examples:
  source <(ibert completions bash)
  ibert completions zsh > ~/.zfunc/_ibert
  ibert completions fish | source`;

/** `ibert completions <shell>`: the script that completes commands and options. */
export const completions: CommandSpec = {
  name: 'completions',
  configure(program) {
    program
      .description('Print the script with which a shell completes commands and options.')
      .addArgument(new Argument('<shell>', 'the shell').choices(NAMES))
      .addHelpText('after', EXAMPLES);
  },
  async run(io, program) {
    const { commandTable } = await import('../completions/command-table.js');
    const { SHELLS } = await import('../completions/shells.js');
    const shell = NAMES.find((name) => name === program.args[0]) ?? 'bash';
    await io.write(SHELLS[shell](await commandTable()));
    return EXIT.done;
  },
};
