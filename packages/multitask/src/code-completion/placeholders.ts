import { TokenType, type Token } from '@ibert/ibis';
import { reject, type Rejection } from '@ibert/validation';

const NAMES = /^(?:_{3,}|your_\w+|my_code|placeholder\w*|to_?do|fix_?me|fill_?\w*here|xxx+)$/i;
const REMARKS = /\b(?:todo|fixme|xxx)\b|your code|fill (?:this )?in|\.\.\./i;

/** Refuses a text that leaves the answer open: `...`, `TODO`, `your_code_here`. */
export function placeholderIn(code: string, tokens: readonly Token[]): Rejection | undefined {
  const found =
    tokens.find((token, i) => isOpen(token, tokens[i - 1]))?.text ??
    commentsOf(code, tokens).find((comment) => REMARKS.test(comment));
  if (found === undefined) return undefined;
  return reject('ANSWER_GIVEN', `the answer is left open by the placeholder ${found.trim()}`);
}

/** `...` is the body of a declared function, after its colon, and a placeholder elsewhere. */
function isOpen({ type, text }: Token, before: Token | undefined): boolean {
  if (type === TokenType.Op) return text === '...' && before?.text !== ':';
  return type === TokenType.Name && NAMES.test(text);
}

/** What stands between the tokens: white space and comments. */
function commentsOf(code: string, tokens: readonly Token[]): readonly string[] {
  const starts = [...tokens.map(({ start }) => start), code.length];
  return starts.map((start, i) => code.slice(tokens[i - 1]?.end ?? 0, start));
}
