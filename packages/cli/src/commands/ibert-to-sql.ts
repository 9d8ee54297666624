import { DIALECTS, resolveDialect } from '@ibert/sql';
import { openJudge } from '@ibert/tasks/judge';
import { ibisToSql, type TranslateRequest, type Translation } from '@ibert/tasks/to-sql';
import { readSchemaArgument, tablesOf } from '../requests/schema-argument.js';
import { type TaskCommand, type TaskFlags, taskProgram } from '../requests/task-command.js';
import { dialectSetting } from '../settings.js';

interface Options extends TaskFlags {
  readonly dialect?: string;
  readonly tableName?: string;
  readonly schema?: string;
}

const EXAMPLES = `
Examples:
  echo "t.filter(t.age > 18).select('name')" | ibert-to-sql
  ibert-to-sql query.py --dialect postgres --table-name users
  ibert-to-sql query.py --schema "age: int64, name: string"
  ibert-to-sql query.py --schema tables.yaml --json
  ibert-to-sql --jsonl < requests.jsonl

Without --schema every free name is a table whose columns and types are inferred from their use.
A request of --jsonl: {"id": 1, "ibis": "t.count()", "tables": {"t": {"schema": {"a": "int64"}}},
"dialect": "duckdb"}; all but ibis may be left out.`;

/** `ibert-to-sql [file...]`: Ibis code in, SQL out. */
export const toSql: TaskCommand<TranslateRequest, Translation> = {
  name: 'ibert-to-sql',
  configure(program) {
    program
      .description('Translate Ibis code to SQL. No Python runs: the code is interpreted safely.')
      .argument('[file...]', 'Ibis programs; - or nothing for standard input')
      .option('-d, --dialect <name>', `SQL dialect (default: duckdb): ${DIALECTS.join(', ')}.`)
      .option('-t, --table-name <name>', "Name of the program's one table in the SQL.")
      .option('-s, --schema <columns|file>', 'Columns of the one table, or a file of tables.')
      .option('--verify', 'Run the SQL beside the Ibis code on made-up rows (with --schema).')
      .addHelpText('after', EXAMPLES);
  },
  async prepare(io, program) {
    const { schema, tableName, ...options } = program.opts<Options>();
    const dialect = resolveDialect(await dialectSetting(io, options));
    const tables = schema === undefined ? undefined : await readSchemaArgument(schema);
    const judge = openJudge();
    const asked = program.getOptionValueSource('verify') === 'cli';
    return {
      handler: ibisToSql(judge, asked && options.verify === true),
      request: (ibis) => ({ ibis, dialect, tables, tableName }),
      fromBatch: (given) => {
        const own = given.textOf('dialect');
        return {
          ibis: given.sourceOf('ibis'),
          dialect: own === undefined ? dialect : resolveDialect(own),
          tables: tablesOf(given, tables),
          tableName,
        };
      },
      keys: ['ibis', 'tables', 'dialect'],
      example: '{"id": 1, "ibis": "t.count()", "tables": {"t": {"schema": {"a": "int64"}}}}',
      plain: ({ sql }) => sql,
      data: ({ sql, columns, types, tables: used }) => [{ sql, columns, types, tables: used }],
      notes: ({ output }) =>
        output === '' ? [] : [{ text: `the program printed: ${output.trimEnd()}` }],
      expectsProof: () => asked && options.verify === true,
      close: () => judge.close(),
    };
  },
};

export const ibertToSql = taskProgram(toSql);
