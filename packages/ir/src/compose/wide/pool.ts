import { IbertError } from '@ibert/core';
import type { Random } from '@ibert/core';

import { isFloating } from '../../dtypes/classes.js';
import * as t from '../../dtypes/types.js';
import { isValue } from '../../node.js';
import type { Arg, Value } from '../../node.js';
import { OPERATIONS, specOf } from '../../operations/index.js';
import type { OpName } from '../../operations/index.js';
import { fieldsOf } from '../../relations/make.js';
import type { Relation } from '../../relations/types.js';
import { isReduction } from '../../rewrites/context.js';
import { build, make } from '../../value.js';
import { literal, whole } from '../literals.js';
import { COUNTED, JUMPING, MONTHS, RANGES, SHARES, SMALL, TEXTS } from './argument-tables.js';
import { oddLiteral } from './odd-literals.js';
import { plainArgument } from './plain-arguments.js';
import { convertsTexts, isSaid, takes } from './said.js';

/**
 * Operations that the pool does not draw: parts of other operations, what changes from run to run,
 * and what steps of their own make.
 */
const NOT_DRAWN: ReadonlySet<OpName> = new Set<OpName>([
  'Literal',
  'Field',
  'Alias',
  'SortKey',
  'Argument',
  'ScalarParameter',
  'WindowBoundary',
  'WindowFunction',
  'ScalarUDF',
  'AggUDF',
  'RowID',
  'TimestampNow',
  'DateNow',
  'RandomScalar',
  'RandomUUID',
  'Unnest',
  'ScalarSubquery',
  'ExistsSubquery',
  'InSubquery',
  // Keys that repeat, and lists of unequal lengths, are errors.
  'Map',
  // DuckDB has no difference of times.
  'TimeDiff',
  // Ibis types it int32, DuckDB gives a double.
  'ExtractEpochSeconds',
  'ArrayMap',
  'ArrayFilter',
]);

const MAX_DEPTH = 3;
const TRIES = 6;

/** Values over one relation, from its columns on, that operations are drawn from. */
export class Pool {
  readonly relation: Relation;
  readonly #random: Random;
  readonly #operations: readonly OpName[];
  readonly #values: { readonly value: Value; readonly depth: number }[];

  /** @param operations the operations that may be drawn; those that no pool draws are left out. */
  constructor(relation: Relation, random: Random, operations: readonly OpName[]) {
    this.relation = relation;
    this.#random = random;
    this.#operations = operations.filter((name) => !NOT_DRAWN.has(name));
    this.#values = [...fieldsOf(relation).values()].map((value) => ({ value, depth: 0 }));
  }

  /** Builds further values by so many draws. */
  grow(draws: number): this {
    const rows = this.#operations.filter((name) => OPERATIONS[name].role === 'value');
    for (let i = 0; i < draws; i += 1) {
      const kind = this.#random.choice(rows);
      const made = this.#build(kind);
      if (made !== undefined && isDrawn(made.value) && made.depth <= MAX_DEPTH)
        this.#values.push(made);
    }
    return this;
  }

  /** A value that satisfies the test; computed ones are taken first, most of the time. */
  value(test: (value: Value) => boolean = () => true): Value | undefined {
    const fitting = this.#values.filter(({ value }) => test(value));
    const computed = fitting.filter(({ depth }) => depth > 0);
    const from = computed.length > 0 && this.#random.chance(0.8) ? computed : fitting;
    return from.length === 0 ? undefined : this.#random.choice(from).value;
  }

  /** A reduction of the relation's rows. */
  reduction(order: readonly Value[] | undefined): Value | undefined {
    const kinds = this.#operations.filter((name) => OPERATIONS[name].role === 'reduction');
    for (let i = 0; i < TRIES; i += 1) {
      const kind = this.#random.choice(kinds);
      if (UNSETTLED.has(kind)) continue;
      if (ORDERED.has(kind) && order === undefined) continue;
      const made = this.#build(kind, order)?.value;
      if (made !== undefined && isReduction(made) && isDrawn(made)) return made;
    }
    return undefined;
  }

