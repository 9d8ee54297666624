import { attemptOf, DEPRECATED_NAMES, isLasting } from '@ibert/multitask';

import { refuse } from '../finding.js';
import type { Finding, Pattern, Place, Tables } from '../finding.js';
import { explain } from './explain.js';
import type { Change } from './explain.js';
import { tokenChanges } from './token-changes.js';
import { works } from './working.js';
import type { Schemas } from './working.js';

/** Where a mistake was found. */
export interface Found {
  readonly pattern: Pattern;
  readonly place: Place;
}

/** A program that fails with an error of Ibis or Python. */
export interface Failure {
  readonly error: string;
  readonly classes: readonly string[];
}

/** How a program fails, where the engine can tell; undefined where it runs or is beyond the engine. */
export function failureOf(code: string, tables: Schemas): Failure | undefined {
  const { outcome, classes } = attemptOf(code, tables);
  if (outcome.kind !== 'fails' || !isLasting(outcome.error)) return undefined;
  const [, name] =
    /^AttributeError: module 'ibis' has no attribute '(\w+)'/.exec(outcome.error) ?? [];
  return name !== undefined && DEPRECATED_NAMES.has(`ibis.${name}`)
    ? undefined
    : { error: outcome.error, classes };
}

/** Most stretches in which a broken program and its fix differ. */
const MOST_CHANGES = 6;

/**
 * The finding of a broken program and one that works after some changes; a refusal where they
 * cannot be told in words.
 */
export function mistake(
  found: Found,
  broken: string,
  { code: fixed, changes }: Fix,
  { error, classes }: Failure,
  tables: Tables,
): Finding {
  const explanation = explain(error, changes, broken);
  if (explanation === undefined) {
    return refuse(found, 'NO_FIX', 'the fix cannot be told in a sentence', broken);
  }
  const [errorType = ''] = classes;
  return { kind: 'mistake', ...found, broken, fixed, error, errorType, explanation, tables };
}

/** A working program and how it differs from the broken one. */
export interface Fix {
  readonly code: string;
  readonly changes: readonly Change[];
}

/**
 * What somebody changed to make a broken program work, the changes with as much around them as makes
 * sense by itself; or why that is no fix.
 */
export function fixBetween(broken: string, working: string, schemas: Schemas): Fix | string {
  const changes = tokenChanges(broken, working);
  if (changes === undefined) return 'the change is too large to be told';
  if (changes.length === 0) return 'the programs are the same but for their layout';
  if (changes.length > MOST_CHANGES) return 'the working program differs in too much';
  if (!works(working, schemas)) return 'the other program does not work either';
  return { code: working, changes };
}
