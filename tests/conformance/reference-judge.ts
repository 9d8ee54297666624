import { execFileSync } from 'node:child_process';

import type { DuckDBConnection } from '@duckdb/node-api';
import { evaluateIbis } from '@ibert/ibis';
import { printType, type Schema } from '@ibert/ir';
import {
  compareResults,
  Engine,
  readResult,
  relationFacts,
  rowOrder,
  tableLoader,
} from '@ibert/validation';
import { z } from 'zod';

import {
  readTables,
  type ReferenceTable,
} from '../../packages/tasks/src/qa/build/reference-tables.js';
import type { ReferenceExample } from '../../packages/tasks/src/qa/reference-entry.js';

const PYTHON = '.venv/bin/python';
const MAX_ANSWER_BYTES = 1 << 26;
const MEMORY_MB = 512;

/** DuckDB has them in an extension, which Ibis would fetch from the network to run the example. */
const SPATIAL = /spatial types/;

/** An example that ends with a question to which Python shows an answer that is no SQL. */
const ASKS_FOR_TEXT = /\.(?:schema\(\)|type\(\)|get_name\(\)|columns)$/;

const answerSchema = z.strictObject({
  error: z.string().nullable(),
  shown: z.string().nullable(),
  sql: z.string().nullable(),
  columns: z.array(z.string()).nullable(),
  types: z.array(z.string()).nullable(),
  refusal: z.string().nullable(),
});

/** What real Ibis makes of an example; tests/conformance/reference.py tells the parts. */
export type ExampleAnswer = z.infer<typeof answerSchema>;

/** Examples and the tables that they read, on both sides. */
export class ReferenceJudge {
  readonly #engine: Engine;
  readonly #connection: DuckDBConnection;
  readonly #tables: Readonly<Record<string, ReferenceTable>>;

  private constructor(
    engine: Engine,
    connection: DuckDBConnection,
    tables: Readonly<Record<string, ReferenceTable>>,
  ) {
    this.#engine = engine;
    this.#connection = connection;
    this.#tables = tables;
  }

  static async open(): Promise<ReferenceJudge> {
    const tables = readTables('templates/reference/tables.yaml');
    const engine = await Engine.open({ memoryMb: MEMORY_MB });
    const connection = await engine.createDatabase('reference');
    for (const [name, { schema, rows }] of Object.entries(tables)) {
      await connection.run(tableLoader(name, schema).createSql);
      await connection.run(`INSERT INTO ${name} VALUES ${rows}`);
    }
    return new ReferenceJudge(engine, connection, tables);
  }

  close(): void {
    this.#connection.disconnectSync();
    this.#engine.close();
  }

  /** Evaluates and runs examples with real Ibis, in one process; answers in their order. */
  ask(examples: readonly ReferenceExample[]): readonly ExampleAnswer[] {
    const tables = Object.fromEntries(
      Object.entries(this.#tables).map(([name, { columns, rows }]) => [name, { columns, rows }]),
    );
    const requests = examples.map(({ code, program = null, unexecuted = '' }) => {
      return { code, program, run: !SPATIAL.test(unexecuted) };
    });
    const answers = execFileSync(PYTHON, ['tests/conformance/reference.py'], {
      input: [tables, ...requests].map((line) => `${JSON.stringify(line)}\n`).join(''),
      encoding: 'utf8',
      maxBuffer: MAX_ANSWER_BYTES,
      // Kept from the terminal: Ibis reports there what it cannot drop at the end.
      stdio: 'pipe',
    });
    const lines = answers.split('\n').filter((line) => line !== '');
    return z
      .array(answerSchema)
      .length(examples.length)
      .parse(lines.map((line): unknown => JSON.parse(line)));
  }

  /** How an example that was executed differs from what real Ibis makes of it. */
  async difference(
    { code, program = code, sql = '', output }: ReferenceExample,
    { error, refusal, sql: theirSql, columns, types, shown }: ExampleAnswer,
  ): Promise<string | undefined> {
    if (theirSql === null || columns === null || types === null) {
      return refusal ?? error ?? 'it is no expression';
    }
    const schemas: Record<string, Schema> = {};
    for (const [name, { schema }] of Object.entries(this.#tables)) schemas[name] = schema;
    const { relation, schema } = evaluateIbis(program, { tables: schemas });
    const ours = [...schema].map(([name, type]) => `${name}: ${printType(type)}`).join(', ');
    const theirs = columns.map((name, i) => `${name}: ${types[i] ?? ''}`).join(', ');
    if (ours !== theirs) return `ours has ${ours}, real Ibis ${theirs}`;
    // Absent where it is another one at each run.
    if (output === undefined) return error ?? undefined;
    const rows = readResult(await this.#connection.run(sql));
    const theirRows = readResult(await this.#connection.run(theirSql));
    const order = rowOrder(relationFacts(relation).order, rows.columns);
    const difference = compareResults(rows, theirRows, order, ['ours', 'real Ibis']);
    const failure = difference?.message ?? error;
    if (failure !== null) return failure;
    const isOther = ASKS_FOR_TEXT.test(code) && output !== shown;
    return isOther ? `ours shows ${output}, real Ibis ${String(shown)}` : undefined;
  }

  /** Tables with their columns, as the judge of translations takes them. */
  get columns(): Readonly<Record<string, { readonly schema: Readonly<Record<string, string>> }>> {
    return Object.fromEntries(
      Object.entries(this.#tables).map(([name, { columns }]) => [name, { schema: columns }]),
    );
  }
}
