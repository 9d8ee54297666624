import { TokenType, type Token } from '@ibert/ibis';

import { endsOperand, operandStart, type Frame } from './frames.js';
import type { Scene } from './scene.js';

/** What the end of the code asks for. */
export type Hole =
  /** A name after a dot; `started` is its beginning. */
  | { readonly kind: 'member'; readonly receiver: Stretch; readonly started: string }
  /** Nothing that must come; a name may go on. */
  | { readonly kind: 'operand'; readonly started: string }
  /** The right side of an operator; `left` is absent where it has none. */
  | { readonly kind: 'operator'; readonly operator: string; readonly left: Stretch | undefined }
  /** The first argument or element after an opening bracket. */
  | { readonly kind: 'first' }
  /** The next one after a comma. */
  | { readonly kind: 'next' }
  /** A value after `name=`, a colon, `return`. */
  | { readonly kind: 'value' }
  | { readonly kind: 'lambda'; readonly named: boolean }
  /** The rest of a string. */
  | { readonly kind: 'string'; readonly content: string; readonly quote: string }
  | { readonly kind: 'word'; readonly word: string };

/** Tokens from `start` to before `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const UNARY: ReadonlySet<string> = new Set(['~', '-', '+']);
const OPERATORS: ReadonlySet<string> = new Set(
  '+ - * / // % ** == != < <= > >= & | ^ ~ << >>'.split(' '),
);
const VALUE_WORDS: ReadonlySet<string> = new Set([
  'return',
  'if',
  'else',
  'in',
  'not',
  'and',
  'or',
]);

/** What the end of the code asks for. */
export function holeOf({ prefix, frames }: Scene): Hole {
  const { tokens, text, openString } = prefix;
  if (openString !== undefined) return { kind: 'string', ...openString };
  const last = tokens.at(-1);
  const frame = frames.at(-1);
  if (last === undefined || frame === undefined || last.text === '') return { kind: 'value' };
  const lambda = frame.slot.lambdas.at(-1);
  if (lambda !== undefined && !lambda.inBody) {
    return { kind: 'lambda', named: last.type === TokenType.Name };
  }
  const touches = last.end === text.length;
  if (last.text === '.') return member(tokens, tokens.length - 1, '');
  if (last.type === TokenType.Name && tokens.at(-2)?.text === '.' && touches) {
    return member(tokens, tokens.length - 2, last.text);
  }
  if (endsOperand(last)) {
    const isName = last.type === TokenType.Name && touches;
    return { kind: 'operand', started: isName ? last.text : '' };
  }
  if (last.type === TokenType.Keyword) {
    return VALUE_WORDS.has(last.text) ? { kind: 'value' } : { kind: 'word', word: last.text };
  }
  if (last.text === '(' || last.text === '[' || last.text === '{') return { kind: 'first' };
  if (last.text === ',') return { kind: 'next' };
  if (OPERATORS.has(last.text)) return operator(tokens, frame);
  return { kind: 'value' };
}

function member(tokens: readonly Token[], dot: number, started: string): Hole {
  return { kind: 'member', receiver: { start: operandStart(tokens, dot - 1), end: dot }, started };
}

const LEVELS: Readonly<Record<string, number>> = {
  '|': 1,
  '^': 2,
  '&': 3,
  '==': 0,
  '!=': 0,
  '<': 0,
  '<=': 0,
  '>': 0,
  '>=': 0,
};

/** An operator's left side reaches back to the last operator that binds less. */
function operator(tokens: readonly Token[], frame: Frame): Hole {
  const at = tokens.length - 1;
  const text = tokens[at]?.text ?? '';
  const before = tokens[at - 1];
  const isUnary = UNARY.has(text) && (before === undefined || !endsOperand(before));
  if (isUnary) return { kind: 'operator', operator: text, left: undefined };
  const left = { start: leftStart(tokens, bodyStart(tokens, frame), at), end: at };
  return { kind: 'operator', operator: text, left };
}

function leftStart(tokens: readonly Token[], from: number, at: number): number {
  const own = LEVELS[tokens[at]?.text ?? ''] ?? 9;
  let depth = 0;
  for (let i = at - 1; i >= from; i -= 1) {
    const { text, type } = tokens[i] ?? { text: '', type: TokenType.End };
    if (type === TokenType.Keyword && depth === 0 && text !== 'None') return i + 1;
    if (type !== TokenType.Op) continue;
    if (')]}'.includes(text)) depth += 1;
    else if ('([{'.includes(text)) depth -= 1;
    else if (depth === 0 && OPERATORS.has(text) && (LEVELS[text] ?? 9) < own) return i + 1;
  }
  return from;
}

/** Where the expression at the end of a frame begins: behind the colon of its last lambda. */
export function bodyStart(tokens: readonly Token[], { slot }: Frame): number {
  const lambda = slot.lambdas.findLast(({ inBody }) => inBody);
  if (lambda === undefined) return slot.start;
  let at = lambda.token;
  while (at < tokens.length && tokens[at]?.text !== ':') at += 1;
  return at + 1;
}

/** Whether nothing stands between the start of the argument and a place but a receiver. */
export const isWhole = (scene: Scene, start: number): boolean => {
  const frame = scene.frames.at(-1);
  return frame !== undefined && bodyStart(scene.prefix.tokens, frame) === start;
};
