import { IbertError } from '@ibert/core';
import type { JudgeProcess } from '@ibert/validation/judge-process';
import type { Translation } from '@ibert/validation/translation';

import type { Verification } from './handler.js';

/** Runs translations beside their originals; its process starts with the first one. */
export interface Judge {
  /** Starts what runs translations, so that it is there when the first one is. */
  warm(): Promise<void>;
  /**
   * @param answer the side that is in question.
   * @throws IbertError `TRANSLATION_REFUTED` when the two sides differ, or the answer fails.
   */
  verify(translation: Translation, answer: 'ibis' | 'sql'): Promise<Verification>;
  close(): void;
}

export function openJudge(): Judge {
  let process: JudgeProcess | undefined;
  const open = async (): Promise<JudgeProcess> => {
    const { JudgeProcess } = await import('@ibert/validation/judge-process');
    process ??= new JudgeProcess();
    return process;
  };
  return {
    warm: async () => void (await open()).warm(),
    verify: async (translation, answer) => {
      const judgement = await (await open()).judge(translation);
      switch (judgement.kind) {
        case 'Proven':
          return { verified: true, ran_on: judgement.engine, fixtures: judgement.fixtures };
        case 'Unproven':
          if (answer === 'sql' && isFaultOfSql(judgement)) throw refuted(judgement.why);
          return unverified(judgement.why);
        case 'Refuted':
          throw refuted(judgement.why);
      }
    },
    close: () => process?.close(),
  };
}

/** What says nothing of an original says that an answer is wrong. */
const isFaultOfSql = ({ reason = '' }: { readonly reason?: string }): boolean =>
  reason.startsWith('SQL_') || reason === 'NOT_A_QUERY';

const refuted = (why: string): IbertError =>
  new IbertError(
    'TRANSLATION_REFUTED',
    `the translation was run beside the original and differs: ${why}`,
    { hint: 'Please report the query. With --no-verify the translation is printed anyway.' },
  );

export const unverified = (why: string): Verification => ({ verified: false, why });
