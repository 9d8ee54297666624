import { tokenize } from '@ibert/ibis';

import { applied, type Candidate } from './candidate.js';
import { doubtsOf } from './doubts.js';
import { readEvidence } from './evidence.js';
import { assigns, type Failure, type Judge, judged, type Tables } from './judge.js';
import { RULES } from './rules/index.js';
import { DEFAULT_LIMITS, searchRepair, type SearchLimits } from './search.js';

/** A program to repair, and what is known beside its text. */
export interface FixRequest {
  readonly code: string;
  /** Absent: every free name is a table whose columns its use tells. */
  readonly tables?: Tables | undefined;
  /** The error that was seen, as text; it counts where the tables are not given. */
  readonly error?: string | undefined;
  /** What the user says: types of columns, above all. */
  readonly context?: string | undefined;
  readonly limits?: SearchLimits | undefined;
}

/** An error's class and message, in the words of Python or Ibis. */
export interface FixError {
  readonly type: string;
  readonly message: string;
}

/** A repaired program, or that none was found. */
export type Fix =
  | {
      readonly ok: true;
      readonly fixed: string;
      readonly explanation: string;
      /** Changes that were made; 0: nothing to fix. */
      readonly edits: number;
      /** What the program gave; null where it ran. */
      readonly error: FixError | null;
    }
  | { readonly ok: false; readonly explanation: string; readonly error: FixError };

/**
 * Repairs a program by the smallest changes that make it run: the rules propose, the evaluator
 * judges. What the author wrote stays as it is elsewhere.
 */
export function fixCode({
  code,
  tables,
  error,
  context,
  limits = DEFAULT_LIMITS,
}: FixRequest): Fix {
  const evidence = readEvidence(error, context);
  const judge: Judge = { tables, types: evidence.types, maySayNothing: assigns(code) };
  const verdict = judged(code, judge);
  if (verdict.kind === 'fails') {
    return repaired(code, verdict.failure, judge, limits);
  }
  const clear = withoutDoubts(code, judge);
  if (clear !== undefined) {
    const { text, steps, error: seen } = clear;
    return {
      ok: true,
      fixed: text,
      explanation: explained(steps),
      edits: steps.length,
      error: seen,
    };
  }
  if (evidence.error !== undefined && tables === undefined) {
    const seen = repaired(code, evidence.error, judge, limits);
    if (seen.ok) return seen;
  }
  return {
    ok: true,
    fixed: code,
    explanation: 'Nothing to fix: the program runs.',
    edits: 0,
    error: null,
  };
}

/** The failure in the words of Ibis, which asks any value for its expression when it is to run it. */
function asTold({ type, message }: Failure): FixError {
  const found =
    type === 'NotAnExpression' ? /a value of type '(.+)',/.exec(message)?.[1] : undefined;
  return found === undefined
    ? { type, message }
    : { type: 'AttributeError', message: `'${found}' object has no attribute 'unbind'` };
}

const IS_SQL = /^\s*(?:select\b[^()]*\bfrom\b|with\s+\w+\s+as\s*\()/i;

function repaired(code: string, failure: Failure, judge: Judge, limits: SearchLimits): Fix {
  const error = asTold(failure);
  if (IS_SQL.test(code)) {
    const explanation = 'This is a query in SQL, not Python: translate it with `sql-to-ibert`.';
    return { ok: false, explanation, error };
  }
  const repair = searchRepair(code, failure, judge, RULES, limits);
  if (repair === undefined || isAnotherProgram(code, repair.steps)) {
    const explanation = `No repair was found. The program fails with ${failure.type}: ${failure.message}`;
    return { ok: false, explanation, error };
  }
  const { text, steps } = repair;
  const clear = withoutDoubts(text, judge);
  const all = [...steps, ...(clear?.steps ?? [])];
  return {
    ok: true,
    fixed: clear?.text ?? text,
    explanation: explained(all),
    edits: all.length,
    error,
  };
}

/** Whether so much is changed of what little there is that nobody could say the program is the same. */
const isAnotherProgram = (code: string, { length }: readonly Candidate[]): boolean =>
  length > 1 && length * 2 >= tokenize(code).list.filter(({ text }) => text !== '').length;

/** A program without what was doubtful in it. */
interface Cleared {
  readonly text: string;
  readonly steps: readonly Candidate[];
  readonly error: FixError | null;
}

/** The program without what is doubtful in it; undefined where nothing is, or it would not run. */
function withoutDoubts(code: string, judge: Judge): Cleared | undefined {
  const doubts = doubtsOf(code, judge);
  if (doubts.length === 0) return undefined;
  const steps = doubts.map(({ step }) => step);
  const text = applied(
    code,
    steps.flatMap(({ edits }) => edits),
  );
  if (text === undefined) return undefined;
  const clear = judged(text, judge);
  const runs = clear.kind === 'runs' ? text : searchRepair(text, clear.failure, judge, RULES)?.text;
  if (runs === undefined) return undefined;
  const failure = doubts.find((doubt) => doubt.failure !== undefined)?.failure;
  const error = failure === undefined ? null : { type: failure.type, message: failure.message };
  return { text: runs, steps, error };
}

const explained = (steps: readonly Candidate[]): string =>
  [...new Set(steps.map(({ why }) => why))].join(' ');
