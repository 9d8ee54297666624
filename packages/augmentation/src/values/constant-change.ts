import type { Random } from '@ibert/core';
import type { DataType, LiteralValue } from '@ibert/ir';

import type { Dictionary } from '../dictionary/dictionary-schema.js';
import { familyOf } from '../dictionary/synonyms.js';
import type { Edit } from '../programs/occurrence.js';
import type { Pair } from '../programs/pair.js';
import { ibisConstants, sqlConstants } from './constant-tokens.js';
import type { ConstantToken } from './constant-tokens.js';
import { constantUses } from './constant-uses.js';
import type { ConstantUse } from './constant-uses.js';
import { isDate, moveDate } from './dates.js';
import { FACTORS, moveNumber, SHIFTS } from './numbers.js';
import type { NumberMove } from './numbers.js';
import { swapPattern, swapWord } from './words.js';

/** Other constants for a record, the same ones on both sides. */
export interface ConstantChange {
  readonly sql: readonly Edit[];
  readonly ibis: readonly Edit[];
  /** The new constants by the old ones, as written. */
  readonly changed: ReadonlyMap<string, string>;
  /** What a constant of the original's meaning becomes. */
  readonly literal: (value: LiteralValue, type: DataType) => LiteralValue;
}

/** A constant that both texts hold, and what the program does with it. */
export interface SharedConstant {
  readonly kind: ConstantToken['kind'];
  readonly content: string;
  readonly sql: readonly ConstantToken[];
  readonly ibis: readonly ConstantToken[];
  readonly uses: readonly ConstantUse[];
}

/**
 * The constants of a record that may change: they stand in both texts, and wherever the programs use
 * them they are held against a column or a result, never a limit, an offset or a part of a date.
 */
export function changeableConstants(pair: Pair): readonly SharedConstant[] {
  if (pair.sql.relation === undefined || pair.ibis.relation === undefined) return [];
  const sql = byContent(sqlConstants(pair.sql.text, pair.record.dialect));
  const ibis = byContent(ibisConstants(pair.ibis.text));
  const uses = [...constantUses(pair.sql.relation), ...constantUses(pair.ibis.relation)];
  return [...sql].flatMap(([key, tokens]): readonly SharedConstant[] => {
    const others = ibis.get(key);
    const [token] = tokens;
    if (others === undefined || token === undefined) return [];
    const own = uses.filter(({ value, type }) => isWritten(value, type, token));
    if (own.length === 0 || own.some(({ use }) => use === 'structure')) return [];
    return [{ ...token, sql: tokens, ibis: others, uses: own }];
  });
}

function byContent(tokens: readonly ConstantToken[]): Map<string, ConstantToken[]> {
  const found = new Map<string, ConstantToken[]>();
  for (const token of tokens) {
    const key = `${token.kind} ${token.content}`;
    found.set(key, [...(found.get(key) ?? []), token]);
  }
  return found;
}

/** Whether a literal of the meaning is what the token writes. */
function isWritten(
  value: LiteralValue,
  type: DataType,
  { kind, content }: Pick<ConstantToken, 'kind' | 'content'>,
): boolean {
  if (typeof value === 'string' && type.kind !== 'decimal') {
    return kind === 'text' && (value === content || value === `${content} 00:00:00`);
  }
  return kind === 'number' && isNumber(value) && Number(value) === Number(content);
}

const isNumber = (value: LiteralValue): value is string | number | bigint =>
  typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string';

