import { type Fix, type FixRequest, repair } from '@ibert/tasks/fix';
import { tablesFor } from '@ibert/tasks/tables';
import { readSchemaArgument, tablesOf } from '../requests/schema-argument.js';
import { type TaskCommand, type TaskFlags, taskProgram } from '../requests/task-command.js';

interface Options extends TaskFlags {
  readonly schema?: string;
  readonly error?: string;
  readonly context?: string;
}

const EXAMPLES = `
Examples:
  echo 'table.filter(table.age > "18")' | ibert-fix
  ibert-fix buggy.py --error "TypeError: '>' not supported"
  ibert-fix buggy.py --context "age column is integer type"
  ibert-fix buggy.py --schema tables.yaml --json
  ibert-fix --jsonl < requests.jsonl

Standard output is the corrected program; what was wrong is told on standard error.
A request of --jsonl: {"id": 1, "code": "t.filer(t.a > 1)", "tables": {"t": {"schema": {"a":
"int64"}}}, "error": "…", "context": "…"}; all but code may be left out.
Exit status 1: no repair was found.`;

/** `ibert-fix [file...]`: broken Ibis code in, the corrected program out. */
export const fix: TaskCommand<FixRequest, Fix> = {
  name: 'ibert-fix',
  configure(program) {
    program
      .description('Correct Ibis code that fails.')
      .argument('[file...]', 'broken programs; - or nothing for standard input')
      .option('-s, --schema <columns|file>', 'Columns of the one table, or a file of tables.')
      .option('--error <text>', 'The error that you saw.')
      .option('--context <text>', 'What else is known, such as "age column is integer type".')
      .addHelpText('after', EXAMPLES);
  },
  async prepare(_io, program) {
    const { schema, error, context } = program.opts<Options>();
    const known = schema === undefined ? undefined : await readSchemaArgument(schema);
    return {
      handler: repair,
      request: (code) => ({ code, tables: tablesFor(code, known), error, context }),
      fromBatch: (given) => {
        const code = given.sourceOf('code');
        return {
          code,
          tables: tablesFor(code, tablesOf(given, known)),
          error: given.textOf('error') ?? error,
          context: given.textOf('context') ?? context,
        };
      },
      keys: ['code', 'tables', 'error', 'context'],
      example: '{"id": 1, "code": "t.filer(t.a > 1)"}',
      plain: (answer) => (answer.ok ? answer.fixed.replace(/\n$/, '') : ''),
      data: ({ error: found, explanation, ...answer }) => [
        answer.ok
          ? { fixed: answer.fixed, explanation, error: found }
          : { explanation, error: found },
      ],
      notes: ({ ok, error: found, explanation }) => [
        ...(found === null ? [] : [{ text: `${found.type}: ${found.message}` }]),
        { text: ok ? explanation : `no repair was found: ${explanation}` },
      ],
      isFailure: ({ ok }) => !ok,
    };
  },
};

export const ibertFix = taskProgram(fix);
