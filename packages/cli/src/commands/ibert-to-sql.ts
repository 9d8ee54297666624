import type { Command } from 'commander';
import { type Dialect, DIALECTS, resolveDialect } from '@ibert/sql';
import type { CommandSpec } from '../command.js';
import type { Io } from '../io.js';
import type { BatchSpec } from '../requests/batch.js';
import { type AnswerFlags, runTextCommand } from '../requests/run-text-command.js';
import { type KnownTables, readSchemaArgument, tablesOf } from '../requests/schema-argument.js';
import { dialectSetting } from '../settings.js';
import { translate } from '../to-sql/translate.js';

interface Options extends AnswerFlags {
  readonly config?: string;
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

/** `ibert-to-sql [file]`: Ibis code in, SQL out. */
export const ibertToSql: CommandSpec = {
  name: 'ibert-to-sql',
  configure(program: Command) {
    program
      .description('Translate Ibis code to SQL. No Python runs: the code is interpreted safely.')
      .argument('[file]', 'the Ibis program; - or nothing for standard input')
      .option('-d, --dialect <name>', `SQL dialect (default: duckdb): ${DIALECTS.join(', ')}.`)
      .option('-t, --table-name <name>', "Name of the program's one table in the SQL.")
      .option('-s, --schema <columns|file>', 'Columns of the one table, or a file of tables.')
      .option('--json', 'Print one JSON object: sql, columns, types, tables.')
      .option('--jsonl', 'Answer one JSON request per line, in order.')
      .option('--config <file>', 'Settings file (default: config.yaml if there is one).')
      .addHelpText('after', EXAMPLES);
  },
  run(io, program) {
    return runTextCommand(io, program, async () => {
      const { schema, json, tableName, ...options } = program.opts<Options>();
      const defaults: Defaults = {
        dialect: resolveDialect(await dialectSetting(io, options)),
        tables: schema === undefined ? undefined : await readSchemaArgument(schema),
        tableName,
      };
      return {
        one: (ibis) => answerOne(io, ibis, defaults, json === true),
        batch: batch(defaults),
      };
    });
  },
};

/** What a request is told when it does not say it itself. */
interface Defaults {
  readonly dialect: Dialect;
  readonly tables?: KnownTables | undefined;
  readonly tableName?: string | undefined;
}

const batch = ({ dialect, tables, tableName }: Defaults): BatchSpec => ({
  keys: ['id', 'ibis', 'tables', 'dialect'],
  example: '{"id": 1, "ibis": "t.count()", "tables": {"t": {"schema": {"a": "int64"}}}}',
  answer: (request) => {
    const own = request.textOf('dialect');
    const { sql, columns, types } = translate({
      ibis: request.sourceOf('ibis'),
      dialect: own === undefined ? dialect : resolveDialect(own),
      tables: tablesOf(request, tables),
      tableName,
    });
    return { sql, columns, types };
  },
});

async function answerOne(io: Io, ibis: string, defaults: Defaults, json: boolean): Promise<void> {
  const { sql, columns, types, tables, output } = translate({ ibis, ...defaults });
  if (output !== '') io.say(output);
  await io.write(`${json ? JSON.stringify({ ok: true, sql, columns, types, tables }) : sql}\n`);
}
