import { completion, type Completed, type CompleteRequest } from '@ibert/tasks/complete';
import { tablesFor } from '@ibert/tasks/tables';
import { readSchemaArgument, tablesOf } from '../requests/schema-argument.js';
import { type TaskCommand, type TaskFlags, taskProgram } from '../requests/task-command.js';

interface Options extends TaskFlags {
  readonly schema?: string;
}

const EXAMPLES = `
Examples:
  echo "table.filter(table.age >" | ibert-complete
  ibert-complete unfinished.py --schema "age: int64, name: string"
  ibert-complete unfinished.py --schema tables.yaml --json
  ibert-complete --jsonl < requests.jsonl

The answer begins with what was given, to the byte, and runs. --json lists alternatives.
A request of --jsonl: {"id": 1, "code": "t.filter(t.a >", "tables": {"t": {"schema": {"a":
"int64"}}}}; all but code may be left out.`;

/** `ibert-complete [file...]`: unfinished Ibis code in, the whole program out. */
export const complete: TaskCommand<CompleteRequest, Completed> = {
  name: 'ibert-complete',
  configure(program) {
    program
      .description('Complete unfinished Ibis code, by the types of its tables.')
      .argument('[file...]', 'unfinished programs; - or nothing for standard input')
      .option('-s, --schema <columns|file>', 'Columns of the one table, or a file of tables.')
      .addHelpText('after', EXAMPLES);
  },
  async prepare(_io, program) {
    const { schema } = program.opts<Options>();
    const known = schema === undefined ? undefined : await readSchemaArgument(schema);
    return {
      handler: completion,
      request: (code) => ({ code, tables: tablesFor(code, known) }),
      fromBatch: (given) => {
        const code = given.sourceOf('code');
        return { code, tables: tablesFor(code, tablesOf(given, known)) };
      },
      keys: ['code', 'tables'],
      example: '{"id": 1, "code": "t.filter(t.a >"}',
      plain: ({ completed }) => completed,
      data: ({ completed, alternatives }) => [{ completed, alternatives }],
      notes: ({ alternatives: [best] }) =>
        best === undefined ? [] : [{ text: best.why, asked: true }],
    };
  },
};

export const ibertComplete = taskProgram(complete);
