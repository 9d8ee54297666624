import type { Random } from '@ibert/core';
import { parseProgram, walk } from '@ibert/ibis';
import { conjuncts, isOp } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { Body } from './function-text.js';
import { namesIn } from './function-text.js';
import { outlineOf } from './outline.js';
import { isReduction } from './reduction-nouns.js';
import type { FunctionParameter } from './signature.js';
import { trace } from './trace.js';

/** Names for a value by what it is compared as. */
const NAMES: Readonly<Record<string, (column: string) => readonly string[]>> = {
  Equals: (column) => [`wanted_${column}`, `${column}_value`, `only_${column}`],
  NotEquals: (column) => [`excluded_${column}`, `unwanted_${column}`],
  Greater: (column) => [`min_${column}`, `${column}_above`, 'threshold'],
  GreaterEqual: (column) => [`min_${column}`, `lowest_${column}`, 'minimum'],
  Less: (column) => [`max_${column}`, `${column}_below`, 'threshold'],
  LessEqual: (column) => [`max_${column}`, `highest_${column}`, 'maximum'],
};

const TYPES = { bigint: 'int', number: 'float', string: 'str' } as const;

/** A body in which a literal has become a parameter. */
export interface Parameterised {
  readonly body: Body;
  readonly parameter: FunctionParameter;
  readonly type: string;
}

/**
 * Makes a parameter of a literal that a condition compares a column with; undefined when no
 * literal of the program stands for itself alone.
 *
 * @param reserved names of tables and columns.
 */
export function withParameter(
  relation: Relation,
  body: Body,
  reserved: readonly string[],
  random: Random,
): Parameterised | undefined {
  const { where, after, having } = outlineOf(relation);
  for (const predicate of random.shuffle([...where, ...after, ...having].flatMap(conjuncts))) {
    const { left, right } = predicate.args as { readonly left?: Value; readonly right?: Value };
    const named = NAMES[predicate.kind];
    if (named === undefined || left === undefined || right === undefined) continue;
    const column = columnName(left);
    if (column === undefined || !isOp(right, 'Literal')) continue;
    const { value } = right.args;
    const type = TYPES[typeof value as keyof typeof TYPES];
    const plain =
      left.dtype.kind === 'string' ? type === 'str' : type === 'int' || type === 'float';
    if (type === undefined || !plain) continue;
    if (left.dtype.kind !== 'string' && !/int|float|decimal/.test(left.dtype.kind)) continue;
    const place = onlyPlace(body, value as string | bigint | number);
    if (place === undefined) continue;
    const taken = namesIn([...body.steps, body.answer].join('\n'));
    const name = random
      .shuffle(named(column))
      .find((option) => !taken.has(option) && !reserved.includes(option));
    if (name === undefined) continue;
    return {
      body: place.put(name),
      parameter: { name, annotation: undefined, default: place.text },
      type,
    };
  }
  return undefined;
}

/** What a compared value is called: the name of its column, or the part of a date that it is. */
function columnName(value: Value): string | undefined {
  const column = trace(value);
  if (isOp(column, 'Field')) return column.args.name;
  if (isReduction(column) && isOp(value, 'Field') && /^[a-z]\w*$/.test(value.args.name))
    return value.args.name;
  return /^Extract(Year|Month|Day|Hour|Quarter)$/.exec(value.kind)?.[1]?.toLowerCase();
}

/** The one place of a body where a literal is written. */
function onlyPlace(body: Body, value: string | bigint | number) {
  const pieces = [...body.steps, body.answer];
  const found = pieces.flatMap((piece, at) => {
    const places: { readonly at: number; readonly start: number; readonly end: number }[] = [];
    walk(parseProgram(piece), (node) => {
      const literal = node.kind === 'Str' || node.kind === 'Constant' ? node.value : undefined;
      if (literal === value) {
        places.push({ at, start: node.start, end: node.end });
      }
    });
    return places;
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return undefined;
  const piece = pieces[only.at] as string;
  const put = (name: string): Body => {
    const fresh = piece.slice(0, only.start) + name + piece.slice(only.end);
    return only.at === body.steps.length
      ? { ...body, answer: fresh }
      : { ...body, steps: body.steps.map((step, i) => (i === only.at ? fresh : step)) };
  };
  return { put, text: piece.slice(only.start, only.end) };
}
