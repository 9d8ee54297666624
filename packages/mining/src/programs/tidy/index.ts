import { freeNames } from '../python/names.js';
import { dropAlias } from './aliases.js';
import { dropBrackets } from './brackets.js';
import { parsed } from './edit.js';
import type { Parsed } from './edit.js';
import { chooseBranch } from './live-branches.js';
import { dropUnused } from './unused.js';

/** Each takes one thing away, or finds nothing; what one leaves may be work for another. */
const STEPS: readonly ((program: Parsed) => string | undefined)[] = [
  chooseBranch,
  dropUnused,
  dropAlias,
  dropBrackets,
];
const MAX_STEPS = 200;

/** A program without dead code and needless names, and the names that it reads. */
export interface Tidied {
  readonly code: string;
  readonly free: ReadonlySet<string>;
}

/**
 * The same program without branches that constants rule out, values that nothing reads, other names
 * of the same thing, and doubled brackets; undefined for what cannot be parsed.
 */
export function tidied(code: string): Tidied | undefined {
  let program = parsed(code);
  for (let i = 0; i < MAX_STEPS && program !== undefined; i += 1) {
    const current: Parsed = program;
    const next = firstOf(current);
    const better = next === undefined ? undefined : parsed(next);
    if (better === undefined) break;
    program = better;
  }
  if (program === undefined) return undefined;
  const names = program.body.flatMap((statement) => freeNames(statement));
  return { code: program.code, free: new Set(names.map(({ name }) => name)) };
}

function firstOf(program: Parsed): string | undefined {
  for (const step of STEPS) {
    const next = step(program);
    if (next !== undefined) return next;
  }
  return undefined;
}
