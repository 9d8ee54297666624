import { readFileSync } from 'node:fs';

import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { parseSchema } from '@ibert/ir';
import type { Relation, Schema } from '@ibert/ir';
import { emitSql } from '@ibert/sql';
import type { Dialect } from '@ibert/sql';

import { rewritten } from './equivalences.js';
import { normalForm } from './normal-form.js';

/** What real Ibis wrote, or why it did not; recorded by tests/oracle/record_dialects.py. */
type Answer = { readonly sql: string } | { readonly error: string; readonly message: string };
interface Recorded {
  /** The value operation that the program is about, or `Relation X`. */
  readonly operation: string;
  readonly code: string;
  readonly answers: Readonly<Record<string, Answer>>;
}
interface Golden {
  readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly programs: readonly Recorded[];
}

const golden = JSON.parse(
  readFileSync(new URL('../goldens/yardstick.json', import.meta.url), 'utf8'),
) as Golden;

/** The dialects that real Ibis compiles for and no engine runs here. */
export const YARDSTICK_DIALECTS = Object.keys(golden.programs[0]?.answers ?? {}) as Dialect[];

const tables: Readonly<Record<string, Schema>> = Object.fromEntries(
  Object.entries(golden.tables).map(([name, columns]) => [name, parseSchema(columns)]),
);
const FUNCTIONS = [
  '@ibis.udf.scalar.builtin\ndef shout(a: str) -> str: ...\n',
  '@ibis.udf.agg.builtin\ndef favg(a: float) -> float: ...\n',
];

export interface Program {
  readonly operation: string;
  readonly code: string;
  readonly relation: Relation;
}

/** The recorded programs, evaluated. */
export const PROGRAMS: readonly Program[] = golden.programs.map(({ operation, code }) => {
  const functions = FUNCTIONS.filter((text) => code.includes(text.split(/def |\(/)[1] ?? ''));
  const { relation } = evaluateIbis(functions.join('') + code, { tables });
  return { operation, code, relation };
});

/**
 * `matches`: the same as real Ibis does. `differs`: something else. `beyond`: Ibis refuses it.
 * `refused`: we refuse it, whatever Ibis does.
 */
export interface Outcome extends Program {
  readonly dialect: Dialect;
  readonly verdict: 'matches' | 'differs' | 'beyond' | 'refused';
  /** Our SQL, or the message of the refusal. */
  readonly ours: string;
  /** Ibis's SQL or error. */
  readonly theirs: string;
  /** What only one of the two does. */
  readonly apart: readonly string[];
}

/** What became of every program in a dialect; adds the names of the equivalences that it took. */
export function outcomes(dialect: Dialect, used: Set<string>): readonly Outcome[] {
  return PROGRAMS.map((program, i) => {
    const answer = golden.programs[i]?.answers[dialect];
    if (answer === undefined) throw new Error(`nothing is recorded for ${dialect}`);
    const theirs = 'sql' in answer ? answer.sql : `${answer.error}: ${answer.message}`;
    const common = { ...program, dialect, theirs, apart: [] };
    const ours = written(program.relation, dialect);
    if (ours.sql === null) return { ...common, ours: ours.message, verdict: 'refused' };
    if (!('sql' in answer)) return { ...common, ours: ours.sql, verdict: 'beyond' };
    const apart = difference(ours.sql, answer.sql, dialect, used);
    const verdict = apart.length === 0 ? 'matches' : 'differs';
    return { ...common, ours: ours.sql, verdict, apart };
  });
}

function written(
  relation: Relation,
  dialect: Dialect,
): { readonly sql: string } | { readonly sql: null; readonly message: string } {
  try {
    return { sql: emitSql(relation, dialect).sql };
  } catch (error) {
    if (error instanceof IbertError && error.code === 'UNSUPPORTED_OPERATION')
      return { sql: null, message: error.message };
    throw error;
  }
}

/** The lines of the normal forms that only one of two statements has; empty where they agree. */
export function difference(
  ours: string,
  theirs: string,
  dialect: string,
  used: Set<string> = new Set(),
): readonly string[] {
  const [a, b] = [ours, theirs].map((sql) => {
    const lines = normalForm(sql, dialect);
    return lines === null ? null : rewritten(lines, dialect, used);
  });
  if (a === null || a === undefined) return ['ours cannot be parsed'];
  if (b === null || b === undefined) return ['that of Ibis cannot be parsed'];
  const left = subtract(a, b).map((line) => `ours ${line}`);
  return [...left, ...subtract(b, a).map((line) => `ibis ${line}`)];
}

/** The lines of one list without as many of the other. */
function subtract(lines: readonly string[], others: readonly string[]): readonly string[] {
  const rest = [...others];
  return lines.filter((line) => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
