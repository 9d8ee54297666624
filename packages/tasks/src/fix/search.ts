import { applied, type Candidate, type Rule } from './candidate.js';
import { Fault } from './fault.js';
import { type Failure, type Judge, judged } from './judge.js';

/** How far a search goes. */
export interface SearchLimits {
  /** Programs that are run. */
  readonly runs: number;
  /** Time in ms. */
  readonly time: number;
  /** Changes that are made to one program. */
  readonly steps: number;
}

export const DEFAULT_LIMITS: SearchLimits = { runs: 600, time: 1000, steps: 8 };

/** A program on the way to a repair. */
interface State {
  readonly text: string;
  readonly cost: number;
  readonly steps: readonly Candidate[];
  /** What the program before it failed with, as it would show here if nothing were better. */
  readonly before: Failure | undefined;
}

/** A program that runs, and the steps to it. */
export interface Repair {
  readonly text: string;
  readonly steps: readonly Candidate[];
}

const MOST_CANDIDATES = 70;
const ELSEWHERE = 0.4;
const NO_NEARER = 0.8;

/**
 * The cheapest changes that make a program run, best first. A change whose program fails as before
 * at the same place is given up.
 */
export function searchRepair(
  code: string,
  failure: Failure,
  judge: Judge,
  rules: readonly Rule[],
  limits: SearchLimits = DEFAULT_LIMITS,
): Repair | undefined {
  const deadline = performance.now() + limits.time;
  const seen = new Set([code]);
  const first: State = { text: code, cost: 0, steps: [], before: undefined };
  const queue: State[] = expanded(first, failure, judge, rules, seen);
  for (let runs = 0; runs < limits.runs && performance.now() < deadline; runs += 1) {
    const state = takeCheapest(queue);
    if (state === undefined) return undefined;
    const verdict = judged(state.text, judge);
    if (verdict.kind === 'runs') return state;
    if (state.steps.length >= limits.steps) continue;
    const { before } = state;
    if (before !== undefined && isSame(verdict.failure, before)) continue;
    if (isDrift(verdict.failure, state.steps.at(-1))) continue;
    const behind = before !== undefined && !isNearer(verdict.failure, before);
    const from = behind ? { ...state, cost: state.cost + NO_NEARER } : state;
    queue.push(...expanded(from, verdict.failure, judge, rules, seen));
  }
  return undefined;
}

function takeCheapest(queue: State[]): State | undefined {
  let best = 0;
  for (const [index, state] of queue.entries()) {
    if (state.cost < (queue[best]?.cost ?? Infinity)) best = index;
  }
  return queue.splice(best, 1)[0];
}

/** The states that one more change leads to. */
function expanded(
  state: State,
  failure: Failure,
  { tables, types }: Judge,
  rules: readonly Rule[],
  seen: Set<string>,
): State[] {
  const fault = new Fault(state.text, failure, tables, types);
  return rules
    .flatMap((rule) => rule(fault))
    .map((candidate) => ({ candidate, cost: candidate.cost + distance(fault, candidate) }))
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, MOST_CANDIDATES)
    .flatMap(({ candidate, cost }) => {
      const text = applied(state.text, candidate.edits);
      if (text === undefined || seen.has(text)) return [];
      seen.add(text);
      const before = moved(failure, candidate);
      return [{ text, cost: state.cost + cost, steps: [...state.steps, candidate], before }];
    });
}

/** A change away from where the error shows is less likely to be the one. */
function distance({ failure, text, isSyntax }: Fault, { edits }: Candidate): number {
  const { span } = failure;
  if (span === undefined) return 0;
  const touches = edits.some(({ start, end }) => start <= span.end && end >= span.start);
  if (touches) return 0;
  if (!isSyntax) return ELSEWHERE;
  const line = (at: number): number => text.slice(0, at).split('\n').length;
  return edits.some(({ start }) => Math.abs(line(start) - span.line) <= 1) ? 0 : ELSEWHERE;
}

/** An error as it shows after a change of the text before it. */
function moved(failure: Failure, { edits }: Candidate): Failure {
  const { span } = failure;
  if (span === undefined) return failure;
  const shift = edits
    .filter(({ end }) => end <= span.start)
    .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  return { ...failure, span: { ...span, start: span.start + shift } };
}

const isSame = (now: Failure, before: Failure): boolean =>
  now.type === before.type &&
  now.message === before.message &&
  now.span?.start === before.span?.start;

const isSyntax = ({ type }: Failure): boolean => /^(?:Syntax|Indentation|Tab)Error$/.test(type);

/** Whether an error shows later in the text, or at a later stage. */
function isNearer(now: Failure, before: Failure): boolean {
  if (isSyntax(before) !== isSyntax(now)) return isSyntax(before);
  if (now.span === undefined || before.span === undefined) return now.span === undefined;
  return now.span.start > before.span.start || now.message !== before.message;
}

/** Whether the very name that a change put in is what the error misses now. */
function isDrift({ message }: Failure, step: Candidate | undefined): boolean {
  const missed =
    /has no attribute '?(\w+)'?|^Column '(.*?)' is not found|^name '(\w+)' is not/.exec(message);
  const name = missed?.[1] ?? missed?.[2] ?? missed?.[3];
  if (name === undefined || step === undefined) return false;
  return step.edits.some(({ text }) => text.replaceAll(/^["']|["']$/g, '') === name);
}