  #build(kind: OpName, order: readonly Value[] = []): { value: Value; depth: number } | undefined {
    const spec = specOf(kind);
    const args: Record<string, Arg> = {};
    let depth = 0;
    for (const [name, param] of Object.entries(spec.params)) {
      switch (param.param) {
        case 'value': {
          if (
            param.optional &&
            (name === 'default' || name === 'where' || this.#random.chance(0.5))
          ) {
            const isWanted = name === 'where' && this.#random.chance(0.3);
            if (!isWanted) {
              args[name] = null;
              break;
            }
          }
          const found = this.#argument(kind, name, (v) => takes(kind, param, v));
          if (found === undefined) return undefined;
          args[name] = found.value;
          depth = Math.max(depth, found.depth);
          break;
        }
        case 'values': {
          if (name === 'order_by') {
            args[name] = order;
            break;
          }
          const first = this.#argument(kind, name, (v) => takes(kind, param, v));
          if (first === undefined) return undefined;
          const items = [first];
          for (let i = this.#random.int(0, 2); i > 0; i -= 1) {
            const next = this.#argument(
              kind,
              name,
              (v) => v.dtype.kind === first.value.dtype.kind && takes(kind, param, v),
            );
            if (next !== undefined) items.push(next);
          }
          args[name] = items.map(({ value }) => value);
          depth = Math.max(depth, ...items.map((item) => item.depth));
          break;
        }
        case 'relation':
          args[name] = this.relation;
          break;
        default: {
          const plain = plainArgument(this.#random, kind, name);
          if (plain === undefined) return undefined;
          args[name] = plain;
        }
      }
    }
    try {
      return { value: build(kind, this.#settled(kind, args)), depth: depth + 1 };
    } catch (error) {
      // What the operation's own check refuses is no program.
      if (error instanceof IbertError) return undefined;
      throw error;
    }
  }

  /** Arguments that depend on each other. */
  #settled(kind: OpName, args: Record<string, Arg>): Record<string, Arg> {
    if (kind === 'SearchedCase' || kind === 'SimpleCase') {
      const { cases, results } = args as Record<'cases' | 'results', readonly Value[]>;
      const count = Math.min(cases.length, results.length);
      return { ...args, cases: cases.slice(0, count), results: results.slice(0, count) };
    }
    const bounded = RANGES[kind];
    return bounded !== undefined && isValue(args['arg'])
      ? { ...args, arg: bounded(args['arg']) }
      : args;
  }

  #argument(
    kind: OpName,
    name: string,
    test: (value: Value) => boolean,
  ): { readonly value: Value; readonly depth: number } | undefined {
    if (name === 'quantile') {
      return { value: literal(this.#random.choice(SHARES), t.FLOAT64), depth: 0 };
    }
    if (kind === 'Log' && name === 'base') {
      // To 1 and below there is no logarithm, and DuckDB raises an error.
      return { value: whole(this.#random.int(2, 10)), depth: 0 };
    }
    const texts = TEXTS[kind]?.[name];
    if (texts !== undefined) {
      return { value: literal(this.#random.choice(texts), t.STRING), depth: 0 };
    }
    const months = MONTHS[kind]?.[name];
    if (months !== undefined) {
      return { value: literal(this.#random.choice(months), t.interval('M')), depth: 0 };
    }
    if (SMALL[kind]?.includes(name) === true) {
      const least = COUNTED[kind]?.includes(name) === true ? 1 : 0;
      return { value: whole(this.#random.int(least, 4)), depth: 0 };
    }
    if (this.#random.chance(0.3)) {
      for (let i = 0; i < TRIES; i += 1) {
        const value = oddLiteral(this.#random);
        if (test(value)) return { value, depth: 0 };
      }
    }
    const isExact = ({ dtype }: Value): boolean => !JUMPING.has(kind) || !isFloating(dtype);
    const fitting = this.#values.filter(
      ({ value, depth }) => depth < MAX_DEPTH && test(value) && isExact(value),
    );
    return fitting.length === 0 ? undefined : this.#random.choice(fitting);
  }
}

const isDrawn = (value: Value): boolean => isSaid(value) && !convertsTexts(value);

/** Reductions whose result depends on the order of the rows. */
const ORDERED: ReadonlySet<OpName> = new Set<OpName>([
  'First',
  'Last',
  'ArrayCollect',
  'GroupConcat',
]);
/** Reductions that ties or estimates make a matter of chance. */
const UNSETTLED: ReadonlySet<OpName> = new Set<OpName>([
  'Mode',
  'Arbitrary',
  'ArgMin',
  'ArgMax',
  'ApproxCountDistinct',
  'ApproxMedian',
  'ApproxQuantile',
  'ApproxMultiQuantile',
  'MultiQuantile',
  'Kurtosis',
]);

/** A sort key with everything drawn. */
export const drawnKey = (random: Random, arg: Value): Value =>
  make('SortKey', { arg, ascending: random.chance(0.5), nulls_first: random.chance(0.2) });
