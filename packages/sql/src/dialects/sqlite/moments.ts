import { isOp, make } from '@ibert/ir';
import type { DataType, OpArgs, Value } from '@ibert/ir';

import type { Emitter } from '../../expressions/emitter.js';
import { between, inValues } from '../../expressions/predicates.js';
import { PRECEDENCE, sql, tighter } from '../../expressions/sql.js';
import type { Sql } from '../../expressions/sql.js';
import { run } from '../../format/doc.js';
import { rows } from '../spec.js';

const { comparison } = PRECEDENCE;
type Kind = DataType['kind'];

/**
 * Dates and times are texts there and compare as texts, which is right when all are written alike:
 * `YYYY-MM-DD`, `HH:MM:SS`, both with a space between; fractions of a second, if any, with six digits.
 */
const PATTERNS: Readonly<Partial<Record<Kind, RegExp>>> = {
  date: /^(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00)?)?$/,
  timestamp: /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::(\d{2}))?(\.\d{1,6})?)?$/,
  time: /^()(\d{2}:\d{2})(?::(\d{2}))?(\.\d{1,6})?$/,
};

/** A date or time of a program in the one way of writing it; undefined for another text. */
function canonical(text: string, kind: Kind): string | undefined {
  const parts = PATTERNS[kind]?.exec(text);
  if (parts === null || parts === undefined) return undefined;
  const [, date = '', clock = '00:00', seconds = '00', fraction = ''] = parts;
  if (kind === 'date') return date;
  const digits = fraction.padEnd(7, '0');
  const time = `${clock}:${seconds}${/[1-9]/.test(fraction) ? digits : ''}`;
  return date === '' ? time : `${date} ${time}`;
}

/** The kind that the values of a comparison are brought to; null where none is a moment. */
function commonKind(values: readonly Value[]): Kind | null {
  const kinds = new Set(values.map(({ dtype }) => dtype.kind));
  for (const kind of ['timestamp', 'date', 'time'] as const) if (kinds.has(kind)) return kind;
  return null;
}

/** A value in the way of writing of the kind that it is compared with. */
function alike(value: Value, kind: Kind, e: Emitter): Value {
  const { dtype } = value;
  if (dtype.kind === kind || dtype.kind === 'null') return value;
  if (isOp(value, 'Literal') && typeof value.args.value === 'string') {
    const text = canonical(value.args.value, kind);
    if (text !== undefined) {
      return make('Literal', {
        value: text,
        type: { kind: 'string', length: null, nullable: true },
      });
    }
  }
  if (kind === 'timestamp' && dtype.kind === 'date') {
    return make('Cast', {
      arg: value,
      to: { kind: 'timestamp', timezone: null, scale: null, nullable: true },
    });
  }
  throw e.refusal(
    `a comparison of ${dtype.kind} with ${kind}`,
    'its moments are texts, which must be written alike',
  );
}

/** The values brought to one kind of moment, if one of them is one. */
function aligned<T extends readonly Value[]>(values: T, e: Emitter): T {
  const kind = commonKind(values);
  return kind === null ? values : (values.map((v) => alike(v, kind, e)) as readonly Value[] as T);
}

const comparing =
  (operator: string) =>
  (args: OpArgs<'Equals'>, e: Emitter): Sql => {
    const [left, right] = aligned([args.left, args.right] as const, e);
    const above = tighter(comparison);
    return sql(run(e.operand(left, above), ` ${operator} `, e.operand(right, above)), comparison);
  };

/** Comparisons, in which moments of different kinds or written as texts may meet. */
export const SQLITE_COMPARISONS = rows({
  Equals: comparing('='),
  NotEquals: comparing('<>'),
  Less: comparing('<'),
  LessEqual: comparing('<='),
  Greater: comparing('>'),
  GreaterEqual: comparing('>='),
  IdenticalTo: comparing('IS'),
  Between: (args, e) => {
    const [arg, lower, upper] = aligned([args.arg, args.lower_bound, args.upper_bound] as const, e);
    return between({ ...args, arg, lower_bound: lower, upper_bound: upper }, e);
  },
  InValues: (args, e) => {
    const [value, ...options] = aligned([args.value, ...args.options], e);
    return inValues({ ...args, value: value ?? args.value, options }, e);
  },
});
