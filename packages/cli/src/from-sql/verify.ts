import { IbertError } from '@ibert/core';
import type { JudgeProcess } from '@ibert/validation/translation';
import type { SqlTranslation } from './translate.js';

/** Whether a translation was run beside its original. */
export type Verified =
  | { readonly verified: true; readonly engine: string; readonly fixtures: number }
  | { readonly verified: false; readonly why: string };

/** A judge that starts with the first translation it is asked about. */
export interface Verifier {
  verify(translation: SqlTranslation, dialect: string): Promise<Verified>;
  close(): void;
}

/**
 * Runs translations beside their originals on fixture databases.
 *
 * @param enabled false: nothing is run, every answer says so.
 */
export function openVerifier(enabled: boolean): Verifier {
  let judge: JudgeProcess | undefined;
  return {
    verify: async (translation, dialect) => {
      const { ibis, sql, known, renamed } = translation;
      if (!enabled) return unverified('verification was switched off');
      if (known === undefined)
        return unverified('the columns of its tables are not given (--schema)');
      const [twin] = renamed;
      if (twin !== undefined) {
        return unverified(`two output columns are called ${twin.from}, one is ${twin.to} here`);
      }
      const { JudgeProcess } = await import('@ibert/validation/translation');
      judge ??= new JudgeProcess();
      const judgement = await judge.judge({ sql, dialect, tables: known, ibis });
      switch (judgement.kind) {
        case 'Proven':
          return { verified: true, engine: judgement.engine, fixtures: judgement.fixtures };
        case 'Unproven':
          return unverified(judgement.why);
        case 'Refuted':
          throw new IbertError(
            'TRANSLATION_REFUTED',
            `the translation was run beside the original and differs: ${judgement.why}`,
            {
              hint: 'Please report the query. With --no-verify the translation is printed anyway.',
            },
          );
      }
    },
    close: () => judge?.close(),
  };
}

const unverified = (why: string): Verified => ({ verified: false, why });
