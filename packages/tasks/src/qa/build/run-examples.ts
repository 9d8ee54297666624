import { IbertError } from '@ibert/core';
import { evaluateIbis, parseProgram, walk } from '@ibert/ibis';
import { exampleProgram } from '@ibert/multitask';
import { emitSql } from '@ibert/sql';
import { Engine, relationOrder, tableLoader } from '@ibert/validation';

import type { ReferenceExample } from '../reference-entry.js';
import { askedOutput } from './asked-output.js';
import { outputTable } from './output-table.js';
import type { ReferenceTable } from './reference-tables.js';
import type { SourceEntry } from './source-entry.js';

const MEMORY_MB = 512;

/** Runs examples on DuckDB, on the tables of the reference. */
export class ExampleRunner {
  readonly #engine: Engine;
  readonly #connection: Awaited<ReturnType<Engine['createDatabase']>>;
  readonly #tables: Readonly<Record<string, ReferenceTable>>;

  private constructor(
    engine: Engine,
    connection: Awaited<ReturnType<Engine['createDatabase']>>,
    tables: Readonly<Record<string, ReferenceTable>>,
  ) {
    this.#engine = engine;
    this.#connection = connection;
    this.#tables = tables;
  }

  static async open(tables: Readonly<Record<string, ReferenceTable>>): Promise<ExampleRunner> {
    const engine = await Engine.open({ memoryMb: MEMORY_MB });
    const connection = await engine.createDatabase('reference');
    for (const [name, { schema, rows }] of Object.entries(tables)) {
      await connection.run(tableLoader(name, schema).createSql);
      await connection.run(`INSERT INTO ${name} VALUES ${rows}`);
    }
    return new ExampleRunner(engine, connection, tables);
  }

  /**
   * The example of an entry with its SQL and output.
   *
   * @throws IbertError when it is no program, or DuckDB refuses it.
   */
  async run(entry: SourceEntry): Promise<ReferenceExample | undefined> {
    const { example, unexecuted, volatile } = entry;
    if (example === undefined) return undefined;
    const code = example.trimEnd();
    const tables = tablesIn(code, this.#tables);
    if (unexecuted !== undefined) return { code, tables, unexecuted };
    const schemas = Object.fromEntries(
      Object.entries(this.#tables).map(([name, { schema }]) => [name, schema]),
    );
    const program = exampleProgram(code);
    const { relation } = evaluateIbis(program, { tables: schemas });
    const { sql } = emitSql(relation, 'duckdb');
    const result = await this.#connection.runAndReadAll(sql).catch((error: unknown) => {
      throw new IbertError('EXECUTION', `DuckDB refuses the example: ${String(error)}`);
    });
    const ordered = relationOrder(relation).order === 'ordered';
    const asked = program === code ? undefined : askedOutput(code, relation, schemas);
    const shown = volatile ? {} : { output: asked ?? outputTable(result, ordered) };
    return { code, ...(program === code ? {} : { program }), tables, sql, ...shown };
  }

  close(): void {
    this.#engine.close();
  }
}

/** The reference tables whose names a program mentions. */
function tablesIn(code: string, tables: Readonly<Record<string, unknown>>): readonly string[] {
  const names = new Set<string>();
  walk(parseProgram(code), (node) => {
    if (node.kind === 'Name' && Object.hasOwn(tables, node.name)) names.add(node.name);
  });
  return [...names];
}
