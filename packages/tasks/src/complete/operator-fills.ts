import { argumentFills } from './arguments.js';
import { listsOf } from './calls.js';
import { classOfKind, operandsAfter } from './continuations.js';
import type { Fill, Wanted } from './fill.js';
import type { Hole } from './hole.js';
import { kindAt, reference, textOf, type Binding, type Column, type Scene } from './scene.js';
import { COMPARED } from './usage-table.js';
import { sharesOf } from './usage.js';

/** The right side of an operator, by the type of the left one. */
export function afterOperator(
  scene: Scene,
  binding: Binding,
  wanted: Wanted,
  { operator, left }: Extract<Hole, { kind: 'operator' }>,
): readonly Fill[] {
  const isTest = operator === '&' || operator === '|' || operator === '~';
  if (isTest) {
    const tests = argumentFills(
      scene,
      { ...wanted, key: 'filter/*', parameter: undefined, named: true },
      listsOf(scene),
    );
    return tests.map((fill) => ({
      ...fill,
      text: /[<>=&|]/.test(fill.text.replace(/\(.*\)/, '')) ? `(${fill.text})` : fill.text,
    }));
  }
  if (left === undefined) {
    const values = argumentFills(scene, { ...wanted, named: true }, listsOf(scene));
    return [...values, ...operandsAfter(wanted, 'number', undefined, operator)];
  }
  const text = textOf(scene, left.start, left.end);
  const kind = kindAt(scene, binding, text);
  const name = /^\w+\.(\w+)$/.exec(text)?.[1];
  const column = wanted.columns.find((each) => each.name === name);
  const of = column?.class ?? classOfKind(kind);
  const fills = operandsAfter(wanted, of, name, operator);
  const variables = scene.variables
    .filter((each) => scene.probe.kindOf(each)?.kind === 'value')
    .map((each): Fill => ({
      text: each,
      score: scene.words.get(each) === 1 ? 1 : 0.05,
      why: `the variable ${each}`,
    }));
  const guesses = of === 'other' ? FALLBACKS : [];
  const pair = operator === '==' ? rightColumn(wanted, name, of) : [];
  return [...pair, ...usualTests(text, operator), ...variables, ...fills, ...guesses];
}

/** The column of a join's right table that a column of the left one is compared with. */
function rightColumn(
  { right = [], rightName }: Wanted,
  name: string | undefined,
  of: Column['class'],
): readonly Fill[] {
  if (rightName === undefined) return [];
  const isKey = (each: Column['class']): boolean => each === 'key' || each === 'id';
  const same = right.filter((column) => column.name === name);
  const likes = right.filter((column) => isKey(of) && isKey(column.class));
  return [...same, ...likes].map((column, i) => ({
    text: reference(rightName, column.name),
    score: 5 / (i + 1),
    why: `the column ${column.name} of ${rightName}`,
  }));
}

/** What programs compare the result of a method with: a year with a year. */
function usualTests(left: string, operator: string): readonly Fill[] {
  const method = /(\.\w+)\([^()]*\)$/.exec(left)?.[1];
  if (method === undefined) return [];
  return sharesOf(COMPARED, method).flatMap(({ value, share }): Fill[] => {
    const [seen, literal = ''] = value.split(' ');
    const why = `programs compare ${method}() with it`;
    return [{ text: literal, score: seen === operator ? 1 + share : 0.5 + share, why }];
  });
}

/** Literals to try where no type is known. */
export const FALLBACKS: readonly Fill[] = [
  '1',
  '"a"',
  'True',
  '"2024-01-01"',
  'ibis.interval(days=1)',
].map((text, i) => ({ text, score: 0.1 / (i + 1), why: 'a literal' }));
