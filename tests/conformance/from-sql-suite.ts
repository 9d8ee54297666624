import type { DuckDBConnection } from '@duckdb/node-api';
import { IbertError } from '@ibert/core';
import { evaluateIbis, printIbis } from '@ibert/ibis';
import { parseSchema, type Relation, type Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import { bindSql } from '@ibert/sql/bind';
import { readResult, type ResultTable } from '@ibert/validation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportAgreement } from './agreement.js';
import { KNOWN_DIFFERENCES } from './known-differences.js';
import { compileWithIbis, type OracleAnswer } from './oracle.js';
import { namedParts } from '../sql/named-parts.js';
import {
  differenceInOrder,
  orderOf,
  type OrderedRows,
  orderReader,
  type ReadOrder,
  withoutOrder,
} from './row-orders.js';
import { saysSomething, tpcTables, type TpcTables } from './tpc-data.js';

/** A SELECT in DuckDB's SQL, or in another dialect together with what it means in DuckDB's. */
export interface SqlText {
  readonly name: string;
  readonly sql: string;
  /** The dialect of the text, when it is not DuckDB's. */
  readonly dialect?: string;
  /** DuckDB's text of the same query, when the text is of another dialect. */
  readonly original?: string;
}

interface FromSqlSuite {
  /** As the report names it. */
  readonly name: string;
  /** Before a text's name in {@link KNOWN_DIFFERENCES}. */
  readonly prefix: string;
  readonly texts: readonly SqlText[];
  readonly open: () => Promise<DuckDBConnection>;
}

type Translated =
  | { readonly ok: true; readonly ibis: string }
  | { readonly ok: false; readonly refusal: string };

/**
 * One test per text: its translation is accepted by real Ibis, whose SQL gives the rows of the
 * original, and these say something. A text that is not translated is a known difference, too.
 */
export function itTranslates({ name, prefix, texts, open }: FromSqlSuite): void {
  let agreed = 0;
  let connection: DuckDBConnection;
  let tables: Readonly<Record<string, Schema>>;
  let readOrder: ReadOrder;
  const translations = new Map<string, Translated>();
  const answers = new Map<string, OracleAnswer>();

  beforeAll(async () => {
    connection = await open();
    const columns = await tpcTables(connection);
    tables = schemasOf(columns);
    readOrder = await orderReader(connection, tables);
    const programs: { readonly text: string; readonly ibis: string }[] = [];
    for (const text of texts) {
      const translated = translate(text, tables);
      translations.set(text.name, translated);
      if (translated.ok) programs.push({ text: text.name, ibis: translated.ibis });
    }
    const requests = programs.map(({ ibis }, id) => ({ id, ibis, tables: columns }));
    for (const answer of compileWithIbis(requests)) {
      answers.set(programs[answer.id]?.text ?? '', answer);
    }
  });

  afterAll(() => {
    reportAgreement({ family: name, agreed, total: texts.length });
    connection.closeSync();
  });

  it.each(texts)('$name gives the rows of the original in real Ibis', async (text) => {
    const difference = await differenceOf(text);
    const reason = KNOWN_DIFFERENCES[`${prefix}/${text.name}`];
    if (reason === undefined) expect(difference).toBeUndefined();
    else expect(difference, `known difference has gone: ${reason}`).toBeDefined();
    if (difference === undefined) agreed += 1;
  });

  it.skipIf(!texts.some(({ sql }) => /\border\s+by\b/i.test(sql)))(
    'a translation that loses its order is noticed',
    async () => {
      const missed: string[] = [];
      let planted = 0;
      for (const text of texts) {
        const translated = translations.get(text.name);
        const known = KNOWN_DIFFERENCES[`${prefix}/${text.name}`];
        if (translated?.ok !== true || known !== undefined) continue;
        const { relation } = evaluateIbis(translated.ibis, { tables });
        if (orderOf(relation).order === 'unordered') continue;
        planted += 1;
        const lost = withoutOrder(relation);
        const difference = await differenceFrom(text, emitSql(lost, 'duckdb').sql, lost);
        if (difference === undefined) missed.push(text.name);
      }
      expect(planted).toBeGreaterThan(0);
      expect(missed).toEqual([]);
    },
  );

  async function differenceOf(text: SqlText): Promise<string | undefined> {
    const translated = translations.get(text.name);
    if (translated?.ok !== true) return `not translated: ${translated?.refusal}`;
    const { relation } = evaluateIbis(translated.ibis, { tables });
    // What is printed means what was bound, and is printed again as it is.
    const hints = namedParts(translated.ibis, tables);
    expect(printIbis(relation, { hints })).toBe(translated.ibis);
    const answer = answers.get(text.name);
    if (answer?.ok !== true) return `real Ibis refuses: ${answer?.error}\n${translated.ibis}`;
    return await differenceFrom(text, answer.sql, relation);
  }

  /** How the rows of a program's SQL differ from the original's. */
  async function differenceFrom(
    { sql, original = sql }: SqlText,
    translation: string,
    program: Relation,
  ): Promise<string | undefined> {
    const theirs: OrderedRows = { rows: await rows(original), order: await readOrder(original) };
    expect(saysSomething(theirs.rows), 'an empty result cannot tell').toBe(true);
    return differenceInOrder(theirs, { rows: await rows(translation), order: orderOf(program) });
  }

  async function rows(sql: string): Promise<ResultTable> {
    return readResult(await connection.run(sql.replace(/;\s*$/, '')));
  }
}

/** The columns of tables as our own schemas. */
export const schemasOf = (columns: TpcTables): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(columns).map(([table, { schema }]) => [table, parseSchema(schema)]),
  );

function translate(
  { sql, dialect }: SqlText,
  tables: Readonly<Record<string, Schema>>,
): Translated {
  try {
    const [statement] = bindSql(sql, { dialect, tables });
    if (statement === undefined) throw new Error('there is no statement');
    return { ok: true, ibis: printIbis(statement.relation, statement) };
  } catch (error) {
    if (!(error instanceof IbertError)) throw error;
    const { span, message } = error;
    return { ok: false, refusal: `${span?.line ?? '?'}:${span?.column ?? '?'} ${message}` };
  }
}
