import { tokenize, TokenType } from '@ibert/ibis';
import type { Token } from '@ibert/ibis';

import type { Change } from './explain.js';

/** Most tokens of a program that is compared. */
const MOST_TOKENS = 600;

/**
 * How two programs differ: stretches whose brackets match, each as it stands in the first and in the
 * second. Quotes and layout do not count. Undefined where the programs are too long to be compared,
 * or where a stretch goes over several statements.
 */
export function tokenChanges(before: string, after: string): readonly Change[] | undefined {
  const [a, b] = [shownTokens(before), shownTokens(after)];
  if (a.length > MOST_TOKENS || b.length > MOST_TOKENS) return undefined;
  const steps = stepsBetween(a, b);
  const changes = regionsOf(steps).map(({ from, to }) => {
    const inside = steps.slice(from, to);
    const [wrong, right] = [inside.flatMap((step) => step.a), inside.flatMap((step) => step.b)];
    return { wrong: textOf(before, wrong), right: textOf(after, right) };
  });
  const told = changes.flatMap(({ wrong, right }) =>
    wrong === undefined || right === undefined ? [] : [withoutCommas(wrong, right)],
  );
  return told.length === changes.length ? told : undefined;
}

const shownTokens = (text: string): readonly Token[] =>
  tokenize(text).list.filter((token) => token.text !== '');

/** A token that both programs have, or tokens that only one or the other has. */
interface Step {
  readonly same: boolean;
  readonly a: readonly Token[];
  readonly b: readonly Token[];
}

const keyOf = ({ text }: Token): string =>
  text.replace(
    /^([rRbBuUfF]*)(['"])(.*)\2$/,
    (whole, prefix: string, _quote: string, inner: string) =>
      /['"\\]/.test(inner) || inner === '' ? whole : `${prefix}"${inner}"`,
  );

/** By the longest common subsequence. */
function stepsBetween(a: readonly Token[], b: readonly Token[]): readonly Step[] {
  const [keysA, keysB] = [a.map(keyOf), b.map(keyOf)];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        keysA[i] === keysB[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  const isSame = (): boolean => i < a.length && j < b.length && keysA[i] === keysB[j];
  while (i < a.length || j < b.length) {
    const [fromA, fromB, same] = [i, j, isSame()];
    if (same) [i, j] = [i + 1, j + 1];
    else {
      while ((i < a.length || j < b.length) && !isSame()) {
        if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i += 1;
        else j += 1;
      }
    }
    steps.push({ same, a: a.slice(fromA, i), b: b.slice(fromB, j) });
  }
  return steps;
}

/** A range of steps. */
interface Region {
  readonly from: number;
  readonly to: number;
}

/** The steps that differ, with what is around them until brackets match; near ones together. */
function regionsOf(steps: readonly Step[]): readonly Region[] {
  const found: Region[] = [];
  for (const [at, { same }] of steps.entries()) {
    if (same || (found.at(-1)?.to ?? 0) > at) continue;
    let region = grown({ from: at, to: at + 1 }, steps);
    for (let last = found.at(-1); last !== undefined; last = found.at(-1)) {
      if (last.to < region.from) break;
      found.pop();
      region = grown({ from: Math.min(last.from, region.from), to: region.to }, steps);
    }
    found.push(region);
  }
  return found;
}

function grown(region: Region, steps: readonly Step[]): Region {
  let { from, to } = region;
  for (;;) {
    const inside = steps.slice(from, to);
    const next = steps.slice(to, to + 2).map(({ a }) => a[0]?.text ?? '');
    const needs = [inside.flatMap((step) => step.a), inside.flatMap((step) => step.b)].map(
      (tokens) => needOf(tokens, next),
    );
    if (needs.some((need) => need.left) && from > 0) from -= 1;
    else if (needs.some((need) => need.right) && to < steps.length) to += 1;
    else return { from, to };
  }
}

/** Whether a stretch makes no sense without what stands before or behind it. */
function needOf(
  tokens: readonly Token[],
  next: readonly string[],
): { readonly left: boolean; readonly right: boolean } {
  let depth = 0;
  let left = false;
  for (const { text } of tokens) {
    if ('([{'.includes(text)) depth += 1;
    if (')]}'.includes(text)) depth -= 1;
    if (depth < 0) {
      left = true;
      depth = 0;
    }
  }
  const [first, last] = [tokens[0]?.text ?? '', tokens.at(-1)?.text ?? ''];
  // `name=` is told with its value where that is one word.
  const named = last === '=' && [',', ')'].includes(next[1] ?? '');
  return {
    left: left || first === '(' || first === '[' || first === '=',
    right: depth > 0 || named || last === '.' || last === ':',
  };
}

/**
 * The source of some tokens in one line; undefined where it is of several
 * statements.
 */
function textOf(text: string, tokens: readonly Token[]): string | undefined {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return '';
  const source = text.slice(first.start, last.end);
  const isOne = tokenize(source).list.every(({ type, start }) => {
    return type !== TokenType.Newline || start >= source.trimEnd().length;
  });
  if (!isOne) return undefined;
  const line = source.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/([([{]) | (?=[)\]}])/g, '$1');
  return line.trim();
}

/** A comma that both sides begin or end with, or that goes with what is put in or left out. */
function withoutCommas(wrong: string, right: string): Change {
  const bare = (text: string, edge: RegExp): string => text.replace(edge, '').trim();
  let change = { wrong, right };
  for (const edge of [/^,/, /,$/]) {
    const sides = [change.wrong, change.right].filter((text) => text !== '');
    if (!sides.every((text) => edge.test(text) && text.length > 1)) continue;
    change = { wrong: bare(change.wrong, edge), right: bare(change.right, edge) };
  }
  return change;
}
