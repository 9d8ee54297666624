import type { DraftOf } from '@ibert/core/records';
import type { Schema } from '@ibert/ir';
import { reject, type Rejection, type Verdict } from '@ibert/validation';

import type { Bench } from '../bench.js';
import { contextsOf } from './context.js';
import { outcomeOf } from './failure.js';
import { broken, explanations, type MistakeKind } from './kind.js';
import { kindNamed } from './kinds/index.js';
import { Source } from './source.js';
import { changedPieces, diffTokens, type Hunk, piecesOf, type TokenDiff } from './token-diff.js';
import { tablesOf } from '../tables-of.js';

type Tables = Readonly<Record<string, Schema>>;

/** How much a hand-written mistake may change: pieces of code, and their share of all. */
const MAX_CHANGED = 48;
const MAX_CHANGED_SHARE = 0.5;
/** Of a mistake that somebody made in a short program, any part may change. */
const MAX_MINED = 36;

/** Pieces of code that say something: words, numbers, operators; not brackets, commas, `_`, `=`. */
const MEANINGFUL = /^(?!_$|=$)(?:\w+|[-+*/%|&<>=!~^@]+)$/;

/**
 * Proves a record: the broken code fails with exactly the recorded error, the fixed code runs, only
 * the mistake lies between them, and the explanation speaks of it.
 */
export async function checkMistake(
  draft: DraftOf<'error_resolution'>,
  bench: Bench,
): Promise<Verdict> {
  const tables = tablesOf(draft.context);
  const refused = checkError(draft, tables);
  if (refused !== undefined) return refused;
  const verdict = await bench.runProgram(draft.context, draft.target.fixed_code);
  if (!verdict.ok) return verdict;
  return checkFix(draft, tables) ?? verdict;
}

function checkError({ input }: DraftOf<'error_resolution'>, tables: Tables): Rejection | undefined {
  const outcome = outcomeOf(input.broken_code, tables);
  if (outcome.kind === 'runs') return reject('NO_ERROR', 'the broken code runs');
  if (outcome.kind === 'unsupported') {
    return reject('UNSUPPORTED', `the broken code is beyond the product: ${outcome.reason}`);
  }
  if (input.error === outcome.error) return undefined;
  const recorded = input.error === undefined ? 'no error' : JSON.stringify(input.error);
  return reject(
    'ERROR_DIFFERS',
    `the record says ${recorded}, the broken code fails with ${JSON.stringify(outcome.error)}`,
  );
}

function checkFix(draft: DraftOf<'error_resolution'>, tables: Tables): Rejection | undefined {
  const { error_type } = draft.meta;
  if (error_type === undefined) return reject('TEXT_DIFFERS', 'the kind of mistake is not named');
  const kind = kindNamed(error_type);
  return kind === undefined ? checkWritten(draft) : checkKind(draft, kind, tables);
}

/** Makes the mistake anew: it has to lead from the fixed code to the broken one. */
function checkKind(
  { input, target }: DraftOf<'error_resolution'>,
  kind: MistakeKind,
  tables: Tables,
): Rejection | undefined {
  const source = new Source(target.fixed_code, tables);
  const mistakes = kind
    .find(source)
    .filter((mistake) => broken(source.text, mistake) === input.broken_code);
  if (mistakes.length === 0) {
    const name = kind.name;
    return reject('FIX_DIFFERS', `no ${name} in the fixed code gives the broken code`);
  }
  if (!kind.fails.test(input.error ?? '')) {
    return reject('TEXT_DIFFERS', `a ${kind.name} does not show as ${input.error}`);
  }
  if (!mistakes.some((mistake) => explanations(kind, mistake).includes(target.explanation))) {
    return reject('TEXT_DIFFERS', `the explanation is none of a ${kind.name} here`);
  }
  const { context_info } = input;
  if (context_info === undefined) return undefined;
  return mistakes.some((mistake) => contextsOf(source, mistake).includes(context_info))
    ? undefined
    : reject('TEXT_DIFFERS', `the tables do not say: ${context_info}`);
}

/** Of a mistake written by hand: it is small, and the explanation speaks of each place. */
function checkWritten({ input, target, meta }: DraftOf<'error_resolution'>): Rejection | undefined {
  const diff = diffTokens(input.broken_code, target.fixed_code);
  const changed = changedPieces(diff);
  if (diff.hunks.length === 0) return reject('FIX_DIFFERS', 'the fixed code is the broken one');
  const isShort = meta.source === 'mined' && changed <= MAX_MINED && diff.kept > 0;
  const isMost = changed > MAX_CHANGED_SHARE * (changed + 2 * diff.kept);
  if (changed > MAX_CHANGED || (isMost && !isShort)) {
    return reject('FIX_DIFFERS', `the fix changes ${changed} pieces and keeps ${diff.kept}`);
  }
  const silent = diff.hunks.find((hunk) => !speaksOf(target.explanation, hunk));
  if (silent !== undefined) {
    const { removed, added } = silent;
    const change = `${removed.join(' ')} → ${added.join(' ')}`.replaceAll('\n', '⏎');
    return reject('TEXT_DIFFERS', `the explanation does not speak of ${change}`);
  }
  const foreign = foreignPieces(diff, input.broken_code, target);
  if (foreign.length === 0) return undefined;
  const found = foreign.join(' ');
  return reject('FIX_DIFFERS', `neither broken code nor explanation account for ${found}`);
}

/** Words and operators that the fix brings in, or numbers that it takes out, out of nowhere. */
function foreignPieces(
  { hunks }: TokenDiff,
  brokenCode: string,
  { fixed_code, explanation }: DraftOf<'error_resolution'>['target'],
): readonly string[] {
  const told = new Set(piecesOf(explanation));
  const before = new Set(piecesOf(brokenCode));
  const after = new Set(piecesOf(fixed_code));
  return hunks.flatMap(({ removed, added }) => [
    ...added.filter((piece) => MEANINGFUL.test(piece) && !before.has(piece) && !told.has(piece)),
    ...removed.filter((piece) => /^\d/.test(piece) && !after.has(piece) && !told.has(piece)),
  ]);
}

/**
 * Whether an explanation names a piece of a change: a word, operator or sign of it in code quotes,
 * or one of its words anywhere. A second bracket of a pair and line breaks need no word.
 */
function speaksOf(explanation: string, { removed, added }: Hunk): boolean {
  const pieces = [...removed, ...added].filter((piece) => piece.trim() !== '');
  if (pieces.every((piece) => /^[()[\]{},"']$/.test(piece))) return true;
  const words = new Set(explanation.match(/\w+/g) ?? []);
  const quoted = (explanation.match(/`[^`]+`|"[^"]+"/g) ?? []).join(' ');
  return pieces.some(
    (piece) => words.has(piece) || (/^\W+$/.test(piece) && quoted.includes(piece)),
  );
}
