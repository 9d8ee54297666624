import type { Command } from 'commander';
import { readText, readTextFrom, STDIN_NAME } from '@ibert/core/files';
import { type Dialect, DIALECTS, resolveDialect } from '@ibert/sql';
import type { CommandSpec } from '../command.js';
import { errorText } from '../error-text.js';
import { EXIT, type ExitCode, exitCodeOf } from '../exit-codes.js';
import type { Io } from '../io.js';
import { dialectSetting } from '../settings.js';
import { jsonFailure } from '../requests/answer.js';
import type { BatchSpec } from '../requests/batch.js';
import { runBatch } from '../requests/run-batch.js';
import { type KnownTables, readSchemaArgument } from '../requests/schema-argument.js';
import { tablesFrom } from '../requests/tables-value.js';
import { translate } from '../to-sql/translate.js';

interface Options {
  readonly config?: string;
  readonly dialect?: string;
  readonly tableName?: string;
  readonly schema?: string;
  readonly json?: true;
  readonly jsonl?: true;
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
  async run(io, program) {
    const options = program.opts<Options>();
    const [file = '-'] = program.args;
    if (file === '-' && io.stdinIsTty) {
      io.say(
        `error: there is no input\nhint: Name a file or use a pipe.\n\n${program.helpInformation()}`,
      );
      return EXIT.usage;
    }
    const dialect = resolveDialect(await dialectSetting(io, options));
    const tables =
      options.schema === undefined ? undefined : await readSchemaArgument(options.schema);
    const defaults: Defaults = { dialect, tables, tableName: options.tableName };
    return options.jsonl === true
      ? await runBatch(io, file, batch(defaults))
      : await runOne(io, file, defaults, options.json === true);
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
    const given = request.members['tables'] ?? undefined;
    const { sql, columns, types } = translate({
      ibis: request.sourceOf('ibis'),
      dialect: own === undefined ? dialect : resolveDialect(own),
      tables: given === undefined ? tables : { kind: 'Tables', tables: tablesFrom(given) },
      tableName,
    });
    return { sql, columns, types };
  },
});

async function runOne(io: Io, file: string, defaults: Defaults, json: boolean): Promise<ExitCode> {
  const name = file === '-' ? STDIN_NAME : file;
  const ibis = file === '-' ? await readTextFrom(io.stdin(), name) : await readText(file);
  try {
    const translation = translate({ ibis, ...defaults });
    if (translation.output !== '') io.say(translation.output);
    const { sql, columns, types, tables } = translation;
    await io.write(`${json ? JSON.stringify({ ok: true, sql, columns, types, tables }) : sql}\n`);
    return EXIT.done;
  } catch (error) {
    if (json) await io.write(`${jsonFailure(error)}\n`);
    else io.say(errorText(error, { name, text: ibis }));
    return exitCodeOf(error);
  }
}
