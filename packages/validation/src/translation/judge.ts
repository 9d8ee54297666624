import { compileIbis, tryCompile } from '../compile.js';
import type { Tables } from '../fixtures/base.js';
import { Prover } from '../prover.js';
import type { RejectCode, Rejection } from '../reasons.js';
import { EngineJudge, isEngineDialect } from './engine-judge.js';

/** SQL and the Ibis program that it was translated to. */
export interface Translation {
  readonly sql: string;
  /** The dialect of the SQL, by its canonical name. */
  readonly dialect: string;
  readonly tables: Tables;
  readonly ibis: string;
}

/** What running both sides on fixture databases says about a translation. */
export type Judgement =
  /** The original engine's rows on every fixture; `rows` were compared in all. */
  | {
      readonly kind: 'Proven';
      readonly engine: string;
      readonly fixtures: number;
      readonly rows: number;
    }
  /** Nothing was shown, for this reason. */
  | { readonly kind: 'Unproven'; readonly why: string; readonly reason?: RejectCode }
  /** The two sides differ: the translation is wrong. */
  | { readonly kind: 'Refuted'; readonly why: string; readonly reason?: RejectCode };

/** Rejections that are the translation's fault; the others leave the question open. */
const REFUTING: ReadonlySet<RejectCode> = new Set([
  'IBIS_SYNTAX',
  'IBIS_ERROR',
  'IBIS_BIND',
  'IBIS_RUNTIME',
  'COLUMNS_DIFFER',
  'TYPES_DIFFER',
  'ROWS_DIFFER',
  'ORDER_DIFFERS',
] as const satisfies readonly RejectCode[]);

/**
 * Judges translations by execution: the original text on the engine of its dialect, the Ibis
 * program's SQL on DuckDB, over typical, hostile, single-row and empty tables. Engines are opened
 * when the first translation asks for them. Judges one translation at a time.
 */
export class TranslationJudge {
  #prover: Promise<Prover> | undefined;
  #engines: EngineJudge | undefined;

  /** Opens DuckDB, so that it is there when the first translation is. */
  warm(): Promise<Prover> {
    this.#prover ??= Prover.open();
    return this.#prover;
  }

  async judge(translation: Translation): Promise<Judgement> {
    const { dialect, ibis, sql, tables } = translation;
    const compiled = tryCompile(compileIbis, ibis, tables);
    if (!compiled.ok) return judgementOf(compiled);
    if (dialect === 'duckdb') {
      const verdict = await (await this.warm()).prove({ tables, sql, compiled: compiled.compiled });
      if (!verdict.ok) return judgementOf(verdict);
      const { fixtures, rows } = verdict.verification;
      return { kind: 'Proven', engine: 'duckdb', fixtures, rows };
    }
    if (!isEngineDialect(dialect)) {
      return { kind: 'Unproven', why: `there is no ${dialect} engine here to run the original on` };
    }
    this.#engines ??= new EngineJudge();
    const agreed = await this.#engines.judge({ dialect, sql, tables, compiled: compiled.compiled });
    if (!agreed.ok) return judgementOf(agreed);
    return { kind: 'Proven', engine: dialect, fixtures: agreed.fixtures, rows: agreed.rows };
  }

  async close(): Promise<void> {
    (await this.#prover)?.close();
    await this.#engines?.close();
  }
}

const judgementOf = ({ reason, error }: Rejection): Judgement => ({
  kind: REFUTING.has(reason) ? 'Refuted' : 'Unproven',
  why: error,
  reason,
});
