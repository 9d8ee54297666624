import type { Random } from '@ibert/core';

import type { Derived, Program } from '../task-module.js';
import { contextsOf } from './context.js';
import { isLasting, outcomeOf } from './failure.js';
import { type MistakeKind, type Mistake, type Reach, broken, explanations } from './kind.js';
import { MISTAKE_KINDS } from './kinds/index.js';
import { Source } from './source.js';

/** How many mistakes of how many kinds are made in one program. */
const PER_PROGRAM = 4;
/** How many places of one kind are tried before the kind is given up for a program. */
const TRIES = 6;
const CONTEXT_SHARE = 1 / 3;

/** How much likelier a kind is chosen that fewer programs have a place for. */
const WEIGHTS: Readonly<Record<Reach, number>> = { rare: 60, few: 14, some: 3, most: 1 };

/** Mistakes of different kinds in a proven program, each with the error that it leads to. */
export function deriveMistakes(
  { record, tables }: Program,
  random: Random,
): readonly Derived<'error_resolution'>[] {
  const source = new Source(record.target.ibis, tables);
  const derived: Derived<'error_resolution'>[] = [];
  for (const kind of inOrder(random)) {
    if (derived.length === PER_PROGRAM) break;
    const mistakes = random.shuffle(kind.find(source)).slice(0, TRIES);
    const made = firstFailing(source, kind, mistakes);
    if (made !== undefined) derived.push(describe(source, kind, made, random));
  }
  return derived;
}

/** All kinds in random order, those that few programs have a place for mostly first. */
function inOrder(random: Random): readonly MistakeKind[] {
  return MISTAKE_KINDS.map((kind) => ({
    kind,
    rank: random.float() ** (1 / WEIGHTS[kind.reach]),
  }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ kind }) => kind);
}

interface Failing {
  readonly mistake: Mistake;
  readonly code: string;
  readonly error: string;
}

function firstFailing(
  source: Source,
  kind: MistakeKind,
  mistakes: readonly Mistake[],
): Failing | undefined {
  for (const mistake of mistakes) {
    const code = broken(source.text, mistake);
    const error = failureOf(source, kind, code);
    if (error !== undefined) return { mistake, code, error };
  }
  return undefined;
}

/** The error of a wrong program, when it is one that shows this kind of mistake. */
function failureOf(source: Source, kind: MistakeKind, code: string): string | undefined {
  if (code === source.text) return undefined;
  const outcome = outcomeOf(code, source.tables);
  if (outcome.kind !== 'fails' || !kind.fails.test(outcome.error)) return undefined;
  return isLasting(outcome.error) ? outcome.error : undefined;
}

function describe(
  source: Source,
  kind: MistakeKind,
  { mistake, code, error }: Failing,
  random: Random,
): Derived<'error_resolution'> {
  const contexts = contextsOf(source, mistake);
  const withContext = contexts.length > 0 && random.chance(CONTEXT_SHARE);
  return {
    kind: kind.name,
    input: {
      broken_code: code,
      error,
      ...(withContext ? { context_info: random.choice(contexts) } : {}),
    },
    target: {
      fixed_code: source.text,
      explanation: random.choice(explanations(kind, mistake)),
    },
    meta: { error_type: kind.name, difficulty: kind.difficulty },
  };
}
