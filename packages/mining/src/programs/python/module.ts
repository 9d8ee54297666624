import { parseStatements, PythonError, tokenize, TokenType } from '@ibert/ibis';
import type { Located, PythonAst, Token } from '@ibert/ibis';

import { outline } from './outline.js';
import type { Item } from './outline.js';

/** Python code of one file, or one cell of a document. */
export interface PythonModule {
  readonly path: string;
  readonly text: string;
  /** The line of its file that the text begins with. */
  readonly line: number;
  readonly items: readonly Item[];
  /** What is no Python at all; the items end there. */
  readonly error: string | undefined;
  /** The syntax tree of an item or some tokens; an error where it is beyond our Python. */
  readonly parse: (tokens: readonly Token[]) => readonly PythonAst.Statement[] | PythonError;
  /** The tokens of a stretch of the text. */
  readonly tokensIn: (at: Located) => readonly Token[];
  /** The line of the file that an offset lies in. */
  readonly lineOf: (offset: number) => number;
}

/** Reads Python code; it never throws. */
export function readModule(file: {
  readonly path: string;
  readonly text: string;
  readonly line?: number;
}): PythonModule {
  const { path, text, line = 1 } = file;
  const trees = new Map<string, readonly PythonAst.Statement[] | PythonError>();
  const starts = lineStarts(text);
  const { tokens, error } = tokensOf(text);
  return {
    path,
    text,
    line,
    error,
    items: outline(tokens),
    parse(some) {
      const [first] = some;
      if (first === undefined) return [];
      const key = `${first.start} ${some.length}`;
      const known = trees.get(key);
      if (known !== undefined) return known;
      const parsed = parsePart(text, some);
      trees.set(key, parsed);
      return parsed;
    },
    tokensIn({ start, end }) {
      const from = firstAt(tokens, start);
      let to = from;
      while ((tokens[to]?.end ?? Number.POSITIVE_INFINITY) <= end) to += 1;
      return tokens.slice(from, to);
    },
    lineOf: (offset) => line + lineAt(starts, offset),
  };
}

function tokensOf(text: string): {
  readonly tokens: readonly Token[];
  readonly error: string | undefined;
} {
  try {
    const { list, fault, unclosed } = tokenize(text);
    const error =
      fault?.error.message ??
      (unclosed === undefined ? undefined : `'${unclosed.char}' was never closed`);
    return { tokens: list, error };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return { tokens: [], error: error.message };
  }
}

function parsePart(
  text: string,
  tokens: readonly Token[],
): readonly PythonAst.Statement[] | PythonError {
  const last = tokens.at(-1);
  const ended =
    last !== undefined && last.text !== ''
      ? [...tokens, { type: TokenType.Newline, text: '', start: last.end, end: last.end }]
      : tokens;
  try {
    return parseStatements(text, ended);
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return error;
  }
}

/** The index of the first token that does not start before the offset. */
function firstAt(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last start that is not after the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
