import { fieldsOf, project } from '@ibert/ir';
import type { Relation } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { compileIbis, Validator } from '@ibert/validation';
import type { Compile, Verdict } from '@ibert/validation';

import type { BrokenCase } from './cases.js';

/** Compares programs with the intended one of a case, by their rows on the fixture databases. */
export class RowJudge {
  readonly #named: Validator;
  readonly #unnamed: Validator;

  private constructor(named: Validator, unnamed: Validator) {
    this.#named = named;
    this.#unnamed = unnamed;
  }

  static async open(): Promise<RowJudge> {
    return new RowJudge(await Validator.open(), await Validator.open({ compile: withoutNames }));
  }

  close(): void {
    this.#named.close();
    this.#unnamed.close();
  }

  /** Whether a program means what the case intended: names, types, rows, and order where it counts. */
  async meansTheSame(one: BrokenCase, program: string): Promise<Verdict> {
    const open = one.names === 'open';
    const { sql } = (open ? withoutNames : compileIbis)(one.intended, one.tables);
    const validator = open ? this.#unnamed : this.#named;
    return validator.validateExample({
      context: { tables: contextOf(one) },
      input: { sql },
      target: { ibis: program },
    });
  }
}

const contextOf = ({
  schemas,
}: BrokenCase): Parameters<Validator['validateProgram']>[0]['tables'] =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, { schema }]));

/** The product's compiler, with the columns of the answer named by their place. */
const withoutNames: Compile = (ibis, tables) => {
  const relation = byPlace(compileIbis(ibis, tables).relation);
  return { relation, sql: emitSql(relation, 'duckdb').sql };
};

const byPlace = (relation: Relation): Relation =>
  project(
    relation,
    new Map([...fieldsOf(relation).values()].map((value, i) => [`column_${i}`, value])),
  );
