import { tokenize, TokenType, type Token } from '@ibert/ibis';
import { reject, type Rejection } from '@ibert/validation';

const CLOSING: ReadonlySet<string> = new Set([')', ']', '}']);
/** Marks that only join what has a meaning of its own. */
const JOINTS: ReadonlySet<string> = new Set(['(', '[', '{', ',', '.', ':', ...CLOSING]);
const NAMING: ReadonlySet<TokenType> = new Set([
  TokenType.Name,
  TokenType.Number,
  TokenType.String,
] as const);

/** The tokens of a program that stand in its text: no ends of lines, no indentation. */
interface ProgramTokens {
  readonly ok: true;
  readonly list: readonly Token[];
}

/** Cuts a program into tokens; its brackets must be balanced. */
export function programTokens(code: string): ProgramTokens | Rejection {
  const { list, unclosed, fault } = tokenize(code);
  if (fault !== undefined) return reject('IBIS_SYNTAX', fault.error.message);
  if (unclosed !== undefined) {
    return reject('IBIS_SYNTAX', `'${unclosed.char}' at ${unclosed.at} is never closed`);
  }
  return { ok: true, list: list.filter(({ text }) => text !== '') };
}

/** Whether a token is a closing bracket. */
export const isClosing = ({ text }: Token): boolean => CLOSING.has(text);

/** Whether a token says something by itself: a name, a literal, a keyword, an operator. */
export const isMeaningful = ({ type, text }: Token): boolean =>
  type !== TokenType.Op || !JOINTS.has(text);

/** Whether a token is a name or a literal. */
export const isNaming = ({ type }: Token): boolean => NAMING.has(type);

/** How many tokens say something by themselves. */
export const countMeaningful = (tokens: readonly Token[]): number =>
  tokens.reduce((count, token) => count + (isMeaningful(token) ? 1 : 0), 0);
