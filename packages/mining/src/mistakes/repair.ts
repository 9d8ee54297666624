import { PythonError } from '@ibert/ibis';

import type { Change } from './explain.js';
import type { Repair } from './repairs.js';
import { REPAIRS, sourceOf } from './repairs.js';
import { works } from './working.js';
import type { Schemas } from './working.js';

/** A program that works in place of a broken one, and what was changed. */
export interface Fixed {
  readonly code: string;
  /** What stood there, and what does now. */
  readonly change: Change;
}

/** Most candidates that are tried for one program. */
const MOST_CANDIDATES = 400;

/**
 * The smallest repair of a broken program: of the closed set of changes, the cheapest kind that has
 * exactly one result that works. Undefined when there is none, or when two are equally small.
 */
export function repair(broken: string, error: string, tables: Schemas): Fixed | undefined {
  let source: ReturnType<typeof sourceOf>;
  try {
    source = sourceOf(broken, tables);
  } catch (raised) {
    if (raised instanceof PythonError) return undefined;
    throw raised;
  }
  let tried = 0;
  for (const level of levels()) {
    const found = new Map<string, Change>();
    for (const { find } of level) {
      for (const { start, end, text } of find(source, error)) {
        const code = broken.slice(0, start) + text + broken.slice(end);
        if (code === broken || found.has(code)) continue;
        tried += 1;
        if (tried > MOST_CANDIDATES) return undefined;
        if (!works(code, tables)) continue;
        found.set(code, { wrong: shown(broken.slice(start, end)), right: shown(text) });
      }
    }
    const [only, ...others] = found;
    if (only === undefined) continue;
    return others.length === 0 ? { code: only[0], change: only[1] } : undefined;
  }
  return undefined;
}

/** Repairs of equal cost together, cheap ones first. */
function levels(): readonly (readonly Repair[])[] {
  const costs = [...new Set(REPAIRS.map(({ cost }) => cost))].toSorted((a, b) => a - b);
  return costs.map((cost) => REPAIRS.filter((one) => one.cost === cost));
}

/** A piece of code in one line, without the comma that it was separated with. */
const shown = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replace(/^ ?, ?/, '')
    .replace(/ ?, ?$/, '')
    .trim();
