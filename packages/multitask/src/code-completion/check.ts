import { IbertError } from '@ibert/core';
import type { DraftOf } from '@ibert/core/records';
import { evaluateIbis } from '@ibert/ibis';
import { emitSql } from '@ibert/sql';
import { reject, type Rejection, type Tables, type Verdict } from '@ibert/validation';

import type { Bench } from '../bench.js';
import { placeholderIn } from './placeholders.js';
import { programTokens } from './program-tokens.js';
import { uselessCut } from './usefulness.js';
import { tablesOf } from '../tables-of.js';

type Completion = Pick<DraftOf<'code_completion'>, 'context' | 'input' | 'target'>;

/**
 * Proves a completion: the whole program begins with the prompt, the prompt ends at the end of a
 * token, what is missing is worth asking for and not given yet, and the program runs.
 */
export async function checkCompletion(draft: Completion, bench: Bench): Promise<Verdict> {
  const { completed_code: completed } = draft.target;
  return faultyCut(draft) ?? (await bench.runProgram(draft.context, completed));
}

function faultyCut({ context, input, target }: Completion): Rejection | undefined {
  const { partial_code: partial } = input;
  const { completed_code: completed } = target;
  if (!completed.startsWith(partial)) {
    return reject('NOT_A_CONTINUATION', `the completed code begins otherwise: ${start(completed)}`);
  }
  if (partial.trimEnd() !== partial) {
    return reject(
      'NOT_A_CONTINUATION',
      'the partial code ends with white space; it must end with its last token',
    );
  }
  const tokens = programTokens(completed);
  if (!tokens.ok) return tokens;
  if (!tokens.list.some(({ end }) => end === partial.length)) {
    const found = partial.slice(-20);
    return reject('NOT_A_CONTINUATION', `the partial code ends within a token: …${found}`);
  }
  return (
    placeholderIn(completed, tokens.list) ??
    uselessCut(completed, tokens.list, partial.length) ??
    answeredBy(partial, completed, context)
  );
}

const start = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Refuses a prompt that is a program itself and means what the completed one means. */
function answeredBy(
  partial: string,
  completed: string,
  context: Completion['context'],
): Rejection | undefined {
  try {
    if (!meansTheSame(partial, completed, tablesOf(context))) return undefined;
  } catch (error) {
    // A prompt seldom is a program; what the completed code lacks is found when it runs.
    if (error instanceof IbertError) return undefined;
    throw error;
  }
  return reject('ANSWER_GIVEN', 'the partial code means what the completed code means');
}

/** @throws IbertError when one of them is no program or says what DuckDB cannot. */
export function meansTheSame(left: string, right: string, tables: Tables): boolean {
  const [a, b] = [left, right].map((code) => {
    const { relation } = evaluateIbis(code, { tables });
    return emitSql(relation, 'duckdb').sql;
  });
  return a === b;
}