/** Draws other constants; undefined when none of the record's has a fitting one. */
export function changeConstants(
  pair: Pair,
  constants: readonly SharedConstant[],
  dictionary: Dictionary,
  random: Random,
): ConstantChange | undefined {
  const moves = random.shuffle(FACTORS).map((factor) => ({ factor, shift: random.choice(SHIFTS) }));
  const months = random.choice([-1, 1]) * random.int(1, 18);
  const taken = new Set(constants.map(({ content }) => content.toLowerCase()));
  const changed = new Map<SharedConstant, string>(moveNumbers(pair, constants, dictionary, moves));
  for (const other of changed.values()) taken.add(other);
  for (const constant of constants) {
    const { kind, content, uses } = constant;
    if (kind === 'number') continue;
    const swap = uses.some(({ use }) => use === 'pattern') ? swapPattern : swapWord;
    const other = isDate(content)
      ? moveDate(content, months)
      : swap(content, dictionary.values, random, taken);
    if (other === undefined || taken.has(other.toLowerCase())) continue;
    taken.add(other.toLowerCase());
    changed.set(constant, other);
  }
  if (changed.size === 0) return undefined;
  return {
    sql: editsOf(changed, 'sql'),
    ibis: editsOf(changed, 'ibis'),
    changed: new Map([...changed].map(([{ content }, other]) => [content, other])),
    literal: (value, type) => substitute(value, type, changed),
  };
}

/** Moves the numbers by the first of the moves that suits most of them and keeps their order. */
function moveNumbers(
  pair: Pair,
  constants: readonly SharedConstant[],
  dictionary: Dictionary,
  moves: readonly NumberMove[],
): ReadonlyMap<SharedConstant, string> {
  let best: ReadonlyMap<SharedConstant, string> = new Map();
  const numbers = constants.filter(({ kind }) => kind === 'number');
  const own = new Set(numbers.map(({ content }) => content));
  for (const move of moves) {
    const moved = new Map<SharedConstant, string>();
    for (const constant of numbers) {
      const range = rangeOf(pair, constant.uses, dictionary);
      const other = moveNumber(constant.content, stepOf(constant, move), range);
      if (other !== undefined && !own.has(other)) moved.set(constant, other);
    }
    if (moved.size > best.size && keepsOrder(numbers, moved)) best = moved;
  }
  return best;
}

/** Counts and other results are seldom large: a bound of them moves by one. */
const stepOf = ({ uses }: SharedConstant, { factor, shift }: NumberMove): NumberMove =>
  uses.every(({ column }) => column === undefined)
    ? { factor, shift: Math.sign(shift) }
    : { factor, shift };

/** The bounds of the columns that a number is held against. */
function rangeOf(
  { tables }: Pair,
  uses: readonly ConstantUse[],
  dictionary: Dictionary,
): readonly [number, number] | undefined {
  for (const { column } of uses) {
    const schema = column === undefined ? undefined : tables[column.table];
    const type = schema?.get(column?.name ?? '');
    if (schema === undefined || type === undefined || column === undefined) continue;
    const range = familyOf(column.name, type, new Set(schema.keys()), dictionary)?.range;
    if (range !== undefined) return range;
  }
  return undefined;
}

/** Bounds of one range and steps of one ladder must stay in their order. */
function keepsOrder(
  constants: readonly SharedConstant[],
  changed: ReadonlyMap<SharedConstant, string>,
): boolean {
  const numbers = constants
    .map((constant) => [
      Number(constant.content),
      Number(changed.get(constant) ?? constant.content),
    ])
    .sort(([a = 0], [b = 0]) => a - b);
  return numbers.every(([, to = 0], i) => i === 0 || to > (numbers[i - 1]?.[1] ?? 0));
}

const editsOf = (
  changed: ReadonlyMap<SharedConstant, string>,
  side: 'sql' | 'ibis',
): readonly Edit[] =>
  [...changed].flatMap(([constant, text]) =>
    constant[side].map(({ start, end }) => ({ start, end, text })),
  );

function substitute(
  value: LiteralValue,
  type: DataType,
  changed: ReadonlyMap<SharedConstant, string>,
): LiteralValue {
  for (const [constant, text] of changed) {
    if (!isWritten(value, type, constant)) continue;
    if (typeof value === 'bigint') return BigInt(text);
    if (typeof value === 'number') return Number(text);
    return value === constant.content ? text : `${text} 00:00:00`;
  }
  return value;
}
