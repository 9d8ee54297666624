import { isOp, make } from '@ibert/ir';
import type { OpArgs, Value } from '@ibert/ir';

import { group, run } from '../format/doc.js';
import type { Doc } from '../format/doc.js';
import type { Emitter } from './emitter.js';
import { atom, PRECEDENCE, sql } from './sql.js';
import type { Sql } from './sql.js';

const isNullLiteral = (value: Value): boolean =>
  isOp(value, 'Literal') && value.args.value === null;

/** `CASE [subject] WHEN … THEN … [ELSE …] END`. */
function caseOf(
  subject: Doc | null,
  whens: readonly Doc[],
  thens: readonly Doc[],
  otherwise: Doc | null,
): Sql {
  const items: Doc[] = whens.map((when, i) => run('WHEN ', when, ' THEN ', thens[i] ?? 'NULL'));
  if (otherwise !== null) items.push(run('ELSE ', otherwise));
  const open = subject === null ? 'CASE ' : run('CASE ', subject, ' ');
  if (typeof open !== 'string') return atom(run(open, group('block', items, { close: ' END' })));
  const texts = items.every((item) => typeof item === 'string')
    ? `${open}${items.join(' ')} END`
    : '';
  return atom(
    texts !== '' && texts.length <= 40 ? texts : group('block', items, { open, close: ' END' }),
  );
}

export function searchedCase(
  { cases, results, default: otherwise }: OpArgs<'SearchedCase'>,
  e: Emitter,
): Sql {
  const last = isNullLiteral(otherwise) ? null : e.doc(otherwise);
  return caseOf(
    null,
    cases.map((c) => e.conditionDoc(c)),
    results.map((r) => e.doc(r)),
    last,
  );
}

export function simpleCase(
  { base, cases, results, default: otherwise }: OpArgs<'SimpleCase'>,
  e: Emitter,
): Sql {
  const last = isNullLiteral(otherwise) ? null : e.doc(otherwise);
  return caseOf(
    e.doc(base),
    cases.map((c) => e.doc(c)),
    results.map((r) => e.doc(r)),
    last,
  );
}

export const ifElse = (args: OpArgs<'IfElse'>, e: Emitter): Sql =>
  when(
    e.conditionDoc(args.bool_expr),
    e.doc(args.true_expr),
    isNullLiteral(args.false_null_expr) ? null : e.doc(args.false_null_expr),
  );

/** `CASE WHEN condition THEN value [ELSE otherwise] END`. */
export const when = (condition: Doc, value: Doc, otherwise: Doc | null): Sql =>
  caseOf(null, [condition], [value], otherwise);

/** NULL where any of the values is, else the text. */
export function unlessNull(e: Emitter, values: readonly Value[], text: Doc): Sql {
  const tests = values
    .filter((v) => !isOp(v, 'Literal') || v.args.value === null)
    .map((v) => run(e.operand(v, 5), ' IS NOT NULL'));
  // How tightly the text binds is not known: beside an operator it gets parentheses.
  if (tests.length === 0) return sql(text, PRECEDENCE.or);
  return when(run(...tests.flatMap((t, i) => (i === 0 ? [t] : [' AND ', t]))), text, null);
}

/** The number of the half-open range a value falls into, counted from 0. */
export function bucket(args: OpArgs<'Bucket'>, e: Emitter): Sql {
  const {
    arg,
    buckets,
    closed,
    close_extreme: closeExtreme,
    include_under: under,
    include_over: over,
  } = args;
  if (arg.dtype.kind === 'boolean')
    throw e.refusal('buckets of a boolean', 'it cannot be compared with the edges');
  const left = closed === 'left';
  const conditions: Value[] = [];
  const edge = (n: bigint | number): Value =>
    make('Literal', {
      value: n,
      type: { kind: typeof n === 'bigint' ? 'int64' : 'float64', nullable: true },
    });
  const below = (n: bigint | number, orEqual: boolean): Value =>
    make(orEqual ? 'LessEqual' : 'Less', { left: arg, right: edge(n) });
  const above = (n: bigint | number, orEqual: boolean): Value =>
    make(orEqual ? 'GreaterEqual' : 'Greater', { left: arg, right: edge(n) });
  const first = buckets[0] ?? 0;
  const last = buckets.at(-1) ?? 0;
  const ranges = buckets.length - 1;
  if (under) conditions.push(below(first, !left && !(closeExtreme && ranges > 0)));
  for (let i = 0; i < ranges; i += 1) {
    const extreme = closeExtreme && (left ? i === ranges - 1 : i === 0);
    conditions.push(
      make('And', {
        left: above(buckets[i] ?? 0, left || extreme),
        right: below(buckets[i + 1] ?? 0, !left || extreme),
      }),
    );
  }
  if (over) conditions.push(above(last, left && !(closeExtreme && ranges > 0)));
  return caseOf(
    null,
    conditions.map((c) => e.conditionDoc(c)),
    conditions.map((_, i) => String(i)),
    null,
  );
}
