import type { Command } from 'commander';
import { IbertError } from '@ibert/core';
import { resolveSqlDialect, SQL_DIALECTS } from '@ibert/sql/bind';
import type { CommandSpec } from '../command.js';
import { type SqlTranslation, translateSql } from '../from-sql/translate.js';
import { openVerifier, type Verified, type Verifier } from '../from-sql/verify.js';
import type { Io } from '../io.js';
import type { BatchSpec } from '../requests/batch.js';
import { type AnswerFlags, runTextCommand } from '../requests/run-text-command.js';
import { type KnownTables, readSchemaArgument, tablesOf } from '../requests/schema-argument.js';
import { dialectSetting } from '../settings.js';

interface Options extends AnswerFlags {
  readonly config?: string;
  readonly dialect?: string;
  readonly tableName?: string;
  readonly schema?: string;
  readonly style?: string;
  readonly imports?: true;
  readonly verify: boolean;
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

/** `sql-to-ibert [file]`: SQL in, Ibis code out. */
export const sqlToIbert: CommandSpec = {
  name: 'sql-to-ibert',
  configure(program: Command) {
    program
      .description('Translate SQL to Ibis code.')
      .argument('[file]', 'the SQL; - or nothing for standard input')
      .option('-d, --dialect <name>', `SQL dialect (default: duckdb): ${SQL_DIALECTS.join(', ')}.`)
      .option('-t, --table-name <name>', "Name of the query's one table in the Ibis code.")
      .option(
        '-s, --schema <columns|file>',
        'Columns of the one table, CREATE TABLE statements, or a file of tables.',
      )
      .option('--style <style>', 'How columns are written: deferred (_.a) or table (t.a).')
      .option('--imports', 'Begin with the imports that the code needs.')
      .option('--no-verify', 'Do not run the translation beside the original.')
      .option(
        '--json',
        'Print one JSON object per statement: ibis, verified, columns, types, tables.',
      )
      .option('--jsonl', 'Answer one JSON request per line, in order.')
      .option('--config <file>', 'Settings file (default: config.yaml if there is one).')
      .addHelpText('after', EXAMPLES);
  },
  run(io, program) {
    return runTextCommand(io, program, async () => {
      const { schema, tableName, json, ...options } = program.opts<Options>();
      const dialect = resolveSqlDialect(await dialectSetting(io, options));
      const request: Request = {
        dialect,
        tables: schema === undefined ? undefined : await readSchemaArgument(schema, dialect),
        tableName,
        style: styleOf(options.style ?? 'deferred'),
        imports: options.imports === true,
      };
      const verifier = openVerifier(options.verify);
      return {
        one: (sql) => answerOne(io, sql, request, { verifier, json: json === true }),
        batch: batch(request, verifier),
        close: () => verifier.close(),
      };
    });
  },
};

/** What is asked of every text. */
interface Request {
  readonly dialect: string;
  readonly tables: KnownTables | undefined;
  readonly tableName: string | undefined;
  readonly style: Style;
  readonly imports: boolean;
}

function styleOf(text: string): Style {
  const style = STYLES.find((known) => known === text);
  if (style !== undefined) return style;
  throw new IbertError('USAGE', `--style: expected ${STYLES.join(' or ')}, found ${text}`);
}

const batch = (request: Request, verifier: Verifier): BatchSpec => ({
  keys: ['id', 'sql', 'tables', 'dialect'],
  example: '{"id": 1, "sql": "SELECT a FROM t", "tables": {"t": {"schema": {"a": "int64"}}}}',
  answer: async (given) => {
    const own = given.textOf('dialect');
    const dialect = own === undefined ? request.dialect : resolveSqlDialect(own);
    const [first, second] = translateSql({
      ...request,
      sql: given.sourceOf('sql'),
      dialect,
      tables: tablesOf(given, request.tables),
    });
    if (first === undefined || second !== undefined) {
      throw new IbertError('INVALID_REQUEST', 'the request has more than one statement', {
        hint: 'Give each statement a request of its own.',
      });
    }
    return answerOf(first, await verifier.verify(first, dialect));
  },
});

const answerOf = (
  { ibis, columns, types, tables }: SqlTranslation,
  verified: Verified,
): object => ({
  ibis,
  ...verified,
  columns,
  types,
  tables,
});

async function answerOne(
  io: Io,
  sql: string,
  request: Request,
  { verifier, json }: { readonly verifier: Verifier; readonly json: boolean },
): Promise<void> {
  for (const [i, translation] of translateSql({ ...request, sql }).entries()) {
    const verified = await verifier.verify(translation, request.dialect);
    for (const { from, to } of translation.renamed) {
      io.say(`note: a second column ${from} is called ${to}; Ibis needs different names\n`);
    }
    if (json) {
      await io.write(`${JSON.stringify({ ok: true, ...answerOf(translation, verified) })}\n`);
      continue;
    }
    // Without a schema nothing could be run, which the user knows.
    if (!verified.verified && translation.known !== undefined) {
      io.say(`note: not verified: ${verified.why}\n`);
    }
    await io.write(`${i === 0 ? '' : '\n'}${translation.ibis}\n`);
  }
}
