import { tokenize, TokenType } from '@ibert/ibis';

import type { Parsed } from './edit.js';

/** The program without one pair of brackets directly inside of another; undefined: there is none. */
export function dropBrackets({ code }: Parsed): string | undefined {
  const tokens = tokenize(code).list;
  const open: number[] = [];
  /** The index of the bracket that closes the one at an index. */
  const closing = new Map<number, number>();
  for (const [i, { type, text }] of tokens.entries()) {
    if (type !== TokenType.Op) continue;
    if ('([{'.includes(text)) open.push(i);
    if (')]}'.includes(text)) closing.set(open.pop() ?? -1, i);
  }
  for (const [i, end] of closing) {
    const outer = tokens[i];
    const inner = tokens[i + 1];
    const close = closing.get(i + 1);
    if (outer?.text !== '(' || inner?.text !== '(' || close === undefined) continue;
    if (close !== end - 1 || !isPlain(tokens.slice(i + 2, close))) continue;
    const last = tokens[close];
    if (last === undefined) continue;
    return code.slice(0, inner.start) + code.slice(inner.end, last.start) + code.slice(last.end);
  }
  return undefined;
}

/** Whether brackets around some tokens only hold them together: they make no tuple or generator. */
function isPlain(tokens: readonly { readonly text: string }[]): boolean {
  let depth = 0;
  for (const { text } of tokens) {
    if (depth === 0 && [',', 'for', ':=', 'yield'].includes(text)) return false;
    if (['(', '[', '{'].includes(text)) depth += 1;
    if ([')', ']', '}'].includes(text)) depth -= 1;
  }
  return tokens.length > 0;
}
