import type { DraftOf } from '@ibert/core/records';
import { reject, type Proof, type Rejection, type Verdict } from '@ibert/validation';

import type { Bench } from '../bench.js';
import { falseClaim } from './claims.js';
import { exampleProgram } from './example-program.js';
import { namesOf } from './example-names.js';

type Answer = Pick<DraftOf<'qa'>, 'context' | 'input' | 'target'>;

/**
 * Proves an answer: it has an example, which the question does not hold already; every example runs
 * on the tables of the record and says something; and what the answer names in backticks exists, is
 * used by the examples where it is what the answer begins with, or is said to be gone and is.
 */
export async function checkAnswer(draft: Answer, bench: Bench): Promise<Verdict> {
  const { context, input, target } = draft;
  const examples = examplesOf(target);
  if (examples.length === 0) {
    return reject('TEXT_DIFFERS', 'the answer has no code example that could prove it');
  }
  const given = examples.find((example) => squeeze(input.question).includes(squeeze(example)));
  if (given !== undefined) {
    return reject('ANSWER_GIVEN', `the question holds the code example: ${given}`);
  }
  const proofs: Proof[] = [];
  for (const example of examples) {
    const verdict = await bench.runProgram(context, exampleProgram(example));
    if (!verdict.ok) return verdict;
    proofs.push(verdict);
  }
  const names = namesOf(examples, context);
  if ('ok' in names) return names;
  return falseClaim(target.answer, names) ?? together(proofs);
}

/** The code examples of an answer, in order. */
export function examplesOf(target: Answer['target']): readonly string[] {
  const { code_example: example, code_examples: more = [] } = target;
  return example === undefined ? more : [example, ...more];
}

const squeeze = (text: string): string => text.replaceAll(/\s+/g, '');

/** One proof of several: fixtures and rows of all of them. */
function together(proofs: readonly Proof[]): Proof | Rejection {
  const [first] = proofs;
  if (first === undefined) return reject('TEXT_DIFFERS', 'the answer has no code example');
  const sum = (key: 'fixtures' | 'rows'): number =>
    proofs.reduce((total, { verification }) => total + verification[key], 0);
  const { judge } = first.verification;
  return { ok: true, verification: { fixtures: sum('fixtures'), rows: sum('rows'), judge } };
}
