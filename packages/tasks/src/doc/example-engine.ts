import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import type { Evaluated } from '@ibert/ibis';
import { emitSql, resolveDialect } from '@ibert/sql';
import { Engine, readResult } from '@ibert/validation/duckdb';

import { pythonRepr } from './python-repr.js';

/** What a program gives when it runs. */
export interface ExampleOutput {
  readonly kind: Evaluated['kind'];
  readonly relation: Evaluated['relation'];
  readonly columns: readonly string[];
  /** The rows, each value as Python shows it. */
  readonly rows: readonly (readonly string[])[];
}

/** Memory of the engine, in MiB: examples have a handful of rows. */
const MEMORY_MB = 256;

/** Runs the programs of examples on DuckDB. */
export class ExampleEngine {
  readonly #engine: Engine;

  private constructor(engine: Engine) {
    this.#engine = engine;
  }

  static async open(): Promise<ExampleEngine> {
    return new ExampleEngine(await Engine.open({ memoryMb: MEMORY_MB }));
  }

  close(): void {
    this.#engine.close();
  }

  /** Runs a program that makes its own tables; undefined where it fails or has values without a short form. */
  async run(program: string): Promise<ExampleOutput | undefined> {
    try {
      const { kind, relation, schema } = evaluateIbis(program, { tables: {} });
      const { sql } = emitSql(relation, resolveDialect('duckdb'));
      const { columns, values, rowCount } = readResult(await this.#engine.service.run(sql));
      const types = [...schema.values()];
      const shown = columns.map(({ type }, at) =>
        (values[at] ?? []).map((cell) => {
          const dtype = types[at];
          return dtype === undefined ? undefined : pythonRepr(cell, type, dtype);
        }),
      );
      const rows = Array.from({ length: rowCount }, (_, row) => shown.map((cells) => cells[row]));
      const whole = rows.filter((row) => row.every((cell) => cell !== undefined));
      if (whole.length < rows.length) return undefined;
      return { kind, relation, columns: [...schema.keys()], rows: whole };
    } catch (error) {
      if (error instanceof IbertError || isEngineError(error)) return undefined;
      throw error;
    }
  }
}

/** DuckDB's own errors, such as a cast that fails on the rows that were drawn. */
const isEngineError = (error: unknown): boolean =>
  error instanceof Error && /^(?:\w+ )*Error: /.test(error.message);
