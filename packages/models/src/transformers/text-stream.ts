/** Turns tokens into text piece by piece. */
export interface TokenText {
  /** The text the token adds; empty while a character is incomplete. */
  push(token: number): string;
  /** The text the token would add; `undefined` if it is no text or ends within a character. */
  peek(token: number): string | undefined;
  /** What is left when no token follows. */
  rest(): string;
}

/** Stands for bytes that are no whole character (yet). */
const INCOMPLETE = '\uFFFD';

/** A character has at most four bytes; tokens that make none by then never will. */
const MOST_PENDING = 8;

/**
 * Tokens may hold part of a character, and a token's text may depend on the one before it, so
 * each is decoded together with the tokens of the piece before.
 *
 * @param decode text of tokens, special tokens left out.
 */
export function createTokenText(decode: (tokens: readonly number[]) => string): TokenText {
  let context: readonly number[] = [];
  let pending: readonly number[] = [];

  function added(tokens: readonly number[]): string {
    const before = context.length === 0 ? '' : decode(context);
    return decode([...context, ...tokens]).slice(before.length);
  }

  return {
    push(token) {
      pending = [...pending, token];
      const text = added(pending);
      if (text === '') return '';
      if (text.endsWith(INCOMPLETE) && pending.length < MOST_PENDING) return '';
      context = pending;
      pending = [];
      return text;
    },
    peek(token) {
      const text = added([...pending, token]);
      return text === '' || text.endsWith(INCOMPLETE) ? undefined : text;
    },
    rest() {
      const text = pending.length === 0 ? '' : added(pending);
      pending = [];
      return text;
    },
  };
}
