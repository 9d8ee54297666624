import { openAtomicFile } from '@ibert/core/files';
import { documentation, type DocRequest, type Documented } from '@ibert/tasks/doc';
import { tablesFor } from '@ibert/tasks/tables';
import { IbertError } from '@ibert/core';
import { Option } from 'commander';
import { readSchemaArgument, tablesOf } from '../requests/schema-argument.js';
import { type TaskCommand, type TaskFlags, taskProgram } from '../requests/task-command.js';

interface Options extends TaskFlags {
  readonly schema?: string;
  readonly style: DocRequest['style'];
  readonly examples: boolean;
  readonly function?: string;
  readonly write?: true;
}

const STYLES = ['google', 'numpy'] as const;

const EXAMPLES = `
Examples:
  ibert-doc myfunction.py
  ibert-doc myfunction.py --style numpy
  ibert-doc myfunction.py --no-examples
  ibert-doc src/*.py --write --schema tables.yaml

Standard output is the docstring; with --write it goes into the file, and nothing else changes there.
A request of --jsonl: {"id": 1, "code": "def f(t): …", "tables": {"t": {"schema": {"a": "int64"}}},
"style": "google", "function": "f"}; all but code may be left out.`;

/** `ibert-doc [file...]`: functions of Ibis code in, their docstrings out. */
export const doc: TaskCommand<DocRequest, Documented> = {
  name: 'ibert-doc',
  configure(program) {
    program
      .description('Write the docstrings of functions of Ibis code.')
      .argument('[file...]', 'files with functions; - or nothing for standard input')
      .addOption(
        new Option('--style <style>', 'Style of the docstrings.').choices(STYLES).default('google'),
      )
      .option('--no-examples', 'Write no examples; otherwise those are run.')
      .option('--function <name>', 'Only this function.')
      .option('--write', 'Put the docstrings into the files.')
      .option('-s, --schema <columns|file>', 'Columns of the one table, or a file of tables.')
      .addHelpText('after', EXAMPLES);
  },
  async prepare(io, program) {
    const options = program.opts<Options>();
    const { schema, examples, style, write } = options;
    const known = schema === undefined ? undefined : await readSchemaArgument(schema);
    const common = { examples, function: options.function };
    return {
      handler: documentation,
      request: (code) => ({ ...common, code, style, tables: tablesFor(code, known) }),
      fromBatch: (given) => {
        const code = given.sourceOf('code');
        return {
          code,
          style: styleOf(given.textOf('style')) ?? style,
          examples,
          function: given.textOf('function') ?? options.function,
          tables: tablesFor(code, tablesOf(given, known)),
        };
      },
      keys: ['code', 'tables', 'style', 'function'],
      example: '{"id": 1, "code": "def f(t):\\n    return t.distinct()"}',
      plain: ({ functions }) => functions.map(({ docstring }) => docstring).join('\n\n'),
      data: ({ functions, code }) => [{ functions, code }],
      notes: ({ functions }) =>
        functions.flatMap(({ name, problem }) =>
          problem === undefined ? [] : [{ text: `${name}: ${problem}` }],
        ),
      deliver: async ({ code, functions }, { file, text }) => {
        if (write !== true) return false;
        if (file === '-') {
          await io.write(code);
        } else if (code !== text) {
          await overwrite(file, code);
          io.say(`wrote ${functions.map(({ name }) => name).join(', ')} in ${file}\n`);
        }
        return true;
      },
    };
  },
};

export const ibertDoc = taskProgram(doc);

async function overwrite(file: string, code: string): Promise<void> {
  const output = await openAtomicFile(file);
  await output.write(code);
  await output.commit();
}

function styleOf(text: string | undefined): DocRequest['style'] | undefined {
  if (text === undefined) return undefined;
  const style = STYLES.find((known) => known === text);
  if (style !== undefined) return style;
  throw new IbertError('INVALID_REQUEST', `style: expected google or numpy, found ${text}`);
}
