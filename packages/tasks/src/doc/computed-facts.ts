import { IbertError } from '@ibert/core';
import { evaluateIbis } from '@ibert/ibis';
import { isOp, isValue } from '@ibert/ir';
import type { Relation, Value } from '@ibert/ir';

import type { EvaluatedFunction } from './evaluated-function.js';
import { otherMark } from './marks.js';
import { argumentsOf, stepsOf } from './query-steps.js';

/**
 * Numbers and texts that a function's query has and its code need not write: values that Python
 * computes, such as 1.25 of `1 + VAT`, and how many columns there are. What comes out otherwise for
 * other values of the parameters is none of them.
 */
export function computedFacts({ answer, marks, tables, text }: EvaluatedFunction): readonly Fact[] {
  const facts = factsOf(answer.relation);
  if (marks.length === 0) return facts;
  const others = marks.reduce(
    (done, mark) => done.replaceAll(mark.argument, otherMark(mark).argument),
    text,
  );
  try {
    const lasting = new Set(factsOf(evaluateIbis(others, { tables }).relation));
    return facts.filter((fact) => lasting.has(fact));
  } catch (error) {
    if (error instanceof IbertError) return [];
    throw error;
  }
}

type Fact = string | number;

const factsOf = (relation: Relation): readonly Fact[] =>
  stepsOf(relation).flatMap(({ relation: step, values }) => [
    step.schema.size,
    ...sizes(step),
    ...[...values.map(([, value]) => value), ...replacements(step)].flatMap(literalsIn),
  ]);

/** How many rows a step keeps and leaves out, where those are plain numbers. */
const sizes = (step: Relation): readonly number[] =>
  step.kind === 'Limit' ? [step.n, step.offset].filter((size) => typeof size === 'number') : [];

function replacements(step: Relation): readonly Value[] {
  if (step.kind !== 'FillNull') return [];
  return isValue(step.replacements) ? [step.replacements] : [...step.replacements.values()];
}

function literalsIn(value: Value): readonly Fact[] {
  if (!isOp(value, 'Literal')) return argumentsOf(value).flatMap(literalsIn);
  const { value: literal } = value.args;
  if (typeof literal === 'bigint') return [Number(literal)];
  return typeof literal === 'string' || typeof literal === 'number' ? [literal] : [];
}
