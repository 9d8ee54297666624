import { IbertError } from '@ibert/core';
import { resolveSqlDialect, SQL_DIALECTS } from '@ibert/sql/bind';
import { type SqlTranslation, sqlToIbis, type TranslateSqlRequest } from '@ibert/tasks/from-sql';
import { openJudge } from '@ibert/tasks/judge';
import { readSchemaArgument, tablesOf } from '../requests/schema-argument.js';
import { type TaskCommand, type TaskFlags, taskProgram } from '../requests/task-command.js';
import { dialectSetting } from '../settings.js';

interface Options extends TaskFlags {
  readonly dialect?: string;
  readonly tableName?: string;
  readonly schema?: string;
  readonly style?: string;
  readonly imports?: true;
}

const STYLES = ['deferred', 'table'] as const;
type Style = (typeof STYLES)[number];

const EXAMPLES = `
Examples:
  echo "SELECT name, age FROM users WHERE age > 18" | sql-to-ibert
  sql-to-ibert query.sql --schema "id: int64, name: string, age: int64"
  sql-to-ibert query.sql --schema tables.sql --dialect postgres --json
  sql-to-ibert --jsonl < requests.jsonl

Without --schema any table is known, and its columns and types are inferred from their use. With
--schema the translation is run beside the original on made-up rows before it is printed.
A request of --jsonl: {"id": 1, "sql": "SELECT a FROM t", "tables": {"t": {"schema": {"a": "int64"}}},
"dialect": "duckdb"}; all but sql may be left out.`;

/** `sql-to-ibert [file...]`: SQL in, Ibis code out. */
export const fromSql: TaskCommand<TranslateSqlRequest, readonly SqlTranslation[]> = {
  name: 'sql-to-ibert',
  configure(program) {
    program
      .description('Translate SQL to Ibis code.')
      .argument('[file...]', 'files of SQL; - or nothing for standard input')
      .option('-d, --dialect <name>', `SQL dialect (default: duckdb): ${SQL_DIALECTS.join(', ')}.`)
      .option('-t, --table-name <name>', "Name of the query's one table in the Ibis code.")
      .option(
        '-s, --schema <columns|file>',
        'Columns of the one table, CREATE TABLE statements, or a file of tables.',
      )
      .option('--style <style>', 'How columns are written: deferred (_.a) or table (t.a).')
      .option('--imports', 'Begin with the imports that the code needs.')
      .addHelpText('after', EXAMPLES);
  },
  async prepare(io, program) {
    const { schema, tableName, ...options } = program.opts<Options>();
    const dialect = resolveSqlDialect(await dialectSetting(io, options));
    const tables = schema === undefined ? undefined : await readSchemaArgument(schema, dialect);
    const style = styleOf(options.style ?? 'deferred');
    const imports = options.imports === true;
    const judge = openJudge();
    // Its process starts while the query is read and translated.
    if (tables !== undefined && options.verify !== false) await judge.warm();
    return {
      handler: sqlToIbis(judge),
      request: (sql) => ({ sql, dialect, tables, tableName, style, imports }),
      fromBatch: (given) => {
        const own = given.textOf('dialect');
        return {
          sql: given.sourceOf('sql'),
          dialect: own === undefined ? dialect : resolveSqlDialect(own),
          tables: tablesOf(given, tables),
          tableName,
          style,
          imports,
        };
      },
      keys: ['sql', 'tables', 'dialect'],
      example: '{"id": 1, "sql": "SELECT a FROM t", "tables": {"t": {"schema": {"a": "int64"}}}}',
      plain: (statements) => statements.map(({ ibis }) => ibis).join('\n\n'),
      data: (statements) =>
        statements.map(({ ibis, columns, types, tables: used }) => ({
          ibis,
          columns,
          types,
          tables: used,
        })),
      notes: (statements) =>
        statements
          .flatMap(({ renamed }) => renamed)
          .map(({ from, to }) => ({
            text: `a second column ${from} is called ${to}; Ibis needs different names`,
          })),
      expectsProof: (statements) => statements.some(({ known }) => known !== undefined),
      close: () => judge.close(),
    };
  },
};

export const sqlToIbert = taskProgram(fromSql);

function styleOf(text: string): Style {
  const style = STYLES.find((known) => known === text);
  if (style !== undefined) return style;
  throw new IbertError('USAGE', `--style: expected ${STYLES.join(' or ')}, found ${text}`);
}
